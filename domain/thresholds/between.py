"""Numbers of which only the ends are known (data still missing): what reckoning makes of them."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm, prod

from domain.thresholds.data import Datum, number


def ends(found: Datum) -> tuple[Fraction, Fraction]:
    """The lowest and the highest that a number may be."""
    return found.exact, found.exact if found.high is None else Fraction(found.high, found.den)


def between(low: Fraction, high: Fraction, *, percent: bool = False, judge: bool = False) -> Datum:
    """A number between two ends, both possible; whether it is for persons to say where it lies."""
    if low == high:
        return number(low, percent=percent)
    den = lcm(low.denominator, high.denominator)
    return Datum("number", int(low * den), den, percent, high=int(high * den), judge=judge)


def open_ended(parts: Sequence[Datum]) -> bool:
    """Whether any of several numbers has two ends."""
    return any(part.high is not None for part in parts)


def for_data(parts: Sequence[Datum]) -> bool:
    """Whether data would tell where numbers lie within their ends, and not persons alone."""
    spread = [part for part in parts if part.high is not None]
    return not spread or not all(part.judge for part in spread)


def added(parts: Sequence[Datum], *, percent: bool) -> Datum:
    """Their sum."""
    pairs = [ends(part) for part in parts]
    low, high = (sum(side, Fraction(0)) for side in zip(*pairs, strict=True))
    return between(low, high, percent=percent, judge=not for_data(parts))


def taken_from(whole: Datum, part: Datum, *, percent: bool) -> Datum:
    """A difference: lowest where most is taken from least."""
    (low, high), (least, most) = ends(whole), ends(part)
    return between(low - most, high - least, percent=percent, judge=not for_data((whole, part)))


def multiplied(parts: Sequence[Datum], *, percent: bool) -> Datum:
    """A product: its ends are among those of all ends."""
    if not open_ended(parts):
        return number(prod(part.exact for part in parts), percent=percent)
    low = high = Fraction(1)
    for part in parts:
        corners = [one * other for one in (low, high) for other in ends(part)]
        low, high = min(corners), max(corners)
    return between(low, high, percent=percent, judge=not for_data(parts))


def away_from_zero(found: Datum) -> Datum:
    """The absolute value."""
    low, high = ends(found)
    least = Fraction(0) if low < 0 < high else min(abs(low), abs(high))
    return between(least, max(abs(low), abs(high)), percent=found.percent, judge=found.judge)
