"""Fractions in sentences are short, and never carry the noise of floating point."""

from fractions import Fraction

import pytest

from domain.library.decimals import short


@pytest.mark.parametrize(
    ("value", "places", "told"),
    [
        (Fraction(1, 10) + Fraction(2, 10), 6, "0.3"),
        (Fraction(2, 3), 4, "0.6667"),
        (Fraction(100), 6, "100"),
        (Fraction(-5, 2), 6, "-2.5"),
        (Fraction(10**20), 6, "100000000000000000000"),
    ],
)
def test_a_fraction_is_told_with_at_most_so_many_decimals(value: Fraction, places: int, told: str) -> None:
    assert short(value, places) == told
