"""What holds of every deadline, whatever its start and its term."""

import json
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, Direction, Period, Roll, Unit, due
from domain.terms import chinese_date

CALENDAR = WorkCalendar()
starts = st.dates(date(2024, 1, 1), date(2027, 6, 30))
day_units = st.sampled_from([unit for unit in Unit if unit is not Unit.HOUR])
forward_periods = st.builds(
    Period, st.integers(1, 60), day_units, st.sampled_from([None, Roll.NEXT_WORKDAY, Roll.NONE])
)


def before(count: int, unit: Unit) -> Period:
    return Period(count, unit, direction=Direction.BACKWARD)


@given(start=starts, period=forward_periods)
def test_a_longer_term_never_ends_earlier(start: date, period: Period) -> None:
    longer = Period(period.count + 1, period.unit, period.roll)
    assert due(start, longer, CALENDAR).due >= due(start, period, CALENDAR).due


@given(start=starts, count=st.integers(1, 60), unit=day_units)
def test_a_longer_backward_term_never_ends_later(start: date, count: int, unit: Unit) -> None:
    assert due(start, before(count + 1, unit), CALENDAR).due <= due(start, before(count, unit), CALENDAR).due


@given(start=starts, later=st.integers(0, 40), period=forward_periods)
def test_a_later_start_never_gives_an_earlier_end(start: date, later: int, period: Period) -> None:
    other = start + timedelta(days=later)
    assert due(other, period, CALENDAR).due >= due(start, period, CALENDAR).due


@given(start=starts, count=st.integers(1, 120), backward=st.booleans())
def test_a_term_of_working_days_ends_on_a_working_day(start: date, count: int, backward: bool) -> None:
    unit = Unit.WORKING_DAY
    period = before(count, unit) if backward else Period(count, unit)
    found = due(start, period, CALENDAR)
    assert CALENDAR.is_workday(found.due)
    assert found.rolled_from is None


@given(start=starts, count=st.integers(1, 60), unit=day_units)
def test_by_the_laws_default_a_term_ends_on_a_working_day_and_only_rest_days_are_skipped(
    start: date, count: int, unit: Unit
) -> None:
    found = due(start, Period(count, unit), CALENDAR)
    assert CALENDAR.is_workday(found.due)
    if found.rolled_from:
        assert CALENDAR.is_rest_day(found.rolled_from)
        assert CALENDAR.workdays_between(found.rolled_from, found.due) == 1


@given(start=starts, period=forward_periods)
def test_the_explanation_contains_every_date_and_the_record_reads_back(start: date, period: Period) -> None:
    found = due(start, period, CALENDAR, event="送达")
    for day in (start, found.due, found.rolled_from or found.due):
        assert chinese_date(day) in found.explain()
    moves = period.unit is Unit.WORKING_DAY or period.rolls is not Roll.NONE
    assert ("暂按周末推算" in found.explain()) is (found.estimated and moves)
    assert Deadline.from_json(json.loads(json.dumps(found.to_json()))) == found


@given(start=starts, period=forward_periods, room=st.integers(0, 60))
def test_a_capped_term_never_passes_its_cap_and_never_grows(start: date, period: Period, room: int) -> None:
    cap = start + timedelta(days=room)
    capped = due(start, Period(period.count, period.unit, period.roll, cap=cap), CALENDAR)
    assert capped.due == min(cap, due(start, period, CALENDAR).due)
