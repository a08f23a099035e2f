"""Lists of names: since when and until when a subject stands on one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from domain.library.models.accounts import Roll
from domain.library.models.consequences import Consequences, Deed
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.models.lengths import LastingTerm, ReckonedTerm
from domain.library.moving import listing, rules_listing
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum
from domain.thresholds.dated import find_at
from domain.thresholds.exclusive import heavier_than, waiting_rules
from domain.thresholds.facts import Subject
from domain.thresholds.following import end_of
from domain.thresholds.judged_periods import periods_to_judge
from domain.thresholds.lengths import length_of
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.truth import NO, YES
from domain.thresholds.uses import uses_of
from domain.thresholds.windows import DayRange

_OPEN = LastingTerm.model_construct(word="not_stated")


def _day(found: date | None) -> date | None:
    return found.date() if isinstance(found, datetime) else found


def follows(
    run: RuleRun, place: Place, heavier: Iterable[RuleRun] = (), *, waits: bool = False
) -> list[Consequences]:
    """What follows from a rule at a place, where that is certain and no heavier rule takes its place, or may yet."""
    found = run.find(place)
    if found.exempt or found.truth not in (YES, NO):
        return []
    rivals = {one.answer(place) for one in heavier if one.applies(place)} if found.truth is YES else set()
    if YES in rivals or (waits and rivals - {NO}):
        return []
    if run.rule.tiers:
        return [run.rule.tiers[rung].then for rung in found.tiers]
    return [run.rule.then if found.truth is YES else run.rule.otherwise]


class ListRun:
    """One list, compiled."""

    def __init__(self, compiler: Compiler, key: str, roll: Roll, rules: Mapping[str, RuleRun]) -> None:
        self.key, self.roll, self.almanac = key, roll, compiler.almanac
        scope = Scope(record=roll.on, kind=roll.of, grain=roll.every)
        self.when = compiler.optional(roll.when, scope)
        self.leaves = compiler.optional(roll.leaves_when, Scope(kind=roll.of))
        self.ends = compiler.value(roll.ends, scope) if roll.ends is not None else None
        self.starts = compiler.value(roll.starts, scope) if roll.starts is not None else None
        self.rules = [rules[rule.id] for rule in rules_listing(compiler.scheme, key)]
        self.heavier = heavier_than(compiler.scheme, rules, moving=f"list {key}")
        self.compiler, self.waiting = compiler, waiting_rules(compiler.scheme)
        self.uses = uses_of(compiler.scheme, roll.when)
        self.leaving = uses_of(compiler.scheme, roll.leaves_when)

    def standing(self, place: Place) -> DayRange | None:
        """Since when and until when the subject stands on the list on this day; None when it does not."""
        stays = [stay for stay in self._entered(place) if stay[0] <= place.moment]
        if self.roll.again != "restarts":
            found = self._gone_on(place, stays)
            return None if found is None or self._left(place, found[0]) else found
        here = [stay for stay in stays if place.moment <= stay[1] and not self._left(place, stay[0])]
        return max(here, key=lambda stay: stay[1], default=None)

    def _gone_on(self, place: Place, stays: list[DayRange]) -> DayRange | None:
        """The stay from its first day on; each later day that falls into it makes it longer, or changes nothing."""
        stay: DayRange | None = None
        longer = (self.roll.extends_by or self.roll.lasts) if self.roll.again == "extends" else None
        for day, last in sorted(set(stays)):
            if stay is None or day > stay[1] or self._left(self._before(place, day), stay[0]):
                stay = day, last
            elif isinstance(longer, CountedTerm) and isinstance(longer.count, int):
                stay = stay[0], end_of(stay[1], longer.count, longer.unit)
        return stay if stay is not None and place.moment <= stay[1] else None

    def _before(self, place: Place, day: date) -> Place:
        return Place(place.book, place.subject, day - timedelta(days=1))

    def _left(self, place: Place, since: date) -> bool:
        """Whether the subject was taken off since it last came on: who has left does not come back by itself.

        What held on the day of the listing already (an old decision to take the subject off) has to happen anew.
        Figures of a period count once it is over.
        """
        if self.leaves is None:
            return False
        days = {day for day in self._events(place) if since < day <= place.moment}
        # it may come true as time goes by, until something happens
        by_itself = not self.leaving.facts and place.moment > since
        anew = (
            bool(self.leaving.records) and self.leaves(Place(place.book, place.subject, since)).truth is YES
        )
        if by_itself and not anew:
            days |= {place.moment, *(day - timedelta(days=1) for day in days)} - {since}
        return any(self.leaves(Place(place.book, place.subject, day)).truth is YES for day in sorted(days))

    def _events(self, place: Place) -> Iterator[date]:
        """The days on which what decides about leaving can have changed."""
        book = place.book
        for key in self.leaving.records:
            yield from (row.day for row in book.rows[key].get(place.subject, ()))
        for key in self.leaving.facts:
            grain = str(book.scheme.facts[key].every)
            yield from (place.end_of(grain, index) for index in book.indexes(key, place.subject))

    def _last(self, there: Place) -> date:
        lasts = self.roll.lasts
        if self.ends is not None:
            found = self.ends(there)
            return (_day(found.day) if isinstance(found, Datum) else None) or date.max
        if isinstance(lasts, CountedTerm) and isinstance(lasts.count, int):
            return end_of(self._first(there), lasts.count, lasts.unit)
        return date.max

    def _entered(self, place: Place) -> list[DayRange]:
        """The days on which the subject is listed, whenever they are, with the last of each; found out once."""
        known = place.book.remembered(self, dict[tuple[str, str | None], list[DayRange]])
        asked = place.subject, place.unit
        if asked not in known:
            stays = [(self._first(there), self._last(there)) for there in self._listed(place)]
            known[asked] = stays + list(self._by_rules(place))
        return known[asked]

    def _first(self, there: Place) -> date:
        found = self.starts(there) if self.starts is not None else None
        return _day(found.day) or there.moment if isinstance(found, Datum) else there.moment

    def _by_rules(self, place: Place) -> Iterator[DayRange]:
        """The days of the verdicts of which this list is a consequence, with the last of the stay that each begins."""
        book = place.book
        for run in self.rules:
            subjects = book.answering_for(place.subject, self.roll.of, run.rule.subject)
            for there in (there for subject in subjects for there in run.places_of(book, subject)):
                if not run.applies(there):
                    continue
                waits = run.rule.id in self.waiting
                for many in follows(run, there, self.heavier.get(run.rule.id, ()), waits=waits):
                    deeds = listing(many, self.key, run.rule.subject, self.roll.of)
                    yield from ((there.moment, self._stays(deed, run.scope, place, there)) for deed in deeds)

    def _stays(self, deed: Deed, scope: Scope, place: Place, there: Place) -> date:
        """Until when a consequence lists somebody: as long as it says itself, else as long as the list says.

        A length that data say, and do not say yet, has no end.
        """
        day, lasts = there.moment, deed.lasts
        if isinstance(lasts, ReckonedTerm):
            lasts = length_of(self.compiler, lasts, scope)(there).term or _OPEN
        if isinstance(lasts, UntilTerm):
            return find_at(lasts.by, self.almanac, "end", there).day or date.max
        if isinstance(lasts, CountedTerm) and isinstance(lasts.count, int):
            return end_of(day, lasts.count, lasts.unit)
        if isinstance(lasts, LastingTerm):
            return date.max
        return self._last(Place(place.book, place.subject, day))

    def _listed(self, place: Place) -> Iterator[Place]:
        book = place.book
        if self.roll.on is not None:
            for row in book.rows[self.roll.on].get(place.subject, ()):
                there = Place(book, place.subject, row.day, row=row)
                if self.when is None or self.when(there).truth is YES:
                    yield there
        elif self.roll.every is not None and self.when is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.roll.of)
            for index in periods_to_judge(book, self.uses, subject, self.roll.every, None):
                there = place.at(self.roll.every, index)
                if self.when(there).truth is YES:
                    yield there
