"""Consequences: what follows, for whom, how much, how long, and whether it must or may."""

from fractions import Fraction
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from domain.library.models.acts import ACT_NAMES, Act
from domain.library.models.base import Exact, Key, Nature, OpenMark, Strict, Text, is_number, tagger
from domain.library.models.conditions import Condition
from domain.library.models.dates import Anchor
from domain.library.models.lengths import DeedLasting, DeedTerm, is_bounded
from domain.library.models.limits import Pauses, as_deeds_pause
from domain.library.models.literals import NumberValue, refuse_whole_percent
from domain.library.models.values import Value


class NumberRange(Strict):
    """A range of which a person picks the figure; the inclusiveness of each end is its key."""

    at_least: Value | None = None
    above: Value | None = None
    at_most: Value | None = None
    below: Value | None = None

    @model_validator(mode="after")
    def _some_end(self) -> "NumberRange":
        if self.at_least is not None and self.above is not None:
            raise ValueError("at_least（含）与 above（不含）只写一个")
        if self.at_most is not None and self.below is not None:
            raise ValueError("at_most（含）与 below（不含）只写一个")
        if not any((self.at_least, self.above, self.at_most, self.below)):
            raise ValueError("幅度要写界限：at_least、above、at_most 或 below")
        return self


_RANGE_KEYS = dict.fromkeys(("at_least", "above", "at_most", "below"), "<range>")


class OneFigure(Strict):
    """A figure that is not a range: a number or an expression."""

    figure: Value

    @model_validator(mode="before")
    @classmethod
    def _scalar(cls, raw: Any) -> Any:
        return {"figure": raw}


def _figure_form(raw: Any) -> str | None:
    if isinstance(raw, dict) and not any(key in raw for key in _RANGE_KEYS):
        return "<figure>"
    if isinstance(raw, dict):
        return "<range>"
    return "<figure>" if isinstance(raw, str) or is_number(raw) else None


Figure = Annotated[
    Annotated[NumberRange, Tag("<range>")] | Annotated[OneFigure, Tag("<figure>")],
    Discriminator(_figure_form),
]


def _figures_of(figure: "NumberRange | OneFigure") -> tuple[Value | None, ...]:
    if isinstance(figure, OneFigure):
        return (figure.figure,)
    return figure.at_least, figure.above, figure.at_most, figure.below


class PercentAmount(Strict):
    """A percentage (or a range of percentages) of a base, in yuan; with `per` so much for each one."""

    percent: Figure
    of: Value
    per: Value | None = None
    size: Exact = Fraction(1)
    cap: Value | None = None
    floor: Value | None = None

    @model_validator(mode="after")
    def _of_a_hundred(self) -> "PercentAmount":
        for one in _figures_of(self.percent):
            refuse_whole_percent(one)
        return self


class TimesAmount(Strict):
    """A multiple (or a range of multiples) of a base such as a loss."""

    times: Figure
    of: Value
    cap: Value | None = None
    floor: Value | None = None


class CoefficientAmount(Strict):
    """A payment coefficient: the base is paid at this share."""

    coefficient: Figure
    of: Value
    cap: Value | None = None
    floor: Value | None = None

    @model_validator(mode="after")
    def _hardly_so_often(self) -> "CoefficientAmount":
        for one in _figures_of(self.coefficient):
            if isinstance(one, NumberValue) and not one.percent and one.number > 10:
                said = f'百分之{one.number}写成 "{one.number}%"，几倍的写 times'
                raise ValueError(f"coefficient 是乘以几：{one.number} 就是 {one.number} 倍；{said}")
        return self


class FixedAmount(Strict):
    """A sum in yuan, or a range; with `per` it is multiplied by a count, of which `size` makes one (每 1 个百分点)."""

    fixed: Figure
    per: Value | None = None
    size: Exact = Fraction(1)
    cap: Value | None = None
    floor: Value | None = None


