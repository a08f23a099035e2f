"""Many findings at once: row by row, with reasons, and safe to repeat."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from domain.errors import Invalid, Refused
from models import engine
from models.document import Notice
from services import clock
from services.audit import timeline
from services.findings_bulk import MOST_ROWS, BulkResult, assign_many, remind_many
from tests import ledger_world, world
from tests.databases import Database
from tests.ledger_world import DAY, Place, read, version
from tests.statements import count_statements


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield ledger_world.campaign(world.district())


def versions(*keys: int) -> dict[int, int]:
    return {key: version(key) for key in keys}


def assign(place: Place, chosen: dict[int, int], **values: Any) -> BulkResult:
    order = place.order(reason="核查第一批") | values
    return assign_many(place.people.office, place.campaign_id, chosen, order)


def notices() -> list[Notice]:
    with engine.reading() as session:
        return list(session.exec(select(Notice)).all())


def test_registered_rows_are_ordered_and_the_others_say_why_not(place: Place) -> None:
    new, going = place.finding(), place.rectifying()
    result = assign(place, versions(new, going) | {999: 1})
    assert [row.finding_id for row in result.done] == [new]
    assert {row.finding_id: row.why_not for row in result.refused} == {
        going: "目前是“整改中”，批量交办只办理待交办的问题",
        999: "找不到这个问题，或者它不属于您可以办理的范围",
    }
    assert (read(new).state, read(going).state) == ("assigned", "rectifying")


def test_without_a_lead_unit_each_inspected_unit_leads(place: Place) -> None:
    west = place.people.unit("西河镇")
    keys = [place.finding(), place.finding(unit_id=west)]
    assign(place, versions(*keys))
    assert [read(key).lead_unit_id for key in keys] == [place.people.unit("东街镇"), west]
    assert len(notices()) == 2


def test_repeating_it_orders_nothing_twice(place: Place) -> None:
    key = place.finding()
    chosen = versions(key)
    assign(place, chosen)
    before = read(key)
    assert assign(place, chosen).done == ()
    assert assign(place, versions(key)).done == ()
    assert read(key).model_dump() == before.model_dump()
    assert len(notices()) == 1


def test_a_row_that_somebody_changed_meanwhile_is_left_alone(place: Place) -> None:
    key = place.finding()
    result = assign(place, {key: 99})
    assert "已被他人修改" in result.refused[0].why_not
    assert read(key).state == "registered"


def test_each_row_keeps_the_reason_on_its_timeline(place: Place) -> None:
    keys = [place.finding(), place.finding()]
    assign(place, versions(*keys))
    with engine.reading() as session:
        for key in keys:
            assert timeline("finding", key, session=session)[-1].reason == "核查第一批"


def test_a_bulk_order_needs_a_reason_and_a_term(place: Place) -> None:
    key = place.finding()
    with pytest.raises(Invalid) as told:
        assign(place, versions(key), reason=" ")
    assert set(told.value.fields) == {"reason"}
    with pytest.raises(Invalid, match="阶段性目标"):
        assign(place, versions(key), kind="ongoing")


def test_nothing_ticked_and_too_much_ticked_are_told(place: Place) -> None:
    for chosen in ({}, dict.fromkeys(range(1, MOST_ROWS + 2), 1)):
        with pytest.raises(Invalid, match="请勾选"):
            assign(place, chosen)


def test_a_township_orders_and_reminds_nobody(place: Place) -> None:
    key = place.finding()
    with pytest.raises(Refused):
        assign_many(place.people.township, place.campaign_id, versions(key), place.order(reason="x"))
    with pytest.raises(Refused):
        remind_many(place.people.township, place.campaign_id, versions(key), {"reason": "x"})


def test_the_statements_do_not_grow_with_the_rows(place: Place) -> None:
    few, lots = [place.finding() for _ in range(2)], [place.finding() for _ in range(20)]
    chosen_few, chosen_lots = versions(*few), versions(*lots)
    with count_statements() as for_few:
        assign(place, chosen_few)
    with count_statements() as for_lots:
        assign(place, chosen_lots)
    updates = [statement for statement in for_lots if statement.startswith("UPDATE finding")]
    assert len(for_lots) - len(updates) <= len(for_few)


def remind(place: Place, *keys: int) -> BulkResult:
    return remind_many(place.people.office, place.campaign_id, versions(*keys), {"reason": "月底调度"})


def test_units_are_reminded_once_a_day_with_one_message(place: Place) -> None:
    first, second, new = place.assigned(), place.rectifying(), place.finding()
    sent = len(notices())
    result = remind(place, first, second, new)
    assert [row.finding_id for row in result.done] == [first, second]
    assert result.refused[0].why_not == "目前是“待交办”，不等待整改单位办理"
    assert notices()[-1].text == "催办：YL2026-00001、YL2026-00002（共2个问题）。月底调度"
    assert len(notices()) == sent + 1
    again = remind(place, first)
    assert (again.done, again.refused[0].why_not) == ((), "今天已经提醒过")
    with clock.frozen(date(2026, 5, 1)):
        assert len(remind(place, first).done) == 1


def test_a_reminder_does_not_get_in_the_way_of_the_unit(place: Place) -> None:
    key = place.assigned()
    seen = version(key)
    remind(place, key)
    assert version(key) == seen
