"""What a value is: a number, a date, a word or a yes/no; and which words it can take."""

from typing import Any

from domain.library.models import values as v
from domain.library.models.facts import Fact
from domain.library.models.literals import ClockValue, DayValue, NameValue, NumberValue, TextValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import BUILT_IN_NAMES, Scope

_OF_KIND = {
    "number": "number", "amount": "number", "ratio": "number", "rank": "number", "flag": "flag",
    "date": "day", "time": "day", "grade": "text", "choice": "text", "text": "text", "person": "text",
}  # fmt: skip
_PASSED_ON: dict[type[object], str] = {v.Previous: "previous", v.Upper: "of", v.AsOf: "of", v.If: "then"}
_ALWAYS: dict[str, tuple[type[object], ...]] = {
    "number": (
        NumberValue, v.Sum, v.Difference, v.Product, v.Ratio, v.Quotient, v.Absolute, v.RoundUp, v.RoundDown,
        v.Elapsed, v.Count, v.CountPeriods, v.CountMembers, v.Share, v.Numerator, v.Denominator, v.FromBottom,
        v.OutOf, v.Ranking, v.Entrants, v.Score, v.ByParts, v.PartOfDate,
    ),
    "day": (DayValue, v.PhaseDay, v.EventDay, v.Shifted, v.MonthOf),
    "clock": (ClockValue,),
    "text": (TextValue, v.ScoreGrade),
}  # fmt: skip


def kind_of(scheme: Scheme, node: Any, scope: Scope) -> str | None:
    """number, day, clock, text or flag; None where it cannot be told."""
    match node:
        case v.PartOfDate(part="time"):
            return "clock"
        case v.PartOfDate(part="workday"):
            return "flag"
        case NameValue():
            return _of_name(scheme, node.name, scope)
        case v.LargerOf():
            return kind_of(scheme, node.larger_of[0], scope)
        case v.SmallerOf():
            return kind_of(scheme, node.smaller_of[0], scope)
        case v.Take():
            inner = scope if node.rows is None else Scope(record=node.rows, kind=scope.kind)
            return kind_of(scheme, node.of, inner)
        case v.Lookup() if node.lookup in scheme.facts:
            return _of_field(scheme.facts[node.lookup], node.field)
    for kind, forms in _ALWAYS.items():
        if isinstance(node, forms):
            return kind
    field = _PASSED_ON.get(type(node))
    return kind_of(scheme, getattr(node, field), scope) if field else None


def _of_name(scheme: Scheme, name: str, scope: Scope) -> str | None:
    record = scheme.facts.get(scope.record or "")
    if record is not None and name in record.fields:
        return _of_field(record, name)
    if name in scheme.facts:
        return _OF_KIND.get(scheme.facts[name].kind)
    if name in scheme.balances or name in scope.given:
        return "number"
    measure = scheme.measures.get(name)
    if measure is not None:
        return "text" if measure.bands else kind_of(scheme, measure.value, Scope(kind=measure.of))
    outer = scheme.facts.get(scope.outer or "")
    if outer is not None and name in outer.fields:
        return _of_field(outer, name)
    return "day" if name in BUILT_IN_NAMES else None


def _of_field(fact: Fact, field: str) -> str | None:
    if field == "row_date":
        return "day"
    return _OF_KIND.get(fact.fields[field].kind) if field in fact.fields else None


def words_of(scheme: Scheme, value: Any, scope: Scope) -> tuple[str, ...] | None:
    """The words that a grade or a choice can take; None for anything else."""
    if not isinstance(value, NameValue):
        return None
    record = scheme.facts.get(scope.record or "")
    if record is not None and value.name in record.fields:
        return record.fields[value.name].options or None
    if value.name in scheme.facts:
        fact = scheme.facts[value.name]
        return fact.grades or fact.options or None
    measure = scheme.measures.get(value.name)
    return tuple(band.grade for band in measure.bands) if measure is not None and measure.bands else None
