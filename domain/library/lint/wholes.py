"""Which values can only be whole numbers, so that nothing lies between one of them and the next."""

from collections.abc import Iterable
from typing import Any

from domain.library.models import values as v
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.moving import rules_moving

_COUNTS = (
    v.Count, v.LongestGap, v.CoveredDays, v.MonthsInScope, v.TriggeredTimes, v.CountPeriods, v.CountMembers,
    v.FromBottom, v.Ranking, v.Entrants, v.PartOfDate, v.OutOf, v.RoundUp, v.RoundDown, v.Remainder, v.DaysLate,
)  # fmt: skip


def is_whole(scheme: Scheme, value: Any, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a value can only be a whole number; `seen` are the names on the way, one of which is a circle."""
    if isinstance(value, _COUNTS):
        return True
    match value:
        case NameValue():
            return value.name not in seen and _whole_name(scheme, value.name, seen | {value.name})
        case NumberValue():
            return value.number.denominator == 1
        case v.Elapsed():
            return value.unit not in {"hour", "minute"}
        case v.Previous():
            return _whole_before(scheme, value.previous, seen)
        case v.Take() if value.take in {"mean", "pooled"}:
            return False
    parts = list(_made_of(value))
    return bool(parts) and all(is_whole(scheme, part, seen) for part in parts)


def _made_of(value: Any) -> Iterable[Any]:
    """The values of which a value is one, or made without dividing; nothing where that is not known."""
    match value:
        case v.Sum() | v.Difference() | v.Product() | v.LargerOf() | v.SmallerOf():
            return getattr(value, next(iter(type(value).model_fields)))  # type: ignore[no-any-return]  # a list of values
        case v.Table():
            otherwise = [value.otherwise] if value.otherwise is not None else []
            return (*value.values.values(), *otherwise)
        case v.ByBands():
            return [band.then for band in value.bands]
        case v.If():
            return value.then, value.otherwise
        case v.Absolute():
            return (value.absolute,)
        case v.Take() | v.AsOf() | v.Upper():
            return (value.of,)
    return ()


def _whole_before(scheme: Scheme, value: Any, seen: frozenset[str]) -> bool:
    """A measure that goes on from its own period before is whole when it begins so and each step is."""
    if not isinstance(value, NameValue) or value.name not in seen:
        return is_whole(scheme, value, seen)
    measure = scheme.measures.get(value.name)
    begins = measure.initially if measure is not None else None
    return begins is not None and is_whole(scheme, begins, seen)


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
