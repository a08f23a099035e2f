"""Who is put on a list, by the list's own condition or by rules, and whom rules take off it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from domain.library.models.dates import UntilTerm
from domain.library.models.lengths import LastingTerm, ReckonedTerm
from domain.library.models.rolls import Roll
from domain.library.naming import holder_of, named_of
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum
from domain.thresholds.dated import find_at
from domain.thresholds.evidence import Evidence
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Subject
from domain.thresholds.judged_periods import periods_to_judge
from domain.thresholds.lengths import length_of, unmoved
from domain.thresholds.naming import is_meant, rows_of
from domain.thresholds.once_reported import OnceReported
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.stay_lengths import between, counted, longer
from domain.thresholds.stays import Listed, RuleStays, Stay, Until, plain
from domain.thresholds.truth import NO, PENDING, YES
from domain.thresholds.unfolding import Unfolding
from domain.thresholds.uses import uses_of

_Found = TypeVar("_Found")
_OPEN = LastingTerm.model_construct(word="not_stated")


class Entering:
    """How one list is entered, compiled."""

    def __init__(self, compiler: Compiler, key: str, roll: Roll, rules: Mapping[str, RuleRun]) -> None:
        self.roll, self.compiler, self.almanac = roll, compiler, compiler.almanac
        scope = Scope(record=roll.on, kind=holder_of(compiler.scheme, roll, roll.of), grain=roll.every)
        self.named = next(named_of(roll, roll.of), None)
        person = Scope(kind=roll.of)
        self.spared_himself = self.named and exceptions(compiler, key, None, person, f"list {key}")
        self.when = compiler.optional(roll.when, scope)
        self.spared = exceptions(compiler, key, None, scope, f"list {key}")
        self.ends = compiler.value(unmoved(roll.ends), scope) if roll.ends is not None else None
        self.starts = compiler.value(roll.starts, scope) if roll.starts is not None else None
        self.by_rules = RuleStays(compiler, rules, key)
        self.uses = uses_of(compiler.scheme, roll.when)
        self.once_reported = OnceReported(compiler, roll.every, roll.when)

    def entered(self, place: Place) -> list[Stay]:
        """The days on which the subject is listed, with the last of each.

        All there are, found out once; only those up to the day while that is going on: what lists somebody may ask
        how the list stood before.
        """
        return self._found_out(
            place, "entered", lambda last: [*self._own(place, last), *self._by_rules(place, last)]
        )

    def days(self, place: Place) -> list[date]:
        """The days up to the place's on which the subject was listed, or perhaps was."""
        return [stay.first for stay in self.entered(place) if stay.first <= place.moment]

    def ended(self, place: Place) -> list[date]:
        """The days on which rules take the subject off."""
        return self._found_out(
            place, "ends", lambda last: self.by_rules.ends(place.book, place.subject, last)
        )

    def _found_out(self, place: Place, what: str, find: Callable[[date], list[_Found]]) -> list[_Found]:
        known = place.book.remembered((self, what), dict[tuple[str, str | None], list[_Found]])
        going_on = place.book.remembered((self, "going on"), list[str])
        asked = place.subject, place.unit
        if asked in known:
            return known[asked]
        last = place.moment if going_on else date.max
        going_on.append(what)
        try:
            found = find(last)
        finally:
            going_on.pop()
        if not going_on:
            known[asked] = found
        return found

    def _until(self, there: Place) -> Until:
        """The last day that the list itself says, and how long that is."""
        first = self._first(there)[0]
        if self.ends is not None:
            found = self.ends(there)
            last = (plain(found.day) if isinstance(found, Datum) else None) or date.max
            return last, between(first, last, self.roll.ends)
        return self._for(first, self.roll.lasts)

    def _for(self, first: date, lasts: Any) -> Until:
        length = counted(lasts)
        return longer(first, length, self.almanac.calendar), length

    def _by_rules(self, place: Place, last: date) -> Iterator[Stay]:
        return self.by_rules.entries(place.book, place.subject, lambda one: self._stays(one, place), last)

    def _own(self, place: Place, last: date) -> list[Stay]:
        """Those of the list's own condition."""
        known = place.book.remembered((self, "own"), dict[tuple[str, str | None], Unfolding[Stay]])
        asked = place.subject, place.unit
        if asked not in known:
            places = ((there.moment, there) for there in self._looked_at(place))
            known[asked] = Unfolding(places, partial(self._listed_of, place.subject))
        return known[asked].between(None, last)

    def _stay(self, there: Place, evidence: Evidence | None) -> Stay:
        (first, is_known), (last, length) = self._first(there), self._until(there)
        truth = YES if evidence is None else evidence.truth
        if truth is YES and not is_known:
            return Stay(first, last, PENDING, "起算的日期没有登记", length)
        return Stay(first, last, truth, "" if evidence is None else evidence.tell(), length)

    def _first(self, there: Place) -> tuple[date, bool]:
        """The first day of a stay, and whether it is known."""
        if self.starts is None:
            return self.once_reported(there), True
        found = self.starts(there)
        day = plain(found.day) if isinstance(found, Datum) else None
        return day or there.moment, day is not None

    def _stays(self, one: Listed, place: Place) -> Until:
        """Until when a consequence lists somebody: as long as it says itself, else as long as the list says.

        A length that data say, and do not say yet, has no end.
        """
        day, lasts = one.day, one.deed.lasts
        if isinstance(lasts, ReckonedTerm):
            lasts = length_of(self.compiler, lasts, one.scope)(one.place).term or _OPEN
        if isinstance(lasts, UntilTerm):
            last = find_at(lasts.by, self.almanac, "end", one.place).day or date.max
            return last, between(day, last, lasts.by)
        if lasts is not None and (counted(lasts) or isinstance(lasts, LastingTerm)):
            return self._for(day, lasts)
        return self._until(Place(place.book, place.subject, day))

    def _listed_of(self, subject: str, there: Place, day: date) -> Iterator[Stay]:
        """The stay of those whose record it is, or of somebody whom it names."""
        meant = YES if self.named is None else is_meant(self.named, self.spared_himself, subject, there)
        for stay in self._listed(there, day) if meant is not NO else ():
            unsure = meant is not YES and stay.truth is YES
            yield replace(stay, truth=meant, why="登记写的是谁不明") if unsure else stay

    def _listed(self, there: Place, _: date) -> Iterator[Stay]:
        """The stay that begins where the list's own condition holds, or may hold."""
        spared = self.spared(there) if self.spared is not None else None
        evidence = self.when(there) if self.when is not None else None
        if (spared and spared.truth is YES) or (evidence and evidence.truth is NO):
            return
        sure = evidence is None or evidence.truth is YES
        yield self._stay(
            there, spared if sure and spared is not None and spared.truth is not NO else evidence
        )

    def _looked_at(self, place: Place) -> Iterator[Place]:
        book = place.book
        if self.roll.on is not None:
            for row in rows_of(book, self.roll.on, self.named, place.subject):
                yield Place(book, row.subject, row.day, row=row)
        elif self.roll.every is not None and self.when is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.roll.of)
            for index in periods_to_judge(book, self.uses, subject, self.roll.every, None):
                yield place.at(self.roll.every, index)
