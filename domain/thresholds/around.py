"""Any stretch of a length that holds a day (任意连续六个月): the one in which most was recorded is meant."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import accumulate

from domain.library.models import windows as w
from domain.thresholds import windows
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.windows import DayRange

Slice = tuple[int, int]
ANY = "any"  # the kind of a record where kinds are not told apart


def stretches(window: w.RollingWindow, middle: date, days: Sequence[date], today: date) -> list[DayRange]:
    """The stretches of this length that hold a day and end with a record, up to today; `days` are in their order."""
    found: list[DayRange] = []
    for end in (middle, *dict.fromkeys(days[bisect_right(days, middle) : bisect_right(days, today)])):
        held = windows.rolling_back(window, end)
        if held[0] > middle:  # and so is every later one
            break
        found.append(held)
    return found


def slices(found: Sequence[DayRange], days: Sequence[date]) -> list[Slice]:
    """Which of the records, in the order of their days, lie in each stretch."""
    return [(bisect_left(days, first), bisect_right(days, last)) for first, last in found]


class Tally:
    """How many records there are, of how many kinds, and how many of the most frequent one."""

    def __init__(self) -> None:
        self.total = self.most = self.kinds = 0
        self._of: Counter[Hashable] = Counter()
        self._sizes: Counter[int] = Counter()

    def change(self, kind: Hashable, by: int) -> None:
        """One more or one less of a kind; None is not counted."""
        if kind is None:
            return
        before, after = self._of[kind], self._of[kind] + by
        self._of[kind] = after
        self._sizes[before] -= before > 0
        self._sizes[after] += after > 0
        self.total += by
        self.kinds += (after > 0) - (before > 0)
        self.most = max(self.most, after)
        while self.most and not self._sizes[self.most]:
            self.most -= 1


def highest(of: Sequence[Slice], kinds: Sequence[Hashable], distinct: str | None, alike: str | None) -> int:
    """The highest number in any stretch, of all, of different ones or of the most frequent one; None is not counted."""
    tally, first, last, found = Tally(), 0, 0, 0
    for begin, end in of:  # each goes on from the one before
        for at in range(last, end):
            tally.change(kinds[at], 1)
        for at in range(first, begin):
            tally.change(kinds[at], -1)
        first, last = max(first, begin), max(last, end)
        found = max(found, tally.most if alike else tally.kinds if distinct else tally.total)
    return found


def fullest(of: Sequence[Slice], values: Sequence[Datum]) -> Slice:
    """The stretch of which the values come to most; of several the first."""
    sums = [*accumulate((one.exact for one in values), initial=Fraction(0))]
    return max(of, key=lambda one: sums[one[1]] - sums[one[0]])


def most(found: list[Known]) -> Known:
    """The highest of the figures of several stretches; what is not known of one is not known at all."""
    known = [one for one in found if isinstance(one, Datum)]
    if len(known) < len(found):
        return next(one for one in found if isinstance(one, Missing))
    best = max(known, key=lambda one: one.exact)
    highs = [one.high for one in known if one.high is not None]
    return replace(best, high=max(highs)) if highs and max(highs) > best.num else best
