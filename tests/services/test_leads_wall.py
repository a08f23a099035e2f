"""Leads are a compartment: after a hand-over no door but that of the discipline role leads to its content."""

import json
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text

from domain.errors import Conflict, NotFound, Refused
from domain.leads import HIDDEN
from domain.permissions import Role
from domain.workflow import State
from models import engine
from models.finding import Finding
from models.tables import metadata
from services import clock
from services.actor import Actor
from services.audit import search_audit, timeline
from services.audit_search import AuditQuery, export_entries, find_entries
from services.comparison import CompareFilter, compare
from services.dashboard import dashboard
from services.evidence import list_evidence, read_evidence
from services.finding_export import export_ledger, export_ledger_word
from services.findings_detail import read_finding
from services.findings_end import withdraw_finding
from services.lead_reading import LeadFilter, count_waiting_leads, lead_timeline, list_leads, read_lead
from services.lead_work import close_lead, hand_over, record_outcome
from services.leads import register_lead, transfer_to_lead
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from services.notices import list_notices
from services.todo import list_todo
from services.visit_sheet import read_visit
from tests import campaign_rows, visit_world, world
from tests.databases import Database
from tests.lead_world import OTHERS, RECEIPT, first_lead, handed_over, ordered, told
from tests.visit_world import DAY, FACTS, LEAD, SECRET, Place


