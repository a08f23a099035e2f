"""Exact fractions as short decimals for sentences; nothing is computed with the result."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_WIDE = Context(prec=60)


def short(value: Fraction, places: int = 6) -> str:
    """The value with at most so many decimals and no trailing zeros."""
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = format(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def clock(minutes: int) -> str:
    """A time of day out of the minutes since midnight: 20:30."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
