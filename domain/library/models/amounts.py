"""How much follows: in yuan, or in another unit."""

import re
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Tag, model_validator

from domain.library.models.base import Exact, OpenMark, Strict, Text, is_number, tagger
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


def _unit(raw: Any) -> Any:
    if isinstance(raw, str) and re.fullmatch(r"[^\d\s]{1,8}", raw) and raw not in _MONEY:
        return raw
    said = "金额不写 unit，就是元，万元的换成元" if raw in _MONEY else "写辆、个、名额、学位这样的词"
    raise ValueError(f"unit（数额的单位）{said}，现在是“{raw}”")


_MONEY = ("元", "万元", "亿元", "角", "分", "块", "人民币")


class _Counted(Strict):
    """In yuan, or in another unit (辆、名额), then `rounded` to whole ones where that is said."""

    unit: Annotated[str, BeforeValidator(_unit)] = ""
    rounded: Literal["up", "down", "half_up"] | None = None

    @model_validator(mode="after")
    def _whole_ones(self) -> Self:
        if self.rounded is not None and not self.unit:
            raise ValueError(
                "rounded（取整）与 unit（单位）一起写；金额取整写 {round_up: …}、{round_down: …}"
            )
        return self


class PercentAmount(_Counted):
    """A percentage (or a range of percentages) of a base; with `per` so much for each one."""

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


class TimesAmount(_Counted):
    """A multiple (or a range of multiples) of a base such as a loss."""

    times: Figure
    of: Value
    cap: Value | None = None
    floor: Value | None = None


class CoefficientAmount(_Counted):
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


class FixedAmount(_Counted):
    """A sum, or a range; with `per` it is multiplied by a count, of which `size` makes one (每 1 个百分点)."""

    fixed: Figure
    per: Value | None = None
    size: Exact = Fraction(1)
    cap: Value | None = None
    floor: Value | None = None


class WordsAmount(Strict):
    """An amount without a number: a person states it."""

    words: Text
    unit: Annotated[str, BeforeValidator(_unit)] = ""


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


def unit_of(amount: Any) -> str:
    """The unit of an amount; empty where it is yuan, or a blank to be filled in."""
    return getattr(amount, "unit", "")
