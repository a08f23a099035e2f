"""Reckoning with numbers of which only the ends are known keeps both ends."""

from fractions import Fraction

import pytest

from domain.thresholds.between import added, away_from_zero, between, ends, multiplied, taken_from
from domain.thresholds.data import Datum

ZERO_TO_THREE = between(Fraction(0), Fraction(3))
HALF = between(Fraction(1, 2), Fraction(2, 3))
TEN = between(Fraction(10), Fraction(10))
MINUS_FIVE = between(Fraction(-5), Fraction(-5))


@pytest.mark.parametrize(
    ("found", "low", "high"),
    [
        (TEN, 10, 10),
        (HALF, Fraction(1, 2), Fraction(2, 3)),
        (added((TEN, ZERO_TO_THREE), percent=False), 10, 13),
        (taken_from(TEN, ZERO_TO_THREE, percent=False), 7, 10),
        (taken_from(ZERO_TO_THREE, HALF, percent=False), Fraction(-2, 3), Fraction(5, 2)),
        (multiplied((MINUS_FIVE, ZERO_TO_THREE), percent=False), -15, 0),
        (multiplied((HALF, ZERO_TO_THREE), percent=False), 0, 2),
        (away_from_zero(between(Fraction(-4), Fraction(2))), 0, 4),
        (away_from_zero(between(Fraction(-4), Fraction(-2))), 2, 4),
    ],
)
def test_both_ends_are_kept(found: Datum, low: Fraction, high: Fraction) -> None:
    assert ends(found) == (low, high)
