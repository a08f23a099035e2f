"""The guide is true: its example is a scheme that passes, its tables hold forms that can be read."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from checklists.checking import line_of
from checklists.explaining import explain
from domain.library import lint, load_files
from domain.library.models.accounts import Limit
from domain.library.models.conditions import Condition, deep_enough
from domain.library.models.consequences import ACT_NAMES, Amount
from domain.library.models.dates import DateSpec
from domain.library.models.scheme import Scheme
from domain.library.models.values import VALUE_FORMS, Value
from domain.library.models.windows import Window
from domain.thresholds.trials import run_cases

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "怎样写一个方案.md").read_text(encoding="utf-8")


def files() -> dict[str, str]:
    """The blocks of the guide that name a file."""
    blocks = re.findall(r"```yaml\n# 文件：(\S+)\n(.*?)```", GUIDE, re.DOTALL)
    return dict(blocks)


def walk() -> dict[str, str]:
    """The four files of the first walk, a scheme of their own."""
    return dict(re.findall(r"```yaml\n# 走一遍：(\S+)\n(.*?)```", GUIDE, re.DOTALL))


def told(files: dict[str, str]) -> str:
    return "\n".join(map(str, lint(files)))


def table(heading: str) -> list[Any]:
    """The forms in the first column of the table below a heading, read as YAML."""
    part = GUIDE.split(heading, 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return [yaml.safe_load(form) for cell in cells for form in re.findall(r"`(\{[^`]*\}|[a-z_]+)`", cell)]


def test_the_example_of_the_guide_is_sound_and_its_cases_come_out() -> None:
    assert [str(problem) for problem in lint(files())] == []
    trials = list(run_cases(load_files(files())))
    assert len(trials) == 18
    assert [trial for trial in trials if not trial.passed] == []


def test_the_first_walk_is_sound_and_prints_what_the_guide_shows(tmp_path: Path) -> None:
    assert told(walk()) == ""
    trials = list(run_cases(load_files(walk())))
    assert len(trials) == 4
    assert [trial for trial in trials if not trial.passed] == []
    assert line_of(trials[0]) in GUIDE
    for file, text in walk().items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    out = io.StringIO()
    assert explain(str(tmp_path), "R-2", out) == 0
    assert out.getvalue().partition("位置：")[0] in GUIDE


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("    clause: 第六条\n", ""),
        ('streak: {of: {value: passed, below: "80%"}', 'streak: {of: {value: passed, at_most: "80%"}'),
    ],
)
def test_the_slips_of_the_first_walk_are_told_in_the_words_of_the_guide(right: str, wrong: str) -> None:
    rules = walk()["rules.yaml"]
    assert rules.count(right) == 1
    message = told({**walk(), "rules.yaml": rules.replace(right, wrong)})
    assert message
    assert f"`{message}`" in GUIDE


@pytest.mark.parametrize(
    ("heading", "form", "least"),
    [
        ("## 6 值", Value, 20),
        ("## 7 条件", Condition, 12),
        ("### 时段（within、over）", Window, 10),
        ("### 日期的写法", DateSpec, 9),
    ],
)
def test_every_form_in_a_table_of_the_guide_can_be_read(heading: str, form: Any, least: int) -> None:
    forms = table(heading)
    assert len(forms) >= least
    with deep_enough():
        reads = TypeAdapter(form)
    for raw in forms:
        reads.validate_python(raw)


def test_every_amount_of_the_guide_can_be_read() -> None:
    part = GUIDE.split("| 数额 | 写法 |", 1)[1].split("\n\n", 1)[0]
    forms = re.findall(r"`(\{[^`]*\})`", part)
    assert len(forms) >= 7
    with deep_enough():
        reads = TypeAdapter(Amount)
    for form in forms:
        reads.validate_python(yaml.safe_load(form))


def test_every_limit_of_the_guide_can_be_read() -> None:
    part = GUIDE.split("**几笔合起来的上限**", 1)[1].split("\n\n`within`", 1)[0]
    forms = re.findall(r"\| `(\{[^`]*\})`", part)
    assert len(forms) >= 6
    with deep_enough():
        for form in forms:
            Limit.model_validate(yaml.safe_load(form))


@pytest.mark.parametrize("form", sorted(VALUE_FORMS))
def test_the_guide_names_every_form_of_value(form: str) -> None:
    assert re.search(rf"[`{{ ]{form}[:` ]", GUIDE)


@pytest.mark.parametrize("act", sorted(ACT_NAMES))
def test_the_guide_names_every_act(act: str) -> None:
    assert re.search(rf"\b{act} [一-鿿]", GUIDE)


@pytest.mark.parametrize("section", sorted(Scheme.model_fields))
def test_the_guide_names_every_section(section: str) -> None:
    assert re.search(rf"(^|`){section}:|`{section}", GUIDE, re.MULTILINE)
