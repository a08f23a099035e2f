"""Figures in the engine: exact, unreduced fractions that remember what they were made of."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from domain.library.decimals import clock

UNBOUNDED = 10**9  # a count whose records nobody has checked may be as high as you like
LITERAL = "literal"
NOT_DUE, SOME_NOT_DUE = "还没有到期", "有的还没有到期"  # how a number may still grow whatever was checked
NOT_SETTLED = "有的数额未定"
SINCE_THE_START = "施行以前的没有数据"  # of a year in the middle of which the scheme took effect
BEFORE_THE_START = "施行以前的没有登记"  # of a longer window that begins before the scheme
NOT_FINAL = "数据尚未终结"  # why a figure that somebody may still change is not there yet
_SAYS_WHY = frozenset({NOT_DUE, SOME_NOT_DUE, SINCE_THE_START, BEFORE_THE_START})
AS_TOLD = "%"  # the text of a percentage of which nobody said the counts
WITHOUT_COUNTS = "只登记了比率，没有登记分子、分母"
Kind = Literal["number", "text", "flag", "day", "clock"]


@dataclass(frozen=True, slots=True)
class Datum:
    """A known value. A number is num/den (den > 0), kept unreduced: 179/199 stays 179/199.

    `high` is set where only a range is known (so many, at most so many more). `order` is the scale
    of a grade, best first. `steps` are the figures that it was computed from, `how` the operation. `judge` is set where
    it is for persons, not for data, to say where within a range it lies.
    """

    kind: Kind
    num: int = 0
    den: int = 1
    percent: bool = False
    name: str = ""
    text: str = ""
    flag: bool = False
    day: date | None = None
    order: tuple[str, ...] = ()
    high: int | None = None
    how: str = ""
    steps: "tuple[Datum, ...]" = ()
    judge: bool = False

    @property
    def exact(self) -> Fraction:
        """The number as a reduced fraction."""
        return Fraction(self.num, self.den)


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that is not known; `judge` when a person has to supply it, not the data.

    It is `absent` where there is none for certain, and `unsure` where there may be one, or another one.
    """

    name: str
    why: str
    judge: bool = False
    absent: bool = False
    unsure: bool = False
    over_zero: int | None = None  # the numerator of a ratio whose denominator is zero


Known = Datum | Missing


def number(value: int | Decimal | Fraction, *, percent: bool = False, name: str = "") -> Datum:
    """A number as a datum."""
    if isinstance(value, int):
        return Datum("number", value, 1, percent, name)
    exact = Fraction(value)
    return Datum("number", exact.numerator, exact.denominator, percent, name)


def graded(found: Known, scale: tuple[str, ...]) -> Known:
    """A word of a scale with its place in it; anything else as it is."""
    if isinstance(found, Datum) and found.kind == "text" and not found.order and found.text in scale:
        return replace(found, order=scale)
    return found


def ratio(top: int | Decimal | Fraction, bottom: int | Decimal | Fraction, name: str = "") -> Known:
    """A ratio that keeps its parts; undefined over zero."""
    if isinstance(top, int) and isinstance(bottom, int):
        num, den = top, bottom
    else:
        upper, lower = Fraction(top), Fraction(bottom)
        num, den = upper.numerator * lower.denominator, upper.denominator * lower.numerator
        if (whole := Fraction(lower)).denominator == 1 and upper.denominator == 1:
            num, den = upper.numerator, whole.numerator
    if den == 0:
        return Missing(name, "分母为零", over_zero=num)
    if den < 0:
        num, den = -num, -den
    return Datum("number", num, den, True, name)


def show_number(value: Fraction, *, percent: bool = False) -> str:
    """A number to read: 89.9497…% or 12.5 or 1/3 as 0.3333…; the dots say that digits were cut off."""
    return _shown(value.numerator, value.denominator, percent)


@lru_cache(maxsize=100_000)
def _shown(num: int, den: int, percent: bool) -> str:
    """The same figures are told again and again: in arithmetic, in tables, beside their lines."""
    scaled, rest = divmod(abs(num) * (1_000_000 if percent else 10_000), den)
    cut = Decimal(scaled if num >= 0 else -scaled) / 10000
    tail = "…" if rest else ""
    body = f"{cut:.4f}".rstrip("0").rstrip(".") if not tail else f"{cut:.4f}"
    return f"{body}{tail}{'%' if percent else ''}"


def show(datum: Known) -> str:
    """A value to read; a fraction that the scheme says stands as it was written."""
    if isinstance(datum, Missing):
        return datum.why
    if datum.kind == "text" or (datum.how == LITERAL and datum.text):
        return datum.text
    if datum.kind == "flag":
        return "是" if datum.flag else "否"
    if datum.kind == "day" and datum.day is not None:
        return datum.day.isoformat()
    if datum.kind == "clock":
        return clock(datum.num)
    plain = show_plain(datum)
    if datum.high is not None and datum.high >= UNBOUNDED * datum.den:
        told = datum.how in _SAYS_WHY or datum.how.endswith(NOT_SETTLED)
        return f"至少{plain}{'' if told else '（未经查询核实）'}"
    if datum.high is not None and datum.num * 2 < -UNBOUNDED * datum.den:
        return f"至多{show_number(Fraction(datum.high, datum.den), percent=datum.percent)}"
    if datum.high is not None:
        return f"{plain}至{show_number(Fraction(datum.high, datum.den), percent=datum.percent)}"
    parted = datum.percent and datum.den != 1 and datum.how != LITERAL and not datum.steps and not datum.text
    return f"{datum.num}/{datum.den} = {plain}" if parted else plain


def show_plain(datum: Datum) -> str:
    """A number without the parts of which it was made."""
    return _shown(datum.num, datum.den, datum.percent)
