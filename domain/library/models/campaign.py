"""How a campaign runs: phases, what is owed when, tasks with their targets."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Cited, Entry, EntryId, Grain, Key, Strict, Text
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.dates import CountedTerm, DateSpec
from domain.library.models.values import Value

GateName = Literal[
    "self_inspections_in",
    "visits_done",
    "findings_assigned",
    "findings_closed",
    "deliverables_in",
    "person_says",
]


class Gate(Strict):
    """What has to be so before a phase may begin or be closed; `text` says it for `person_says`."""

    gate: GateName
    text: Text | None = None


class Phase(Cited):
    """A phase; either end may be missing, phases may overlap, abut, or be past."""

    key: Key
    name: Text
    start: DateSpec | None = None
    end: DateSpec | None = None
    does: tuple[Text, ...] = ()
    opens_when: tuple[Gate, ...] = ()
    closes_when: tuple[Gate, ...] = ()
    covers: tuple[EntryId, ...] = ()


class Repeats(Strict):
    """Owed once a period from the first to the last.

    Due on `day` of the period's last month, on `weekday`, so long `after_end` of the period, or at
    its end; `about` says whether it tells of the same period or of the one before.
    """

    every: Grain
    first: DateSpec | None = None
    last: DateSpec | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    hour: Text | None = None
    after_end: CountedTerm | None = None
    words: Text | None = None
    about: Literal["same", "previous"] = "same"


class Deliverable(Entry):
    """Something that a unit owes to another by a date, once or repeatedly."""

    who: tuple[Key, ...]
    to: Text | None = None
    due: DateSpec | None = None
    repeats: Repeats | None = None
    phase: Key | None = None
    document: Text | None = None
    contents: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _when(self) -> "Deliverable":
        if (self.due is None) == (self.repeats is None):
            raise ValueError("due（一次）与 repeats（每期）必须写一个，且只写一个")
        return self


class Milestone(Bounds):
    """The bound that holds on a date."""

    by: DateSpec


class Target(Entry):
    """A figure to reach: at least, at most, within an interval, by dates, cumulative or at a time."""

    of: Key
    value: Value
    counts: Literal["point_in_time", "cumulative", "yearly_mean", "each_year"] = "point_in_time"
    since: DateSpec | None = None
    nature: Literal["binding", "aspirational"] = "binding"
    beyond: Literal["met", "not_met"] | None = None
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1)]
    unless: Condition | None = None


class DeclaredSum(Strict):
    """A total that the text states, with its parts, so that it can be added up."""

    name: Text
    declared: Value
    parts: Annotated[tuple["SumPart", ...], Field(min_length=1)]


class SumPart(Strict):
    """One part of a declared total."""

    name: Text
    each: Value
    times: Value | None = None


class Task(Entry):
    """A piece of work; the first unit leads, the others assist in their order."""

    units: Annotated[tuple[Text, ...], Field(min_length=1)]
    does: tuple[Text, ...] = ()
    due: DateSpec | None = None
    targets: tuple[Target, ...] = ()
    sums: tuple[DeclaredSum, ...] = ()


class Provision(Entry):
    """A clause without a number, or one that a person decides: stated so that nothing is left out."""

    says: Text
    decided_by: Text | None = None
    kind: Literal["judgement", "organisation", "funding", "procedure", "aim", "reference"] = "judgement"
    sums: tuple[DeclaredSum, ...] = ()


DeclaredSum.model_rebuild()
