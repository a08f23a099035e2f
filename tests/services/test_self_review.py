"""Returning and accepting self-inspection reports, level by level; exceptions and how reports add up."""

from datetime import date

import pytest
from sqlmodel import Session, select

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.permissions import Role
from domain.self_inspection import ReportState
from models import engine
from models.document import Notice
from services import clock
from services.actor import Actor
from services.self_drafts import save_answer
from services.self_inspections import open_report, report_timeline, report_view
from services.self_review import accept_report, return_report
from services.self_rollup import excuse_unit, lift_exemption, rollup
from tests import campaign_world as cw
from tests import world
from tests.databases import Database


@pytest.fixture
def people(database: Database) -> world.People:
    with clock.frozen(date(2026, 5, 1)):
        return world.district()


@pytest.fixture
def campaign_id(people: world.People) -> int:
    return cw.campaign(people, cw.library())


@pytest.fixture
def complete(people: world.People, campaign_id: int) -> int:
    """A report of 西河镇, which has no villages, ready to be submitted."""
    report_id = open_report(people.other_township, campaign_id)
    cw.fill(people.other_township, report_id)
    return report_id


def state_of(actor: Actor, report_id: int) -> ReportState:
    return report_view(actor, report_id).state


def version_of(actor: Actor, report_id: int) -> int:
    return report_view(actor, report_id).version


def test_a_return_needs_a_reason_is_counted_and_told(people: world.People, complete: int) -> None:
    cw.submit(people.other_township, complete)
    version = version_of(people.office, complete)
    with pytest.raises(Invalid):
        return_report(people.office, complete, "  ", version)
    return_report(people.office, complete, "请补充附件", version)
    view = report_view(people.other_township, complete)
    assert (view.state, view.returned_count, view.return_reason) == (ReportState.RETURNED, 1, "请补充附件")
    with Session(engine.current()) as session:
        (notice,) = session.exec(select(Notice).where(Notice.unit_id == people.unit("西河镇")))
    assert "请补充附件" in notice.text
    assert report_timeline(people.office, complete)[-1].reason == "请补充附件"


def test_an_accepted_report_is_closed_to_its_unit_and_can_still_be_returned(
    people: world.People, complete: int
) -> None:
    cw.submit(people.other_township, complete)
    cw.accept(people.office, complete)
    with pytest.raises(WrongState, match="已审核"):
        save_answer(people.other_township, complete, "R1-1", {"answer": "fails"}, 1)
    return_report(people.office, complete, "发现新情况", version_of(people.office, complete))
    assert state_of(people.office, complete) is ReportState.RETURNED


def test_two_reviewers_do_not_decide_on_one_reading(people: world.People, complete: int) -> None:
    cw.submit(people.other_township, complete)
    seen = version_of(people.office, complete)
    accept_report(people.office, complete, seen)
    with pytest.raises(Conflict):
        return_report(people.second_office, complete, "不同意", seen)


def test_a_draft_cannot_be_accepted(people: world.People, complete: int) -> None:
    with pytest.raises(WrongState, match="填报中"):
        cw.accept(people.office, complete)


def test_a_township_reviews_its_villages_and_nobody_else(people: world.People, campaign_id: int) -> None:
    village = cw.report(people.village, campaign_id)
    with pytest.raises(Refused):
        accept_report(people.other_township, village, version_of(people.village, village))
    with pytest.raises(Refused, match="上一级"):
        cw.accept(people.village, village)
    cw.accept(people.township, village)
    assert state_of(people.village, village) is ReportState.ACCEPTED


def test_who_hands_a_village_report_in_does_not_review_it(people: world.People, campaign_id: int) -> None:
    village = open_report(people.township, campaign_id, unit_id=people.unit("东街二村"))
    cw.fill(people.township, village)
    cw.submit(people.township, village)
    with pytest.raises(Refused, match="报送人"):
        cw.accept(people.township, village)
    seen = report_view(people.township, village)
    assert (seen.may_review, seen.handed_in, seen.submitted_by) == (False, True, "东镇（东街镇）")
    assert report_view(people.office, village).may_review
    cw.accept(people.office, village)


def test_a_township_does_not_review_its_own_report(people: world.People, campaign_id: int) -> None:
    own = cw.report(people.township, campaign_id)
    colleague = Actor(people.village.account_id, "东二", Role.TOWNSHIP, people.township.unit_id, "东街镇")
    with pytest.raises(Refused, match="上一级"):
        cw.accept(colleague, own)


def test_a_township_closes_when_its_villages_have_closed_or_are_excused(
    people: world.People, campaign_id: int
) -> None:
    own, village = cw.report(people.township, campaign_id), cw.report(people.village, campaign_id)
    with pytest.raises(WrongState, match=r"东街一村（待审核）、东街二村（未开始）"):
        cw.accept(people.office, own)
    cw.accept(people.township, village)
    with pytest.raises(WrongState, match="东街二村"):
        cw.accept(people.office, own)
    excuse_unit(people.township, campaign_id, people.unit("东街二村"), "村居已撤并")
    cw.accept(people.office, own)
    assert state_of(people.office, own) is ReportState.ACCEPTED


def test_an_exception_needs_a_reason_and_is_made_by_the_level_above(
    people: world.People, campaign_id: int
) -> None:
    with pytest.raises(Invalid):
        excuse_unit(people.office, campaign_id, people.unit("西河镇"), " ")
    with pytest.raises(Refused, match="上一级"):
        excuse_unit(people.other_township, campaign_id, people.unit("西河镇"), "太忙")
    with pytest.raises(Refused):
        excuse_unit(people.other_township, campaign_id, people.unit("东街一村"), "太忙")
    excuse_unit(people.office, campaign_id, people.unit("西河镇"), "整体搬迁")
    with pytest.raises(WrongState):
        excuse_unit(people.office, campaign_id, people.unit("西河镇"), "再登记一次")


def test_a_unit_that_has_reported_needs_no_exception(
    people: world.People, complete: int, campaign_id: int
) -> None:
    cw.submit(people.other_township, complete)
    with pytest.raises(WrongState, match="已经报送"):
        excuse_unit(people.office, campaign_id, people.unit("西河镇"), "整体搬迁")


def test_a_lifted_exception_makes_the_unit_report_again(people: world.People, campaign_id: int) -> None:
    village = people.unit("东街二村")
    excuse_unit(people.office, campaign_id, village, "村居已撤并")
    assert {group.name: group.coverage.excused for group in rollup(people.office, campaign_id)}["东街镇"] == 1
    lift_exemption(people.office, campaign_id, village, "恢复建制")
    groups = {group.name: group.coverage for group in rollup(people.office, campaign_id)}
    assert (groups["东街镇"].excused, groups["东街镇"].missing) == (0, 3)


def test_villages_roll_up_to_their_township_and_providers_stand_apart(
    people: world.People, campaign_id: int
) -> None:
    cw.report(people.village, campaign_id)
    groups = rollup(people.office, campaign_id)
    assert [(group.name, group.coverage.expected, group.coverage.received) for group in groups] == [
        ("东街镇", 3, 1),
        ("西河镇", 1, 0),
        ("服务单位", 2, 0),
    ]
    assert groups[0].below_coverage.expected == 2


def test_a_township_sees_its_own_group_only(people: world.People, campaign_id: int) -> None:
    assert [group.name for group in rollup(people.other_township, campaign_id)] == ["西河镇"]


def test_a_village_sees_itself_under_its_own_name(people: world.People, campaign_id: int) -> None:
    (group,) = rollup(people.village, campaign_id)
    assert (group.name, group.coverage.expected, group.below) == ("东街一村", 1, ())
