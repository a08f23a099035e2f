"""Which moves of a balance still count on a day: what has expired is gone, but for what was used up before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.library.models.accounts import BalanceEntry
from domain.thresholds.moves import Move, signed


def counting(
    moves: Sequence[Move], entries: Mapping[str, BalanceEntry], moment: date, *, closing: bool = False
) -> list[Move]:
    """Moves in their order as they count on a day; what is past only took its room.

    On the `closing` day of an account what went over into it is gone.
    """
    there = [move for move in moves if not move.past]
    gone = [moment > move.ends or (closing and move.until is not None) for move in there]
    if not any(gone):
        return there
    used = _used(there, entries)
    found = (_rest(move, used.get(at)) if gone[at] else move for at, move in enumerate(there))
    return [move for move in found if move is not None]


def _rest(move: Move, used: Fraction | None) -> Move | None:
    """What is left of something that has expired: as much as was used before."""
    if used in (None, move.points):
        return move if used else None
    return replace(move, points=used, held=f"原为{signed(move.points)}，没有用的已经到期")


def _used(there: list[Move], entries: Mapping[str, BalanceEntry]) -> dict[int, Fraction]:
    """How much of each addition was used by what came after it, while it counted."""
    used: dict[int, Fraction] = {}
    for at, move in enumerate(there):
        if not move.uses or move.points >= 0:
            continue
        left = -move.points
        given = [one for one in range(at) if there[one].points > 0 and move.day <= there[one].ends]
        if entries[move.key].uses == "expiring":
            given.sort(key=lambda one: there[one].ends)
        for one in given:
            taken = min(left, there[one].points - used.get(one, Fraction(0)))
            used[one] = used.get(one, Fraction(0)) + taken
            left -= taken
    return {at: points for at, points in used.items() if points}
