"""Periods in the order of time, whatever their names."""

import pytest

from domain.cycles import Cycle, Part
from services.period_order import place_in_time

HALVES = Cycle("half", "半年期", (Part("夏半年", (4, 1), (9, 30)), Part("冬半年", (10, 1), (3, 31)))).grain


@pytest.mark.parametrize(
    "periods",
    [
        ("2025冬半年", "2026夏半年", "2026冬半年"),
        ("2026-02下旬", "2026-03上旬", "2026-03中旬", "2026-03下旬"),
        ("第2次", "第10次"),
        ("", "2026"),
    ],
)
def test_periods_stand_in_the_order_of_time(periods: tuple[str, ...]) -> None:
    places = [place_in_time(period, (HALVES,)) for period in periods]
    assert places == sorted(set(places))
