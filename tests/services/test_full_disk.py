"""The disk under the database is full: people are told so in plain words, and nothing is half stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from sqlite3 import OperationalError
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from domain.errors import Full
from models import engine
from services import clock, sessions
from services.drafts import read_draft, save_draft
from services.findings_register import register_finding
from services.ledger import read_ledger
from services.ledger_filters import LedgerQuery
from tests import ledger_world, running, world
from tests.databases import Database
from tests.ledger_world import Place

LONG = "长" * 7000


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return ledger_world.campaign(world.district())


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may not take one more page, as on a disk without room."""
    bound = engine.current()

    def freeze(connection: Any, *_more: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # it stops at what the file has already

    def release(connection: Any, *_more: Any) -> None:
        connection.execute("PRAGMA max_page_count = 4294967294")

    event.listen(bound, "checkout", freeze)
    try:
        yield
    finally:
        event.remove(bound, "checkout", freeze)
        event.listen(bound, "checkout", release)


def register(place: Place, number: int) -> int:
    values = place.data(title=f"第{number}个", description=f"{number}{LONG}")
    return register_finding(place.people.office, place.campaign_id, values)


def fill_up(place: Place) -> None:
    """Register until there is no room any more."""
    for number in range(200):
        register(place, number)


def ledger(place: Place) -> int:
    return read_ledger(place.people.office, LedgerQuery(place.campaign_id)).total


def test_no_room_is_told_in_plain_words_and_reading_goes_on(place: Place) -> None:
    with full_disk():
        with pytest.raises(Full, match="存储空间不足，这一步没有保存，已填写的内容不受影响"):
            fill_up(place)
        stored = ledger(place)
        with pytest.raises(Full):
            register(place, 500)
        assert ledger(place) == stored
    assert register(place, 501)
    assert ledger(place) == stored + 1


def test_a_draft_from_before_is_still_there(place: Place) -> None:
    save_draft(place.people.office, "form", {"description": "写到一半"})
    with full_disk(), pytest.raises(Full):
        save_draft(place.people.office, "form", {"description": LONG * 50})
    assert read_draft(place.people.office, "form") == {"description": "写到一半"}


def test_who_is_logged_in_stays_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    token = running.token_of(place.people.office)

    def no_room() -> None:
        raise Full("存储空间不足")

    monkeypatch.setattr("models.engine.transaction", lambda: raising(no_room))
    with clock.frozen(clock.now() + timedelta(minutes=20)):
        found = sessions.find(token)
    assert found is not None
    assert found.actor.account_id == place.people.office.account_id


@contextmanager
def raising(fail: Any) -> Iterator[None]:
    fail()
    yield


def test_a_form_keeps_what_was_typed_and_says_why_it_is_not_stored(place: Place) -> None:
    form = f"finding-new-{place.campaign_id}"
    page = running.open_page("finding_new", place.people.office)
    page.selectbox(key=f"{form}.unit_id").set_value(str(place.people.unit("东街镇")))
    page.selectbox(key=f"{form}.source").set_value("complaint")
    page.selectbox(key=f"{form}.category").set_value("r1")
    page.text_area(key=f"{form}.description").set_value("公示栏空白")
    page.run()
    with full_disk():
        with pytest.raises(Full):
            fill_up(place)
        page.text_area(key=f"{form}.description").set_value(f"公示栏空白{LONG}")
        page.click(f"{form}:submit")
        assert "存储空间不足" in page.texts
        assert page.text_area(key=f"{form}.description").value == f"公示栏空白{LONG}"


@pytest.mark.parametrize(
    ("cause", "full"),
    [({"sqlstate": "53100"}, True), ({"sqlstate": "53200"}, False), ({"sqlite_errorcode": 13}, True),
     ({"sqlite_errorcode": 5}, False), ({}, False)],
)  # fmt: skip
def test_only_a_lack_of_room_is_called_so(cause: dict[str, object], full: bool) -> None:
    origin = OperationalError("refused")
    for name, value in cause.items():
        setattr(origin, name, value)
    assert engine.is_full(DBAPIError("INSERT", None, origin)) is full
