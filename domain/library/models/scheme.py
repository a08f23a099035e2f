"""A whole scheme, typed: every section of its files."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from domain.library.models.accounts import Balance
from domain.library.models.base import Document, EntryId, Key, OpenMark, Strict, Text
from domain.library.models.campaign import Deliverable, Phase, Provision, Target, Task
from domain.library.models.caps import Cap
from domain.library.models.cases import Case
from domain.library.models.casework import (
    CloseOut,
    Escalation,
    FindingKind,
    KindChange,
    ProblemType,
    TrafficLights,
)
from domain.library.models.checklist import Checklist
from domain.library.models.conditions import deep_enough
from domain.library.models.decided import with_decisions
from domain.library.models.exemptions import Exemption
from domain.library.models.extending import Extending, one_or_more
from domain.library.models.facts import Fact, Measure
from domain.library.models.filing import filings_of
from domain.library.models.groups import ExclusiveGroup
from domain.library.models.handled import HANDLED, handled_finding
from domain.library.models.joined import with_parts
from domain.library.models.ladders import Ladder
from domain.library.models.ledger import with_ledger
from domain.library.models.looked_up import Upper
from domain.library.models.natures import FindingNature
from domain.library.models.own_periods import OwnPeriod
from domain.library.models.rolls import Roll
from domain.library.models.rules import Duty, Rule, TimeLimit
from domain.library.models.scoring import Sheet
from domain.library.parts import below
from domain.several_kinds import includes


class YearStart(Strict):
    """When the year of `every: year` begins, where it is not the calendar year.

    On a day of the calendar, or on the anniversaries of a date recorded of each unit (`from`). It is called by the
    calendar year in which it begins, or with `year: previous` by the one after (2026年度：上年12月1日起).
    """

    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=28)] = 1
    year: Literal["same", "previous"] = "same"
    from_: Key | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _one_way(self) -> "YearStart":
        if self.year == "previous" and (self.month is None or (self.month, self.day) == (1, 1)):
            raise ValueError("year: previous（从上年几月起算）与 month 一起写；一月一日起算的不写 year_start")
        if (self.month is None) == (self.from_ is None):
            raise ValueError("month（几月）与 from（从哪个日期起算）必须写一个，且只写一个")
        return self

    @property
    def begins(self) -> tuple[int, int]:
        """Month and day, the same for everybody; month 0 is December of the year before."""
        return (self.month or 1) - (12 if self.year == "previous" else 0), self.day


class Identity(Strict):
    """Which scheme this is; `year` is the year of dates written without one."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: Text
    short_name: Text | None = None
    version: Text
    region: Text
    issuer: Text
    purpose: Text
    year: Annotated[int, Field(ge=1990, le=2100)] | OpenMark | None = None
    year_start: YearStart | None = None
    in_scope: tuple[Key, ...] = ()
    supervision_word: Literal["核查", "督查"] | None = None
    note: Text | None = None


class Setting(Strict):
    """An ambiguity with its alternatives, shown to the office when it starts a campaign."""

    name: Text
    question: Text
    note: Text | None = None
    default: Text
    options: Annotated[dict[Text, Text], Field(min_length=2)]
    covers: tuple[EntryId, ...] = ()


class OpenParameter(Strict):
    """Something that the scheme leaves blank and the office fills in."""

    name: Text
    kind: Literal["year", "date", "number", "percent", "text"]
    required: bool = True
    default: Text | None = None
    note: Text | None = None
    covers: tuple[EntryId, ...] = ()


