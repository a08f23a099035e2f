"""Lists of names: since when and until when a subject stands on one."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from domain.library.models import values as v
from domain.library.models.dates import UntilTerm
from domain.library.models.lengths import LastingTerm, ReckonedTerm
from domain.library.models.rolls import Roll
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum
from domain.thresholds.dated import find_at
from domain.thresholds.evidence import Evidence
from domain.thresholds.exempting import exceptions
from domain.thresholds.facts import Subject
from domain.thresholds.judged_periods import periods_to_judge
from domain.thresholds.leaving import ways_out
from domain.thresholds.lengths import length_of
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.stay_lengths import between, counted, longer
from domain.thresholds.stays import Listed, RuleStays, Stay, Until, plain
from domain.thresholds.truth import NO, PENDING, YES, any_of
from domain.thresholds.uses import uses_of
from domain.thresholds.windows import DayRange

_OPEN = LastingTerm.model_construct(word="not_stated")


def _unmoved(ends: Any) -> Any:
    """The last day of a stay, which is a state: no holiday moves it unless that is written."""
    return (
        ends.model_copy(update={"roll": "none"})
        if isinstance(ends, v.Shifted) and ends.roll is None
        else ends
    )


class ListRun:
    """One list, compiled."""

    def __init__(self, compiler: Compiler, key: str, roll: Roll, rules: Mapping[str, RuleRun]) -> None:
        self.key, self.roll, self.almanac = key, roll, compiler.almanac
        scope = Scope(record=roll.on, kind=roll.of, grain=roll.every)
        self.when = compiler.optional(roll.when, scope)
        self.spared = exceptions(compiler, key, None, scope, f"list {key}")
        self.ends = compiler.value(_unmoved(roll.ends), scope) if roll.ends is not None else None
        self.starts = compiler.value(roll.starts, scope) if roll.starts is not None else None
        self.compiler = compiler
        self.leaving_since: list[tuple[str, date]] = []
        self.by_rules = RuleStays(compiler, rules, key)
        self.uses = uses_of(compiler.scheme, roll.when)
        self.leaving = ways_out(compiler, key, roll)

    def standing(self, place: Place) -> DayRange | None:
        """Since when and until when the subject stands on the list on this day; None when it does not."""
        return self._standing(place, [stay for stay in self._entered(place) if stay.truth is YES])

    def on(self, place: Place) -> Stay | None:
        """How the subject stands on the list on this day: for certain, or perhaps; None when it does not."""
        if (held := self.standing(place)) is not None:
            return Stay(*held)
        stays = self._entered(place)
        perhaps = self._standing(place, stays) if any(stay.truth is not YES for stay in stays) else None
        if perhaps is None:
            return None
        open_ = [stay for stay in stays if stay.truth is not YES and stay.first <= place.moment]
        return Stay(*perhaps, any_of(stay.truth for stay in open_), open_[-1].why)

    def since(self, place: Place) -> date | None:
        """Since when the subject stands on the list; while it is asked whether it leaves, since when it would."""
        if self.leaving_since and self.leaving_since[-1][0] == place.subject:
            return self.leaving_since[-1][1]
        held = self.standing(place)
        return held[0] if held is not None else None

    def _standing(self, place: Place, entered: list[Stay]) -> DayRange | None:
        stays = [stay for stay in entered if stay.first <= place.moment]
        if self.roll.again != "restarts":
            found = self._gone_on(place, stays)
            return None if found is None or self._left(place, found[0]) else found
        here = [stay for stay in stays if place.moment <= stay.last and not self._left(place, stay.first)]
        last = max(here, key=lambda stay: stay.last, default=None)
        return None if last is None else (last.first, last.last)

    def _gone_on(self, place: Place, stays: list[Stay]) -> DayRange | None:
        """The stay from its first day on; each later day that falls into it makes it longer, or changes nothing.

        Of several on one day the longest counts. It becomes longer by the new one, where the list says no length.
        """
        stay: DayRange | None = None
        longest = {one.first: one for one in sorted(stays, key=lambda one: one.last)}
        for day, one in sorted(longest.items()):
            if stay is None or day > stay[1] or self._left(self._before(place, day), stay[0]):
                stay = day, one.last
            elif self.roll.again == "extends":
                by = one.length if self.roll.extends_by is None else counted(self.roll.extends_by)
                stay = stay[0], longer(stay[1], by, self.almanac.calendar)
        return stay if stay is not None and place.moment <= stay[1] else None

    def _before(self, place: Place, day: date) -> Place:
        return Place(place.book, place.subject, day - timedelta(days=1))

    def _left(self, place: Place, since: date) -> bool:
        """Whether the subject was taken off since it last came on: who has left does not come back by itself.

        What held on the day of the listing already (an old decision to take the subject off) has to happen anew.
        Figures of a period count once it is over.
        """
        if any(since < day <= place.moment for day in self.by_rules.ends(place.book, place.subject)):
            return True
        self.leaving_since.append((place.subject, since))
        try:
            return any(way.taken(place, since) for way in self.leaving)
        finally:
            self.leaving_since.pop()

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

    def _entered(self, place: Place) -> list[Stay]:
        """The days on which the subject is listed, whenever they are, with the last of each; found out once."""
        known = place.book.remembered(self, dict[tuple[str, str | None], list[Stay]])
        asked = place.subject, place.unit
        if asked not in known:
            own = [self._stay(there, evidence) for there, evidence in self._listed(place)]
            by_rules = self.by_rules.entries(place.book, place.subject, lambda one: self._stays(one, place))
            known[asked] = [*own, *by_rules]
        return known[asked]

    def _stay(self, there: Place, evidence: Evidence | None) -> Stay:
        (first, is_known), (last, length) = self._first(there), self._until(there)
        truth = YES if evidence is None else evidence.truth
        if truth is YES and not is_known:
            return Stay(first, last, PENDING, "起算的日期没有登记", length)
        return Stay(first, last, truth, "" if evidence is None else evidence.tell(), length)

    def _first(self, there: Place) -> tuple[date, bool]:
        """The first day of a stay, and whether it is known."""
        if self.starts is None:
            return there.moment, True
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

    def _listed(self, place: Place) -> Iterator[tuple[Place, Evidence | None]]:
        """Where the list's own condition holds, or may hold."""
        for there in self._looked_at(place):
            spared = self.spared(there) if self.spared is not None else None
            evidence = self.when(there) if self.when is not None else None
            if (spared and spared.truth is YES) or (evidence and evidence.truth is NO):
                continue
            sure = evidence is None or evidence.truth is YES
            yield there, spared if sure and spared is not None and spared.truth is not NO else evidence

    def _looked_at(self, place: Place) -> Iterator[Place]:
        book = place.book
        if self.roll.on is not None:
            for row in book.rows[self.roll.on].get(place.subject, ()):
                yield Place(book, place.subject, row.day, row=row)
        elif self.roll.every is not None and self.when is not None:
            subject = book.subjects.get(place.subject) or Subject(place.subject, self.roll.of)
            for index in periods_to_judge(book, self.uses, subject, self.roll.every, None):
                yield place.at(self.roll.every, index)
