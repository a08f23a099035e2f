"""The second of two people is told who changed what and when, in words."""

from datetime import date

import pytest

from domain.permissions import Action
from models import engine
from services import clock
from services.audit import record
from services.conflicts import about, naming, since, stale
from tests import world
from tests.databases import Database

DAY = date(2026, 4, 30)


def sentence(**given: object) -> str:
    with engine.reading() as session:
        return str(stale("这份合同", "contract", 7, session=session, **given))  # type: ignore[arg-type]  # as given


@pytest.fixture
def people(database: Database) -> world.People:
    people = world.district()
    with clock.frozen(DAY), engine.transaction() as session:
        for version, (who, what, field) in enumerate(
            [
                (people.office, "登记合同", "number"),
                (people.second_office, "续签合同", "terms"),
                (people.leader, "终止合同", "end_reason"),
            ],
            start=1,
        ):
            after = {field: "……", "version": version}
            record(who, Action.CONTRACT_EDIT, "contract", 7, what, session=session, after=after)
    return people


def test_the_last_change_is_told_with_person_time_act_and_fields(people: world.People) -> None:
    assert sentence() == (
        "这份合同在您打开之后已被修改：凌导（领导）于4月30日09:00办理：终止合同（终止原因）。"
    )


def test_a_field_that_the_act_names_already_is_not_named_again(people: world.People) -> None:
    with clock.frozen(DAY), engine.transaction() as session:
        after = {"end_reason": "……", "number": "……", "version": 4}
        record(
            people.leader, Action.CONTRACT_EDIT, "contract", 7, "改写终止原因", session=session, after=after
        )
    assert sentence().count("终止原因") == 1


def test_all_changes_after_the_version_that_was_read_are_told_in_their_order(people: world.People) -> None:
    told = sentence(later=since(1))
    assert "登记合同" not in told
    assert told.index("续签合同") < told.index("终止合同")


@pytest.mark.parametrize("later", [naming("terms"), about("续签", "变更")])
def test_only_what_touched_the_field_or_part_is_told(people: world.People, later: object) -> None:
    told = sentence(later=later, now="三年")
    assert "区办二（专项办）" in told
    assert "凌导" not in told
    assert told.endswith("现在是“三年”。")


def test_a_change_that_nobody_recorded_is_told_without_a_name(people: world.People) -> None:
    assert sentence(later=since(3)) == "这份合同在您打开之后已被他人修改。"
