"""Close-out by the campaign's list of steps, each by other hands."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.permissions import Action, Role
from domain.workflow import STATE_NAMES, State, Step, StepKind
from models import engine
from models.account import Account
from services import clock
from services.campaign_end import end_campaign, still_open
from services.close_out import pass_step, return_finding
from services.findings_detail import read_finding
from services.findings_end import withdraw_finding
from services.look_back import record_look_back
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def test_a_finding_goes_through_all_steps_and_is_struck_off(place: Place) -> None:
    key = place.submitted()
    people = place.people
    assert place.passed(key, people.office) is State.REVIEWED
    assert place.passed(key, people.inspector, people.second_inspector) is State.VERIFIED
    assert place.passed(key, people.office) is State.PUBLISHED
    posted = read(key)
    assert (posted.publicity_from, posted.publicity_to) == (DAY, date(2026, 5, 11))
    with clock.frozen(date(2026, 5, 12)):
        assert place.passed(key, people.office) is State.CLOSED
    row = read(key)
    assert (row.completed_on, row.closed_at is not None) == (DAY, True)


def test_a_posting_stands_through_its_last_day(place: Place) -> None:
    key = place.verified()
    place.passed(key, place.people.office)
    with (
        clock.frozen(date(2026, 5, 11)),
        pytest.raises(WrongState, match="到2026年5月11日（含当日）期满"),
    ):
        place.passed(key, place.people.office)
    with clock.frozen(date(2026, 5, 12)):
        assert place.passed(key, place.people.office) is State.CLOSED


def test_only_the_roles_of_a_step_take_it(place: Place) -> None:
    key = place.submitted()
    with pytest.raises(Refused, match="“审核”由专项办办理"):
        place.passed(key, place.people.inspector)


def test_a_township_never_checks_where_no_step_names_it(place: Place) -> None:
    key = place.submitted()
    with pytest.raises(Refused, match="“审核”由专项办办理"):
        place.passed(key, place.people.township)
    with pytest.raises(Refused):
        return_finding(place.people.township, key, version(key), {"reason": "自己退回"})


def test_a_visit_is_made_by_two(place: Place) -> None:
    key = place.submitted()
    place.passed(key, place.people.office)
    with pytest.raises(Refused, match="须由两人以上共同办理"):
        place.passed(key, place.people.inspector)
    with pytest.raises(Invalid, match="同行人员不能是您本人"):
        place.passed(key, place.people.inspector, place.people.inspector)


def test_the_second_person_is_of_a_fitting_role(place: Place) -> None:
    key = place.submitted()
    place.passed(key, place.people.office)
    with pytest.raises(Invalid, match="同行人员不能办理"):
        place.passed(key, place.people.inspector, place.people.township)


def test_who_rectified_does_not_check_even_in_another_role(place: Place) -> None:
    key = place.submitted()
    with engine.transaction() as session:
        clerk = session.get_one(Account, place.people.township.account_id)
        clerk.role, clerk.unit_id = Role.OFFICE.value, place.people.office.unit_id
        session.add(clerk)
    moved = place.people.office.__class__(
        place.people.township.account_id, "东镇", Role.OFFICE, place.people.office.unit_id, "专项办"
    )
    with pytest.raises(Refused, match="整改责任人不能办理自己整改问题"):
        place.passed(key, moved)
    with pytest.raises(Refused, match="整改责任人不能审核或退回"):
        return_finding(moved, key, version(key), {"reason": "退回自己的"})
    assert place.passed(key, place.people.office) is State.REVIEWED


MIXED = (
    Step("review", "审核", StepKind.REVIEW, (Role.INSPECTOR,)),
    Step("verify", "验收", StepKind.VERIFY, (Role.INSPECTOR, Role.OFFICE)),
    Step("strike", "销号", StepKind.STRIKE, (Role.INSPECTOR, Role.OFFICE)),
)


def test_who_reviewed_does_not_verify_and_who_verified_does_not_strike_off(database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), MIXED)
        key, people = place.submitted(), place.people
        place.passed(key, people.inspector)
        with pytest.raises(Refused, match="已经办理过“审核”的人员不能再办理“验收”"):
            place.passed(key, people.inspector)
        place.passed(key, people.second_inspector)
        with pytest.raises(Refused, match="已经办理过“验收”的人员不能再办理“销号”"):
            place.passed(key, people.second_inspector)
        assert place.passed(key, people.inspector) is State.CLOSED


def test_a_new_round_may_be_checked_by_anybody_again(database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), MIXED)
        key, people = place.submitted(), place.people
        place.passed(key, people.inspector)
        return_finding(people.second_inspector, key, version(key), {"reason": "照片不清"})
        place.submitted(key)
        place.passed(key, people.second_inspector)
        assert place.passed(key, people.inspector) is State.VERIFIED


AFTERWARDS = (
    Step("review", "审核", StepKind.REVIEW, (Role.OFFICE,)),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
    Step("publicity", "公示", StepKind.PUBLICITY, (Role.OFFICE,), publicity_days=5),
)


def test_where_posting_follows_the_striking_off_the_finding_is_closed_before(database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), AFTERWARDS)
        key, office = place.submitted(), place.people.office
        place.passed(key, office)
        assert place.passed(key, office) is State.CLOSED
        closed_at = read(key).closed_at
        assert place.passed(key, office) is State.CLOSED
        row = read(key)
        assert (row.publicity_to, row.closed_at) == (date(2026, 5, 11), closed_at)
        with pytest.raises(WrongState, match="已经全部走完"):
            place.passed(key, office)


def test_without_steps_nothing_is_closed_and_the_office_is_told(database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), ())
        key = place.submitted()
        with pytest.raises(WrongState, match="还没有设置销号程序"):
            place.passed(key, place.people.office)


def test_steps_are_stored_as_they_were_given() -> None:
    assert tuple(Step.from_json(step.to_json()) for step in ledger_world.STEPS) == ledger_world.STEPS


def test_an_opinion_belongs_to_every_step(place: Place) -> None:
    key = place.submitted()
    with pytest.raises(Invalid, match="请填写"):
        pass_step(place.people.office, key, version(key), {"opinion": ""})


def test_two_checkers_do_not_both_take_one_step(place: Place) -> None:
    key = place.submitted()
    seen = version(key)
    pass_step(place.people.office, key, seen, {"opinion": "属实"})
    with pytest.raises(Conflict, match="销号程序"):
        pass_step(place.people.second_office, key, seen, {"opinion": "属实"})


def test_the_page_says_whose_turn_it_is(place: Place) -> None:
    key = place.submitted()
    place.passed(key, place.people.office)
    detail = read_finding(place.people.office, key)
    assert detail.waiting == "等待 核查人员 办理“现场验收”"
    assert detail.can.step_refusal == "“现场验收”由核查人员办理，专项办不能办理。"
    colleagues = read_finding(place.people.inspector, key).can.colleagues
    assert [name for _, name in colleagues] == ["严实", "严明"]


def test_looking_back_is_for_closed_findings(place: Place) -> None:
    key = place.verified()
    with pytest.raises(WrongState, match="只有已销号的问题"):
        record_look_back(place.people.inspector, key, version(key), {"result": "正常"})


def test_a_relapse_opens_a_new_finding_linked_to_the_old_one(place: Place) -> None:
    key = place.closed()
    values = {"result": "又现混账", "relapsed": True}
    with pytest.raises(Invalid, match="请写明问题复发"):
        record_look_back(place.people.inspector, key, version(key), values)
    new = record_look_back(
        place.people.inspector, key, version(key), values | {"relapse": "二季度又混账核算。"}
    )
    assert new is not None
    row = read(new)
    assert (row.relapse_of, row.state, row.unit_id) == (key, "registered", read(key).unit_id)
    assert read_finding(place.people.office, key).relapses == ((new, row.number),)
    assert read(key).state == "closed"


def test_a_look_back_without_relapse_is_recorded(place: Place) -> None:
    key = place.closed()
    with pytest.raises(Invalid, match="不能早于销号日"):
        record_look_back(
            place.people.inspector, key, version(key), {"result": "正常", "looked_back_on": "2026-04-29"}
        )
    assert record_look_back(place.people.inspector, key, version(key), {"result": "正常"}) is None
    assert (read(key).looked_back_on, read(key).look_back_result) == (DAY, "正常")


def test_a_look_back_goes_on_after_the_end_of_the_campaign_and_nothing_else_does(place: Place) -> None:
    people, key, open_one = place.people, place.closed(), place.finding()
    assert still_open(people.office, place.campaign_id) == {STATE_NAMES[State.REGISTERED]: 1}
    end_campaign(people.office, place.campaign_id, "工作全部完成", 1)
    with pytest.raises(Refused, match="已经结束"):
        withdraw_finding(people.office, open_one, 1, {"reason": "重复登记"})
    can = read_finding(people.inspector, key).can
    assert (can.moves, can.acts) == (frozenset(), frozenset({Action.FINDING_LOOK_BACK}))
    relapse = {"result": "复发", "relapsed": True, "relapse": "又有三单多结算"}
    with pytest.raises(Invalid, match="恢复该行动"):
        record_look_back(people.inspector, key, version(key), relapse)
    record_look_back(people.inspector, key, version(key), {"result": "正常"})
    assert read(key).look_back_result == "正常"
