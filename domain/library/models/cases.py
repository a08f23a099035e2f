"""Cases: facts and what must come out, kept beside the scheme that they test."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Day, EntryId, Exact, Key, Strict, Text
from domain.library.models.values import Value


class CaseSubject(Strict):
    """A unit or person of a case; `belongs_to` names the units above it."""

    id: Text
    kind: Key
    name: Text | None = None
    belongs_to: tuple[Text, ...] = ()
    since: Day | None = None
    until: Day | None = None


class CaseJudgement(Strict):
    """A person's answer to human words; without a period or date it holds throughout."""

    judgement: Key
    answer: bool
    by: Text
    reason: Text
    subject: Text | None = None
    period: Text | None = None
    date: Day | None = None


class CaseCheck(Strict):
    """Somebody looked: records of a kind are complete for the subject between two days."""

    fact: Key
    through: Day
    since: Day | None = None
    subject: Text | None = None


class CaseMark(Strict):
    """Points that a person gave on a sheet, with a reason."""

    sheet: Key
    item: Key
    points: Exact
    by: Text
    reason: Text
    subject: Text | None = None
    period: Text | None = None


class ExpectedAct(Strict):
    """A consequence that must follow; what is not written is not compared."""

    do: Text
    nature: Text | None = None
    on: Text | None = None
    amount_from: Exact | None = None
    amount_to: Exact | None = None
    base: Exact | None = None
    points: Exact | None = None
    points_from: Exact | None = None
    points_to: Exact | None = None
    balance: Text | None = None
    lasts: Text | None = None
    until: Day | None = None
    within: Text | None = None
    due: Day | None = None
    choice: bool = False


class ExpectedVerdict(Strict):
    """What a rule, duty, target or time limit must say; `nth` is which of several records of one day.

    The `outcome` may be left out where something else that it came to is compared.
    """

    id: Text
    outcome: Text | None = None
    subject: Text | None = None
    unit: Text | None = None
    period: Text | None = None
    date: Day | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    standing: Text | None = None
    tier: Text | None = None
    consequences: tuple[ExpectedAct, ...] | None = None
    says: Text | None = None

    @model_validator(mode="after")
    def _compares(self) -> "ExpectedVerdict":
        if all(one is None for one in (self.outcome, self.tier, self.standing, self.consequences, self.says)):
            raise ValueError("缺少“outcome”：写应当是什么结果，或者写 tier、consequences、says 之一")
        return self


class ExpectedValue(Strict):
    """What a value must be; `equals` null means that it must be missing."""

    value: Value
    subject: Text | None = None
    unit: Text | None = None
    period: Text | None = None
    date: Day | None = None
    equals: Any = None


class ExpectedPhase(Strict):
    """The days of a phase; null where it has none."""

    phase: Key
    start: Day | None = None
    end: Day | None = None
    rest_day: bool | None = None


class ExpectedDue(Strict):
    """When a deliverable (its nth turn) or a consequence of a rule is due; `turns` is how many there are.

    `period` or `date` says of which judgement, where the term hangs on the period or on the record; `nature` of a
    problem of which nature the term is, `relapsed` that it came back.
    """

    id: Text
    nature: Text | None = None
    relapsed: bool = False
    subject: Text | None = None
    period: Text | None = None
    date: Day | None = None
    turn: Annotated[int, Field(ge=1)] | None = None
    turns: int | None = None
    events: dict[str, Day] = Field(default_factory=dict)
    due: Day | None = None
    says: Text | None = None


class ExpectedList(Strict):
    """Whether the subject stands on a list on a day; `open` while that waits for data or a person."""

    list_: Key = Field(alias="list")
    date: Day
    on: bool | Literal["open"]
    since: Day | None = None
    until: Day | None = None
    subject: Text | None = None


class ExpectedScore(Strict):
    """Total, grade and items of a sheet."""

    sheet: Key
    period: Text
    total: Exact | None = None
    grade: Text | None = None
    items: dict[Key, Exact] = Field(default_factory=dict)
    pending: bool = False
    subject: Text | None = None


class ExpectedLevel(Strict):
    """The level of supervision for what is given."""

    given: dict[Key, Any]
    level: Key | None = None
    document: Text | None = None


class ExpectedSteps(Strict):
    """The close-out steps that a problem has to pass; `unclear` are those of which nobody can say yet."""

    given: dict[Key, Any] = Field(default_factory=dict)
    steps: tuple[Key, ...]
    unclear: tuple[Key, ...] = ()


class ExpectedLight(Strict):
    """The light for so many days left."""

    days_left: int
    light: Text


class ExpectedKind(Strict):
    """The kind that an unfinished matter has on a day."""

    kind: Key
    date: Day
    becomes: Key


class ExpectedItems(Strict):
    """How many checklist items apply to a kind of unit."""

    kind: Key
    count: int


class Expected(Strict):
    """Everything that a case may expect."""

    verdicts: tuple[ExpectedVerdict, ...] = ()
    values: tuple[ExpectedValue, ...] = ()
    phases: tuple[ExpectedPhase, ...] = ()
    dues: tuple[ExpectedDue, ...] = ()
    lists: tuple[ExpectedList, ...] = ()
    scores: tuple[ExpectedScore, ...] = ()
    escalation: tuple[ExpectedLevel, ...] = ()
    lights: tuple[ExpectedLight, ...] = ()
    kinds: tuple[ExpectedKind, ...] = ()
    close_out: tuple[ExpectedSteps, ...] = ()
    items: tuple[ExpectedItems, ...] = ()


class Case(Strict):
    """One case: settings, facts (of deliverables when they came in), the day, and what must come out.

    problems: of the ledger, each once with its `unit` (and `lead`, `provider`), for all records from the findings.
    """

    name: Text
    note: Text | None = None
    settings: dict[Key, Any] = Field(default_factory=dict)
    year: int | None = None
    today: Day | None = None
    subject: Text | None = None
    subjects: tuple[CaseSubject, ...] = ()
    facts: dict[EntryId, tuple[dict[str, Any], ...]] = Field(default_factory=dict)
    problems: tuple[dict[str, Any], ...] = ()
    judgements: tuple[CaseJudgement, ...] = ()
    checked: tuple[CaseCheck, ...] = ()
    marks: tuple[CaseMark, ...] = ()
    events: dict[str, Day] = Field(default_factory=dict)
    expect: Expected
