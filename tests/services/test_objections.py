"""Objections to a posting: recorded, looked into, and then posted anew for the full days, gone on with or sent back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.errors import Invalid, Refused, WrongState
from domain.objections import Outcome
from domain.workflow import State
from services import clock
from services.close_out import return_finding
from services.findings_detail import read_finding
from services.findings_queues import publicity_list
from services.objections import record_objection, settle_objection
from services.todo import list_todo
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, STEPS, Place, read, version

ANEW = (*STEPS[:2], replace(STEPS[2], anew=True), STEPS[3])
GIVEN = {"objector": "村民王某", "text": "专账没有补全"}
LATER = date(2026, 5, 8)  # a Friday before a Saturday on which people work


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def posted(place: Place) -> int:
    key = place.verified()
    place.passed(key, place.people.office)
    return key


def objected(place: Place) -> int:
    key = posted(place)
    record_objection(place.people.office, key, version(key), {**GIVEN, "received_on": clock.today()})
    return key


def settle(place: Place, key: int, outcome: Outcome) -> None:
    values = {"outcome": outcome, "handling": "到场核对，专账齐全"}
    settle_objection(place.people.office, key, version(key), values)


def test_a_posting_begins_anew_and_lasts_its_full_days_from_then_on(place: Place) -> None:
    key = objected(place)
    assert (read(key).publicity_from, read(key).publicity_to) == (DAY, date(2026, 5, 11))
    with clock.frozen(LATER):
        settle(place, key, Outcome.ANEW)
        assert (read(key).publicity_from, read(key).publicity_to) == (LATER, date(2026, 5, 14))
    with clock.frozen(date(2026, 5, 14)), pytest.raises(WrongState, match="到2026年5月14日"):
        place.passed(key, place.people.office)
    with clock.frozen(date(2026, 5, 15)):
        assert place.passed(key, place.people.office) is State.CLOSED
    detail = read_finding(place.people.office, key)
    assert [(one.posted_to, one.outcome, one.handling) for one in detail.objections] == [
        (date(2026, 5, 11), Outcome.ANEW, "到场核对，专账齐全")
    ]
    assert [one.step for one in detail.passes].count("公示") == 2
    assert [one.objector for one in detail.objections] == ["村民王某"]


def test_the_unit_that_rectifies_reads_what_was_objected_and_never_by_whom(place: Place) -> None:
    key = objected(place)
    (seen,) = read_finding(place.people.township, key).objections
    assert (seen.text, seen.objector) == ("专账没有补全", "（不公开）")
    history = read_finding(place.people.township, key).timeline
    assert not any("王某" in f"{entry.summary}{entry.reason}" for entry in history)


def test_while_an_objection_is_looked_into_nothing_goes_on_and_the_office_is_told(place: Place) -> None:
    key, office = objected(place), place.people.office
    with clock.frozen(date(2026, 5, 12)):
        with pytest.raises(WrongState, match="有异议正在核实"):
            place.passed(key, office)
        with pytest.raises(WrongState, match="请在“公示异议”里选择"):
            return_finding(office, key, version(key), {"reason": "退回"})
        with pytest.raises(WrongState, match="已有一件异议正在核实"):
            record_objection(office, key, version(key), {**GIVEN, "received_on": DAY})
        assert [task.kind for task in list_todo(office).items] == ["finding_objection"]
        assert [row.objection for row in publicity_list(office, place.campaign_id).rows] == [True]
        settle(place, key, Outcome.GOES_ON)
        assert place.passed(key, office) is State.CLOSED


def test_an_objection_that_holds_sends_the_result_back_into_a_new_round(place: Place) -> None:
    key = objected(place)
    settle(place, key, Outcome.RETURNED)
    row = read(key)
    assert (row.state, row.round, row.returned_count, row.publicity_to) == ("rectifying", 2, 1, None)
    with pytest.raises(WrongState, match="没有待核实的公示异议"):
        settle(place, key, Outcome.ANEW)


def test_only_what_comes_in_while_it_stands_posted_is_an_objection(place: Place) -> None:
    key = place.verified()
    with pytest.raises(WrongState, match="不在公示中"):
        record_objection(place.people.office, key, version(key), {**GIVEN, "received_on": DAY})
    place.passed(key, place.people.office)
    for day in (DAY - timedelta(days=1), date(2026, 5, 12)):
        with (
            clock.frozen(date(2026, 5, 12)),
            pytest.raises(Invalid, match="公示期是2026年4月30日至2026年5月11日"),
        ):
            record_objection(place.people.office, key, version(key), {**GIVEN, "received_on": day})


def test_who_does_not_post_does_not_deal_with_objections(place: Place) -> None:
    key = posted(place)
    for actor in (place.people.inspector, place.people.leader):
        with pytest.raises(Refused, match="“公示”由专项办办理"):
            record_objection(actor, key, version(key), {**GIVEN, "received_on": DAY})
        assert read_finding(actor, key).can.posting is None
    assert read_finding(place.people.office, key).can.posting is not None


def test_where_the_scheme_has_postings_begin_anew_none_goes_on_as_it_was(sqlite_database: Database) -> None:
    with clock.frozen(DAY):
        place = ledger_world.campaign(world.district(), ANEW)
        key = objected(place)
        with pytest.raises(Invalid, match="这里只能选择：核实后重新公示、异议成立，退回整改"):
            settle(place, key, Outcome.GOES_ON)
        settle(place, key, Outcome.ANEW)
