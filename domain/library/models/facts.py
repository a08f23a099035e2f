"""What is recorded (facts) and what is derived from it (measures, balances, lists)."""

from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from domain.cycles import is_cycle
from domain.library.models.base import Cited, EntryId, Exact, Grain, Key, Strict, Text
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.consequences import Lasting
from domain.library.models.dates import Term
from domain.library.models.values import Value
from domain.library.models.windows import AnniversaryWindow, Window

FactKind = Literal["number", "amount", "ratio", "flag", "grade", "choice", "date", "rank", "tally", "record"]
RenewWord = Literal["never", "year", "half_year", "quarter"]
FieldKind = Literal["number", "amount", "flag", "choice", "date", "time", "text", "person"]


class FieldOfRecord(Strict):
    """A column of a record; an optional yes/no that is left out counts as no."""

    name: Text
    kind: FieldKind
    options: tuple[Text, ...] = ()
    optional: bool = False


class Fact(Strict):
    """A kind of datum: what it is, of whom, how often, reported by whom.

    Without `every` it is standing (a birth date, a contract end). A record is a row with a date:
    an event, a visit, an order, a complaint. `absence` says whether no record means that nothing
    happened (assumed) or that somebody has to have looked (checked). `ordered_by` tells records of one
    day apart: by a field (a time, a number), or in the order in which they were registered.
    """

    name: Text
    kind: FactKind
    of: Key
    every: Grain | None = None
    by: Key | None = None
    unit: Text | None = None
    numerator: Text | None = None
    denominator: Text | None = None
    grades: tuple[Text, ...] = ()
    options: tuple[Text, ...] = ()
    at_least: Exact | None = None
    at_most: Exact | None = None
    fields: dict[Key, FieldOfRecord] = Field(default_factory=dict)
    absence: Literal["assumed", "checked"] = "assumed"
    ordered_by: Key | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> "Fact":
        if self.kind == "grade" and len(self.grades) < 2:
            raise ValueError("grade 要写 grades：由好到差列出等次")
        if self.kind in {"choice", "tally"} and len(self.options) < 2:
            raise ValueError(f"{self.kind} 要写 options：列出可选的词")
        if self.kind == "record" and self.every is not None:
            raise ValueError("record 逐条登记，自带日期，不写 every")
        if self.kind != "record" and (self.fields or self.absence == "checked" or self.ordered_by):
            raise ValueError("fields、ordered_by 与 absence: checked 只用于 record")
        if self.kind != "ratio" and (self.numerator or self.denominator):
            raise ValueError("numerator 与 denominator 只用于 ratio")
        return self

    @property
    def possible(self) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and the highest number that a reading may be; None is unbounded."""
        low = Fraction(1) if self.kind == "rank" else Fraction(0) if self.kind == "ratio" else None
        high = Fraction(1) if self.kind == "ratio" else None
        return (
            low if self.at_least is None else self.at_least,
            high if self.at_most is None else self.at_most,
        )


class GradeBand(Bounds):
    """A grade and the values that earn it."""

    grade: Text


class Measure(Strict):
    """A derived figure, or a grade by bands of it."""

    name: Text
    of: Key
    value: Value
    unit: Text | None = None
    percent: bool = False
    every: Grain | None = None
    bands: tuple[GradeBand, ...] = ()
    range_: Bounds | None = Field(default=None, alias="range")
    note: Text | None = None


class BalanceEntry(Cited):
    """What adds to or takes from a balance: each record (`on`), or each period that meets a condition.

    `at_most` limits what this entry moves within its window; `expires_after` is how long it counts.
    Where the balance starts afresh, what meets `carries_when` on that day goes on counting (未整改的转入下年).
    """

    id: EntryId
    title: Text
    on: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    points: Value
    expires_after: Term | None = None
    at_most: Value | None = None
    at_most_within: Window | None = None
    carries_when: Condition | None = None

    @model_validator(mode="after")
    def _moment(self) -> "BalanceEntry":
        if (self.on is None) == (self.every is None):
            raise ValueError("on（逐条登记）与 every（逐期判断）必须写一个，且只写一个")
        return self


def _renewal(raw: Any) -> Any:
    if isinstance(raw, dict | AnniversaryWindow) or raw in get_args(RenewWord) or is_cycle(raw):
        return raw
    words = "、".join(get_args(RenewWord))
    raise ValueError(f"要写 {words}，或 {{anniversary: 日期数据的键}}，现在是“{raw}”")


class Carry(Strict):
    """What goes over when a balance starts afresh: what lies above its base, below it, or both."""

    part: Literal["surplus", "shortfall", "both"]
    share: Exact = Fraction(1)
    at_most: Exact | None = None


class Balance(Strict):
    """A running account: base, additions, deductions, floor, cap, when it starts afresh and what goes over."""

    name: Text
    of: Key
    base: Exact
    floor: Exact | None = None
    cap: Exact | None = None
    renews: Annotated[str | AnniversaryWindow, BeforeValidator(_renewal)] = "never"
    carries: Carry | None = None
    clamp: Literal["each_step", "at_the_end"] = "each_step"
    entries: Annotated[tuple[BalanceEntry, ...], Field(min_length=1)]
    clause: Text
    source: Key | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _carried(self) -> "Balance":
        entry = next((one for one in self.entries if one.carries_when is not None), None)
        if (self.carries or entry) and self.renews == "never":
            raise ValueError(
                "从不重新起算（renews: never）的，没有结转：写 renews: year 等，或不写 carries、carries_when"
            )
        if self.carries and entry:
            raise ValueError("carries（按余分结转）与 carries_when（按笔结转）只写一种，以免同一笔转两次")
        return self


class Roll(Cited):
    """A list (名单) on which a subject stands for a time: entered by a record or a condition."""

    name: Text
    of: Key
    on: Key | None = None
    every: Grain | None = None
    when: Condition | None = None
    lasts: Lasting
    leaves_when: Condition | None = None

    @model_validator(mode="after")
    def _moment(self) -> "Roll":
        if (self.on is None) == (self.every is None):
            raise ValueError("on（逐条登记）与 every（逐期判断）必须写一个，且只写一个")
        return self
