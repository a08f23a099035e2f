"""Which values are percentages for certain: reckoned with as 0.05, said as five points of a hundred."""

from typing import Any

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
        case v.LargerOf(larger_of=parts) | v.SmallerOf(smaller_of=parts):
            others = [one for one in parts if not (isinstance(one, NumberValue) and one.number == 0)]
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
