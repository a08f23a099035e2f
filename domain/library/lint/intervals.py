"""Intervals of exact numbers, for bands, contradictions and shadows."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from domain.library.models import values as v
from domain.library.models.conditions import Bounds
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high; None is unbounded; each end included or not."""

    low: Fraction | None = None
    low_in: bool = True
    high: Fraction | None = None
    high_in: bool = True

    @property
    def empty(self) -> bool:
        """Whether no number lies in it."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    def meet(self, other: "Interval") -> "Interval":
        """What lies in both."""
        low, low_in = _tighter(self.low, self.low_in, other.low, other.low_in, upper=False)
        high, high_in = _tighter(self.high, self.high_in, other.high, other.high_in, upper=True)
        return Interval(low, low_in, high, high_in)

    def inside(self, other: "Interval") -> bool:
        """Whether all of it lies in the other."""
        return self.meet(other) == self

    def whole(self) -> "Interval":
        """For whole numbers: open ends moved to the next whole one."""
        low = self.low + 1 if self.low is not None and not self.low_in else self.low
        high = self.high - 1 if self.high is not None and not self.high_in else self.high
        return Interval(low, True, high, True)


def _tighter(
    one: Fraction | None, one_in: bool, two: Fraction | None, two_in: bool, *, upper: bool
) -> tuple[Fraction | None, bool]:
    if one is None or two is None:
        return (two, two_in) if one is None else (one, one_in)
    if one == two:
        return one, one_in and two_in
    first = (one < two) if upper else (one > two)
    return (one, one_in) if first else (two, two_in)


def interval_of(bounds: Bounds) -> Interval | None:
    """The interval of bounds that are literal numbers; None when any is computed or a word."""
    if bounds.is_ is not None or bounds.one_of is not None:
        return None
    found = Interval()
    for name, bound in bounds.limits:
        if not isinstance(bound, NumberValue):
            return None
        found = found.meet(of_limit(name, bound.number))
    return found


def of_limit(name: str, number: Fraction) -> Interval:
    """The numbers on the right side of one bound."""
    match name:
        case "at_least":
            return Interval(low=number)
        case "above":
            return Interval(low=number, low_in=False)
        case "at_most":
            return Interval(high=number)
        case "below":
            return Interval(high=number, high_in=False)
    return Interval(number, True, number, True)


def possible_range(scheme: Scheme, value: Any) -> Interval:
    """The numbers that a value can take at all."""
    if isinstance(
        value,
        v.Count
        | v.LongestGap
        | v.CoveredDays
        | v.MonthsInScope
        | v.TriggeredTimes
        | v.Amounts
        | v.CountPeriods
        | v.CountMembers
        | v.DaysLate,
    ):
        return Interval(low=Fraction(0))
    if isinstance(value, v.Share):
        return Interval(low=Fraction(0), high=Fraction(1))
    if isinstance(value, v.Take) and value.rows is None and value.take != "total":
        return possible_range(scheme, value.of)
    if isinstance(value, NameValue) and value.name in scheme.facts:
        low, high = scheme.facts[value.name].possible
        return Interval(low=low, high=high)
    if isinstance(value, NameValue) and value.name in scheme.balances:
        balance = scheme.balances[value.name]
        return Interval(low=balance.floor, high=balance.cap)
    return Interval()
