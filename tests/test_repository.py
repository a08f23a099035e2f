"""Rules of the house that no linter knows. Each exception is listed with its reason."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BINARY = {".png", ".ico", ".docx", ".xlsx", ".pdf", ".zip", ".jpg"}
UNTRACKED = {".git", ".venv", ".uv", "data", "tmp", "__pycache__", "htmlcov", ".coverage"} | {
    f".{tool}_cache" for tool in ("mypy", "ruff", "pytest", "import_linter")
}
FILE_LINES, FUNCTION_LINES, PAGE_LINES, BYTES = 250, 40, 120, 1_000_000

# file or file::function → why it is longer than the house likes
LONGER: dict[str, str] = {
    "domain/field_words.py": "one table: what each column is called on the screen",
    "domain/permissions.py": "one table: who may do what",
    "services/verdict_list.py::list_verdicts": "a list with nine filters, each a line of the signature",
    # One form or record with many parts; the parts are in ui/ as far as another page can use them.
    "pages/providers/contract.py": "a page with a form for each thing that can befall a contract",
    "pages/providers/decision.py": "a page with a form for each step of a decision",
    "pages/providers/provider.py": "everything about one provider",
    "pages/providers/settlements.py": "list, form and proof of a settlement",
    "pages/providers/verdict.py": "a verdict with its whole arithmetic",
    # Sentences about one subject that share their world.
    "tests/browser/test_story.py": "one story",
    "tests/pages/test_providers.py": "one subject",
    "tests/services/test_verdicts.py": "one subject",
}


def tracked() -> list[Path]:
    """The files of the repository; without git, those of the folder."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        return [
            path for path in (ROOT / file for file in listing.stdout.split("\0") if file) if path.is_file()
        ]
    found = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in found if not UNTRACKED.intersection(path.relative_to(ROOT).parts)]


TRACKED = tracked()
PYTHON = [path for path in TRACKED if path.suffix == ".py"]
TEXT = [path for path in TRACKED if path.suffix not in BINARY]
TESTS = [path for path in PYTHON if path.is_relative_to(ROOT / "tests")]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-dev.lock"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Places, as file:line, where the pattern is found; this file, which names the patterns, aside."""
    wanted = re.compile(pattern)
    return [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_revision(path: Path) -> bool:
    return path.is_relative_to(ROOT / "migrations/versions")


# Pages


def test_no_script_lies_directly_in_pages_where_it_would_open_without_the_shell() -> None:
    assert [name(path) for path in PYTHON if path.parent == ROOT / "pages"] == []


def test_two_pages_never_share_a_stem_because_they_would_share_an_address() -> None:
    stems = Counter(path.stem for path in PYTHON if path.is_relative_to(ROOT / "pages"))
    assert [stem for stem, count in stems.items() if count > 1] == []


def test_raw_html_is_drawn_in_ui_only() -> None:
    elsewhere = [path for path in PYTHON if not path.is_relative_to(ROOT / "ui")]
    assert lines_with(r"unsafe_allow_html\s*=\s*True", elsewhere) == []


# Sizes


def test_files_are_short() -> None:
    code = [path for path in PYTHON if not is_revision(path) and name(path) not in LONGER]
    limits = {path: PAGE_LINES if path.is_relative_to(ROOT / "pages") else FILE_LINES for path in code}
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in code}
    assert {name(path): size for path, size in sizes.items() if size > limits[path]} == {}


def test_functions_are_short() -> None:
    long = {
        f"{name(path)}::{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in PYTHON
        if not is_revision(path)
        for function in functions(path)
    }
    assert {key: size for key, size in long.items() if size > FUNCTION_LINES and key not in LONGER} == {}


def test_no_tracked_file_is_heavy() -> None:
    sizes = {name(path): path.stat().st_size for path in TRACKED}
    assert {file: size for file, size in sizes.items() if size > BYTES and file not in LONGER} == {}


def test_the_list_of_longer_places_has_no_stale_entry() -> None:
    known = {name(path) for path in TRACKED}
    assert [entry for entry in LONGER if entry.split("::")[0] not in known] == []


# Words


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "misc"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [name(path) for path in PYTHON if word in path.relative_to(ROOT).with_suffix("").parts] == []


def test_no_file_knows_where_somebody_keeps_a_checkout() -> None:
    homes = r"(?<![\w./-])/(home|Users)/\w+/"
    here = rf"(?<![\w./-]){re.escape(ROOT.as_posix())}(?![\w-])"
    patterns = [homes] if len(ROOT.parts) < 3 else [homes, here]
    assert [place for pattern in patterns for place in lines_with(pattern, TEXT)] == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(r"pypi\.\w|pythonhosted|--(extra-)?index-url|--find-links|npmjs", TEXT) == []


def test_a_silenced_check_says_why_on_its_line() -> None:
    bare = r"#\s*(noqa(:\s*[A-Z0-9, ]+)?|type:\s*ignore(\[[\w, -]*\])?)\s*$"
    assert lines_with(bare, PYTHON) == []


def test_tests_wait_for_what_they_expect_and_never_for_a_time() -> None:
    assert lines_with(r"\bsleep\(|wait_for_timeout\(", TESTS) == []


def test_no_test_stands_aside() -> None:
    assert lines_with(r"(?<!fmt: )\b(skip|skipif|xfail|importorskip)\b", TESTS) == []


# Meaning


def test_the_meaning_of_things_is_computed_without_floating_point() -> None:
    rooms = [path for path in PYTHON if path.relative_to(ROOT).parts[0] in {"domain", "models"}]
    floats = [
        f"{name(path)}:{node.lineno}"
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert floats == []


# Packaging


def test_locks_carry_hashes_and_no_address() -> None:
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, name(lock)
        pins = len(re.findall(r"^[\w.-]+(\[[\w,-]+\])?==", text, re.MULTILINE))
        assert pins > 0
        assert len(re.findall(r"^[^\s#].*\\\n\s+--hash=", text, re.MULTILINE)) == pins, name(lock)


def test_the_lock_for_tests_holds_every_pin_of_the_lock_for_running() -> None:
    run, test = (
        set(re.findall(r"^\S+==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert run - test == set()


def test_the_lock_of_uv_stays_out_because_it_records_addresses() -> None:
    assert [name(path) for path in TRACKED if path.name == "uv.lock"] == []


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("\ndependencies = [\n")[1].split("\n]")[0]
    assert len(block.splitlines()) == len(tomllib.loads(text)["project"]["dependencies"])
    assert [line for line in block.splitlines() if not re.search(r'",\s*# \w+', line)] == []


@pytest.mark.parametrize(
    "file", ["README.md", "README.zh-CN.md", "CHANGELOG.md", "LICENSE", "docs/architecture.md"]
)
def test_a_newcomer_finds(file: str) -> None:
    assert (ROOT / file).stat().st_size > 0


# What the server may never do


def test_the_server_asks_no_outside_host_and_shows_no_traceback() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["logger"]["hideWelcomeMessage"] is True  # it looks for the address of the whole internet
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["toolbarMode"] == "minimal"
    assert "://" not in (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
