"""What is recorded (facts) and what is derived from it (measures)."""

from fractions import Fraction
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from domain.library.decimals import short
from domain.library.models.base import Exact, Grain, Key, Kinds, Text
from domain.library.models.conditions import Bounds
from domain.library.models.ranked import Ranked
from domain.library.models.values import Value

FactKind = Literal[
    "number", "amount", "ratio", "flag", "grade", "choice", "date", "text", "rank", "tally", "record"
]  # fmt: skip
FieldKind = Literal["number", "amount", "ratio", "flag", "grade", "choice", "date", "time", "text", "person"]


class FieldOfRecord(Ranked):
    """A column of a record; an optional yes/no that is left out counts as no.

    With `value` it is computed from the other fields and never typed in. A grade lists its `options` best first; a
    ratio is typed in percent (4.9 is 4.9%), and written with its sign in cases. A figure beyond `at_least` and
    `at_most` is not taken.
    """

    WORDS: ClassVar[str] = "options"

    name: Text
    kind: FieldKind
    options: tuple[Text, ...] = ()
    optional: bool = False
    value: Value | None = None
    at_least: Exact | None = None
    at_most: Exact | None = None

    @model_validator(mode="after")
    def _complete(self) -> "FieldOfRecord":
        bounded = (self.at_least, self.at_most) != (None, None)
        if bounded and (self.kind not in {"number", "amount", "ratio"} or self.value is not None):
            raise ValueError(
                "at_least、at_most（最低、最高）只用于要填的数、金额、百分数（number、amount、ratio）"
            )
        if self.kind == "grade" and len(self.options) < 2:
            raise ValueError(
                "grade 要写 options：由好到差列出等次；轻重分级的写 light_to_heavy：由轻到重列出"
            )
        if self.value is not None and self.optional:
            raise ValueError("写了 value 的登记项由系统计算，不用人填，不写 optional")
        return self

    @property
    def may_lack(self) -> bool:
        """Whether a record may say nothing of it; a yes or no that is left out counts as no."""
        return self.optional and self.kind != "flag"

    @property
    def range_words(self) -> str:
        """在1至3之间, 不低于1, 不超过10%; empty where any figure is taken."""
        return within_words(self.at_least, self.at_most, percent=self.kind == "ratio")

    def takes(self, number: Fraction) -> bool:
        """Whether a figure lies in the range that the scheme declares."""
        low, high = self.at_least, self.at_most
        return (low is None or number >= low) and (high is None or number <= high)


def within_words(low: Fraction | None, high: Fraction | None, *, percent: bool = False) -> str:
    """Between what a figure lies, in words."""
    told = [None if end is None else f"{short(end * 100)}%" if percent else short(end) for end in (low, high)]
    if told[0] is not None and told[1] is not None:
        return f"在{told[0]}至{told[1]}之间"
    return f"不低于{told[0]}" if told[0] is not None else f"不超过{told[1]}" if told[1] is not None else ""


class Fact(Ranked):
    """A kind of datum: what it is, of whom, how often, reported by whom.

    Without `every` it is standing (a birth date, a contract end). A record is a row with a date:
    an event, a visit, an order, a complaint. `absence` says whether no record means that nothing
    happened (assumed) or that somebody has to have looked (checked). `ordered_by` tells records of one
    day apart: by a field (a time, a number), or in the order in which they were registered. What is `confidential`
    is handled among the leads: no register is kept of it. `from: findings` is the ledger of problems, of the unit that
    was inspected or that leads the rectification (`as`), with those of the units below it where it says so;
    `from: decisions` are the decisions in force. With
    several records in `from` it is all of them as one.
    """

    name: Text
    kind: FactKind
    of: Kinds
    every: Grain | None = None
    by: Kinds | None = None
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
    confidential: bool = False
    from_: Literal["findings", "decisions"] | tuple[Key, ...] | None = Field(default=None, alias="from")
    as_: Literal["inspected", "lead"] = Field(default="inspected", alias="as")
    below: bool = False
    note: Text | None = None

    @field_validator("from_", mode="before")
    @classmethod
    def _sources(cls, raw: Any) -> Any:
        if raw in ("findings", "decisions") or (
            isinstance(raw, list | tuple) and len(set(raw)) == len(raw) >= 2
        ):
            return raw
        raise ValueError(
            "from 写 findings（取自问题台账）、decisions（取自处置决定），"
            "或者两种以上逐条登记的键（合在一起看）：from: [tip, fine]"
        )

    @model_validator(mode="after")
    def _gathered(self) -> "Fact":
        if not self.of_findings and (self.as_ != "inspected" or self.below):
            raise ValueError("as 与 below 和 from: findings（取自问题台账）一起写")
        if self.from_ is None:
            return self
        whence = f"{self.whence}的"
        if self.kind != "record":
            raise ValueError(f"{whence}（from）是逐条的，kind 写 record")
        if self.by or self.confidential or self.absence == "checked":
            raise ValueError(f"{whence}不用登记，不写 by、confidential、absence: checked")
        if self.asked:
            raise ValueError(f"{whence}登记项是现成的，不另外声明；fields 只写由它们算出来的（value）")
        return self

    @model_validator(mode="after")
    def _complete(self) -> "Fact":
        if self.kind == "grade" and len(self.grades) < 2:
            raise ValueError("grade 要写 grades：由好到差列出等次；轻重分级的写 light_to_heavy：由轻到重列出")
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
    def asked(self) -> dict[str, FieldOfRecord]:
        """The fields that are typed in; the others are computed from them."""
        return {key: field for key, field in self.fields.items() if field.value is None}

    @property
    def of_findings(self) -> bool:
        """Whether its rows are the problems of the ledger."""
        return self.from_ == "findings"

    @property
    def of_decisions(self) -> bool:
        """Whether its rows are what was decided and is in force."""
        return self.from_ == "decisions"

    @property
    def kept_by_system(self) -> bool:
        """Whether its rows come from the work itself, so that nobody has to register or look for them."""
        return self.of_findings or self.of_decisions

    @property
    def whence(self) -> str:
        """Where its rows come from, in words; empty of what is registered."""
        words = {"findings": "取自问题台账", "decisions": "取自处置决定", None: ""}
        return "由几种登记合在一起" if isinstance(self.from_, tuple) else words[self.from_]

    @property
    def parts(self) -> tuple[str, ...]:
        """The records that it is put together of."""
        return self.from_ if isinstance(self.from_, tuple) else ()

    @property
    def registered(self) -> bool:
        """Whether people put in its rows one by one."""
        return self.kind == "record" and self.from_ is None

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


class Measure(Ranked):
    """A derived figure, or a grade by bands of it.

    One that asks for its own value of the period before (a state that lasts, a count that starts again) says what
    was `initially`.
    """

    name: Text
    of: Kinds
    value: Value
    unit: Text | None = None
    percent: bool = False
    every: Grain | None = None
    initially: Value | None = None
    bands: tuple[GradeBand, ...] = ()
    grades: tuple[Text, ...] = ()
    range_: Bounds | None = Field(default=None, alias="range")
    note: Text | None = None
