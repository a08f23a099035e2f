"""What happens to a subject, found out day by day and no further than it is asked for."""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, TypeVar

from domain.thresholds.context import Place

_Found = TypeVar("_Found")


class Unfolding(Generic[_Found]):
    """Occasions in the order of their days, each worked out when a day is asked for that reaches it.

    What is worked out on one day may ask how things stood before that day, also through something else that asks
    back: whatever lies before is there by then, and nothing later is touched.
    """

    def __init__(
        self, occasions: Iterable[tuple[date, Place]], work: Callable[[Place, date], Iterable[_Found]]
    ) -> None:
        self._todo = sorted(occasions, key=lambda pair: pair[0])
        self._work, self._at = work, 0
        self._days: list[date] = []
        self._found: list[_Found] = []

    @property
    def first(self) -> date | None:
        """The day of the first occasion."""
        return self._todo[0][0] if self._todo else None

    def between(self, after: date | None, last: date) -> list[_Found]:
        """What there is up to a day, in the order of days; only what lies `after` another one."""
        while self._at < len(self._todo) and self._todo[self._at][0] <= last:
            day, there = self._todo[self._at]
            self._at += 1
            for one in self._work(there, day):
                self._days.append(day)
                self._found.append(one)
        first = 0 if after is None else bisect_right(self._days, after)
        return self._found[first : bisect_right(self._days, last)]
