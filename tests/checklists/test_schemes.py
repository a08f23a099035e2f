"""The schemes that come with the system: sound, tried, and complete against their sources."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from checklists.checking import Checked, check_folder
from domain.library import load_folder
from domain.library.library import Library
from domain.library.models.base import Entry
from domain.library.problems import errors_of
from domain.library.scopes import visits
from tests.checklists.borders import unnoticed

FOLDER = Path(__file__).resolve().parents[2] / "checklists"
SCHEMES = sorted(head.parent.name for head in FOLDER.glob("*/scheme.yaml"))
ROWS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "rows.yaml").read_text(encoding="utf-8"))


@cache
def checked(scheme: str) -> Checked:
    return check_folder(FOLDER / scheme)


@cache
def library(scheme: str) -> Library:
    return load_folder(FOLDER / scheme)


def answered(scheme: str) -> set[str]:
    """The rows that some entry of a scheme stands for, by its id or by `covers`."""
    loaded = library(scheme).scheme
    found: set[str] = set()
    for visit in visits(loaded):
        if isinstance(visit.node, Entry):
            found |= {visit.node.id, *visit.node.covers}
    for phase in loaded.phases:
        found |= set(phase.covers)
    for setting in loaded.settings.values():
        found |= set(setting.covers)
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_has_no_errors(scheme: str) -> None:
    assert [str(problem) for problem in errors_of(checked(scheme).problems)] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_only_warned_of_years_that_its_source_leaves_out(scheme: str) -> None:
    assert [str(problem) for problem in checked(scheme).problems if "年份未定" not in problem.message] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_case_of_a_scheme_comes_out(scheme: str) -> None:
    trials = checked(scheme).trials
    assert trials
    assert [trial.name for trial in trials if not trial.passed] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_target_duty_and_limit_has_a_case_on_each_side(scheme: str) -> None:
    loaded = library(scheme).scheme
    entries = [*loaded.duties, *loaded.time_limits, *loaded.targets]
    entries += [target for task in loaded.tasks for target in task.targets]
    told = {
        (one.entry, one.text.split("：")[0]) for trial in checked(scheme).trials for one in trial.findings
    }
    sides = {(entry.id, word) for entry in entries for word in ("已完成", "未完成")}
    before_the_scheme = {"S3-06.4", "S3-06.5"}  # due before it was in force: never judged
    assert {side for side in sides - told if side[0] not in before_the_scheme} == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_rule_that_asks_something_has_a_case_on_each_side(scheme: str) -> None:
    rules = [rule for rule in library(scheme).rules if any(rule.asked) and not rule.same_as]
    told = {
        (one.entry, one.text.split("：")[0]) for trial in checked(scheme).trials for one in trial.findings
    }
    assert {(rule.id, word) for rule in rules for word in ("触发", "未触发")} - told == set()


NO_OTHER_SIDE = {
    "S2-03 when/all/2 at_least one step further",  # each of the six kinds asks for sixty years itself
    "S4-1-03 when/all/0 equals → at_most",  # no count is below zero
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_case_notices_each_numeric_border_of_a_rule_that_is_moved(scheme: str) -> None:
    found = {str(border) for border in unnoticed(library(scheme))}
    assert found == {border for border in NO_OTHER_SIDE if border.startswith(f"{scheme.upper()}-")}


@pytest.mark.parametrize("scheme", sorted(ROWS))
def test_every_row_of_the_source_has_an_entry(scheme: str) -> None:
    missing = [row for row in ROWS[scheme] if row not in answered(scheme)]
    assert missing == [], f"{scheme} leaves out {len(missing)} of {len(ROWS[scheme])} rows"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_is_kept_in_its_folder_and_in_small_files(scheme: str) -> None:
    loaded = library(scheme)
    assert loaded.id == scheme
    assert {name for name, text in loaded.files.items() if len(text.splitlines()) > 150} == set()


def test_the_rows_of_the_sources_are_two_hundred_and_two() -> None:
    assert sum(len(rows) for rows in ROWS.values()) == 202
    assert len({row for rows in ROWS.values() for row in rows}) == 202


def test_the_campaign_has_fifty_two_items_and_practice_alone_is_switched_off() -> None:
    items = [item for category in library("s4-6").checklist.categories for item in category.items]
    assert len(items) == 52
    assert {item.id for item in items if not item.on} == {"R2-7", "R7-2"}
    assert {item.id for item in items if item.practice} == {"R2-7", "R7-2"}


def test_items_for_a_kind_of_unit_leave_out_what_is_switched_off() -> None:
    village = library("s4-6").items_for("village")
    assert "R1-3" in {item.id for item in village}
    assert "R7-2" not in {item.id for item in village}
    assert all("village" in item.applies_to for item in village)
