"""How far a term may run at the most, or has to run at least, where a place says the day: 最迟登记后30日."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.library.calendar_dates import Almanac, Found, term_due
from domain.library.models.dates import CountedTerm, DateSpec, FixedDate
from domain.terms import chinese_date
from domain.thresholds.context import Place
from domain.thresholds.dated import find_at
from domain.thresholds.evidence import Evidence
from domain.thresholds.lengths import AWAITED
from domain.thresholds.limit_results import Result
from domain.thresholds.truth import PENDING
from domain.thresholds.verdicts import Outcome

LATEST, EARLIEST = "no_later_than", "no_earlier_than"
_WORDS = {LATEST: "最迟", EARLIEST: "最早"}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of a term as days; `unknown` are those whose day nobody can tell yet."""

    days: Mapping[str, date]
    unknown: frozenset[str] = frozenset()

    @property
    def latest(self) -> date | None:
        """The day beyond which it does not run."""
        return self.days.get(LATEST)

    @property
    def earliest(self) -> date | None:
        """The day that it reaches at least."""
        return self.days.get(EARLIEST)

    @property
    def awaited(self) -> str:
        """最迟的日子: what is still to be known; empty where nothing is."""
        return "、".join(f"{_WORDS[name]}的日子" for name in sorted(self.unknown))

    def of(self, term: CountedTerm) -> CountedTerm:
        """The term with its bounds as days."""
        days = {name: FixedDate(day=day) for name, day in self.days.items()}
        return term.model_copy(update={LATEST: None, EARLIEST: None, **days})

    def held(self, due: date, rule: str) -> tuple[date, str]:
        """The last day kept within them, and how that came about."""
        if self.latest is not None and due > self.latest:
            return self.latest, f"{rule}，但最迟不超过{chinese_date(self.latest)}，以它为末日"
        if self.earliest is not None and due < self.earliest:
            return self.earliest, f"{rule}，但不早于{chinese_date(self.earliest)}，以它为末日"
        return due, rule

    def past(self, start: date, end: date | None) -> Result | None:
        """A step that began when its latest day was over: by when it is to be done a person has to say."""
        if self.latest is None or start <= self.latest or (end is not None and end <= self.latest):
            return None
        told = f"起算日{chinese_date(start)}已越过最迟的{chinese_date(self.latest)}，期限由人确定"
        return Result(Outcome.NEEDS_JUDGEMENT, Evidence(PENDING, "limit", text=told))

    def settled(self, found: Result) -> Result:
        """What came out without the bounds that are unknown, where these cannot change it any more."""
        late, early = LATEST in self.unknown, EARLIEST in self.unknown
        sure = (Outcome.NOT_MET if late else Outcome.MET) if late != early else None
        if not self.unknown or found.outcome is sure:
            return found
        told = f"{found.evidence.text}；{self.awaited}没有登记"
        return Result(Outcome.PENDING_DATA, Evidence(PENDING, "limit", text=told))


def written(term: object) -> Iterator[tuple[str, DateSpec]]:
    """The bounds that a term has, by name."""
    for name in (LATEST, EARLIEST):
        if (bound := getattr(term, name, None)) is not None:
            yield name, bound


def bounds_at(term: object, almanac: Almanac, place: Place) -> Bounds:
    """The bounds of a term, seen from the subject and the record of a place."""
    found = {name: find_at(bound, almanac, "end", place).day for name, bound in written(term)}
    days = {name: day for name, day in found.items() if day is not None}
    return Bounds(days, frozenset(found.keys() - days.keys()))


def bounded_due(term: CountedTerm, bounds: Bounds, almanac: Almanac) -> Found:
    """The last day of a term that runs from an event, within its bounds; none while one of these is unknown."""
    free = term_due(Bounds({}).of(term), almanac)
    if free.day is None or bounds.unknown:
        return Found(None, f"{free.text}，{bounds.awaited}没有登记" if bounds.unknown else free.text)
    day, told = bounds.held(free.day, free.text)
    return Found(day, told)


def of_deed(almanac: Almanac, deed: Any, within: str) -> Callable[[Place], dict[str, Any]] | None:
    """What a place adds to the term of a consequence that has bounds; None where it has none."""
    term = deed.within
    if not isinstance(term, CountedTerm) or not [*written(term)]:
        return None

    def found(place: Place) -> dict[str, Any]:
        bounds = bounds_at(term, almanac, place)
        parts: dict[str, Any] = {"latest": bounds.latest, "earliest": bounds.earliest}
        if bounds.unknown:
            return parts | {"due": None, "within": f"{within}，{bounds.awaited}没有登记，{AWAITED}"}
        return parts | {"due": bounded_due(term, bounds, almanac).day}

    return found
