"""How findings are handled: kinds, natures, close-out, escalation, lights, changes of kind."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Cited, Exact, Key, Strict, Text
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.consequences import Consequences
from domain.library.models.dates import CountedTerm, DateSpec, Term, UntilTerm

_POSTED = frozenset({"working_day", "calendar_day", "week", "month"})
RoleName = Literal[
    "responsible", "township", "provider", "office", "inspector", "leader", "discipline", "assessor"
]


class FindingKind(Cited):
    """A kind of rectification or matter (立行立改, 限期整改, 长期坚持, 督查事项).

    A problem that came back may have a term of its own, or a share of the term that it had the first time. `within_of`
    are the terms of problems of some nature that have one of their own, `relapse_within_of` those of such that came
    back, by the nature that they have by then.
    """

    name: Text
    within: Term | None = None
    within_of: dict[Text, Term] = Field(default_factory=dict)
    relapse_within: Term | None = None
    relapse_within_of: dict[Text, Term] = Field(default_factory=dict)
    relapse_percent: Exact | None = None
    closes: bool = True
    counted: bool = True

    def term_of(self, nature: str, *, relapsed: bool = False) -> Term | None:
        """The term of a problem, or of one that came back and was of this kind and nature the first time too."""
        first = self.within_of.get(nature, self.within)
        if not relapsed:
            return first
        again = self.relapse_within_of.get(nature, self.relapse_within)
        if again is not None or self.relapse_percent is None:
            return again or first
        count = getattr(first, "count", None)
        if not isinstance(count, int) or first is None:
            return first
        return first.model_copy(update={"count": max(1, int(count * self.relapse_percent))})

    @model_validator(mode="after")
    def _of_relapses(self) -> "FindingKind":
        if self.relapse_within is not None and self.relapse_percent is not None:
            raise ValueError("relapse_within（复发的期限）与 relapse_percent（首次期限的百分之几）只写一个")
        if self.within_of and self.within is None:
            raise ValueError("写了 within_of（按性质分的期限）也要写 within：没有列出的按它")
        if self.relapse_percent is not None and not 0 < self.relapse_percent <= 1:
            raise ValueError('relapse_percent 是首次期限的百分之几，写 "50%" 这样，在 0 到 100% 之间')
        return self


class ProblemType(Cited):
    """A nature of problem, or a place where it occurs, with its usual route."""

    key: Key
    axis: Text
    name: Text
    examples: tuple[Text, ...] = ()
    route: Text | None = None
    confidential: bool = False


class KindChange(Cited):
    """On a date, matters of one kind that are not done become another kind."""

    key: Key
    from_: Key = Field(alias="from")
    becomes: Key
    on: DateSpec
    unless: Literal["closed", "submitted"] = "closed"
    then: Consequences = ()


class StepTerm(Strict):
    """How long a step may take: from the day of the step before, of the first one from that of the result."""

    count: Annotated[int, Field(ge=1, le=365)]
    unit: Literal["working_day", "calendar_day"]

    @model_validator(mode="before")
    @classmethod
    def _a_plain_length(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and (more := sorted(raw.keys() - {"count", "unit"})):
            raise ValueError(
                f"销号步骤的 within 只写 count、unit，不写 {more[0]}："
                "从上一步办完（头一步从报送整改结果）的次日起算，公示以后的从公示期满起算"
            )
        return raw


class CloseOutStep(Strict):
    """One step of striking a finding off; with `when` only of those for which that holds.

    anew: a posting begins anew after an objection, once that has been looked into; within: how long it may take to
    be done, of a posting to be begun.
    """

    key: Key
    name: Text
    role: RoleName
    separate_from: tuple[Key, ...] = ()
    people: Annotated[int, Field(ge=1)] = 1
    on_site: bool = False
    within: StepTerm | None = None
    lasts: Term | None = None
    anew: bool = False
    when: Condition | None = None

    @model_validator(mode="before")
    @classmethod
    def _what_a_step_has(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and (more := sorted({"needs", "document", "only_kinds"} & raw.keys())):
            raise ValueError(
                f"销号步骤不写 {more[0]}：要有的材料写进 name（如“审核（整改报告、入账凭证）”），"
                "只有某类问题才要的写 when"
            )
        return raw

    @model_validator(mode="after")
    def _two_at_most(self) -> "CloseOutStep":
        if self.people > 2:
            raise ValueError("系统里一步最多登记两个人：people 写 2，三人以上的把人数写进 name")
        if self.within is not None and self.role == "responsible":
            raise ValueError("责任单位的一步就是报送整改结果，期限写在 finding_kinds 的 within，这里不写")
        if self.anew and self.lasts is None:
            raise ValueError("anew（有异议的，核实后重新公示）和 lasts（公示多久）一起写")
        days = isinstance(self.lasts, CountedTerm) and self.lasts.unit in _POSTED
        more = (
            self.lasts.model_fields_set - {"count", "unit", "from_"}
            if self.lasts is not None and days
            else set()
        )
        if isinstance(self.lasts, CountedTerm | UntilTerm) and (not days or more):
            raise ValueError(
                "lasts（公示、观察多久）写几天、几个月：count、unit（working_day、calendar_day、week 或者 month）"
                "和 from；末日遇休顺延，不另写 roll"
            )
        return self


class CloseOut(Cited):
    """The steps in their order; publicity may come before or after the closing.

    `look_back_of` are terms of categories of the checklist that have one of their own, `look_back_by` those of natures
    (重大、一般), which go before.
    """

    steps: Annotated[tuple[CloseOutStep, ...], Field(min_length=1)]
    look_back: Term | None = None
    look_back_of: dict[Key, Term] = Field(default_factory=dict)
    look_back_by: dict[Text, Term] = Field(default_factory=dict)

    def looks_back_after(self, category: str, nature: str = "") -> Term | None:
        """How long after the striking off a problem of a category and a nature is looked at again."""
        return self.look_back_by.get(nature) or self.look_back_of.get(category, self.look_back)


class EscalationLevel(Strict):
    """One level: when it is reached by itself, whether it may be entered at once, what it issues.

    `when` may use days_overdue, days_left, working_days_overdue, times_returned, times_urged,
    level_days (days on the present level), and what the ledger says of the finding (`models.ledger.handled`).
    """

    key: Key
    name: Text
    document: Text
    when: Condition | None = None
    direct_entry: bool = False
    direct_when: Text | None = None
    handled_by: Text | None = None
    within: Term | None = None
    then: Consequences = ()


class Escalation(Cited):
    """The ladder of supervision, from mild to severe."""

    levels: Annotated[tuple[EscalationLevel, ...], Field(min_length=1)]


class Light(Bounds):
    """A light and the days left for which it shows (negative: overdue)."""

    light: Literal["green", "yellow", "orange", "red"]
    name: Text

    @model_validator(mode="after")
    def _some_bound(self) -> "Light":
        if not self.bounded:
            raise ValueError("每种灯色都要写剩余天数的界限")
        return self


class TrafficLights(Cited):
    """Colours by days left to the deadline."""

    unit: Literal["calendar_day", "working_day"] = "calendar_day"
    lights: Annotated[tuple[Light, ...], Field(min_length=2)]
