"""Close-out steps that fall to units of the base: who takes them where the unit stands below a township."""

from dataclasses import replace

import pytest

from domain.account_rules import AccountForm
from domain.errors import Invalid, Refused
from domain.permissions import Role
from domain.workflow import State, Step, StepKind
from services import clock
from services.accounts import create_accounts
from services.actor import Actor
from services.close_out import return_finding
from services.findings_detail import read_finding
from services.findings_queues import check_queue
from services.findings_rectify import submit_result
from services.objections import record_objection
from services.todo import list_todo
from tests import ledger_world, school_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, version

STEPS = (
    Step("first", "初审", StepKind.REVIEW, (Role.TOWNSHIP,)),
    Step("strike", "销号", StepKind.STRIKE, (Role.OFFICE,)),
)


def colleague(people: world.People, of: Actor, name: str) -> Actor:
    form = AccountForm(name, "另一人", of.role, of.unit_id)
    (made,) = create_accounts(people.admin, [form], shared_password=world.PASSWORD)
    return replace(of, account_id=made.id, name=form.name)


def handed_in(place: Place, actor: Actor) -> int:
    """A problem of 东街镇 that somebody else leads."""
    key = place.assigned(place.finding(), lead_unit_id=actor.unit_id)
    place.rectifying(key, actor)
    ledger_world.evidence(key, actor)
    submit_result(actor, key, version(key), ledger_world.RESULT)
    return key


def mine(place: Place, actor: Actor) -> tuple[list[bool], int]:
    """Whether the problem is the actor's to check: in the queue, and among the tasks."""
    queue = [row.mine for row in check_queue(actor, place.campaign_id)]
    return queue, len([task for task in list_todo(actor).items if task.kind == "finding_check"])


def test_a_school_does_not_check_what_it_rectified_itself_but_its_township_does(database: Database) -> None:
    people, actors = school_world.town()
    with clock.frozen(DAY):
        place = ledger_world.campaign(people, STEPS)
        other = colleague(people, actors["东街中心校"], "school9")
        key = handed_in(place, actors["东街中心校"])
        assert (mine(place, other), mine(place, people.township)) == (([False], 0), ([True], 1))
        assert "由上级单位办理" in read_finding(other, key).can.step_refusal
        with pytest.raises(Refused, match="由上级单位办理"):
            place.passed(key, other)
        with pytest.raises(Refused, match="由上级单位办理"):
            return_finding(other, key, version(key), {"reason": "凭证不全"})
        assert read_finding(people.township, key).can.step_refusal == ""
        assert read_finding(other, key).waiting == "等待 东街镇 办理“初审”"
        assert place.passed(key, people.township) is State.REVIEWED


def test_a_school_does_not_deal_with_objections_to_what_it_rectified_itself(
    sqlite_database: Database,
) -> None:
    people, actors = school_world.town()
    posting = Step("post", "公示", StepKind.PUBLICITY, (Role.TOWNSHIP,), publicity_days=5)
    with clock.frozen(DAY):
        place = ledger_world.campaign(people, (STEPS[0], posting, STEPS[1]))
        other = colleague(people, actors["东街中心校"], "school9")
        key = handed_in(place, actors["东街中心校"])
        for _ in range(2):
            place.passed(key, people.township)
        told = {"received_on": DAY, "objector": "村民", "text": "没有改完"}
        assert (read_finding(other, key).can.posting, read_finding(people.township, key).can.posting) == (
            None,
            posting,
        )
        with pytest.raises(Refused, match="本单位不能自己办理"):
            record_objection(other, key, version(key), told)
        record_objection(people.township, key, version(key), told)
        assert mine_to_settle(other) == 0
        assert mine_to_settle(people.township) == 1


def mine_to_settle(actor: Actor) -> int:
    return len([task for task in list_todo(actor).items if task.kind == "finding_objection"])


def test_where_no_township_stands_above_another_person_of_the_unit_takes_the_step(
    sqlite_database: Database,
) -> None:
    people, actors = school_world.town()
    with clock.frozen(DAY):
        place = ledger_world.campaign(people, STEPS)
        for at, actor in enumerate((actors["实验中学"], people.township)):
            other = colleague(people, actor, f"other{at}")
            key = handed_in(place, actor)
            assert mine(place, other)[1] == 1
            assert read_finding(other, key).waiting == f"等待 {actor.unit_name} 办理“初审”"
            assert place.passed(key, other) is State.REVIEWED


def test_the_second_person_of_the_base_comes_from_the_same_unit(sqlite_database: Database) -> None:
    people, actors = school_world.town()
    with clock.frozen(DAY):
        steps = (replace(STEPS[0], two_people=True), STEPS[1])
        place = ledger_world.campaign(people, steps)
        other, key = colleague(people, people.township, "town9"), handed_in(place, actors["东街中心校"])
        known = read_finding(people.township, key).can.colleagues
        assert known == ((other.account_id, other.name),)
        with pytest.raises(Invalid, match="同行人员不能办理"):
            place.passed(key, people.township, actors["实验中学"])
        assert place.passed(key, people.township, other) is State.REVIEWED