@pytest.fixture
def place(sqlite_database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


DOORS: dict[str, Callable[[Place, Actor, int], object]] = {
    "ledger": lambda place, actor, _: read_ledger(actor, LedgerQuery(place.campaign_id)),
    "export": lambda place, actor, _: export_ledger(actor, LedgerQuery(place.campaign_id)),
    "word export": lambda place, actor, _: export_ledger_word(actor, LedgerQuery(place.campaign_id)),
    "audit search": lambda _place, actor, _: search_audit(actor, size=500),
    "audit list": lambda _place, actor, _: find_entries(actor, AuditQuery(), size=500),
    "audit export": lambda _place, actor, _: export_entries(actor, AuditQuery()),
    "evidence": lambda _place, actor, finding: list_evidence(actor, "finding", finding),
    "visit": lambda _place, actor, _: read_visit(actor, 1),
    "dashboard": lambda place, actor, _: dashboard(actor, campaign_id=place.campaign_id),
    "notices": lambda _place, actor, _: list_notices(actor),
    "finding": lambda _place, actor, finding: read_finding(actor, finding),
    "to do": lambda _place, actor, _: list_todo(actor),
    "comparison": lambda place, actor, _: compare(actor, place.campaign_id, CompareFilter()),
}


def tables_with(words: str) -> set[str]:
    """Tables that hold these words in any column, as text or as JSON."""
    forms = (words, json.dumps(words)[1:-1])
    found: set[str] = set()
    with engine.reading() as session:
        for table in metadata.sorted_tables:
            rows = session.execute(text(f'SELECT * FROM "{table.name}"')).all()  # noqa: S608 - our own names
            if any(form in str(value) for row in rows for value in row for form in forms):
                found.add(table.name)
    return found


@pytest.mark.parametrize("door", DOORS)
def test_no_door_of_any_other_role_tells_a_word_of_it(place: Place, door: str) -> None:
    finding = handed_over(place)
    opened = 0
    for role in OTHERS:
        try:
            answer = DOORS[door](place, place.people.of(role), finding)
        except (Refused, NotFound):
            continue
        opened += 1
        words = told(answer)
        assert SECRET not in words, role
        assert FACTS not in words, role
    assert opened


@pytest.mark.parametrize("door", DOORS)
def test_the_same_doors_did_tell_it_before(place: Place, door: str) -> None:
    """The test above can fail: what it looks for stands behind each door until the hand-over."""
    finding = ordered(place)
    reader = place.people.township if door == "notices" else place.people.office
    answer = told(DOORS[door](place, reader, finding))
    assert SECRET in answer or door in {"dashboard", "to do", "comparison"}  # these say numbers only, yet


def test_the_ledger_says_number_unit_category_and_that_it_was_handed_over(place: Place) -> None:
    finding = handed_over(place)
    row = read_ledger(place.people.office, LedgerQuery(place.campaign_id)).rows[0]
    assert (row.id, row.number, row.unit, row.category, row.state) == (
        finding, "YL-00001", "东街镇", "对象认定不精准", State.TRANSFERRED
    )  # fmt: skip
    assert (row.amount_fen or 0, row.people or 0, row.person) == (0, 0, "")


def test_a_search_for_its_words_finds_nothing_in_ledger_or_log(place: Place) -> None:
    handed_over(place)
    for words in (SECRET, FACTS):
        assert read_ledger(place.people.office, LedgerQuery(place.campaign_id, text=words)).total == 0
        for reader in (place.people.office, place.people.admin):
            assert find_entries(reader, AuditQuery(words=words)).total == 0


def test_its_amount_leaves_the_sums(place: Place) -> None:
    finding = handed_over(place)
    row = campaign_rows.all_of(Finding, Finding.id == finding)[0]
    assert (row.amount_fen, row.people, row.requirement, row.description) == (0, 0, "", HIDDEN)


def test_the_one_who_reported_it_cannot_read_it_afterwards(place: Place) -> None:
    finding = handed_over(place)
    reporter = place.people.inspector
    photo = next(one for one in visit_world.files() if one.owner_type == "finding")
    with pytest.raises(NotFound):
        read_evidence(reporter, photo.key)
    assert list_evidence(reporter, "finding", finding) == []
    with pytest.raises(Refused):
        read_lead(reporter, first_lead(place))
    line = next(one for one in read_visit(reporter, 1).lines if one.item.code == "R2-1")
    assert (line.note, line.findings[0].title, line.hidden) == (HIDDEN, HIDDEN, True)


def test_files_of_the_finding_and_of_its_item_move_and_others_stay(place: Place) -> None:
    visit = place.visit()
    finding = place.finding(visit)
    other = place.photo(visit, "R1-1", name="公示栏.jpg")
    transfer_to_lead(place.people.inspector, finding, 1, LEAD)
    closed = {row.owner_type for row in visit_world.files() if row.compartment == "lead"}
    assert closed == {"finding", "visit"}
    assert read_evidence(place.people.office, other).file_name == "公示栏.jpg"


@pytest.mark.parametrize("role", OTHERS)
def test_no_other_role_reads_or_works_on_leads(place: Place, role: Role) -> None:
    handed_over(place)
    lead, actor = first_lead(place), place.people.of(role)
    attempts: list[Callable[[], object]] = [
        lambda: list_leads(actor, LeadFilter()),
        lambda: read_lead(actor, lead),
        lambda: lead_timeline(actor, lead),
        lambda: count_waiting_leads(actor),
        lambda: hand_over(actor, lead, RECEIPT, 1),
        lambda: record_outcome(actor, lead, {"answered_on": DAY, "outcome": "立案"}, 1),
        lambda: close_lead(actor, lead, 1),
        lambda: register_lead(actor, place.campaign_id, {**LEAD, "found_on": DAY}),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()


@pytest.mark.parametrize("who", ["township", "provider", "leader", "admin", "assessor", "discipline"])
def test_only_office_and_inspectors_hand_a_finding_over(place: Place, who: str) -> None:
    with pytest.raises(Refused):
        transfer_to_lead(getattr(place.people, who), place.finding(), 1, LEAD)


def test_a_conflict_about_a_finding_that_became_a_lead_tells_nothing_of_it(place: Place) -> None:
    finding = handed_over(place)
    with pytest.raises(Conflict, match="在您打开之后已被修改") as told:
        withdraw_finding(place.people.office, finding, 0, {"reason": "重复登记"})
    assert SECRET not in str(told.value)
    assert HIDDEN in str(told.value)


def test_the_timeline_of_the_finding_says_that_it_was_handed_over_and_covers_the_rest(place: Place) -> None:
    finding = handed_over(place)
    with engine.reading() as session:
        outside = [entry.summary for entry in timeline("finding", finding, session=session)]
        inside = timeline("finding", finding, session=session, reader=Role.DISCIPLINE)
    assert outside == [HIDDEN, HIDDEN, "已移送"]
    assert inside[0].summary.startswith("登记问题")


def test_nothing_outside_the_compartment_holds_the_words_but_what_cannot_change(place: Place) -> None:
    """Every text of every table is searched: what remains is covered when it is read."""
    handed_over(place)
    assert tables_with(SECRET) <= {"audit_entry", "evidence", "lead", "visit_answer"}
    assert tables_with(FACTS) == {"audit_entry", "lead"}
