"""Verdicts as they stand beside each other: lighter ones of a group set aside, amounts within their caps.

What a total of amounts asks for while judging goes on; evaluations do the same for all subjects together.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.library.models.scheme import Scheme
from domain.library.summing import entries, kind_of_entry
from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.capping import CapRun, capped
from domain.thresholds.charging import Charge
from domain.thresholds.context import Place
from domain.thresholds.duty_run import DutyRun
from domain.thresholds.exclusive import ranked
from domain.thresholds.facts import Subject
from domain.thresholds.judged_periods import period_of
from domain.thresholds.limit_run import LimitRun
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.verdicts import Verdict
from domain.thresholds.windows import DayRange

_Run = RuleRun | DutyRun | LimitRun
_Known = dict[tuple[object, ...], Verdict]


@dataclass(frozen=True, slots=True)
class Standing:
    """A verdict as it was found, and with what its caps leave of it."""

    found: Verdict
    left: Verdict


@dataclass(frozen=True)
class Settled:
    """The runs of an engine, asked for single verdicts of one subject up to a day."""

    scheme: Scheme
    rules: Mapping[str, RuleRun]
    duties: Mapping[str, DutyRun]
    limits: Mapping[str, LimitRun]
    heavier: Mapping[str, Sequence[RuleRun]]
    caps: Sequence[CapRun]
    kinds: dict[str, str] = field(default_factory=dict)

    def verdicts(
        self, keys: Sequence[str], caps: Collection[str], charge: Charge, place: Place, held: DayRange
    ) -> list[Standing]:
        """The verdicts of some entries, for whom the place's subject answers, up to the last day of a stretch."""
        known = place.book.remembered((id(self), keys, held), dict[str, list[Standing]])
        if place.subject not in known:
            runs = self._runs(keys)
            since = self._since(runs, charge, place, held)
            found = [one for run in runs for one in self._of(run, charge, place, since, held[1])]
            stand = ranked(self.scheme, found)
            left = capped(self.capping(caps), stand, place.book)
            known[place.subject] = [Standing(one, after) for one, after in zip(stand, left, strict=True)]
        return known[place.subject]

    def capping(self, names: Collection[str]) -> list[CapRun]:
        """The caps of these names."""
        return [cap for cap in self.caps if cap.cap.name in names]

    def _runs(self, keys: Sequence[str]) -> list[_Run]:
        """The entries themselves, and the rules that take their place."""
        before = [run.rule.id for key in keys for run in self.heavier.get(key, ())]
        every: dict[str, _Run] = {**self.rules, **self.duties, **self.limits}
        return [every[key] for key in dict.fromkeys((*keys, *before)) if key in every]

    def _subjects(self, run: _Run, charge: Charge, place: Place) -> Sequence[Subject]:
        if not self.kinds:
            self.kinds.update({one.id: kind_of_entry(self.scheme, one) for one in entries(self.scheme)})
        return place.book.answering_for(place.subject, charge.of, self.kinds[_key(run)])

    def _since(self, runs: list[_Run], charge: Charge, place: Place, held: DayRange) -> date:
        """From when on a period of which nothing is known leaves a total open: since any of it was judged."""
        days = [
            there.start
            for run in runs
            if not isinstance(run, LimitRun)
            for subject in self._subjects(run, charge, place)
            for there in _judged(run, place.book, subject)
        ]
        first = max(min([place.start, *days]), held[0])
        began = place.book.began(place.subject)
        return first if began is None else max(first, began)

    def _of(self, run: _Run, charge: Charge, place: Place, since: date, last: date) -> Iterator[Verdict]:
        book = place.book
        for subject in self._subjects(run, charge, place):
            if isinstance(run, LimitRun):
                yield from (one for one in _of_limit(run, book, subject) if (one.day or last) <= last)
                continue
            for there in _places(run, book, subject, since, last):
                if there.moment <= last and run.applies(there):
                    yield _verdict(run, there)


def _key(run: _Run) -> str:
    if isinstance(run, RuleRun):
        return run.rule.id
    return run.duty.id if isinstance(run, DutyRun) else run.limit.id


def _judged(run: RuleRun | DutyRun, book: Book, subject: Subject) -> list[Place]:
    known = book.remembered((run, "judged for totals"), dict[str, list[Place]])
    if subject.id not in known:
        known[subject.id] = list(run.places_of(book, subject))
    return known[subject.id]


def _places(run: RuleRun | DutyRun, book: Book, subject: Subject, since: date, last: date) -> list[Place]:
    """Where an entry is judged, and every period from a day on that is over: of what nothing is known is open."""
    found = _judged(run, book, subject)
    grain = run.rule.every if isinstance(run, RuleRun) else run.duty.every
    if grain is None or grain == "occasion" or since > last:
        return found
    until = last if subject.until is None else min(last, subject.until)
    indexes = range(period_of(book, subject, since, grain), period_of(book, subject, until, grain) + 1)
    seen = {there.index for there in found}
    start = book.year_start(subject.id)
    wanting = [at for at in indexes if at not in seen and spans.bounds(grain, at, start)[1] <= last]
    here = Place(book, subject.id, book.today)
    return [*found, *(here.whole(grain, at) for at in wanting)]


def _verdict(run: RuleRun | DutyRun, there: Place) -> Verdict:
    """The verdict at a place; found out once for the facts, because totals ask for the same ones again and again."""
    known = there.book.remembered((run, "verdicts for totals"), _Known)
    asked = there.subject, there.unit, there.moment, there.index, id(there.row)
    if asked not in known:
        found = run.verdict(there, run.find(there)) if isinstance(run, RuleRun) else run.verdict(there)
        known[asked] = found
    return known[asked]


def _of_limit(run: LimitRun, book: Book, subject: Subject) -> list[Verdict]:
    known = book.remembered((run, "verdicts for totals"), dict[str, list[Verdict]])
    if subject.id not in known:
        known[subject.id] = list(run.verdicts_of(book, subject.id))
    return known[subject.id]
