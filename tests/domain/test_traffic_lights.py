"""Traffic lights on both sides of each bound."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.terms import Unit
from domain.traffic_lights import (
    Light,
    LightBounds,
    days_left,
    days_overdue,
    light,
    remaining,
    yellow_until,
)

CALENDAR = WorkCalendar()
DUE = date(2026, 6, 1)
THREE_WORKING_DAYS = LightBounds(3, Unit.WORKING_DAY)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 5, 24), Light.GREEN),
        (date(2026, 5, 25), Light.YELLOW),
        (date(2026, 6, 1), Light.YELLOW),
        (date(2026, 6, 2), Light.RED),
    ],
)
def test_by_default_seven_days_left_are_yellow_and_so_is_the_due_day(today: date, expected: Light) -> None:
    assert light(DUE, today, calendar=CALENDAR) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 5, 26), Light.GREEN),  # Tuesday: four working days are left
        (date(2026, 5, 27), Light.YELLOW),
        (date(2026, 5, 31), Light.YELLOW),
        (date(2026, 6, 1), Light.YELLOW),
        (date(2026, 6, 2), Light.RED),
    ],
)
def test_the_bound_can_be_counted_in_working_days(today: date, expected: Light) -> None:
    assert light(DUE, today, calendar=CALENDAR, bounds=THREE_WORKING_DAYS) is expected


def test_a_long_holiday_turns_a_row_yellow_early_in_working_days() -> None:
    before_holiday, due = date(2025, 9, 29), date(2025, 10, 10)
    assert light(due, before_holiday, calendar=CALENDAR) is Light.GREEN
    assert light(due, before_holiday, calendar=CALENDAR, bounds=THREE_WORKING_DAYS) is Light.YELLOW


def test_a_bound_of_none_makes_only_the_due_day_yellow() -> None:
    bounds = LightBounds(0)
    assert light(DUE, date(2026, 5, 31), calendar=CALENDAR, bounds=bounds) is Light.GREEN
    assert light(DUE, DUE, calendar=CALENDAR, bounds=bounds) is Light.YELLOW


def test_done_wins_over_everything_and_ongoing_over_the_date() -> None:
    long_after = date(2027, 1, 1)
    assert light(DUE, long_after, calendar=CALENDAR, closed=True) is Light.BLUE
    assert light(DUE, long_after, calendar=CALENDAR, closed=True, ongoing=True) is Light.BLUE
    assert light(DUE, long_after, calendar=CALENDAR, ongoing=True) is Light.GREY
    assert light(None, long_after, calendar=CALENDAR, ongoing=True) is Light.GREY


def test_a_row_without_a_due_date_is_not_called_in_time() -> None:
    assert light(None, DUE, calendar=CALENDAR) is Light.UNSET


def test_each_light_has_its_word() -> None:
    assert [one.label for one in Light] == ["未到期", "临近", "逾期", "长期坚持", "已销号", "未定期限"]


def test_bounds_that_make_no_sense_are_refused() -> None:
    with pytest.raises(Invalid, match="不能小于0"):
        LightBounds(-1)
    with pytest.raises(Invalid, match="自然日或工作日"):
        LightBounds(1, Unit.MONTH)


@pytest.mark.parametrize(
    ("due", "today", "sentence"),
    [
        (date(2026, 5, 31), date(2026, 5, 26), "剩3个工作日/5天"),
        (date(2026, 6, 1), date(2026, 6, 1), "今日到期"),
        (date(2026, 6, 1), date(2026, 6, 2), "逾期1个工作日/1天"),
        (date(2026, 5, 31), date(2026, 6, 8), "逾期6个工作日/8天"),
        (date(2026, 5, 30), date(2026, 5, 31), "逾期1天（均为休息日）"),
        (date(2026, 5, 31), date(2026, 5, 30), "剩1天（均为休息日）"),
        (date(2027, 1, 5), date(2026, 12, 31), "剩3个工作日/5天（工作日暂按周末推算）"),
    ],
)
def test_what_is_left_is_said_in_working_days_and_days(due: date, today: date, sentence: str) -> None:
    assert remaining(due, today, CALENDAR) == sentence


def test_days_left_and_days_overdue_meet_on_the_due_day() -> None:
    assert (days_left(DUE, date(2026, 5, 31)), days_overdue(DUE, date(2026, 5, 31))) == (1, 0)
    assert (days_left(DUE, DUE), days_overdue(DUE, DUE)) == (0, 0)
    assert (days_left(DUE, date(2026, 6, 3)), days_overdue(DUE, date(2026, 6, 3))) == (-2, 2)


bounds = st.builds(LightBounds, st.integers(0, 15), st.sampled_from([Unit.CALENDAR_DAY, Unit.WORKING_DAY]))


@given(today=st.dates(date(2025, 1, 1), date(2027, 6, 30)), bound=bounds, ahead=st.integers(0, 60))
def test_the_edge_for_queries_agrees_with_counting_what_is_left(
    today: date, bound: LightBounds, ahead: int
) -> None:
    due = today + timedelta(days=ahead)
    counted = ahead if bound.unit is Unit.CALENDAR_DAY else CALENDAR.workdays_between(today, due)
    expected = Light.YELLOW if counted <= bound.yellow_days else Light.GREEN
    assert light(due, today, calendar=CALENDAR, bounds=bound) is expected
    assert (due <= yellow_until(today, bound, CALENDAR)) is (expected is Light.YELLOW)


ORDER = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


@given(
    today=st.dates(date(2025, 1, 1), date(2027, 6, 30)),
    bound=bounds,
    due=st.dates(date(2025, 1, 1), date(2027, 6, 30)),
)
def test_a_light_never_gets_milder_as_days_pass(today: date, bound: LightBounds, due: date) -> None:
    tomorrow = today + timedelta(days=1)
    now, then = (light(due, day, calendar=CALENDAR, bounds=bound) for day in (today, tomorrow))
    assert ORDER[then] >= ORDER[now]
