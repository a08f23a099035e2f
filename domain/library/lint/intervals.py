"""Intervals of exact numbers, for bands, contradictions and shadows."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from domain.library.models import values as v
from domain.library.models.conditions import Bounds
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_moving


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


def is_whole(scheme: Scheme, value: Any, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a value can only be a whole number; `seen` are the names on the way, one of which is a circle."""
    if isinstance(
        value,
        v.Count
        | v.LongestGap
        | v.CoveredDays
        | v.MonthsInScope
        | v.TriggeredTimes
        | v.CountPeriods
        | v.CountMembers
        | v.FromBottom
        | v.Ranking
        | v.Entrants
        | v.PartOfDate
        | v.OutOf
        | v.RoundUp
        | v.RoundDown
        | v.Remainder
        | v.DaysLate,
    ):
        return True
    match value:
        case NameValue():
            return value.name not in seen and _whole_name(scheme, value.name, seen | {value.name})
        case NumberValue():
            return value.number.denominator == 1
        case v.Elapsed():
            return value.unit not in {"hour", "minute"}
        case v.Sum() | v.Difference() | v.Product() | v.LargerOf() | v.SmallerOf():
            parts = getattr(value, next(iter(type(value).model_fields)))
            return all(is_whole(scheme, part, seen) for part in parts)
        case v.Table():
            otherwise = [value.otherwise] if value.otherwise is not None else []
            return all(is_whole(scheme, part, seen) for part in (*value.values.values(), *otherwise))
        case v.ByBands():
            return all(is_whole(scheme, band.then, seen) for band in value.bands)
        case v.If():
            return is_whole(scheme, value.then, seen) and is_whole(scheme, value.otherwise, seen)
    return False


def _whole_name(scheme: Scheme, name: str, seen: frozenset[str]) -> bool:
    """Whether a fact, a measure or a balance by its name can only be a whole number."""
    if name in scheme.facts:
        return scheme.facts[name].kind == "rank"
    if name in scheme.balances:
        return _whole_balance(scheme, name, seen)
    measure = scheme.measures.get(name)
    return measure is not None and not measure.bands and is_whole(scheme, measure.value, seen)


def _whole_balance(scheme: Scheme, key: str, seen: frozenset[str]) -> bool:
    """Whether everything that moves a balance is whole; what goes over in parts need not be."""
    balance = scheme.balances[key]
    plain = [balance.base, *(end for end in (balance.floor, balance.cap) if end is not None)]
    if balance.carries is not None or rules_moving(scheme, key) or any(one.denominator != 1 for one in plain):
        return False
    held = [entry.at_most for entry in balance.entries] + [limit.at_most for limit in balance.limits]
    figures = [*(entry.figure for entry in balance.entries), *(one for one in held if one is not None)]
    return all(not isinstance(one, NameValue) and is_whole(scheme, one, seen) for one in figures)


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
