"""Which values are percentages for certain: reckoned with as 0.05, said as five points of a hundred."""

from typing import Any

from domain.library.kinds import alternatives
from domain.library.models import values as v
from domain.library.models.literals import NameValue, NumberValue
from domain.library.models.scheme import Scheme


def surely_percent(
    scheme: Scheme, node: Any, seen: frozenset[str] = frozenset(), record: str | None = None
) -> bool:
    """Whether every way to a value leads to a percentage; a percentage of something is none."""
    match node:
        case NumberValue():
            return node.percent
        case NameValue():
            return _named(scheme, node.name, seen, record)
        case v.Ratio() | v.Share():
            return True
        case v.Difference():
            return all(surely_percent(scheme, one, seen, record) for one in node.difference)
        case v.Sum():
            return all(surely_percent(scheme, one, seen, record) for one in node.sum)
        case v.LargerOf() | v.SmallerOf() | v.If() | v.Table() | v.ByBands():
            others = [one for _, one in alternatives(node) if not _is_zero(one)]
            return bool(others) and all(surely_percent(scheme, one, seen, record) for one in others)
        case (
            v.Absolute(absolute=of)
            | v.Previous(previous=of)
            | v.Upper(of=of)
            | v.AsOf(of=of)
            | v.InPart(of=of)
        ):
            return surely_percent(scheme, of, seen, record)
        case v.Round(round=of) | v.RoundUp(round_up=of) | v.RoundDown(round_down=of):
            return surely_percent(scheme, of, seen, record)
        case v.Take() if node.rows is None and node.take != "total":
            return surely_percent(scheme, node.of, seen)
    return False


def surely_plain(scheme: Scheme, node: Any, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a value is none for certain: a number without its sign, what is counted, so much for each of them."""
    match node:
        case NumberValue():
            return not node.percent and not _is_zero(node)
        case NameValue(name=name) if name in scheme.facts:
            return scheme.facts[name].kind in {"number", "amount", "rank"}
        case NameValue(name=name) if name in scheme.measures and name not in seen:
            measure = scheme.measures[name]
            return not measure.percent and surely_plain(scheme, measure.value, seen | {name})
        case v.Sum(sum=parts) | v.Difference(difference=parts):
            return any(surely_plain(scheme, one, seen) for one in parts)
        case v.Product(product=parts):
            return not all(surely_percent(scheme, one, seen) for one in parts)
        case v.LargerOf() | v.SmallerOf() | v.If() | v.Table() | v.ByBands():
            return any(surely_plain(scheme, one, seen) for _, one in alternatives(node))
    return isinstance(node, v.Count | v.CountPeriods | v.CountMembers | v.Elapsed | v.PartOfDate | v.Quotient)


def _is_zero(node: Any) -> bool:
    return isinstance(node, NumberValue) and node.number == 0


def _named(scheme: Scheme, name: str, seen: frozenset[str], record: str | None) -> bool:
    field = scheme.facts[record].fields.get(name) if record in scheme.facts else None
    if field is not None:
        return field.kind == "ratio"
    if name in scheme.facts:
        return scheme.facts[name].kind == "ratio"
    measure = scheme.measures.get(name)
    if measure is None or measure.bands or measure.grades or name in seen:
        return False
    return measure.percent or surely_percent(scheme, measure.value, seen | {name})
