"""Points that expire and are used: what counts on a day is what is left of those that still do."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.library.models.accounts import BalanceEntry
from domain.thresholds.moves import Move
from domain.thresholds.spending import counting

FIRST = date(2026, 1, 1)
DAYS = {"short": 20, "long": 50}
KINDS = st.sampled_from(["short", "long", "kept", "spend"])
HAPPENED = st.lists(st.tuples(st.integers(0, 120), KINDS, st.integers(1, 9)), max_size=14)


def entry(name: str, **more: Any) -> BalanceEntry:
    raw = {"id": name, "title": name, "clause": "一", "on": "x", "points": 1, **more}
    return BalanceEntry.model_validate(raw)


def entries(uses: str) -> dict[str, BalanceEntry]:
    short, long = ({"count": count, "unit": "calendar_day"} for count in DAYS.values())
    made = (entry("short", expires_after=short), entry("long", expires_after=long), entry("kept"))
    return {one.id: one for one in (*made, entry("spend", uses=uses))}


def by_hand(moves: list[Move], uses: str, moment: date) -> Fraction:
    """Lots that are used up one after the other, and thrown away when they expire."""
    lots: list[tuple[date, date, Fraction]] = []  # until, since, left
    for move in moves:
        lots = [lot for lot in lots if lot[0] >= move.day]
        if move.points > 0:
            lots.append((move.last, move.day, move.points))
            continue
        left = -move.points
        for at, (until, since, has) in sorted(
            enumerate(lots), key=lambda pair: pair[1][0] if uses == "expiring" else pair[1][1]
        ):
            taken = min(left, has)
            lots[at], left = (until, since, has - taken), left - taken
        assert not left
    return sum((has for until, _, has in lots if until >= moment), Fraction(0))


@settings(max_examples=100, deadline=None)
@pytest.mark.parametrize("uses", ["oldest", "expiring"])
@given(HAPPENED, st.integers(0, 200))
def test_what_counts_is_what_is_left_in_hand(
    uses: str, happened: list[tuple[int, str, int]], on: int
) -> None:
    known, moment = entries(uses), FIRST + timedelta(days=on)
    moves: list[Move] = []
    for day, key, size in sorted(happened):
        on_day = FIRST + timedelta(days=day)
        until = on_day + timedelta(days=DAYS[key]) if key in DAYS else date.max
        move = Move(on_day, Fraction(size), key, key, uses=key == "spend", last=until)
        if key == "spend":
            there = by_hand(sorted(moves, key=lambda one: one.order), uses, move.day)
            move = Move(move.day, -min(Fraction(size), there), key, key, uses=True)
        if move.day <= moment and move.points:
            moves.append(move)
    moves.sort(key=lambda one: one.order)
    left = sum((one.points for one in counting(moves, known, moment)), Fraction(0))
    assert left == by_hand(moves, uses, moment)
