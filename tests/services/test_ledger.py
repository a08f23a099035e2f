"""The ledger: every filter, both sides of every date, who sees what, and how much it costs."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from domain.findings import Kind, Source
from domain.traffic_lights import Light
from domain.workflow import State
from models import engine
from models.finding import Finding
from services import clock
from services.actor import Actor
from services.finding_export import ledger_rows
from services.findings_end import withdraw_finding
from services.findings_queues import check_queue, look_back_queue, publicity_list
from services.ledger import LedgerPage, read_ledger
from services.ledger_filters import PAGE, SORTS, LedgerQuery
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version
from tests.statements import count_statements

DUE = date(2026, 6, 1)


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def ledger(place: Place, actor: Actor | None = None, **values: Any) -> LedgerPage:
    return read_ledger(actor or place.people.office, LedgerQuery(place.campaign_id, **values))


def ids(place: Place, actor: Actor | None = None, **values: Any) -> list[int]:
    return sorted(row.id for row in ledger(place, actor, **values).rows)


def test_a_finding_is_overdue_on_the_day_after_its_due_day(place: Place) -> None:
    key = place.assigned()
    with clock.frozen(DUE):
        assert (ledger(place).overdue, ids(place, light=Light.RED)) == (0, [])
        assert ids(place, light=Light.YELLOW) == [key]
    with clock.frozen(date(2026, 6, 2)):
        page = ledger(place)
        assert (page.total, page.overdue, page.rows[0].light) == (1, 1, Light.RED)
        assert ids(place, light=Light.RED) == [key]


@pytest.mark.parametrize(
    ("day", "light"), [(date(2026, 5, 24), Light.GREEN), (date(2026, 5, 25), Light.YELLOW)]
)
def test_a_light_turns_yellow_seven_days_before(place: Place, day: date, light: Light) -> None:
    key = place.assigned()
    with clock.frozen(day):
        assert ledger(place).rows[0].light is light
        assert ids(place, light=light) == [key]


def test_every_row_has_the_light_that_its_filter_finds_it_by(place: Place) -> None:
    place.finding()
    place.assigned()
    place.assigned(fixed_on=date(2026, 5, 2))
    place.assigned(fixed_on=date(2026, 5, 9))
    place.assigned(kind="ongoing", goal="每季度核对")
    place.submitted()
    place.closed()
    with clock.frozen(date(2026, 5, 4)):
        lights = {row.id: row.light for row in ledger(place).rows}
        for light in Light:
            assert ids(place, light=light) == [key for key, shown in lights.items() if shown is light]
    assert sorted(lights.values(), key=str) == sorted(
        [Light.UNSET, Light.GREEN, Light.RED, Light.YELLOW, Light.GREY, None, Light.BLUE], key=str
    )


def test_a_result_handed_in_is_no_longer_overdue(place: Place) -> None:
    place.submitted()
    with clock.frozen(date(2026, 7, 1)):
        assert ledger(place).overdue == 0


def test_each_column_filters(place: Place) -> None:
    people = place.people
    west = people.unit("西河镇")
    one = place.finding()
    two = place.finding(
        unit_id=west, category="r1", item="R1-1", source="complaint", kind="immediate", amount_fen="99",
        people=1, found_on="2026-04-01", title="宣传栏缺失", description="未公示监督电话。",
    )  # fmt: skip
    place.assigned(
        two,
        fixed_on=date(2026, 5, 15),
        responsible_person="赵六",
        kind="immediate",
        assisting_unit_ids=[people.unit("东街二村")],
    )
    same: list[dict[str, Any]] = [
        {"unit_id": west}, {"lead_unit_id": west}, {"categories": ("r1",)}, {"item": "R1-1"},
        {"sources": (Source.COMPLAINT,)}, {"kinds": (Kind.IMMEDIATE,)}, {"states": (State.ASSIGNED,)},
        {"amount_to": 9900}, {"people_from": 1, "amount_to": 9900}, {"found_to": date(2026, 4, 1)},
        {"due_from": date(2026, 5, 15)}, {"due_to": date(2026, 5, 15)}, {"person": "赵"}, {"text": "监督 宣传栏"},
        {"text": "yl2026-00002"}, {"assisting_unit_id": people.unit("东街二村")},
    ]  # fmt: skip
    for values in same:
        assert ids(place, **values) == [two], values
    other: list[dict[str, Any]] = [
        {"amount_from": 9901}, {"people_from": 2}, {"found_from": date(2026, 4, 2)}, {"text": "混账"},
        {"unit_id": people.unit("东街镇")}, {"light": Light.UNSET},
    ]  # fmt: skip
    for values in other:
        assert ids(place, **values) == [one], values
    assert ids(place, due_from=date(2026, 5, 16)) == ids(place, due_to=date(2026, 5, 14)) == []


def test_a_township_takes_its_villages_with_it(place: Place) -> None:
    key = place.finding(unit_id=place.people.unit("东街一村"))
    assert ids(place, unit_id=place.people.unit("东街镇")) == [key]
    assert ids(place, place.people.township) == [key]


def test_signs_of_a_search_are_taken_as_they_are(place: Place) -> None:
    key = place.finding(description="达标率100%，编号A_1，'引号'")
    assert ids(place, text="100%") == ids(place, text="A_1") == ids(place, text="'引号'") == [key]
    assert ids(place, text="A%1") == []


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS), "nonsense", ""])
def test_every_sort_gives_every_row_once(place: Place, sort: str) -> None:
    first, second = place.finding(), place.assigned()
    assert ids(place, sort=sort) == [first, second]
    assert ids(place, sort=sort, text="混账") == [first, second]


def test_amounts_sort_both_ways(place: Place) -> None:
    small, large = place.finding(amount_fen="1"), place.finding(amount_fen="2")
    assert [row.id for row in ledger(place, sort="amount").rows] == [small, large]
    assert [row.id for row in ledger(place, sort="-amount").rows] == [large, small]


def test_rows_without_a_date_come_last(place: Place) -> None:
    place.finding()
    dated = place.assigned()
    assert ledger(place, sort="due").rows[0].id == dated
    assert ledger(place, sort="-due").rows[0].id == dated


def real(sent: list[str]) -> list[str]:
    """Without the BEGIN that SQLite is sent."""
    return [statement for statement in sent if not statement.startswith("BEGIN")]


def many(place: Place, count: int) -> None:
    usual = read(place.finding()).model_dump(exclude={"id"})
    with engine.transaction() as session:
        session.add_all(Finding(**usual | {"number": f"X{number:05d}"}) for number in range(1, count))


def test_a_page_has_fifty_rows_and_the_last_one_the_rest(place: Place) -> None:
    many(place, PAGE + 1)
    first, last = ledger(place), ledger(place, page=2)
    assert (len(first.rows), first.total, len(last.rows)) == (PAGE, PAGE + 1, 1)


@pytest.mark.parametrize("text", ["", "混账"])
def test_a_page_beyond_the_end_shows_an_existing_one(place: Place, text: str) -> None:
    place.finding()
    page = ledger(place, page=99, text=text)
    assert (len(page.rows), page.total, page.page) == (1, 1, 1)


@pytest.mark.parametrize("text", ["", "混账"])
def test_a_page_takes_three_statements_however_many_rows(place: Place, text: str) -> None:
    many(place, 60)
    ledger(place)
    with count_statements() as sent:
        ledger(place, text=text)
    assert len(real(sent)) == (2 if text else 3)


def test_an_export_takes_a_fixed_number_of_statements(place: Place) -> None:
    many(place, 60)
    query = LedgerQuery(place.campaign_id)
    ledger_rows(place.people.office, query)
    with count_statements() as sent:
        assert len(ledger_rows(place.people.office, query)) == 60
    assert len(real(sent)) == 7


def test_queues_show_what_waits_for_whom(place: Place) -> None:
    people, campaign = place.people, place.campaign_id
    key = place.submitted()
    row = check_queue(people.office, campaign)[0]
    assert (row.id, row.step, row.mine) == (key, "审核", True)
    assert check_queue(people.inspector, campaign)[0].mine is False
    closed = place.closed()
    assert [one.id for one in publicity_list(people.township, campaign).rows] == [closed]
    assert [one.id for one in look_back_queue(people.inspector, campaign).rows] == [closed]
    assert look_back_queue(people.inspector, campaign, done=True).rows == []
    second = look_back_queue(people.inspector, campaign, page=2, size=1)
    assert (second.total, second.rows) == (1, [])


def test_withdrawn_findings_stay_in_the_ledger(place: Place) -> None:
    key = place.finding()
    withdraw_finding(place.people.office, key, version(key), {"reason": "重复"})
    assert ids(place) == [key]
    assert ledger_rows(place.people.office, LedgerQuery(place.campaign_id))[0].remark == "重复"
