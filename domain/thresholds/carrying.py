"""What goes over when a balance starts afresh."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from domain.library.decimals import short
from domain.library.models.accounts import Carry
from domain.thresholds.data import Datum


@dataclass(frozen=True, slots=True)
class Opening:
    """With what a balance starts, at the least and at the most, and how that is told."""

    low: Fraction
    high: Fraction
    told: str = ""


def carried(carry: Carry, base: Fraction, ended: Datum) -> Opening:
    """The base together with what goes over of a balance that ended so."""
    top = ended.exact if ended.high is None else Fraction(ended.high, ended.den)
    low, high = (_part(carry, end - base) for end in (ended.exact, top))
    said = short(low) if low == high else f"{short(low)}至{short(high)}"
    sign = "+" if low > 0 else ""
    return Opening(base + low, base + high, f"；上期结转{sign}{said}")


def _rounded(carry: Carry, size: Fraction) -> Fraction:
    match carry.rounded:
        case "up":
            return Fraction(ceil(size))
        case "down":
            return Fraction(floor(size))
        case "half_up":
            return Fraction(floor(size + Fraction(1, 2)))
    return size


def _part(carry: Carry, difference: Fraction) -> Fraction:
    if carry.part == "surplus":
        difference = max(difference, Fraction(0))
    elif carry.part == "shortfall":
        difference = min(difference, Fraction(0))
    size = _rounded(carry, abs(difference) * carry.share)
    size = size if carry.at_most is None else min(size, carry.at_most)
    return size if difference > 0 else -size
