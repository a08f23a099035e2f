"""How a balance stood on the days on which it was asked for, so that the next day goes on from there."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from domain.library.decimals import short
from domain.library.models.accounts import Balance
from domain.thresholds.data import Datum
from domain.thresholds.holding import Room


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What stood at the end of a day, with the room that limits had given away and the moves as they are told.

    `after` is None where nothing has moved yet since the beginning of all time.
    """

    after: date | None
    total: Fraction
    room: Room = field(default_factory=dict)
    told: str = ""


class Checkpoints:
    """The days of a subject that are known since each fresh start."""

    def __init__(self) -> None:
        self._days: dict[date, list[date]] = {}
        self._known: dict[date, list[Checkpoint]] = {}

    def before(self, moment: date, first: date) -> Checkpoint | None:
        """The last one up to a day, of the time that began with a fresh start."""
        at = bisect_right(self._days.get(first, []), moment)
        return self._known[first][at - 1] if at else None

    def keep(self, moment: date, first: date, found: Checkpoint) -> None:
        """One more."""
        days = self._days.setdefault(first, [])
        at = bisect_right(days, moment)
        days.insert(at, moment)
        self._known.setdefault(first, []).insert(at, found)


def current(room: Room) -> Room:
    """The room of stretches that may still go on: moves come by their days, so that earlier ones are over."""
    newest: dict[int, Any] = {}
    for number, slot in room:
        if slot[0] is not None:
            newest[number] = max(newest.get(number, slot[0]), slot[0])
    return {key: taken for key, taken in room.items() if key[1][0] in (None, newest.get(key[0]))}


def points(balance: Balance, low: Fraction, high: Fraction, told: str) -> Datum:
    """What stands in an account, or between what it stands, with what moved it."""
    den = low.denominator * high.denominator
    num, top = low.numerator * high.denominator, high.numerator * low.denominator
    how = f"基数{short(balance.base)}{told}"
    return Datum("number", num, den, name=balance.name, how=how, high=None if num == top else top)
