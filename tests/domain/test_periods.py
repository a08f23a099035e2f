"""Statistical periods, their neighbours and their borders."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.periods import (
    PeriodKind,
    StatPeriod,
    adjacent,
    contract_year,
    corresponding_day,
    is_final,
    month_final_after,
    next_period,
    span,
    within_months,
)

periods = st.sampled_from(PeriodKind).flatmap(
    lambda kind: st.builds(StatPeriod, st.just(kind), st.integers(2000, 2040), st.integers(1, kind.per_year))
)


def read(text: str) -> StatPeriod:
    return StatPeriod.parse(text)


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), "2026年3月"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28), "2025年2月"),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年第四季度"),
        ("2026H2", date(2026, 7, 1), date(2026, 12, 31), "2026年下半年"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_a_period_knows_its_first_and_last_day(text: str, start: date, end: date, label: str) -> None:
    period = read(text)
    assert (period.start, period.end, period.label, str(period)) == (start, end, label, text)
    assert start in period
    assert end in period
    assert date.fromordinal(start.toordinal() - 1) not in period
    assert date.fromordinal(end.toordinal() + 1) not in period


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-3", "2026Q5", "2026Q0", "2026H3", "0000", "26"]
)
def test_what_is_not_a_period_is_refused_in_words(text: str) -> None:
    with pytest.raises(Invalid, match="统计期"):
        read(text)


def test_january_and_march_are_not_neighbours() -> None:
    assert adjacent(read("2026-01"), read("2026-02"))
    assert not adjacent(read("2026-01"), read("2026-03"))
    assert not adjacent(read("2026-02"), read("2026-01"))
    assert not adjacent(read("2026-01"), read("2026-01"))


def test_neighbours_meet_across_new_year() -> None:
    assert adjacent(read("2025-12"), read("2026-01"))
    assert adjacent(read("2025Q4"), read("2026Q1"))
    assert next_period(read("2025H2")) == read("2026H1")
    assert read("2026").previous == read("2025")


def test_periods_of_different_kinds_are_never_neighbours_and_have_no_order() -> None:
    assert not adjacent(read("2025"), read("2026-01"))
    with pytest.raises(TypeError):
        assert read("2025") < read("2026-01")


def test_a_period_is_compared_with_the_same_one_a_year_before() -> None:
    assert read("2026-03").last_year == read("2025-03")
    assert read("2026").last_year == read("2025")


def test_a_month_can_be_named_by_its_numbers() -> None:
    assert StatPeriod.month(2026, 3) == read("2026-03")


def test_a_quarter_is_made_of_its_three_months() -> None:
    assert read("2026Q2").parts(PeriodKind.MONTH) == (read("2026-04"), read("2026-05"), read("2026-06"))
    with pytest.raises(Invalid, match="更长"):
        read("2026-04").parts(PeriodKind.QUARTER)


def test_a_rolling_window_holds_its_length_and_no_more() -> None:
    latest = read("2026-02")
    assert latest.in_window(latest, 1)
    assert read("2025-12").in_window(latest, 3)
    assert not read("2025-11").in_window(latest, 3)
    assert not read("2026-03").in_window(latest, 3)
    assert not read("2026").in_window(latest, 3)


def test_a_span_over_two_kinds_is_refused() -> None:
    with pytest.raises(Invalid, match="不是同一种"):
        span(read("2026"), read("2026-01"))


def test_march_is_final_only_after_the_month_in_which_it_can_be_made_up() -> None:
    march = read("2026-03")
    assert month_final_after(march, 1) == date(2026, 4, 30)
    assert not is_final(march, 1, date(2026, 4, 30))
    assert is_final(march, 1, date(2026, 5, 1))
    assert is_final(march, 0, date(2026, 4, 1))
    assert not is_final(march, 0, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_the_corresponding_day_or_else_the_last_of_the_month(day: date, months: int, reached: date) -> None:
    assert corresponding_day(day, months) == reached


def test_a_corresponding_day_beyond_the_last_year_is_refused_in_words() -> None:
    with pytest.raises(Invalid, match="超出"):
        corresponding_day(date(9999, 12, 1), 1)


def test_an_event_is_within_three_years_up_to_its_corresponding_day() -> None:
    event = date(2023, 5, 10)
    assert within_months(event, date(2026, 5, 10), 36)
    assert not within_months(event, date(2026, 5, 11), 36)
    assert within_months(event, event, 36)
    assert not within_months(event, date(2023, 5, 9), 36)


def test_a_contract_year_runs_from_the_day_the_contract_begins() -> None:
    begins = date(2024, 7, 1)
    assert contract_year(begins, date(2024, 7, 1)) == (date(2024, 7, 1), date(2025, 6, 30))
    assert contract_year(begins, date(2025, 6, 30)) == (date(2024, 7, 1), date(2025, 6, 30))
    assert contract_year(begins, date(2025, 7, 1)) == (date(2025, 7, 1), date(2026, 6, 30))
    with pytest.raises(Invalid, match="早于"):
        contract_year(begins, date(2024, 6, 30))


@given(period=periods)
def test_a_period_reads_back_as_it_was_written(period: StatPeriod) -> None:
    assert StatPeriod.parse(str(period)) == period


@given(period=periods)
def test_neighbours_leave_no_day_between_them(period: StatPeriod) -> None:
    assert (period.next.start - period.end).days == 1
    assert adjacent(period, period.next)
    assert period < period.next
    assert StatPeriod.of(period.end, period.kind) == StatPeriod.of(period.start, period.kind) == period


@given(first=periods, steps=st.integers(0, 30))
def test_a_span_holds_every_period_between_its_ends(first: StatPeriod, steps: int) -> None:
    found = list(span(first, first.shift(steps)))
    assert len(found) == steps + 1
    assert all(adjacent(one, other) for one, other in pairwise(found))
