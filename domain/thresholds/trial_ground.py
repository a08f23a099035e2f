"""What the checks of a case stand on, and what they find."""

from dataclasses import dataclass
from datetime import date

from domain.errors import Invalid
from domain.library.library import Library
from domain.library.models.cases import Case
from domain.several_kinds import includes
from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.context import Place
from domain.thresholds.engine import Engine
from domain.thresholds.facts import Facts
from domain.thresholds.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One expectation: whether it came out, for which entry and clause, and the reckoning."""

    passed: bool
    entry: str
    clause: str
    text: str


@dataclass(frozen=True, eq=False)
class Ground:
    """A case ready to be checked."""

    library: Library
    case: Case
    engine: Engine
    facts: Facts
    book: Book
    today: date
    verdicts: list[Verdict]

    def subject(self, named: str | None, kind: str | None = None) -> str:
        """The subject that an expectation speaks of; a kind of which there is one needs no naming."""
        if named or self.case.subject:
            return named or self.case.subject or ""
        known = [one.id for one in self.book.subjects.values() if kind is None or includes(kind, one.kind)]
        if len(known) > 1:
            raise Invalid({"expect": f"没有写 subject（对象）：案例里有 {'、'.join(known[:6])}，请写明是谁"})
        return next(iter(known), "")

    def place(self, subject: str, period: str | None, day: date | None, unit: str | None = None) -> Place:
        """The place that an expectation speaks of."""
        place = Place(self.book, subject, day or self.today, unit=unit)
        if period is None:
            return place
        span = spans.parse(period, self.book.scheme.grains)
        return place.at(span.grain, span.index)
