"""Close-out steps that change while problems are on their way through them."""

from datetime import date
from typing import Any

import pytest

from domain.errors import WrongState
from domain.permissions import Role
from domain.workflow import State, Step, StepKind
from services import clock
from services.calendar_changes import deadline_shifts
from services.campaign_settings import set_close_out
from services.campaign_terms import close_out_of
from services.campaigns import read_campaign
from services.close_out import return_finding
from services.findings_detail import read_finding
from services.findings_end import withdraw_finding
from services.natures import settle_nature
from services.todo import list_todo
from tests import ledger_world, stored_schemes, world
from tests.databases import Database
from tests.ledger_world import Place, read, version

BEGUN = date(2026, 4, 13)  # a Monday
NATURE = """
finding_nature: {name: 严重程度, clause: 三, light_to_heavy: [一般, 较大, 重大]}
close_out:
  clause: 四
  steps:
"""
GRAVE = "    - {key: sign, name: 区领导签批, role: leader, when: {value: nature, at_least: 重大}}\n"
FIRST = """
    - {key: review, name: 审核, role: office, within: {count: 3, unit: calendar_day}}
    - {key: strike, name: 销号, role: office}
"""
POSTED = """
    - {key: review, name: 审核, role: office}
    - {key: publicity, name: 公示, role: office, lasts: {count: 2, unit: working_day}}
    - {key: verify, name: 现场验收, role: inspector, on_site: true}
"""
AFTERWARDS = """
    - {key: post, name: 公示, role: office, within: {count: 2, unit: working_day}, lasts: {count: 5, unit: working_day}}
"""
STRIKE = "    - {key: strike, name: 销号, role: office, within: {count: 3, unit: calendar_day}}\n"


def campaign(steps: str) -> Place:
    scheme = ledger_world.SCHEME + NATURE + steps
    stored = tuple(map(Step.from_json, close_out_of(stored_schemes.scheme(scheme).scheme)))
    return ledger_world.campaign(world.district(), stored, scheme=scheme)


def submitted(place: Place, nature: str = "一般") -> int:
    key = place.assigned(place.finding(amount_fen=""), nature=nature)
    return place.submitted(place.rectifying(key), rectified_fen="", recovered_fen="")


def due(place: Place, key: int) -> str:
    step = read_finding(place.people.office, key).can.step
    return step.name if step else ""


def to_check(place: Place) -> int:
    return len([item for item in list_todo(place.people.office).items if item.kind == "finding_check"])


def steps_as_typed(place: Place) -> list[dict[str, Any]]:
    fields = (
        "name",
        "kind",
        "roles",
        "publicity_days",
        "two_people",
        "only",
        "anew",
        "within",
        "within_unit",
    )
    view = read_campaign(place.people.office, place.campaign_id)
    return [{field: getattr(step, field) for field in fields} for step in view.steps]


def change(place: Place, steps: list[dict[str, Any]]) -> None:
    seen = read_campaign(place.people.office, place.campaign_id).version
    set_close_out(place.people.office, place.campaign_id, steps, "调整程序", seen)


def test_another_term_of_the_first_step_holds_for_what_waits_for_it_and_is_told(database: Database) -> None:
    with clock.frozen(BEGUN):
        place = campaign(FIRST)
        key = submitted(place)
        seen, typed = version(key), steps_as_typed(place)
        assert read(key).step_due == date(2026, 4, 16)
        typed[0]["within"] = 10
        change(place, typed)
        assert (read(key).step_due, version(key)) == (date(2026, 4, 23), seen + 1)
        told = read_finding(place.people.office, key).timeline[-1]
        assert told.summary == "销号程序有变化，按新的程序办理"
        change(place, [{"name": "会商", "kind": "review", "roles": ("office",)}, *typed])
        assert (due(place, key), read(key).step_due) == ("会商", None)


def test_a_problem_that_skipped_a_step_keeps_its_place_when_that_step_is_dropped(
    sqlite_database: Database,
) -> None:
    with clock.frozen(BEGUN):
        place = campaign(GRAVE + FIRST)
        key = submitted(place)
        assert (due(place, key), read(key).step) == ("审核", 1)
        change(place, steps_as_typed(place)[1:])
        assert (due(place, key), read(key).step) == ("审核", 0)


