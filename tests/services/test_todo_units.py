"""What waits for those who report and rectify."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.traffic_lights import Light
from domain.workflow import State
from models.campaign import Campaign, Deliverable
from models.finding import Extension
from models.self_inspection import SelfExemption, SelfInspection
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


# Self-inspection


def test_a_unit_is_told_of_its_report_until_it_is_handed_in(people: People, campaign: int) -> None:
    item = list_todo(people.provider).items[0]
    assert (item.kind, item.title, item.due) == ("self_submit", "自查报告", date(2026, 5, 31))
    assert item.light is Light.RED
    report = rows.add(SelfInspection(campaign_id=campaign, unit_id=people.provider.unit_id, state="draft"))
    assert of_kind(people.provider, "self_submit") == [report]
    rows.change(SelfInspection, report, state="submitted")
    assert kinds(people.provider) == []


def test_a_returned_report_asks_to_be_corrected(people: People, campaign: int) -> None:
    rows.add(SelfInspection(campaign_id=campaign, unit_id=people.provider.unit_id, state="returned"))
    assert kinds(people.provider) == ["self_returned"]


def test_an_excused_unit_owes_nothing_until_the_exception_is_lifted(people: People, campaign: int) -> None:
    excused = rows.add(
        SelfExemption(campaign_id=campaign, unit_id=people.provider.unit_id, reason="已撤并",
                      recorded_by=people.office.account_id, recorded_at=clock.now())
    )  # fmt: skip
    assert kinds(people.provider) == []
    rows.change(SelfExemption, excused, lifted_at=clock.now())
    assert kinds(people.provider) == ["self_submit"]


def test_a_kind_of_unit_that_is_not_asked_owes_nothing(people: People, campaign: int) -> None:
    duty = rows.all_of(Deliverable)[0]
    rows.change(Deliverable, duty.id, unit_kinds=["township", "village"])
    assert kinds(people.provider) == []
    assert kinds(people.township) == ["self_below", "self_submit"]


def test_a_township_sees_how_many_villages_are_missing_and_which_to_review(
    people: People, campaign: int
) -> None:
    below = [item for item in list_todo(people.township).items if item.kind == "self_below"]
    assert [item.title for item in below] == ["自查报告：下级还有2个单位未报"]
    report = rows.add(
        SelfInspection(campaign_id=campaign, unit_id=people.unit("东街一村"), state="submitted",
                       submitted_by=people.village.account_id, submitted_at=clock.now())
    )  # fmt: skip
    assert of_kind(people.township, "self_review") == [report]
    assert list_todo(people.township).items[0].title == "自查报告：下级还有1个单位未报"
    assert of_kind(people.other_township, "self_review") == []
    assert of_kind(people.office, "self_review") == []


def test_a_report_of_a_township_waits_for_the_office_and_never_for_who_sent_it(
    people: People, campaign: int
) -> None:
    report = rows.add(
        SelfInspection(campaign_id=campaign, unit_id=people.township.unit_id, state="submitted",
                       submitted_by=people.second_office.account_id)
    )  # fmt: skip
    assert of_kind(people.office, "self_review") == [report]
    assert of_kind(people.second_office, "self_review") == []
    assert of_kind(people.township, "self_review") == []


# Findings


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (State.REGISTERED, ""),
        (State.ASSIGNED, "finding_receive"),
        (State.RECTIFYING, "finding_rectify"),
        (State.SUBMITTED, ""),
        (State.CLOSED, ""),
        (State.ONGOING, ""),
        (State.WITHDRAWN, ""),
        (State.TRANSFERRED, ""),
    ],
)
def test_the_lead_unit_is_told_while_the_finding_is_with_it(
    people: People, campaign: int, state: State, kind: str
) -> None:
    rows.finding(campaign, people.unit("康乐服务中心"), state=state, due=TODAY)
    assert [one for one in kinds(people.provider) if one.startswith("finding")] == ([kind] if kind else [])
    assert [one for one in kinds(people.other_provider) if one.startswith("finding")] == []


def test_a_township_is_told_of_what_its_villages_lead(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("东街一村"), state=State.RECTIFYING)
    assert of_kind(people.township, "finding_rectify") == [key]
    assert of_kind(people.village, "finding_rectify") == [key]
    assert of_kind(people.other_township, "finding_rectify") == []


def test_a_return_and_a_refused_extension_are_said(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("康乐服务中心"), state=State.RECTIFYING, returned_count=1)
    assert of_kind(people.provider, "finding_returned") == [key]
    _ask(people, key, "refused")
    assert of_kind(people.provider, "extension_refused") == [key]
    _ask(people, key, "granted")
    assert of_kind(people.provider, "finding_returned") == [key]


def _ask(people: People, finding: int, state: str) -> int:
    return rows.add(
        Extension(finding_id=finding, asked_by=people.provider.account_id, asked_at=clock.now(), reason="材料未到",
                  old_due=TODAY, new_due=TODAY + 10 * DAY, state=state)
    )  # fmt: skip


def test_the_office_decides_extensions_that_are_open(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("康乐服务中心"), state=State.RECTIFYING)
    asked = _ask(people, key, "asked")
    assert of_kind(people.office, "extension_decide") == [key]
    rows.change(Extension, asked, state="granted")
    assert of_kind(people.office, "extension_decide") == []


def test_the_office_assigns_what_is_registered_in_running_campaigns(people: People, campaign: int) -> None:
    key = rows.finding(campaign, people.unit("康乐服务中心"))
    assert of_kind(people.office, "finding_assign") == [key]
    rows.change(Campaign, campaign, state="closed")
    assert of_kind(people.office, "finding_assign") == []