class Scheme(Strict):
    """All sections. Only `scheme` and `documents` are required."""

    scheme: Identity
    documents: Annotated[dict[Key, Document], Field(min_length=1)]
    parties: dict[Key, Text] = Field(default_factory=dict)
    start_events: tuple[Text, ...] = ()
    periods: dict[Key, OwnPeriod] = Field(default_factory=dict)
    open: dict[Key, OpenParameter] = Field(default_factory=dict)
    settings: dict[Key, Setting] = Field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    facts: dict[Key, Fact] = Field(default_factory=dict)
    measures: dict[Key, Measure] = Field(default_factory=dict)
    balances: dict[Key, Balance] = Field(default_factory=dict)
    lists: dict[Key, Roll] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    groups: dict[Key, ExclusiveGroup] = Field(default_factory=dict)
    ladders: dict[Key, Ladder] = Field(default_factory=dict)
    caps: dict[Key, Cap] = Field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    scoring: dict[Key, Sheet] = Field(default_factory=dict)
    checklist: Checklist = Checklist()
    finding_kinds: dict[Key, FindingKind] = Field(default_factory=dict)
    finding_nature: FindingNature | None = None
    problem_types: tuple[ProblemType, ...] = ()
    kind_changes: tuple[KindChange, ...] = ()
    close_out: CloseOut | None = None
    extending: Annotated[tuple[Extending, ...], BeforeValidator(one_or_more)] = ()
    escalation: Escalation | None = None
    traffic_lights: TrafficLights | None = None
    exemptions: tuple[Exemption, ...] = ()
    provisions: tuple[Provision, ...] = ()
    cases: tuple[Case, ...] = ()

    @model_validator(mode="after")
    def _reads_the_ledger(self) -> "Scheme":
        """Records that are gathered, from the problems found or from other records, have their fields."""
        for key, fact in self.facts.items():
            if fact.of_findings:
                self.facts[key] = with_ledger(
                    fact, self.checklist.categories, self.finding_kinds, self.finding_nature, self.close_out
                )
            elif fact.of_decisions:
                self.facts[key] = with_decisions(fact, self.decided_on)
        for key, fact in self.facts.items():
            if fact.parts:
                self.facts[key] = with_parts(fact, self.facts)
        return self

    @model_validator(mode="after")
    def _keeps_filings(self) -> "Scheme":
        """Deliverables that something asks about have a record of what came in."""
        asking = (
            self.targets, self.tasks, self.facts, self.measures, self.balances, self.lists, self.rules, self.duties,
            self.time_limits, self.scoring, self.caps,
        )  # fmt: skip
        for key, filing in filings_of(self.deliverables, asking).items():
            self.facts.setdefault(key, filing)
        return self

    @model_validator(mode="after")
    def _handles_findings(self) -> "Scheme":
        """Steps and levels that ask what a problem is like read it as a record."""
        handled = handled_finding(
            self.checklist.categories,
            self.finding_kinds,
            self.finding_nature,
            self.close_out,
            self.escalation,
            self.extending,
        )
        if handled is not None:
            self.facts[HANDLED] = handled
        return self

    @property
    def main_document(self) -> str:
        """The key of the document that entries cite when they name none."""
        return next(iter(self.documents))

    @cached_property
    def grains(self) -> tuple[str, ...]:
        """The grains of the periods that the scheme declares itself."""
        return tuple(period.cycle(key).grain for key, period in self.periods.items())

    @cached_property
    def looks_at_district(self) -> bool:
        """Whether a rule asks for a value of the district above somebody."""
        return any(isinstance(node, Upper) and includes(node.upper, "district") for node in below(self))

    def every_of(self, key: str) -> str | None:
        """The period of a duty, or of a deliverable that comes back."""
        periods = {duty.id: duty.every for duty in self.duties}
        periods |= {one.id: one.repeats.every for one in self.deliverables if one.repeats is not None}
        return periods.get(key)

    @property
    def decided_on(self) -> tuple[str, ...]:
        """The ids of everything on which a decision may rest."""
        entries = (*self.rules, *self.duties, *self.time_limits, *self.all_targets)
        return tuple(one.id for one in entries)

    @property
    def all_targets(self) -> tuple[Target, ...]:
        """Targets of their own and those within tasks."""
        return (*self.targets, *(target for task in self.tasks for target in task.targets))


with deep_enough():
    Scheme.model_rebuild()
