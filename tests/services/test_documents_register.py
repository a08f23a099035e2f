"""发文登记: who reads which document, what the lists show, and what is recorded."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from domain.errors import Refused
from models.audit import AuditEntry
from services import clock
from services.documents import (
    draft_document,
    read_document,
    withdraw_document,
)
from services.documents_issuable import issuable
from services.documents_register import RegisterQuery, documents_of, search_documents
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.document_world import notice, ordered
from tests.statements import count_statements
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


@pytest.fixture
def finding(people: People, campaign: int) -> int:
    return ordered(people, campaign)


def test_documents_are_read_by_their_addressee_and_nobody_else_below(people: People, finding: int) -> None:
    key = notice(people, finding)
    assert [row.id for row in documents_of(people.provider, "finding", finding)] == [key]
    assert documents_of(people.other_provider, "finding", finding) == ()
    with pytest.raises(Refused):
        read_document(people.other_provider, key)
    with pytest.raises(Refused, match="制发文书"):
        draft_document(people.provider, "rectification_notice", [finding])


def test_every_finding_of_a_notice_knows_the_notice(people: People, campaign: int) -> None:
    first, second = ordered(people, campaign), ordered(people, campaign)
    key = notice(people, first, second)
    assert [row.id for row in documents_of(people.office, "finding", second)] == [key]


def test_the_register_filters_sorts_and_counts(people: People, campaign: int) -> None:
    first = notice(people, ordered(people, campaign), number="云民函〔2026〕3号", day="2026-06-01")
    second = notice(people, ordered(people, campaign), day="2026-06-05")
    void = notice(people, ordered(people, campaign))
    withdraw_document(people.office, void, "作废")

    def found(**wanted: Any) -> list[int]:
        return [row.id for row in search_documents(people.office, RegisterQuery(**wanted)).rows]

    assert found() == [second, first]
    assert found(sort="dated") == [first, second]
    assert found(words="函〔2026〕3") == [first]
    assert found(words="%") == []
    assert found(since=date(2026, 6, 2)) == [second]
    assert found(until=date(2026, 6, 1)) == [first]
    assert found(unnumbered=True) == [second]
    assert found(withdrawn=True) == [void, second, first]
    assert found(kind="circular") == []
    assert search_documents(people.office, RegisterQuery(page=2), size=1).total == 2


def test_issuing_and_voiding_are_recorded(people: People, finding: int) -> None:
    key = notice(people, finding)
    withdraw_document(people.office, key, "期限写错")
    told = [
        (entry.summary, entry.reason) for entry in rows.all_of(AuditEntry) if entry.object_type == "document"
    ]
    assert told == [("制发整改通知书《整改通知书》（未编文号）", ""), ("作废文书《整改通知书》", "期限写错")]


def test_the_lists_need_two_statements_at_most(people: People, campaign: int, finding: int) -> None:
    notice(people, finding)
    for read in (
        lambda: search_documents(people.office, RegisterQuery()),
        lambda: issuable(people.office, campaign),
        lambda: documents_of(people.office, "finding", finding),
    ):
        with count_statements() as sent:
            read()
        assert 0 < len([one for one in sent if not one.startswith("BEGIN")]) <= 2