class WordsAmount(Strict):
    """An amount without a number: a person states it."""

    words: Text


Amount = Annotated[
    Annotated[PercentAmount, Tag("<percent>")]
    | Annotated[TimesAmount, Tag("<times>")]
    | Annotated[CoefficientAmount, Tag("<coefficient>")]
    | Annotated[FixedAmount, Tag("<fixed>")]
    | Annotated[WordsAmount, Tag("<words>")]
    | Annotated[OpenMark, Tag("<open>")],
    Discriminator(
        tagger(
            {key: f"<{key}>" for key in ("percent", "times", "coefficient", "fixed", "words", "open")},
            lambda raw: None,
        )
    ),
]


class Deed(Strict):
    """One act: what is done (`do`), must or may, to whom, how much, by when, how long; points move a `balance`.

    `starts` is what its time runs from: an event (决定), a recorded date by its key, or one counted from it. What does
    not count of it are `pauses`.
    """

    do: Act
    nature: Nature = "must"
    text: Text | None = None
    on: Key | None = None
    to: tuple[Text, ...] = ()
    amount: Amount | None = None
    points: Figure | None = None
    balance: Key | None = None
    within: DeedTerm | None = None
    lasts: DeedLasting | None = None
    pauses: Pauses = ()
    starts: Anchor | None = None
    scope: Text | None = None
    grade: Text | None = None
    list_: Key | None = Field(default=None, alias="list")
    document: Text | None = None
    under: Text | None = None
    decided_by: Text | None = None
    when: Condition | None = None

    @model_validator(mode="after")
    def _paused(self) -> "Deed":
        as_deeds_pause(self.pauses, self.within, self.lasts)
        return self

    @model_validator(mode="after")
    def _points_of(self) -> "Deed":
        if self.balance is not None and (self.do != "points" or self.points is None):
            raise ValueError("balance（记入哪个信用分）与 do: points、points（几分）一起写")
        return self

    @model_validator(mode="after")
    def _so_long(self) -> "Deed":
        if getattr(self.within, "unit", "") == "minute":
            raise ValueError(
                "后果的期限（within）不按分钟计，最短按小时；逐件几分钟的写成时限（time_limits）"
            )
        if getattr(self.lasts, "unit", "") in {"hour", "minute"}:
            raise ValueError("lasts（持续多久）不按小时、分钟计，最短按日")
        if is_bounded(self.lasts):
            raise ValueError(
                "lasts（持续多久）从起日一直算到末日，不写 no_later_than、no_earlier_than；"
                "到某天为止的写 lasts: {by: …}"
            )
        if is_bounded(self.within) and getattr(self.within, "unit", "") == "hour":
            raise ValueError("按小时的期限（within）不写 no_later_than、no_earlier_than")
        return self


class Together(Strict):
    """Several acts that make one alternative: 警告并罚款，或者……"""

    together: Annotated[tuple[Deed, ...], Field(min_length=2)]


Alternative = Annotated[
    Annotated[Deed, Tag("<do>")] | Annotated[Together, Tag("<together>")],
    Discriminator(tagger({"together": "<together>", "do": "<do>"}, lambda raw: None)),
]


class ChooseOne(Strict):
    """Alternatives of which a person picks one."""

    choose_one: Annotated[tuple[Alternative, ...], Field(min_length=2)]
    nature: Nature = "must"

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """Every act of every alternative."""
        return tuple(
            deed
            for one in self.choose_one
            for deed in (one.together if isinstance(one, Together) else (one,))
        )


Consequence = Annotated[
    Annotated[Deed, Tag("<do>")] | Annotated[ChooseOne, Tag("<choose_one>")],
    Discriminator(tagger({"choose_one": "<choose_one>", "do": "<do>"}, lambda raw: None)),
]

Consequences = tuple[Consequence, ...]

__all__ = ["ACT_NAMES", "Amount", "ChooseOne", "Consequence", "Consequences", "Deed", "Together"]
