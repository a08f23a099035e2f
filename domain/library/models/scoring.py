"""Scoring sheets: items with steps that give or take points, vetoes, bonus, grades."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from domain.library.models.base import Cited, Exact, Grain, Key, Kinds, Strict, Text, tagger
from domain.library.models.conditions import Bounds, Condition
from domain.library.models.dates import CountedTerm, FixedDate, Term, UntilTerm
from domain.library.models.values import Value


class PerStep(Strict):
    """Points for each unit of a value: {per: 漏报次数, points: -2}; `size` is how much makes one unit."""

    per: Value
    points: Exact
    size: Exact = Fraction(1)
    whole: bool = True
    at_most: Exact | None = None


class WhenStep(Strict):
    """Points when a condition holds."""

    when: Condition
    points: Exact


class ShareStep(Strict):
    """The item's points in proportion to a ratio, at most all of them."""

    proportion: Value
    of: Exact | None = None


class BandOfPoints(Bounds):
    """Points for a band of a value."""

    points: Exact


class BandStep(Strict):
    """Points by bands or ranks of a value."""

    by: Value
    bands: Annotated[tuple[BandOfPoints, ...], Field(min_length=1)]


class ManualStep(Strict):
    """Points that a person sets within a range, with a reason."""

    manual: Text
    at_least: Exact
    at_most: Exact


class ZeroStep(Strict):
    """The item scores nothing when this holds."""

    zero_when: Condition


Step = Annotated[
    Annotated[PerStep, Tag("<per>")]
    | Annotated[WhenStep, Tag("<when>")]
    | Annotated[ShareStep, Tag("<proportion>")]
    | Annotated[BandStep, Tag("<by>")]
    | Annotated[ManualStep, Tag("<manual>")]
    | Annotated[ZeroStep, Tag("<zero_when>")],
    Discriminator(
        tagger(
            {key: f"<{key}>" for key in ("per", "when", "proportion", "by", "manual", "zero_when")},
            lambda raw: None,
        )
    ),
]


class SheetItem(Cited):
    """One line of a sheet. Starting at full or at zero, its steps apply in order.

    The result stays between zero and `points`; a bonus item stays between `at_least` and `at_most`. An item that
    does not apply (`applies_when`) has full or no points, or its points `merge` into another item, or the other
    items that apply (or those of `spread_over`) share them in their proportion, or each as many (`spread_evenly`).
    """

    key: Key
    name: Text
    points: Exact
    starts: Literal["full", "zero"] = "full"
    bonus: bool = False
    at_least: Exact | None = None
    at_most: Exact | None = None
    method: Text | None = None
    assessed_by: Text | None = None
    applies_when: Condition | None = None
    otherwise: Literal["full", "zero", "merge", "spread"] = "full"
    merge_into: Key | None = None
    spread_over: tuple[Key, ...] = ()
    spread_evenly: bool = False
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _merge(self) -> "SheetItem":
        if (self.otherwise == "merge") != (self.merge_into is not None):
            raise ValueError("otherwise: merge 与 merge_into 要一起写")
        if (self.spread_over or self.spread_evenly) and self.otherwise != "spread":
            raise ValueError(
                "spread_over（由哪几项分摊）、spread_evenly（平均分摊）要与 otherwise: spread 一起写"
            )
        if self.otherwise != "full" and self.applies_when is None:
            raise ValueError("otherwise（不适用时怎样）要与 applies_when（何时适用）一起写")
        if sum(isinstance(step, ManualStep) for step in self.steps) > 1:
            raise ValueError("一项只能有一步由人评分（manual）；要分几样评的，拆成几项写")
        return self

    @property
    def manual(self) -> ManualStep | None:
        """The step that a person marks, if there is one."""
        return next((step for step in self.steps if isinstance(step, ManualStep)), None)


class Veto(Cited):
    """One fact that settles the whole sheet (一票否决)."""

    name: Text
    when: Condition
    grade: Text | None = None
    total: Exact | None = None


class SheetGrade(Bounds):
    """A grade and the totals that earn it."""

    grade: Text


class Review(Strict):
    """Asking for a review of the result, and deciding on it."""

    apply_within: Term
    decide_within: Term | None = None
    to: Text | None = None

    @model_validator(mode="after")
    def _counted(self) -> "Review":
        for term in (self.apply_within, self.decide_within):
            back = isinstance(term, CountedTerm) and (term.before is not None or term.unit == "hour")
            if back or (isinstance(term, UntilTerm) and not isinstance(term.by, FixedDate)):
                raise ValueError(
                    "复核的期限写天数：{count: 5, unit: working_day, from: 结果告知}；写死日期的写完整的日期："
                    "{by: 2027-01-31}；别的写 {words: 原文}，由人把握"
                )
        return self

    @model_validator(mode="after")
    def _from_the_request(self) -> "Review":
        within = self.decide_within
        start = within.from_ if isinstance(within, CountedTerm) else None
        if start is not None and "申请" not in start:
            raise ValueError(
                "decide_within（几日内作出复核决定）从申请复核之日起算，from 写“申请复核”；"
                "从受理等别的日子起算的写 {words: 受理后10日内}，由人把握"
            )
        return self


class Sheet(Cited):
    """A year-end (or other) assessment; `at_least` and `at_most` hold its total, extra points and all.

    `marks_within` is the time that people have for their marks, from the end of the period on.
    """

    name: Text
    of: Kinds
    every: Grain
    total: Exact
    items: Annotated[tuple[SheetItem, ...], Field(min_length=1)]
    bonus_at_least: Exact | None = None
    bonus_at_most: Exact | None = None
    at_least: Exact | None = None
    at_most: Exact | None = None
    vetoes: tuple[Veto, ...] = ()
    grades: tuple[SheetGrade, ...] = ()
    marks_within: CountedTerm | None = None
    review: Review | None = None

    @model_validator(mode="after")
    def _marks(self) -> "Sheet":
        term = self.marks_within
        if term is None:
            return self
        if term.from_ is not None or term.before is not None or term.unit == "hour":
            raise ValueError(
                "marks_within（由人评的分几天内评完）从每期结束起算，只写 count 和 unit，不写 from、before，不按小时："
                "{count: 15, unit: working_day}；次年1月底前写 {count: 1, unit: month}"
            )
        if self.every == "occasion":
            raise ValueError("按次（occasion）评分的没有统计期的最后一天，不写 marks_within")
        if all(item.manual is None for item in self.items):
            raise ValueError("marks_within 写在有由人评分（manual）的项的表上；各项都由数据算的不写")
        return self

    @model_validator(mode="after")
    def _ends(self) -> "Sheet":
        if self.at_most is not None and self.at_most < max(self.total, self.at_least or self.total):
            raise ValueError("at_most（总分最高）不能低于满分、最低分；某种情形下封顶的写 vetoes 的 total")
        return self
