"""Terms in which statutory holidays are not counted, and weekends are (法定节假日不计)."""

from datetime import date

import pytest

from domain.calendar import WorkCalendar
from domain.deadlines import Direction, Period, Unit, due
from domain.errors import Invalid
from domain.library import lint
from tests.domain.library.base_scheme import RULES, scheme_with

CALENDAR = WorkCalendar()


def without(count: int, direction: Direction = Direction.FORWARD) -> Period:
    return Period(count, Unit.CALENDAR_DAY, None, direction, skips_festivals=True)


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        (date(2026, 4, 30), 3, date(2026, 5, 8)),  # 1 to 5 May are not counted
        (date(2026, 4, 23), 7, date(2026, 4, 30)),  # the last day before them
        (date(2026, 4, 23), 8, date(2026, 5, 6)),
        (date(2025, 9, 12), 3, date(2025, 9, 15)),  # a weekend counts
        (date(2025, 9, 30), 3, date(2025, 10, 11)),
        (date(2025, 9, 12), 1, date(2025, 9, 15)),  # and where it is the last day, that moves on
    ],
)
def test_festivals_are_left_out_and_weekends_are_not(start: date, count: int, last: date) -> None:
    assert due(start, without(count), CALENDAR).due == last


def test_a_term_before_a_day_leaves_them_out_too() -> None:
    assert due(date(2026, 5, 8), without(3, Direction.BACKWARD), CALENDAR).due == date(2026, 4, 30)


def test_it_is_told_and_kept_and_may_change_with_the_holidays() -> None:
    found = due(date(2031, 4, 28), without(30), CALENDAR, event="送达")
    assert found.rule == "自送达次日起30日（法定节假日不计），末日遇休顺延"
    assert found.estimated
    assert Period.from_json(without(30).to_json()) == without(30)
    with pytest.raises(Invalid, match="按日计"):
        Period(3, Unit.MONTH, skips_festivals=True)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "within: {count: 30, unit: working_day, holidays: not_counted, from: 送达}",
            "只与 unit: calendar_day 一起写",
        ),
        ("lasts: {count: 30, unit: calendar_day, holidays: not_counted}", "从头到尾连着算，不写 holidays"),
        ("within: {count: 30, unit: calendar_day, holidays: not_counted, from: 送达}", ""),
    ],
)
def test_only_days_in_which_something_is_to_be_done_leave_them_out(written: str, sentence: str) -> None:
    rules = RULES.replace("within: {count: 30, unit: calendar_day, from: 送达}", written)
    found = [str(one) for one in lint(scheme_with(rules=rules))]
    assert any(sentence in one for one in found) if sentence else found == []
