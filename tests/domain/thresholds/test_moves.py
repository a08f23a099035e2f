"""What moves a balance is told in the order of days, and what is open day after day at once."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from domain.thresholds.moves import Move, told_together

FIRST = date(2026, 3, 2)


def opened(day: int, *, sure: bool = False) -> Move:
    return Move(FIRST + timedelta(days=day), Fraction(2), "head", "满20分", sure)


@pytest.mark.parametrize(
    ("moves", "told"),
    [
        ([opened(0), opened(1), opened(2)], ["2026-03-02 满20分+2（待核）", "2026-03-04 满20分+2（待核）"]),
        ([opened(day) for day in range(4)], ["；2026-03-02至2026-03-05 满20分+2共4次（待核）"]),
        ([*map(opened, range(4)), opened(9, sure=True)], ["共4次（待核）；2026-03-11 满20分+2"]),
    ],
)
def test_open_moves_of_one_entry_are_told_together_from_the_fourth_on(
    moves: list[Move], told: list[str]
) -> None:
    assert all(one in told_together(moves) for one in told), told_together(moves)
    assert told_together(moves).count("待核") == (3 if len(moves) == 3 else 1)
