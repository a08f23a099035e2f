"""What a document said of a finding before it was handed over is read by the discipline role alone."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.errors import Refused
from domain.findings import TRANSFERRED_TITLE
from services import clock
from services.actor import Actor
from services.audit_search import AuditQuery, find_entries
from services.documents import draft_document, issue_document, read_document, withdraw_document
from services.documents_preview import blocks_of
from services.documents_register import (
    DocumentRow,
    RegisterQuery,
    document_row,
    document_timeline,
    documents_of,
    search_documents,
)
from services.findings_assign import assign_finding
from services.leads import transfer_to_lead
from services.visit_sheet import read_visit
from services.visit_signing import sign_visit
from tests import visit_world, world
from tests.databases import Database
from tests.ledger_world import version
from tests.statements import count_statements
from tests.visit_world import DAY, LEAD, SECRET, Place


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def issued(place: Place, code: str, owner: int) -> int:
    """The document with its defaults, and whatever it asks for besides."""
    office = place.people.office
    draft = draft_document(office, code, [owner])
    typed = {one.name: str(DAY) if one.kind == "day" else "无" for one in draft.fields if one.required}
    known = {name: text for name, text in draft.defaults.items() if text}
    return issue_document(office, code, [owner], {**draft.defaults, **typed, **known})


def ordered(place: Place, unit: str = "东街镇") -> tuple[int, int]:
    """A finding with an order that was issued on it."""
    finding = place.finding(place.visit(unit))
    order: dict[str, object] = {"kind": "by_deadline", "requirement": "限期整改"}
    assign_finding(place.people.office, finding, version(finding), order)
    return finding, issued(place, "rectification_notice", finding)


def rows(place: Place, reader: Actor, **wanted: object) -> list[DocumentRow]:
    query = RegisterQuery(**wanted)  # type: ignore[arg-type]  # as the test says
    return list(search_documents(reader, query).rows)


def test_the_content_is_closed_to_all_roles_but_one_and_the_row_stays(place: Place) -> None:
    people = place.people
    finding, notice = ordered(place)
    assert SECRET in str(blocks_of(read_document(people.office, notice).content))
    transfer_to_lead(people.inspector, finding, version(finding), LEAD)
    for reader in (people.office, people.township, people.leader):
        with pytest.raises(Refused, match="已经移送"):
            read_document(reader, notice)
        (row,) = rows(place, reader)
        assert (row.id, row.hidden, row.title) == (notice, True, f"整改通知书{TRANSFERRED_TITLE}")
        assert SECRET not in repr(document_row(reader, notice))
        assert SECRET not in repr(documents_of(reader, "finding", finding))
    assert not document_row(people.discipline, notice).hidden
    assert SECRET in str(blocks_of(read_document(people.discipline, notice).content))


def test_its_title_is_neither_searched_nor_told_by_the_audit_log(place: Place) -> None:
    people = place.people
    finding, _ = ordered(place)
    letter = issued(place, "supervision_letter", finding)
    title = document_row(people.office, letter).title
    assert SECRET in title
    transfer_to_lead(people.inspector, finding, version(finding), LEAD)
    withdraw_document(people.office, letter, "已移送")
    assert rows(place, people.office, words=SECRET[:6], withdrawn=True) == []
    assert [row.id for row in rows(place, people.discipline, words=SECRET[:6], withdrawn=True)] == [letter]
    assert SECRET not in repr(document_timeline(people.office, letter))
    entries = find_entries(people.admin, AuditQuery(object_type="document"))
    assert entries.total > 0
    assert SECRET not in repr(entries)
    assert find_entries(people.admin, AuditQuery(words=SECRET[:6], object_type="document")).total == 0


def test_the_report_of_its_visit_is_closed_and_one_issued_afterwards_is_not(place: Place) -> None:
    people = place.people
    visit = place.visit()
    finding = place.finding(visit)
    sheet = read_visit(people.inspector, visit)
    sign_visit(people.inspector, visit, {"signed_by": "张某", "signed_post": "镇长"}, sheet.version)
    before = issued(place, "verification_report", visit)
    assert SECRET in str(blocks_of(read_document(people.office, before).content))
    transfer_to_lead(people.inspector, finding, version(finding), LEAD)
    with clock.frozen(DAY + timedelta(days=1)):
        after = issued(place, "verification_report", visit)
    assert [row.hidden for row in documents_of(people.office, "visit", visit)] == [False, True]
    assert SECRET not in str(blocks_of(read_document(people.office, after).content))


def test_a_document_of_another_finding_stays_readable(place: Place) -> None:
    finding, _ = ordered(place)
    _, notice = ordered(place, "西河镇")
    transfer_to_lead(place.people.inspector, finding, version(finding), LEAD)
    assert not document_row(place.people.office, notice).hidden
    assert read_document(place.people.office, notice).content


def test_the_register_still_costs_two_statements(place: Place) -> None:
    finding, _ = ordered(place)
    transfer_to_lead(place.people.inspector, finding, version(finding), LEAD)
    with count_statements() as sent:
        rows(place, place.people.office)
    assert visit_world.sent(sent) == 2
