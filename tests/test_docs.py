"""The documentation says what is there: files and headings that are linked, pages, tasks, variables, benchmarks."""

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from domain.permissions import ROLE_NAMES, Role
from services.todo_kinds import KINDS
from tests.test_repository import PYTHON, TRACKED, name
from ui.navigation import sections_of

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GUIDE = DOCS / "使用手册.md"
PAGES = sorted([*ROOT.glob("README*.md"), ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"\bXIAOHAO_[A-Z_]*[A-Z]\b")
PICTURE_BYTES, MOST_PICTURES = 150_000, 4
HALVES = (
    "benchmarks/timing.py",
    "benchmarks/many_findings.py",
    "benchmarks/server.py",
)  # what the benchmarks share; nobody runs them


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def chapter(role: Role) -> Path:
    return DOCS / "手册" / f"{ROLE_NAMES[role]}.md"


def links(page: Path) -> list[str]:
    """Where a page leads, addresses of other hosts and examples in code aside."""
    found = LINK.findall(FENCE.sub("", text_of(page)))
    return [unquote(target) for target in found if "://" not in target]


def anchors(page: Path) -> set[str]:
    """The marks that headings get where the pages are read: lower case, without punctuation."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    kept = ("L", "N", "M")
    return {
        "".join(
            "-" if sign == " " else sign
            for sign in head.strip().lower()
            if sign in " -_" or unicodedata.category(sign)[0] in kept
        )
        for head in heads
    }


def broken(page: Path) -> list[str]:
    """Links of a page that lead nowhere."""
    wrong = []
    for link in links(page):
        file, _, mark = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (mark and mark not in anchors(target)):
            wrong.append(link)
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    assert broken(page) == []


def test_a_link_to_nothing_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# 一、在\n[a](page.md#一在) [b](gone.md) [c](#不在)\n```\n[d](example.md)\n```", encoding="utf-8"
    )
    assert broken(page) == ["gone.md", "#不在"]


def pages_told(role: Role) -> list[str]:
    """The second column of the chapter's table of pages."""
    table = text_of(chapter(role)).partition("\n## 能打开的页面\n")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| ")][1:]
    return [title for row in rows for title in row[2].strip().split("、")]


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_chapter_names_the_pages_that_its_role_may_open_and_no_others(role: Role) -> None:
    offered = [entry.title for entries in sections_of(role).values() for entry in entries]
    assert sorted(pages_told(role)) == sorted(offered)


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_the_guide_leads_to_the_chapter_of_the_role(role: Role) -> None:
    assert f"手册/{chapter(role).name}" in links(GUIDE)


def test_every_kind_of_task_is_explained_in_some_chapter() -> None:
    chapters = "".join(text_of(chapter(role)) for role in Role)
    missing = {code: kind.name for code, kind in KINDS.items() if f"| {kind.name} |" not in chapters}
    assert missing == {}


def test_every_variable_of_the_environment_is_documented() -> None:
    code = [path for path in PYTHON if path.relative_to(ROOT).parts[0] != "tests"]
    read = {variable for path in code for variable in VARIABLE.findall(text_of(path))}
    assert len(read) > 3
    assert sorted(read - set(VARIABLE.findall(text_of(DOCS / "运行维护.md")))) == []


def test_no_variable_is_documented_that_nothing_reads() -> None:
    code = "".join(text_of(path) for path in PYTHON)
    told = {variable for page in PAGES for variable in VARIABLE.findall(text_of(page))}
    assert [variable for variable in sorted(told) if variable not in code] == []


def test_every_benchmark_is_named_with_its_command() -> None:
    modules = [
        path for path in PYTHON if path.is_relative_to(ROOT / "benchmarks") and name(path) not in HALVES
    ]
    told = text_of(DOCS / "measurements.md")
    assert len(modules) > 3
    assert [path.stem for path in modules if f"python -m benchmarks.{path.stem}`" not in told] == []


def test_pictures_are_few_light_and_shown_somewhere() -> None:
    pictures = [path for path in TRACKED if path.is_relative_to(DOCS / "images")]
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert 0 < len(pictures) <= MOST_PICTURES
    assert {path.name: path.stat().st_size for path in pictures if path.stat().st_size >= PICTURE_BYTES} == {}
    assert [path.name for path in pictures if path not in shown] == []
