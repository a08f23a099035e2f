"""What a unit says of itself, and what a visit and a summary quote, is covered once it has become a lead."""

from collections.abc import Iterator

import pytest

from domain.errors import WrongState
from domain.leads import HIDDEN
from services import clock
from services.actor import Actor
from services.audit_search import AuditQuery, find_entries
from services.document_wall import without
from services.evidence import EvidenceData, add_evidence, list_evidence
from services.findings_assign import assign_finding
from services.findings_detail import read_finding
from services.leads import transfer_to_lead
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from services.self_drafts import save_answer
from services.self_inspections import open_report, report_view
from services.self_problems import add_problem, change_problem, remove_problem
from services.self_review import return_report
from services.visit_record import save_text
from services.visit_sheet import read_visit
from services.visit_signing import sign_visit
from tests import campaign_world, visit_world, world
from tests.databases import Database
from tests.files import jpeg
from tests.visit_world import DAY, LEAD, SECRET, Place

ITEM = "R2-1"
PROBLEM: dict[str, object] = {**campaign_world.PROBLEM, "item": ITEM, "description": f"{SECRET}，涉及三人"}


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def reported(place: Place) -> int:
    """A report of 东街镇 whose problem, explanation and photo tell the secret."""
    town = place.people.township
    report = open_report(town, place.campaign_id)
    add_problem(town, report, PROBLEM)
    stands = report_view(town, report).written.answers[ITEM]
    save_answer(town, report, ITEM, {"answer": "fails", "explanation": SECRET}, stands.version)
    add_evidence(town, EvidenceData("self_inspection", report, town.unit_id, ITEM, "工单.jpg", jpeg()))
    campaign_world.fill(town, report)
    campaign_world.submit(town, report)
    return report


def visited(place: Place) -> int:
    """A signed visit whose free text tells it too."""
    visit = place.recorded(place.visit())
    save_text(place.people.inspector, visit, "facts", f"{SECRET}，当场核对", "查看台账和公示栏")
    version = read_visit(place.people.inspector, visit).version
    sign_visit(place.people.inspector, visit, {"signed_by": "张某", "signed_post": "镇长"}, version)
    return visit


def hand_over(place: Place) -> None:
    finding = read_ledger(place.people.office, LedgerQuery(place.campaign_id)).rows[0].id
    order: dict[str, object] = {"kind": "by_deadline", "requirement": "限期整改"}
    assign_finding(place.people.office, finding, 1, order)
    version = read_finding(place.people.office, finding).version
    transfer_to_lead(place.people.inspector, finding, version, LEAD)


def told(place: Place, actor: Actor, report: int, visit: int) -> str:
    """Everything that report, visit, files and log say to this person."""
    parts: list[object] = [report_view(actor, report), list_evidence(actor, "self_inspection", report)]
    if actor.role is not actor.role.TOWNSHIP:
        parts += [read_visit(actor, visit), find_entries(actor, AuditQuery(), size=500)]
    return repr(parts)


def test_the_words_of_report_visit_and_log_stay_with_the_discipline_group(place: Place) -> None:
    people = place.people
    report, visit = reported(place), visited(place)
    readers = (people.office, people.township)
    assert all(SECRET in told(place, actor, report, visit) for actor in readers)
    hand_over(place)
    for actor in readers:
        words = told(place, actor, report, visit)
        assert SECRET not in words
        assert "工单.jpg" not in words
        assert HIDDEN in words
    assert report_view(people.office, report).written.answers[ITEM].answer.value == "fails"
    inside = repr([report_view(people.discipline, report), read_visit(people.discipline, visit)])
    assert inside.count(SECRET) >= 4


def test_a_returned_report_cannot_be_written_over_where_something_was_handed_over(place: Place) -> None:
    town, office = place.people.township, place.people.office
    report = reported(place)
    hand_over(place)
    return_report(office, report, "请补充其他要点", report_view(office, report).version)
    view = report_view(town, report)
    problem = view.written.problems[0]
    with pytest.raises(WrongState, match="已经移送"):
        save_answer(town, report, ITEM, {"answer": "conforms"}, view.written.answers[ITEM].version)
    with pytest.raises(WrongState, match="已经移送"):
        change_problem(town, problem.problem.key, PROBLEM, problem.version)
    with pytest.raises(WrongState, match="已经移送"):
        remove_problem(town, problem.problem.key, problem.version, "写错")
    campaign_world.submit(town, report)
    assert SECRET not in repr(read_ledger(office, LedgerQuery(place.campaign_id)))


def test_a_summary_loses_the_words_wherever_they_stand_and_nothing_else() -> None:
    data = {
        "systems": [{"name": "工单双人核对制度", "unit": "东街镇"}],
        "text": "建立工单双人核对制度等",
        "n": 1,
    }
    assert without(data, frozenset({"工单双人核对制度"})) == {
        "systems": [{"name": HIDDEN, "unit": "东街镇"}],
        "text": f"建立{HIDDEN}等",
        "n": 1,
    }
