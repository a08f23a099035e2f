"""Opening, closing and moving phases; who is missing; what locks."""

from datetime import date

import pytest

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.phases import Gate, NoteKind
from domain.self_inspection import ReportState
from services import clock
from services.campaigns import PhaseView, read_campaign
from services.phase_dates import move_duty, move_phase
from services.phases import close_phase, open_phase, phase_readiness
from services.self_inspections import report_view
from services.self_review import return_report
from services.self_rollup import excuse_unit
from tests import campaign_world as cw
from tests import world
from tests.databases import Database

UNITS = ("西河镇", "康乐服务中心")


@pytest.fixture
def people(database: Database) -> world.People:
    with clock.frozen(date(2026, 5, 1)):
        return world.district()


@pytest.fixture
def campaign_id(people: world.People) -> int:
    return cw.campaign(people, cw.library(), UNITS)


def phase(people: world.People, campaign_id: int, code: str) -> PhaseView:
    found = read_campaign(people.office, campaign_id).phases
    return next(one for one in found if one.code == code)


def opened(people: world.People, campaign_id: int, code: str) -> PhaseView:
    planned = phase(people, campaign_id, code)
    open_phase(people.office, planned.id, planned.version)
    return phase(people, campaign_id, code)


def test_a_phase_that_runs_beside_another_one_opens(people: world.People, campaign_id: int) -> None:
    opened(people, campaign_id, "start")
    assert opened(people, campaign_id, "self").state == "open"


def test_closing_waits_for_everybody_and_names_them(people: world.People, campaign_id: int) -> None:
    running = opened(people, campaign_id, "self")
    with pytest.raises(WrongState, match=r"2个单位.*西河镇、康乐服务中心"):
        close_phase(people.office, running.id, running.version)
    assert phase(people, campaign_id, "self").state == "open"


def test_a_phase_closes_with_reports_and_recorded_exceptions_and_locks_the_reports(
    people: world.People, campaign_id: int
) -> None:
    running = opened(people, campaign_id, "self")
    report = cw.report(people.other_township, campaign_id)
    cw.accept(people.office, report)
    excuse_unit(people.office, campaign_id, people.unit("康乐服务中心"), "合同尚未开始")
    close_phase(people.office, running.id, running.version)
    closed = phase(people, campaign_id, "self")
    assert closed.state == "closed"
    assert closed.exceptions == ({"unit": "康乐服务中心", "reason": "合同尚未开始"},)
    view = report_view(people.office, report)
    assert view.state is ReportState.LOCKED
    with pytest.raises(WrongState, match="已归档"):
        return_report(people.office, report, "再看看", view.version)


def test_a_submitted_report_that_nobody_has_accepted_keeps_the_phase_open(
    people: world.People, campaign_id: int
) -> None:
    running = opened(people, campaign_id, "self")
    cw.report(people.other_township, campaign_id)
    cw.report(people.provider, campaign_id)
    with pytest.raises(WrongState, match="2个单位"):
        close_phase(people.office, running.id, running.version)


def test_a_phase_opened_again_needs_a_reason_and_frees_the_reports(
    people: world.People, campaign_id: int
) -> None:
    running = opened(people, campaign_id, "self")
    report = cw.report(people.other_township, campaign_id)
    cw.accept(people.office, report)
    excuse_unit(people.office, campaign_id, people.unit("康乐服务中心"), "合同尚未开始")
    close_phase(people.office, running.id, running.version)
    closed = phase(people, campaign_id, "self")
    with pytest.raises(Invalid):
        open_phase(people.office, closed.id, closed.version)
    open_phase(people.office, closed.id, closed.version, reason="补报两个单位")
    assert report_view(people.office, report).state is ReportState.ACCEPTED


def test_an_entry_condition_that_a_person_confirms_is_confirmed_with_words(
    people: world.People, campaign_id: int
) -> None:
    planned = phase(people, campaign_id, "check")
    with pytest.raises(WrongState, match="核查组已经成立"):
        open_phase(people.office, planned.id, planned.version)
    said = {Gate.PERSON_SAYS: "8月1日会议已成立3个组"}
    open_phase(people.office, planned.id, planned.version, waived=said)
    assert phase(people, campaign_id, "check").state == "open"


def test_a_phase_that_is_not_open_does_not_close(people: world.People, campaign_id: int) -> None:
    planned = phase(people, campaign_id, "start")
    with pytest.raises(WrongState, match="未启动"):
        close_phase(people.office, planned.id, planned.version)


def test_the_second_of_two_people_is_told(people: world.People, campaign_id: int) -> None:
    planned = phase(people, campaign_id, "start")
    open_phase(people.office, planned.id, planned.version)
    with pytest.raises(Conflict, match=r"欧办（专项办）于.*办理：启动阶段“"):
        close_phase(people.second_office, planned.id, planned.version)


def test_dates_move_with_a_reason_and_the_rest_day_is_said(people: world.People, campaign_id: int) -> None:
    planned = phase(people, campaign_id, "check")
    with pytest.raises(Invalid) as refused:
        move_phase(people.office, planned.id, None, date(2026, 9, 30), "", planned.version)
    assert "reason" in refused.value.fields
    move_phase(
        people.office, planned.id, date(2026, 6, 1), date(2026, 10, 1), "区领导小组同意", planned.version
    )
    moved = phase(people, campaign_id, "check")
    assert (moved.start, moved.end) == (date(2026, 6, 1), date(2026, 10, 1))
    remarks = next(
        one for one in phase_readiness(people.office, campaign_id) if one.phase.code == "check"
    ).notes
    assert NoteKind.REST_DAY in {note.kind for note in remarks}


@pytest.mark.parametrize(("start", "end"), [(date(2026, 6, 2), date(2026, 6, 1)), (None, None)])
def test_dates_that_cannot_be_are_refused(
    people: world.People, campaign_id: int, start: date | None, end: date | None
) -> None:
    planned = phase(people, campaign_id, "check")
    with pytest.raises(Invalid) as refused:
        move_phase(people.office, planned.id, start, end, "调整", planned.version)
    assert "end" in refused.value.fields


def test_the_deadline_of_a_duty_moves_with_a_reason(people: world.People, campaign_id: int) -> None:
    move_duty(people.office, campaign_id, "D-1", date(2026, 6, 15), "方案延期", date(2026, 5, 31))
    assert read_campaign(people.office, campaign_id).duties[0].due == date(2026, 6, 15)
    with pytest.raises(Conflict, match=r"欧办（专项办）于.*截止日期（整改期限）"):
        move_duty(people.second_office, campaign_id, "D-1", date(2026, 6, 20), "方案延期", date(2026, 5, 31))


def test_readiness_lists_who_is_missing_for_the_office_and_not_for_a_township(
    people: world.People, campaign_id: int
) -> None:
    opened(people, campaign_id, "self")
    waiting = {
        actor.name: next(one for one in phase_readiness(actor, campaign_id) if one.phase.code == "self").unmet
        for actor in (people.office, people.other_township)
    }
    assert [one.names for one in waiting["欧办"]] == [("西河镇", "康乐服务中心")]
    assert waiting["西镇"] == ()


def test_a_township_neither_opens_nor_moves_a_phase(people: world.People, campaign_id: int) -> None:
    planned = phase(people, campaign_id, "start")
    with pytest.raises(Refused):
        open_phase(people.township, planned.id, planned.version)
    with pytest.raises(Refused):
        move_phase(people.township, planned.id, None, date(2026, 9, 30), "想延期", planned.version)
