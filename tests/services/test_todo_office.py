"""What waits for the office and the inspectors."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.workflow import State
from models.campaign import Campaign, Deliverable, Phase
from models.document import IssuedDocument
from models.finding import CloseOutPass, Finding
from models.verification import Visit, VisitMember
from services import clock
from services.actor import Actor
from services.todo import list_todo
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.world import People

TODAY = rows.TODAY
DAY = timedelta(days=1)


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    with clock.frozen(TODAY):
        yield world.district()


@pytest.fixture
def campaign(people: People) -> int:
    return rows.campaign(people)


def kinds(actor: Actor) -> list[str]:
    return [item.kind for item in list_todo(actor).items]


def of_kind(actor: Actor, kind: str) -> list[int]:
    return [item.object_id for item in list_todo(actor).items if item.kind == kind]


def test_what_is_late_stands_above_what_has_only_waited_longer(people: People, campaign: int) -> None:
    unit = people.unit("东街镇")
    rows.finding(campaign, unit, created_at=clock.now() - 200 * DAY)
    rows.finding(campaign, unit, state=State.RECTIFYING, due=TODAY - DAY, escalation_due=2)
    asked = [kind for kind in kinds(people.office) if kind.startswith("finding_")]
    assert asked == ["finding_escalate", "finding_assign"]


# Close-out steps


def test_each_step_waits_for_the_roles_that_the_campaign_names(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("康乐服务中心"), state=State.SUBMITTED, step=0)
    waits = [item.step for item in list_todo(people.office).items if item.kind == "finding_check"]
    assert waits == ["办理“审核”"]
    assert of_kind(people.inspector, "finding_check") == []
    rows.change(Finding, key, state="reviewed", step=1)
    assert of_kind(people.office, "finding_check") == []
    assert of_kind(people.inspector, "finding_check") == [key]


def test_a_step_of_leaders_or_townships_waits_for_them_within_their_reach(
    people: People, campaign: int
) -> None:
    steps = [
        {**step.to_json(), "roles": ["leader", "township"]} if step.code == "review" else step.to_json()
        for step in rows.STEPS
    ]
    rows.change(Campaign, campaign, close_out_steps=steps)
    east, west = people.unit("东街一村"), people.unit("西河镇")
    below, other = (rows.finding(campaign, unit, state=State.SUBMITTED) for unit in (east, west))
    assert set(of_kind(people.leader, "finding_check")) == {below, other}
    assert of_kind(people.township, "finding_check") == [below]
    assert of_kind(people.office, "finding_check") == []


def test_who_submitted_is_not_asked_to_check(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("康乐服务中心"), state=State.SUBMITTED)
    rows.change(Finding, key, submitted_by=people.office.account_id)
    assert of_kind(people.office, "finding_check") == []
    assert of_kind(people.second_office, "finding_check") == [key]


def test_who_verified_in_this_round_is_not_asked_to_strike_off(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("康乐服务中心"), state=State.VERIFIED, step=2, round=2)
    earlier = CloseOutPass(finding_id=key, round=1, step_code="verify", passed=True, at=clock.now(),
                           account_id=people.office.account_id)  # fmt: skip
    rows.add(earlier)
    assert of_kind(people.office, "finding_check") == [key]
    rows.add(
        CloseOutPass(finding_id=key, round=2, step_code="verify", passed=True, at=clock.now(),
                     account_id=people.third_inspector.account_id, second_account_id=people.office.account_id)
    )  # fmt: skip
    assert of_kind(people.office, "finding_check") == []
    assert of_kind(people.second_office, "finding_check") == [key]


def test_a_finding_under_publicity_waits_until_the_last_day_is_over(people: People, campaign: int) -> None:
    steps = [step.to_json() for step in rows.STEPS]
    posting = {"code": "post", "name": "公示", "kind": "publicity", "roles": ["office"], "publicity_days": 5,
               "two_people": False}  # fmt: skip
    rows.change(Campaign, campaign, close_out_steps=[*steps[:2], posting, steps[2]])
    key = rows.finding(
        campaign, people.unit("康乐服务中心"), state=State.PUBLISHED, step=3, publicity_to=TODAY
    )
    assert of_kind(people.office, "finding_check") == []
    rows.change(Finding, key, publicity_to=TODAY - DAY)
    assert of_kind(people.office, "finding_check") == [key]


# Campaign


def test_the_office_is_told_to_close_open_phases_and_open_begun_ones(people: People, campaign: int) -> None:
    rows.add(Phase(campaign_id=campaign, code="p2", position=2, name="核查", start=TODAY, state="planned"))
    rows.add(
        Phase(campaign_id=campaign, code="p3", position=3, name="总结", start=TODAY + DAY, state="planned")
    )
    found = [(item.kind, item.title) for item in list_todo(people.office).items]
    assert found == [("phase_close", "自查自纠"), ("phase_open", "核查")]


def test_the_summary_is_due_until_it_is_issued(people: People, campaign: int) -> None:
    rows.add(Deliverable(campaign_id=campaign, phase_code="p1", code="sum", name="总结报告", kind="summary"))
    assert of_kind(people.office, "summary") == [campaign]
    rows.add(
        IssuedDocument(campaign_id=campaign, kind="campaign_summary", owner_type="campaign", owner_id=campaign,
                       unit_id=1, title="总结", dated=TODAY, sha256="", issued_by=people.office.account_id,
                       issued_at=clock.now())
    )  # fmt: skip
    assert of_kind(people.office, "summary") == []


# Visits


def test_an_inspector_sees_own_visits_in_the_order_of_their_days(people: People, campaign: int) -> None:
    later = _visit(people, campaign, TODAY + DAY)
    today = _visit(people, campaign, TODAY)
    signed = _visit(people, campaign, TODAY - DAY, state="signed")
    _visit(people, campaign, TODAY, state="cancelled")
    found = [(item.kind, item.object_id) for item in list_todo(people.inspector).items]
    assert found == [("visit_close", signed), ("visit", today), ("visit", later)]
    assert kinds(people.second_inspector) == []
    rows.change(Campaign, campaign, state="closed")
    assert kinds(people.inspector) == []


def _visit(people: People, campaign: int, day: date, state: str = "planned") -> int:
    key = rows.add(
        Visit(campaign_id=campaign, unit_id=people.unit("康乐服务中心"), planned_on=day, state=state)
    )
    rows.add(VisitMember(visit_id=key, account_id=people.inspector.account_id))
    return key
