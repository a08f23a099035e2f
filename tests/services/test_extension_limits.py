"""Extensions within what the scheme allows: asked for in time, not too long, not too often."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.errors import Invalid, WrongState
from domain.permissions import Action
from models import engine
from models.campaign import Campaign
from services import clock
from services.extension_limits import extension_limits
from services.extensions import ask_extension, decide_extension
from services.findings_detail import read_finding
from tests import ledger_world, stored_schemes, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version

LIMITS = """
extending: {clause: 第十九条, times: 1, percent: "50%", before_end: {count: 3, unit: working_day}}
"""
BY_NATURE = """
finding_nature: {name: 类别, clause: 三, words: [A类, B类, C类]}
extending:
  - {clause: 第二十七条, when: {value: nature, is: A类}, times: 0}
  - {clause: 第二十七条, when: {value: nature, is: B类}, times: 1, longest: {count: 15, unit: calendar_day}}
"""
SECOND = """
extending:
  - {clause: 第十二条, when: {value: extended, equals: 0}, longest: {count: 20, unit: calendar_day}}
  - {clause: 第十二条, times: 2, longest: {count: 10, unit: calendar_day}}
"""
LAST_TO_ASK, TOO_LATE = date(2026, 5, 27), date(2026, 5, 28)
LATEST, BEYOND = date(2026, 6, 16), date(2026, 6, 17)


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district(), scheme=ledger_world.SCHEME + LIMITS)


def ask(place: Place, key: int, until: date) -> int:
    wanted = {"reason": "审计尚未结束", "new_due": until}
    return ask_extension(place.people.township, key, version(key), wanted)


def grant(place: Place, request: int, key: int, until: date | None = None) -> None:
    values = {"granted": True, "granted_due": until, "opinion": "情况属实"}
    decide_extension(place.people.office, request, version(key), values)


def test_it_is_offered_and_taken_until_so_long_before_the_end(place: Place) -> None:
    key, township = place.assigned(), place.people.township
    with clock.frozen(TOO_LATE):
        assert not read_finding(township, key).can.may(Action.EXTENSION_ASK)
        with pytest.raises(WrongState, match="第十九条规定延期须在2026年5月27日以前申请"):
            ask(place, key, LATEST)
    with clock.frozen(LAST_TO_ASK):
        assert read_finding(township, key).can.may(Action.EXTENSION_ASK)
        assert "2026年5月27日以前申请，最多延期至2026年6月16日" in extension_limits(township, key)
        ask(place, key, LATEST)


def test_neither_asked_nor_granted_for_longer_than_allowed(place: Place) -> None:
    key = place.assigned()
    with pytest.raises(Invalid, match="最多延期至2026年6月16日"):
        ask(place, key, BEYOND)
    request = ask(place, key, LATEST)
    with pytest.raises(Invalid, match="最多延期至2026年6月16日"):
        grant(place, request, key, BEYOND)
    grant(place, request, key)
    assert read(key).due == LATEST


def test_once_granted_not_again_and_once_refused_again(place: Place) -> None:
    key, township = place.assigned(), place.people.township
    refused = ask(place, key, LATEST)
    decide_extension(place.people.office, refused, version(key), {"granted": False, "opinion": "理由不足"})
    grant(place, ask(place, key, LATEST), key)
    assert not read_finding(township, key).can.may(Action.EXTENSION_ASK)
    with pytest.raises(WrongState, match="延期以1次为限，该问题已经延期1次"):
        ask(place, key, date(2026, 6, 20))


def test_a_scheme_that_says_nothing_limits_nothing(database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district())
        key = place.assigned()
        assert extension_limits(place.people.township, key) == ""
        ask(place, key, date(2027, 6, 1))


def test_a_campaign_that_went_on_to_a_stricter_version_grants_no_more_than_that(place: Place) -> None:
    with engine.reading() as session:
        row = session.get_one(Campaign, place.campaign_id)
        once = row.library_id, row.library_checksum
    text = (ledger_world.SCHEME + LIMITS).replace("times: 1", "times: 2")
    twice = stored_schemes.scheme(text)
    goes_on_to(place, stored_schemes.store(twice), twice.checksum)
    key = place.assigned()
    grant(place, ask(place, key, LATEST), key)
    request = ask(place, key, date(2026, 6, 20))
    goes_on_to(place, *once)
    with pytest.raises(WrongState, match="延期以1次为限，不能再同意"):
        grant(place, request, key)
    assert read(key).due == LATEST


def goes_on_to(place: Place, library_id: int, checksum: str) -> None:
    with engine.transaction() as session:
        row = session.get_one(Campaign, place.campaign_id)
        row.library_id, row.library_checksum = library_id, checksum
        session.add(row)


def test_each_nature_has_its_own_limits_and_what_has_none_is_free(sqlite_database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), scheme=ledger_world.SCHEME + BY_NATURE)
        township = place.people.township
        first = place.assigned(nature="A类")
        assert extension_limits(township, first).endswith("第二十七条：不得延期。")
        assert not read_finding(township, first).can.may(Action.EXTENSION_ASK)
        with pytest.raises(WrongState, match="第二十七条规定该问题不得延期"):
            ask(place, first, LATEST)
        second = place.assigned(place.finding(description="另一处混账核算"), nature="B类")
        with pytest.raises(Invalid, match="最多延期至2026年6月16日"):
            ask(place, second, BEYOND)
        third = place.assigned(place.finding(description="又一处混账核算"), nature="C类")
        assert extension_limits(township, third) == ""
        ask(place, third, date(2026, 9, 1))


def test_the_second_extension_is_shorter_and_the_last(sqlite_database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), scheme=ledger_world.SCHEME + SECOND)
        key, township = place.assigned(), place.people.township
        due = read(key).due
        assert due is not None
        first = due + timedelta(days=20)
        with pytest.raises(Invalid, match="第十二条"):
            ask(place, key, first + timedelta(days=1))
        grant(place, ask(place, key, first), key)
        with pytest.raises(Invalid, match="第十二条"):
            ask(place, key, first + timedelta(days=11))
        grant(place, ask(place, key, first + timedelta(days=10)), key)
        assert not read_finding(township, key).can.may(Action.EXTENSION_ASK)
