"""The facts that the engine reads: plain values, put together by services or by a case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

Figure = int | Decimal | Fraction
FieldValue = Figure | str | bool | date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit or person that is judged.

    `belongs_to` names those above it, `since` and `until` are its first and last day.
    """

    id: str
    kind: str
    name: str = ""
    belongs_to: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One datum of a fact: of a subject, in a period (empty for standing facts), by a reporting unit.

    Exactly one of the value forms is filled: `number`, `numerator`/`denominator`, `text`, `flag`,
    `day`, `rank`, `counts`. `final` false means that it may still change: it is not used yet.
    """

    fact: str
    subject: str
    period: str = ""
    unit: str | None = None
    number: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None
    text: str | None = None
    flag: bool | None = None
    day: date | None = None
    rank: int | None = None
    out_of: int | None = None
    counts: Mapping[str, int] | None = None
    final: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a fact of kind record: what happened on a day, with its fields."""

    fact: str
    subject: str
    day: date
    unit: str | None = None
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A named person's answer to human words; without period, day and reporting unit it holds throughout."""

    key: str
    subject: str
    answer: bool
    by: str
    reason: str
    period: str = ""
    day: date | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Somebody looked: the records of a kind are complete for the subject between two days."""

    fact: str
    subject: str
    through: date
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Points that a person gave on a line of a scoring sheet."""

    sheet: str
    item: str
    subject: str
    period: str
    points: Figure
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is known on a day.

    Deliverables due before `kept_since` that did not come in are not asked for; `moved` are those due on another day
    than the scheme says, by their id and that day. `events` are days of single subjects (合同届满).
    """

    subjects: tuple[Subject, ...] = ()
    readings: tuple[Reading, ...] = ()
    rows: tuple[Row, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    checks: tuple[Check, ...] = ()
    marks: tuple[Mark, ...] = ()
    kept_since: date | None = None
    moved: Mapping[tuple[str, date], date] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, date]] = field(default_factory=dict)
