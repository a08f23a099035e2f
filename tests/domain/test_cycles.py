"""Periods of a scheme's own: where they begin and end, how they are written, what lies between them."""

from datetime import date

import pytest

from domain.cycles import Cycle, Part, cycle_of, of_months
from domain.thresholds import spans

TERMS = Cycle(
    "term",
    "学期",
    (Part("春季学期", (2, 16), (7, 10)), Part("秋季学期", (9, 1), (1, 20))),
    exact={(2026, 0): (date(2026, 3, 2), date(2026, 7, 8))},
)
HEATING = Cycle("heating", "供暖季", (Part("供暖季", (11, 15), (2, 31)),))
PAIRS = of_months("pair", "双月", 2)
ROUNDS = Cycle("round", "评定周期", years=2, since=2025)


@pytest.mark.parametrize(
    ("cycle", "text", "first", "last"),
    [
        (TERMS, "2025春季学期", date(2025, 2, 16), date(2025, 7, 10)),
        (TERMS, "2026春季学期", date(2026, 3, 2), date(2026, 7, 8)),
        (TERMS, "2026秋季学期", date(2026, 9, 1), date(2027, 1, 20)),
        (HEATING, "2027供暖季", date(2027, 11, 15), date(2028, 2, 29)),
        (HEATING, "2026供暖季", date(2026, 11, 15), date(2027, 2, 28)),
        (PAIRS, "2026-11—12", date(2026, 11, 1), date(2026, 12, 31)),
        (ROUNDS, "2027—2028", date(2027, 1, 1), date(2028, 12, 31)),
    ],
)
def test_a_period_has_its_days_and_is_found_by_them(cycle: Cycle, text: str, first: date, last: date) -> None:
    span = spans.read(text, cycle.grain)
    assert spans.bounds(*_of(span)) == (first, last)
    assert [spans.index_of(day, cycle.grain) for day in (first, last)] == [span.index, span.index]
    assert spans.text_of(*_of(span)) == text
    assert len(text) <= 10


@pytest.mark.parametrize(
    ("cycle", "text", "same"),
    [
        (TERMS, "2026年秋季学期", "2026秋季学期"),
        (PAIRS, "2026-1~2", "2026-01—02"),
        (PAIRS, "2026年1—2月", "2026-01—02"),
        (ROUNDS, "2025-2026年", "2025—2026"),
    ],
)
def test_a_period_may_be_written_in_other_ways(cycle: Cycle, text: str, same: str) -> None:
    assert str(spans.read(text, cycle.grain)) == same


@pytest.mark.parametrize(
    ("cycle", "text"), [(PAIRS, "2026-02—03"), (ROUNDS, "2026—2027"), (TERMS, "2026夏季学期")]
)
def test_what_is_no_period_of_the_cycle_is_not_read(cycle: Cycle, text: str) -> None:
    assert cycle.read(text) is None


def test_neighbours_differ_by_one_over_the_new_year() -> None:
    texts = [TERMS.text_of(TERMS.index_of(date(2025, 9, 1)) + step) for step in range(3)]
    assert texts == ["2025秋季学期", "2026春季学期", "2026秋季学期"]


@pytest.mark.parametrize(
    ("day", "over"),
    [
        (date(2026, 7, 8), "2025秋季学期"),  # the last day of the spring term: it still runs
        (date(2026, 7, 9), "2026春季学期"),
        (date(2026, 8, 31), "2026春季学期"),  # holidays: the term before them is the last one over
        (date(2026, 9, 1), "2026春季学期"),
        (date(2027, 1, 21), "2026秋季学期"),
    ],
)
def test_a_term_is_over_after_its_last_day(day: date, over: str) -> None:
    assert spans.text_of(TERMS.grain, spans.last_over(day, TERMS.grain)) == over


@pytest.mark.parametrize("cycle", [TERMS, HEATING, PAIRS, ROUNDS], ids=lambda cycle: cycle.key)
def test_the_grain_holds_the_whole_cycle(cycle: Cycle) -> None:
    assert cycle_of(cycle.grain) == cycle


def _of(span: spans.Span) -> tuple[str, int]:
    return span.grain, span.index


def test_a_part_whose_name_begins_with_the_word_for_year_is_read_by_its_own_text() -> None:
    cycle = Cycle("x", "年初年末", (Part("年初", (1, 1), (2, 28)), Part("年末", (11, 1), (12, 31))))
    texts = [cycle.text_of(one) for one in (2026 * 2, 2026 * 2 + 1)]
    assert texts == ["2026年初", "2026年末"]
    assert [cycle.read(text) for text in texts] == [2026 * 2, 2026 * 2 + 1]
