"""Submitting, returning, accepting and locking self-inspection reports; what they leave in the ledger."""

from datetime import date

import pytest
from sqlmodel import Session, select

from domain.errors import Conflict, Invalid, WrongState
from domain.self_inspection import ReportState
from models import engine
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.self_drafts import save_answer, save_text
from services.self_inspections import open_report, report_view
from services.self_problems import add_problem, change_problem, remove_problem
from services.self_review import return_report
from services.self_submission import submit_report
from tests import campaign_world as cw
from tests import world
from tests.databases import Database
from tests.statements import count_statements

DECLARED: dict[str, object] = {"declared_by": "张镇长", "declared": True}


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


def findings() -> list[Finding]:
    with Session(engine.current()) as session:
        return list(session.exec(select(Finding).order_by(Finding.number)))


def version_of(actor: Actor, report_id: int) -> int:
    return report_view(actor, report_id).version


def test_a_complete_zero_report_is_taken_and_leaves_no_finding(people: world.People, complete: int) -> None:
    receipt = cw.submit(people.other_township, complete)
    assert receipt.finding_ids == ()
    assert state_of(people.office, complete) is ReportState.SUBMITTED
    assert findings() == []


@pytest.mark.parametrize(("day", "late"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_late_is_marked_on_the_day_after_the_deadline_and_never_refused(
    people: world.People, complete: int, day: date, late: bool
) -> None:
    with clock.frozen(day):
        assert cw.submit(people.other_township, complete).late is late
    assert report_view(people.office, complete).late is late


def test_a_report_returned_after_the_deadline_is_not_late_when_the_first_one_was_in_time(
    people: world.People, complete: int
) -> None:
    with clock.frozen(date(2026, 5, 30)):
        cw.submit(people.other_township, complete)
    return_report(people.office, complete, "请补充附件", version_of(people.office, complete))
    with clock.frozen(date(2026, 6, 5)):
        assert not cw.submit(people.other_township, complete).late


def test_a_report_with_gaps_is_refused_with_what_is_missing(people: world.People, complete: int) -> None:
    save_text(people.other_township, complete, "next_steps", "", "已经完成")
    with pytest.raises(Invalid, match="下一步打算"):
        cw.submit(people.other_township, complete)
    assert state_of(people.office, complete) is ReportState.DRAFT


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"declared_by": "张镇长", "declared": False}, "declared"),
        ({"declared_by": " ", "declared": True}, "declared_by"),
    ],
)
def test_somebody_has_to_vouch_for_the_report(
    people: world.People, complete: int, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        submit_report(people.other_township, complete, values, version_of(people.other_township, complete))
    assert field in refused.value.fields


def test_nobody_submits_what_they_have_not_read(people: world.People, complete: int) -> None:
    seen = version_of(people.other_township, complete)
    save_text(people.other_township, complete, "next_steps", "同事改过", "已经完成")
    with pytest.raises(Conflict):
        submit_report(people.other_township, complete, DECLARED, seen)


def test_problems_become_voluntary_findings_of_the_unit(people: world.People, complete: int) -> None:
    add_problem(people.other_township, complete, cw.PROBLEM)
    add_problem(people.other_township, complete, {**cw.PROBLEM, "item": "R1-1", "corrected": False})
    receipt = cw.submit(people.other_township, complete)
    first, second = findings()
    assert (receipt.finding_ids, receipt.added) == ((first.id, second.id), 2)
    assert (first.source, first.reported_voluntarily, first.amount_fen) == ("self", True, 120050)
    assert (first.category, first.item, first.unit_id) == ("r2", "R2-1", people.unit("西河镇"))
    assert first.recovered_fen == 60000


def test_a_returned_report_updates_its_findings_and_makes_no_second_ones(
    people: world.People, complete: int
) -> None:
    problem = add_problem(people.other_township, complete, cw.PROBLEM).row_id
    cw.submit(people.other_township, complete)
    return_report(people.office, complete, "金额有误", version_of(people.office, complete))
    change_problem(people.other_township, problem, {**cw.PROBLEM, "amount_fen": "1300"}, 1)
    cw.submit(people.other_township, complete)
    (finding,) = findings()
    assert finding.amount_fen == 130000


def test_a_problem_that_stands_in_the_ledger_is_taken_back_only_with_a_reason(
    people: world.People, complete: int
) -> None:
    problem = add_problem(people.other_township, complete, cw.PROBLEM).row_id
    cw.submit(people.other_township, complete)
    return_report(people.office, complete, "重复登记", version_of(people.office, complete))
    with pytest.raises(Invalid) as refused:
        remove_problem(people.other_township, problem, 1, " ")
    assert "reason" in refused.value.fields
    remove_problem(people.other_township, problem, 1, "重复登记")
    save_answer(people.other_township, complete, "R2-1", {"answer": "conforms"}, 2)
    cw.submit(people.other_township, complete)
    (finding,) = findings()
    assert (finding.state, finding.withdrawn_reason) == ("withdrawn", "重复登记")


def test_a_submitted_report_can_no_longer_be_written(people: world.People, complete: int) -> None:
    cw.submit(people.other_township, complete)
    with pytest.raises(WrongState, match="待审核"):
        save_answer(people.other_township, complete, "R1-1", {"answer": "fails"}, 1)
    with pytest.raises(WrongState):
        cw.submit(people.other_township, complete)


def test_a_report_is_read_in_a_fixed_number_of_statements(people: world.People, complete: int) -> None:
    report_view(people.office, complete)
    with count_statements() as few:
        report_view(people.office, complete)
    add_problem(people.other_township, complete, cw.PROBLEM)
    with count_statements() as more:
        report_view(people.office, complete)
    selects = [len([one for one in seen if one.startswith("SELECT")]) for seen in (few, more)]
    assert selects == [7, 7]