def test_what_is_struck_off_stays_done_when_a_step_is_added(database: Database) -> None:
    with clock.frozen(BEGUN):
        place = campaign(FIRST)
        key = submitted(place)
        for _ in range(2):
            place.passed(key, place.people.office)
        assert (read(key).state, due(place, key), to_check(place)) == ("closed", "", 0)
        typed = steps_as_typed(place)
        change(place, [typed[0], {"name": "会商", "kind": "review", "roles": ("office",)}, typed[1]])
        assert (due(place, key), to_check(place)) == ("", 0)


def test_steps_do_not_change_under_a_posting_that_is_still_to_follow(sqlite_database: Database) -> None:
    with clock.frozen(BEGUN):
        place = campaign(FIRST)
        typed = steps_as_typed(place)
        change(
            place, [*typed, {"name": "公示", "kind": "publicity", "roles": ("office",), "publicity_days": 5}]
        )
        key = submitted(place)
        for _ in range(2):
            place.passed(key, place.people.office)
        assert (read(key).state, due(place, key)) == ("closed", "公示")
        with pytest.raises(WrongState, match="正在办理销号"):
            change(place, typed)
        place.passed(key, place.people.office)
        change(place, typed)
        assert due(place, key) == ""


def test_what_was_withdrawn_between_two_steps_holds_up_no_change(sqlite_database: Database) -> None:
    with clock.frozen(BEGUN):
        place = campaign(FIRST)
        key, typed = submitted(place), steps_as_typed(place)
        place.passed(key, place.people.office)
        with pytest.raises(WrongState, match="正在办理销号"):
            change(place, typed[:2])
        withdraw_finding(place.people.office, key, version(key), {"reason": "重复登记"})
        change(place, typed[:2])


def test_a_step_left_out_after_a_posting_leaves_the_term_to_the_step_before_it(
    sqlite_database: Database,
) -> None:
    with clock.frozen(BEGUN):
        place = campaign(POSTED + GRAVE + STRIKE)
        people, key = place.people, submitted(place, "重大")
        place.passed(key, people.office)
        place.passed(key, people.office)
    with clock.frozen(date(2026, 4, 20)):
        place.passed(key, people.inspector)
        settle_nature(people.office, key, version(key), {"nature": "一般", "reason": "复核后改定"})
        assert (due(place, key), read(key).step_due) == ("销号", date(2026, 4, 23))
        assert deadline_shifts(people.office) == []


def test_nothing_follows_a_posting_before_its_end_also_after_the_striking_off(
    sqlite_database: Database,
) -> None:
    steps = (
        Step("review", "审核", StepKind.REVIEW, (Role.OFFICE,)),
        Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
        Step("publicity", "公示", StepKind.PUBLICITY, (Role.OFFICE,), publicity_days=5),
        Step("verify", "群众评议", StepKind.VERIFY, (Role.INSPECTOR,)),
    )
    with clock.frozen(BEGUN):
        place = ledger_world.campaign(world.district(), steps)
        key = place.submitted()
        for _ in range(3):
            place.passed(key, place.people.office)
    with clock.frozen(date(2026, 4, 20)), pytest.raises(WrongState, match="期满"):
        place.passed(key, place.people.inspector)
    with clock.frozen(date(2026, 4, 21)):
        assert place.passed(key, place.people.inspector) is State.CLOSED


def test_a_posting_after_the_striking_off_has_its_term_and_is_owed(sqlite_database: Database) -> None:
    with clock.frozen(BEGUN):
        place = campaign(FIRST + AFTERWARDS)
        key = submitted(place)
        for _ in range(2):
            place.passed(key, place.people.office)
        assert (read(key).state, due(place, key), read(key).step_due) == ("closed", "公示", date(2026, 4, 15))
        assert to_check(place) == 1


def test_a_new_round_that_has_only_skipped_a_step_holds_up_no_change(sqlite_database: Database) -> None:
    with clock.frozen(BEGUN):
        place = campaign(GRAVE + FIRST)
        key = submitted(place)
        place.passed(key, place.people.office)
        return_finding(place.people.office, key, version(key), {"reason": "凭证不全"})
        place.submitted(key, rectified_fen="", recovered_fen="")
        change(place, steps_as_typed(place)[1:])
        assert (due(place, key), read(key).step, read(key).step_due) == ("审核", 0, date(2026, 4, 16))
