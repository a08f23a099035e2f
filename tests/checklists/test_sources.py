"""What the nine schemes owe to their sources beyond cases: completeness, leaders, doubles, aspirations."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from domain.library import load_folder
from domain.library.models.base import Entry
from domain.library.models.campaign import Target
from domain.library.models.scheme import Scheme
from domain.library.scopes import visits

FOLDER = Path(__file__).resolve().parents[2] / "checklists"
ROWS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "rows.yaml").read_text(encoding="utf-8"))
WITHOUT_NUMBERS = {
    "S1-05", "S1-21", "S1-22", "S1-23", "S2-06b", "S2-08", "S2-11", "S2-12", "S3-00",
    "S4-1-28", "S4-1-29", "S4-1-30", "S4-4-15", "S4-4-19", "S4-5-12", "S4-5-13", "S4-5-14",
    "S4-6-01", "S4-6-06", "S4-6-12", "S4-6-13", "S4-6-15",
}  # fmt: skip


@cache
def scheme(name: str) -> Scheme:
    return load_folder(FOLDER / name).scheme


def entries(name: str) -> list[Entry]:
    return [visit.node for visit in visits(scheme(name)) if isinstance(visit.node, Entry)]


def entries_of(name: str, row: str) -> set[str]:
    """The kinds of entry that answer for a row."""
    found = [visit for visit in visits(scheme(name)) if isinstance(visit.node, Entry)]
    return {
        str(visit.path[0])
        for visit in found
        if isinstance(visit.node, Entry) and row in {visit.node.id, *visit.node.covers}
    }


def leaders(name: str) -> dict[str, str]:
    return {task.id: task.units[0] for task in scheme(name).tasks}


def test_all_nine_schemes_of_the_sources_are_there() -> None:
    assert {head.parent.name for head in FOLDER.glob("*/scheme.yaml")} >= set(ROWS)
    assert len(ROWS) == 9


@pytest.mark.parametrize("name", sorted(ROWS))
def test_entries_cover_only_rows_that_the_source_has(name: str) -> None:
    covered = {row for entry in entries(name) for row in entry.covers}
    assert covered - set(ROWS[name]) == set()


@pytest.mark.parametrize(
    ("name", "row", "kind"),
    [
        ("s1", "S1-01", "tasks"),
        ("s1", "S1-02", "checklist"),
        ("s1", "S1-03", "targets"),
        ("s1", "S1-08b", "duties"),
        ("s1", "S1-16", "deliverables"),
        ("s1", "S1-17", "rules"),
        ("s1", "S1-05", "provisions"),
        ("s2", "S2-01", "rules"),
        ("s2", "S2-04a", "checklist"),
        ("s3", "S3-02a", "tasks"),
        ("s3", "S3-04c", "duties"),
        ("s3", "S3-18c", "time_limits"),
        ("s4-2", "S4-2-03", "time_limits"),
        ("s4-2", "S4-2-09", "rules"),
        ("s4-3", "S4-3-04", "rules"),
        ("s4-5", "S4-5-06b", "duties"),
        ("s4-5", "S4-5-08a", "rules"),
        ("s4-5", "S4-5-09", "deliverables"),
    ],
)
def test_a_row_is_answered_by_the_kind_of_entry_that_can_act(name: str, row: str, kind: str) -> None:
    assert kind in entries_of(name, row)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_provision_alone_never_hides_a_row_that_has_a_number(name: str) -> None:
    alone = {row for row in ROWS[name] if entries_of(name, row) == {"provisions"}}
    assert alone <= WITHOUT_NUMBERS


def test_the_first_unit_of_a_task_leads_and_is_not_always_civil_affairs() -> None:
    found = leaders("s3")
    others = {task: unit for task, unit in found.items() if unit != "区民政局"}
    assert others == {
        "S3-09": "区卫健委",
        "S3-14": "区人社局",
        "S3-16": "区自然资源和规划局",
        "S3-17": "区政府办",
        "S3-20": "区政府办",
    }
    assert len(found) == 21


def test_units_of_a_task_keep_the_order_of_the_source() -> None:
    units = {task.id: task.units for task in scheme("s3").tasks}
    assert units["S3-14"] == ("区人社局", "区民政局", "区财政局", "区教体局", "各乡镇街道")
    assert units["S3-16"][1] == "区民政局"
    assert all(len(set(names)) == len(names) for names in units.values())


def test_what_the_sources_say_twice_is_counted_once() -> None:
    doubles = {entry.id: entry.same_as for name in ("s1", "s3") for entry in entries(name) if entry.same_as}
    assert doubles == {"S3-06.4": "S3-08a.1", "S3-06.5": "S3-08a.2", "S1-15": "S1-01"}


def test_only_what_the_source_strives_for_is_aspirational() -> None:
    aspirational = {
        entry.id
        for name in ROWS
        for entry in entries(name)
        if isinstance(entry, Target) and entry.nature == "aspirational"
    }
    assert aspirational == {"S3-10.2", "S3-13.2", "S3-16.2"}


@pytest.mark.parametrize("name", ["s4-1", "s4-2", "s4-3", "s4-4", "s4-5", "s4-6"])
def test_a_scheme_without_a_year_asks_for_it(name: str) -> None:
    assert not isinstance(scheme(name).scheme.year, int)
    assert scheme(name).open["year"].required


@pytest.mark.parametrize(("name", "year"), [("s1", 2022), ("s2", 2024), ("s3", 2022)])
def test_a_scheme_that_writes_its_year_has_it(name: str, year: int) -> None:
    assert scheme(name).scheme.year == year


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_setting_tells_the_office_why_it_is_asked(name: str) -> None:
    assert [key for key, setting in scheme(name).settings.items() if not setting.note] == []
