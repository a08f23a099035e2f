"""How dates, amounts and shares are written, and that a share never prints as a border it has not reached."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.wording import (
    day_cell,
    day_text,
    moment_cell,
    percent,
    progress_percent,
    share,
    told_apart,
    wan_yuan,
    yuan,
    yuan_cell,
)


def test_dates_are_written_for_text_and_for_tables() -> None:
    assert (day_text(date(2026, 5, 31)), day_cell(date(2026, 5, 31))) == ("2026年5月31日", "2026-05-31")
    assert (day_text(None), day_cell(None)) == ("—", "—")


def test_moments_are_those_of_shanghai() -> None:
    assert moment_cell(datetime(2026, 5, 31, 16, 5, tzinfo=UTC)) == "2026-06-01 00:05"


@pytest.mark.parametrize(
    ("fen", "words"),
    [(0, "0.00 元"), (1, "0.01 元"), (123_456_789, "1,234,567.89 元"), (-5, "-0.05 元"), (None, "—")],
)
def test_amounts_are_exact_to_the_fen(fen: int | None, words: str) -> None:
    assert yuan(fen) == words


def test_amounts_in_ten_thousands_are_rounded_half_up() -> None:
    assert wan_yuan(12_345_000) == "12.35 万元"
    assert wan_yuan(12_344_999) == "12.34 万元"
    assert yuan_cell(100) == "1.00"


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (179, 199, "89.9%"),
        (9, 10, "90.0%"),
        (8_996, 10_000, "89.96%"),
        (899_996, 1_000_000, "89.9996%"),
        (899_999_999, 1_000_000_000, "89.9999999%"),
        (2, 3, "66.7%"),
        (1, 1, "100.0%"),
        (999, 1000, "99.9%"),
        (9_999, 10_000, "99.99%"),
        (0, 5, "0.0%"),
        (0, 0, "待核"),
    ],
)
def test_a_share_prints_with_one_digit_or_as_many_as_honesty_needs(
    numerator: int, denominator: int, words: str
) -> None:
    assert percent(numerator, denominator) == words


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [(20, 29, "68.9%"), (69, 100, "69.0%"), (9_999, 10_000, "99.9%"), (1, 1, "100.0%"), (2, 3, "66.7%"),
     (5_601, 10_000, "56.0%"), (0, 5, "0.0%"), (0, 0, "待核")],
)  # fmt: skip
def test_progress_has_one_digit_and_is_never_rounded_up_to_a_whole_percent(
    numerator: int, denominator: int, words: str
) -> None:
    assert progress_percent(numerator, denominator) == words


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_no_share_below_a_whole_percent_prints_as_that_percent(numerator: int, denominator: int) -> None:
    shown = Decimal(percent(numerator, denominator).rstrip("%"))
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    assert (shown % 1 == 0) == (numerator * 100 % denominator == 0)
    assert abs(shown - exact) <= Decimal("0.05")


def test_a_share_carries_what_it_was_made_of() -> None:
    assert share(179, 199) == "89.9%（179/199）"


def test_options_of_one_name_are_told_apart_and_the_others_stay_as_they_are() -> None:
    assert told_apart({1: "王伟", 2: "李娜", 3: "王伟"}) == {1: "王伟（1）", 2: "李娜", 3: "王伟（2）"}
