"""How somebody comes off a list by itself: each way out, and the days on which it can have been taken."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.library.grains import days_in, grain_of
from domain.library.models import conditions as c
from domain.library.models.conditions import Condition
from domain.library.models.rolls import Roll
from domain.library.parts import below
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, TestOf
from domain.thresholds.context import Place
from domain.thresholds.naming import rows_naming
from domain.thresholds.truth import YES
from domain.thresholds.uses import Uses, uses_of

_CHANGED = {"list": "listed_on", "balance": "moved_on"}


@dataclass(frozen=True, slots=True)
class WayOut:
    """One condition on which a subject leaves a list; `grain` is the longest period that it asks about.

    `changed` are the days on which what else runs on that it asks about changed: other lists, balances. Who stands on
    another list that takes off need not come on that anew.
    """

    test: TestOf
    uses: Uses
    grain: str | None
    changed: Callable[[Place], Iterable[date]]
    of_lists: bool

    def taken(self, place: Place, since: date) -> bool:
        """Whether it held on some day after the listing. Figures of a period count once that is over."""
        return any(
            self.test(Place(place.book, place.subject, day)).truth is YES for day in self._days(place, since)
        )

    def _days(self, place: Place, since: date) -> list[date]:
        if self.grain is not None:
            return [day for day in _ends(place, self.grain, since) if since < day <= place.moment]
        days = {day for day in self._events(place) if since < day <= place.moment}
        # it may come true as time goes by, until something happens
        by_itself = not self.uses.facts and place.moment > since
        asks_records = bool(self.uses.records) and not self.of_lists
        anew = asks_records and self.test(Place(place.book, place.subject, since)).truth is YES
        if by_itself and not anew:
            days |= {place.moment, *(day - timedelta(days=1) for day in days)} - {since}
        return sorted(days)

    def _events(self, place: Place) -> Iterator[date]:
        """The days on which what decides about leaving can have changed."""
        book = place.book
        for key in self.uses.records:
            yield from (row.day for row in book.rows[key].get(place.subject, ()))
        for named in self.uses.named:
            yield from (row.day for row in rows_naming(book, named, place.subject))
        for key in self.uses.facts:
            grain = str(book.scheme.facts[key].every)
            yield from (place.end_of(grain, index) for index in book.indexes(key, place.subject))
        yield from self.changed(place)


def _ends(place: Place, grain: str, since: date) -> Iterator[date]:
    """The last days of the periods from the listing on."""
    first = Place(place.book, place.subject, since).index_in(grain)
    last = Place(place.book, place.subject, place.moment).index_in(grain)
    return (place.end_of(grain, index) for index in range(first, last + 1))


def ways_out(compiler: Compiler, key: str, roll: Roll) -> list[WayOut]:
    """The ways in which one may leave a list, each by itself."""
    scope = Scope(kind=roll.of)
    ways = _ways(roll.leaves_when) if roll.leaves_when is not None else ()
    return [_way_out(compiler, f"list {key}", way, scope) for way in ways]


def _way_out(compiler: Compiler, own: str, way: Condition, scope: Scope) -> WayOut:
    uses = uses_of(compiler.scheme, way, within=own)
    asked = [one.partition(" ") for one in sorted(uses.seen - {own})]
    running = [(_CHANGED[kind], key) for kind, _, key in asked if kind in _CHANGED]

    def changed(place: Place) -> Iterator[date]:
        for what, key in running:
            yield from compiler.ask(what, key, place)

    return WayOut(compiler.condition(way, scope), uses, _longest(compiler, way), changed, _of_lists(way))


def _of_lists(way: Condition) -> bool:
    """Whether only other lists are asked about."""
    match way:
        case c.OnList():
            return True
        case c.Not(not_=inner):
            return _of_lists(inner)
        case c.All(all=parts):
            return all(map(_of_lists, parts))
    return False


def _ways(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, c.AnyOf):
        for one in condition.any:
            yield from _ways(one)
    else:
        yield condition


def _longest(compiler: Compiler, way: Condition) -> str | None:
    """The longest period whose figures, or whose turn in a streak, a condition asks about."""
    streaks = [one.every or grain_of(compiler.scheme, one.of) for one in below(way) if isinstance(one, c.Run)]
    known = {grain for grain in (*streaks, grain_of(compiler.scheme, way)) if grain}
    return None if known & {"occasion", "day"} else max(known, key=days_in, default=None)
