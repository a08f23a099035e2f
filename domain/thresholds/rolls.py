"""Lists of names: since when and until when a subject stands on one."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.library.models.accounts import Roll
from domain.library.models.dates import CountedTerm
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.facts import Subject
from domain.thresholds.following import end_of
from domain.thresholds.truth import YES
from domain.thresholds.uses import periods_to_judge, uses_of
from domain.thresholds.windows import DayRange


class ListRun:
    """One list, compiled."""

    def __init__(self, compiler: Compiler, key: str, roll: Roll) -> None:
        self.key, self.roll = key, roll
        scope = Scope(record=roll.on, kind=roll.of, grain=roll.every)
        self.when = compiler.optional(roll.when, scope)
        self.leaves = compiler.optional(roll.leaves_when, Scope(kind=roll.of))
        self.uses = uses_of(compiler.scheme, roll.when)
        self.leaving = uses_of(compiler.scheme, roll.leaves_when)

    def standing(self, place: Place) -> DayRange | None:
        """Since when and until when the subject stands on the list on this day; None when it does not."""
        days = [day for day in self._entered(place) if day <= place.moment]
        found = self._extended(place, days) if self.roll.again == "extends" else self._restarted(place, days)
        return None if found is None or self._left(place, found[0]) else found

    def _restarted(self, place: Place, days: list[date]) -> DayRange | None:
        """The stay that ends last, each counted from its own day."""
        stays = [(day, self._last(day)) for day in days if place.moment <= self._last(day)]
        return max(stays, key=lambda stay: stay[1], default=None)

    def _extended(self, place: Place, days: list[date]) -> DayRange | None:
        """The stay from its first day on; each later day that falls into it makes it longer."""
        stay: DayRange | None = None
        longer = self.roll.extends_by or self.roll.lasts
        for day in sorted(set(days)):
            if stay is None or day > stay[1] or self._left(self._before(place, day), stay[0]):
                stay = day, self._last(day)
            elif isinstance(longer, CountedTerm) and isinstance(longer.count, int):
                stay = stay[0], end_of(stay[1], longer.count, longer.unit)
        return stay if stay is not None and place.moment <= stay[1] else None

    def _before(self, place: Place, day: date) -> Place:
        return Place(place.book, place.subject, day - timedelta(days=1))

    def _left(self, place: Place, since: date) -> bool:
        """Whether the subject was taken off since it last came on: who has left does not come back by itself."""
        if self.leaves is None:
            return False
        days = {place.moment, *(day for day in self._events(place) if since < day < place.moment)}
        return any(self.leaves(Place(place.book, place.subject, day)).truth is YES for day in sorted(days))

    def _events(self, place: Place) -> Iterator[date]:
        """The days on which what decides about leaving can have changed."""
        book = place.book
        for key in self.leaving.records:
            yield from (row.day for row in book.rows[key].get(place.subject, ()))
        for key in self.leaving.facts:
            grain = str(book.scheme.facts[key].every)
            yield from (place.end_of(grain, index) for index in book.indexes(key, place.subject))

    def _last(self, start: date) -> date:
        lasts = self.roll.lasts
        if isinstance(lasts, CountedTerm) and isinstance(lasts.count, int):
            return end_of(start, lasts.count, lasts.unit)
        return date.max

    def _entered(self, place: Place) -> list[date]:
        """The days on which the subject is listed, whenever they are; found out once for the facts."""
        known = place.book.remembered(self, dict[tuple[str, str | None], list[date]])
        asked = place.subject, place.unit
        if asked not in known:
            known[asked] = list(self._listed(place))
        return known[asked]

    def _listed(self, place: Place) -> Iterator[date]:
        book = place.book
        if self.roll.on is not None:
            for row in book.rows[self.roll.on].get(place.subject, ()):
                there = Place(book, place.subject, row.day, row=row)
                if self.when is None or self.when(there).truth is YES:
                    yield row.day
        elif self.roll.every is not None and self.when is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.roll.of)
            for index in periods_to_judge(book, self.uses, subject, self.roll.every, None):
                there = place.at(self.roll.every, index)
                if self.when(there).truth is YES:
                    yield there.moment
