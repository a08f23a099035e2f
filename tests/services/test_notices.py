"""通知: who reads which message, and what reading leaves behind."""

from collections.abc import Iterator

import pytest

from domain.errors import NotFound
from models.audit import AuditEntry
from models.document import Notice
from services import clock
from services.notices import list_notices, mark_read
from services.todo import count_waiting
from tests import campaign_rows as rows
from tests import world
from tests.databases import Database
from tests.statements import count_statements
from tests.world import People


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    with clock.frozen(rows.TODAY):
        yield world.district()


def send(people: People, unit: str, text: str) -> int:
    return rows.add(
        Notice(
            unit_id=people.unit(unit),
            text=text,
            link="/finding?id=1",
            at=clock.now(),
            sent_by=people.office.account_id,
        )
    )


def test_messages_come_to_the_unit_they_are_for_newest_first(people: People) -> None:
    send(people, "东街镇", "第一条")
    send(people, "东街镇", "第二条")
    send(people, "西河镇", "别处的")
    page = list_notices(people.township)
    assert [(row.text, row.sender, row.read) for row in page.rows] == [
        ("第二条", "欧办", False),
        ("第一条", "欧办", False),
    ]
    assert (page.total, page.unread) == (2, 2)


def test_a_message_of_a_village_is_not_the_townships(people: People) -> None:
    send(people, "东街一村", "村里的")
    assert list_notices(people.township).total == 0
    assert list_notices(people.village).total == 1


def test_reading_counts_once_and_is_recorded_once(people: People) -> None:
    first, second = send(people, "东街镇", "一"), send(people, "东街镇", "二")
    assert mark_read(people.township, [first, second]) == 2
    assert mark_read(people.township, [first, second]) == 0
    assert count_waiting(people.township)["notices"] == 0
    assert list_notices(people.township, unread_only=True).total == 0
    entries = [entry.summary for entry in rows.all_of(AuditEntry) if entry.object_type == "notice"]
    assert entries == ["阅读通知2条"]


def test_nobody_reads_for_another_unit(people: People) -> None:
    key = send(people, "西河镇", "别处的")
    with pytest.raises(NotFound):
        mark_read(people.township, [key])
    assert count_waiting(people.other_township)["notices"] == 1


def test_words_narrow_the_list_and_a_percent_sign_is_a_word(people: People) -> None:
    send(people, "东街镇", "请于5月31日前报送")
    send(people, "东街镇", "整改率80%")
    assert [row.text for row in list_notices(people.township, words="%").rows] == ["整改率80%"]
    assert list_notices(people.township, words="%").unread == 2


def test_a_page_of_messages_needs_two_statements(people: People) -> None:
    for number in range(5):
        send(people, "东街镇", f"第{number}条")
    with count_statements() as sent:
        assert len(list_notices(people.township, size=2, page=2).rows) == 2
    assert len([one for one in sent if not one.startswith("BEGIN")]) == 2
