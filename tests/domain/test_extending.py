"""Extensions within a scheme's limits, on both sides of each border."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from domain.calendar import WorkCalendar
from domain.extending import Limits, Standing, last_to_ask, latest_end, refusal, told, too_long
from domain.terms import Period, Unit

CALENDAR = WorkCalendar()
END = date(2026, 6, 1)  # a Monday
NOW = Standing(END, 30)
CLAUSE = "《某办法》第十九条"


def limits(**given: Any) -> Limits:
    return Limits(CLAUSE, **given)


@pytest.mark.parametrize(
    ("today", "allowed"), [(date(2026, 5, 27), True), (date(2026, 5, 28), False), (END, False)]
)
def test_it_is_asked_for_so_many_working_days_before_the_end(today: date, *, allowed: bool) -> None:
    three = limits(before_end=Period(3, Unit.WORKING_DAY))
    assert last_to_ask(three, NOW, CALENDAR) == date(2026, 5, 27)
    assert (refusal(three, NOW, today, CALENDAR) == "") is allowed


def test_without_such_a_limit_the_end_itself_is_the_last_day() -> None:
    assert last_to_ask(limits(times=1), NOW, CALENDAR) == END


@pytest.mark.parametrize(("granted", "allowed"), [(0, True), (1, False), (2, False)])
def test_once_only_is_once(granted: int, *, allowed: bool) -> None:
    standing = Standing(END, 30, granted)
    said = refusal(limits(times=1), standing, date(2026, 5, 5), CALENDAR)
    assert said == ("" if allowed else f"{CLAUSE}规定延期以1次为限，该问题已经延期{granted}次。")


@pytest.mark.parametrize(("wanted", "allowed"), [(date(2026, 6, 16), True), (date(2026, 6, 17), False)])
def test_half_of_the_first_term_is_counted_from_its_own_days(wanted: date, *, allowed: bool) -> None:
    half = limits(share=Fraction(1, 2))
    assert (too_long(half, NOW, wanted, CALENDAR) == "") is allowed
    again = Standing(date(2026, 6, 16), 30, 1)
    assert latest_end(half, again, CALENDAR) == date(2026, 7, 1), "of the first term, not of the longer one"


def test_parts_of_a_day_are_dropped_and_less_than_a_day_is_none() -> None:
    odd = Standing(END, 1)
    assert latest_end(limits(share=Fraction(1, 2)), odd, CALENDAR) == END
    assert "不足一日" in refusal(limits(share=Fraction(1, 2)), odd, date(2026, 5, 31), CALENDAR)


def test_a_bound_on_a_day_of_rest_does_not_move_and_the_nearer_of_two_holds() -> None:
    saturday = limits(longest=Period(5, Unit.CALENDAR_DAY))
    assert latest_end(saturday, NOW, CALENDAR) == date(2026, 6, 6)
    both = limits(longest=Period(30, Unit.CALENDAR_DAY), share=Fraction(1, 2))
    assert latest_end(both, NOW, CALENDAR) == date(2026, 6, 16)


def test_the_limits_are_told_for_the_problem_in_hand() -> None:
    all_of = limits(times=1, longest=Period(15, Unit.CALENDAR_DAY), before_end=Period(3, Unit.WORKING_DAY))
    assert told(all_of, NOW, CALENDAR) == (
        f"{CLAUSE}：以1次为限，已延期0次，2026年5月27日以前申请，最多延期至2026年6月16日。"
    )
