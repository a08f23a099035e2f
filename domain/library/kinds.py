"""What a value is: a number, a date, a word or a yes/no; and which words it can take."""

from collections.abc import Iterable
from typing import Any

from domain.library.models import values as v
from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.literals import ClockValue, DayValue, FlagValue, NameValue, NumberValue, TextValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import BUILT_IN_NAMES, Scope

_OF_KIND = {
    "number": "number", "amount": "number", "ratio": "number", "rank": "number", "flag": "flag",
    "date": "day", "time": "day", "grade": "text", "choice": "text", "text": "text", "person": "text",
}  # fmt: skip
KIND_NAMES = {"number": "数", "day": "日期", "text": "词", "flag": "是否", "clock": "时刻"}
_PASSED_ON: dict[type[object], str] = {
    v.Previous: "previous", v.Opening: "opening", v.Upper: "of", v.Whose: "of", v.AsOf: "of", v.InPart: "of",
}  # fmt: skip
_ALWAYS: dict[str, tuple[type[object], ...]] = {
    "number": (
        NumberValue, v.Sum, v.Difference, v.Product, v.Ratio, v.Quotient, v.Absolute, v.RoundUp, v.RoundDown,
        v.Round, v.Remainder,
        v.Elapsed, v.Count, v.LongestGap, v.CoveredDays, v.CountPeriods, v.CountMembers, v.Share,
        v.Numerator, v.Denominator, v.FromBottom, v.OutOf, v.Ranking, v.Entrants, v.Score, v.ByParts, v.PartOfDate,
        v.MonthsInScope, v.TriggeredTimes, v.Amounts, v.DaysLate,
    ),
    "day": (DayValue, v.PhaseDay, v.EventDay, v.EdgeOfPeriod, v.ListedSince, v.Shifted, v.MonthOf),
    "clock": (ClockValue,),
    "flag": (FlagValue,),
    "text": (TextValue, v.ScoreGrade, v.TierOf, v.Stepped),
}  # fmt: skip


def kind_of(scheme: Scheme, node: Any, scope: Scope) -> str | None:
    """number, day, clock, text or flag; None where it cannot be told, or is now this and now that."""
    match node:
        case v.PartOfDate(part="time"):
            return "clock"
        case v.PartOfDate(part="workday" | "holiday"):
            return "flag"
        case NameValue():
            return _of_name(scheme, node.name, scope)
        case v.If() | v.Table() | v.ByBands() | v.LargerOf() | v.SmallerOf():
            found = {kind_of(scheme, one, scope) for _, one in alternatives(node)} - {None}
            return found.pop() if len(found) == 1 else None
        case v.Take():
            return kind_of(scheme, node.of, _of_rows(node, scope))
        case v.Lookup() if node.lookup in scheme.facts:
            return kind_of_named(scheme.facts[node.lookup], node.field)
    for kind, forms in _ALWAYS.items():
        if isinstance(node, forms):
            return kind
    field = _PASSED_ON.get(type(node))
    return kind_of(scheme, getattr(node, field), scope) if field else None


def _of_rows(node: v.Take, scope: Scope) -> Scope:
    return scope if node.rows is None else Scope(record=node.rows, kind=scope.kind, telling=scope.telling)


def alternatives(node: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    """The values of which one comes out, each with the path that leads to it."""
    if isinstance(node, v.If):
        return [(("then",), node.then), (("otherwise",), node.otherwise)]
    if isinstance(node, v.ByBands):
        return [(("bands", at, "then"), band.then) for at, band in enumerate(node.bands)]
    if isinstance(node, v.Table):
        last: list[tuple[tuple[str | int, ...], Any]] = [(("otherwise",), node.otherwise)]
        return [(("values", word), one) for word, one in node.values.items()] + last * (
            node.otherwise is not None
        )
    name = "larger_of" if isinstance(node, v.LargerOf) else "smaller_of"
    return [((name, at), one) for at, one in enumerate(getattr(node, name))]


def _of_name(scheme: Scheme, name: str, scope: Scope) -> str | None:
    record = scheme.facts.get(scope.record or "")
    if record is not None and name in record.fields:
        return kind_of_named(record, name)
    if name in scheme.facts:
        return _OF_KIND.get(scheme.facts[name].kind)
    if name in scheme.balances or name in scope.given:
        return "number"
    measure = scheme.measures.get(name)
    if measure is not None and (measure.bands or measure.grades):
        return "text"
    if measure is not None and name in scope.telling:
        return None
    if measure is not None:
        return kind_of(scheme, measure.value, scope.inside(name, measure))
    outer = scheme.facts.get(scope.outer or "")
    if outer is not None and name in outer.fields:
        return kind_of_named(outer, name)
    return "day" if name in BUILT_IN_NAMES else None


def kind_of_named(fact: Fact, field: str) -> str | None:
    """What a field of a record holds, or the day of its rows, by its name."""
    if field == "row_date":
        return "day"
    return kind_of_field(fact.fields[field]) if field in fact.fields else None


def kind_of_field(field: FieldOfRecord) -> str | None:
    """What a field of a record holds."""
    return _OF_KIND.get(field.kind)


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
    if measure is None:
        return None
    return tuple(band.grade for band in measure.bands) or measure.grades or None


def scale_of(scheme: Scheme, node: Any, scope: Scope) -> tuple[str, ...]:
    """The grades that a value can be, best first; empty where it has no better and worse.

    A grade may be reached by way of an exception or a table (一票否决的定为不合格, 下调一级): the words then have the
    order of the grades beside them, or of those that the measure declares in which they stand.
    """
    match node:
        case NameValue():
            return _scale_of_name(scheme, node.name, scope)
        case v.ScoreGrade() if node.grade in scheme.scoring:
            return tuple(grade.grade for grade in scheme.scoring[node.grade].grades)
        case v.Take():
            return scale_of(scheme, node.of, _of_rows(node, scope))
        case v.Table():
            return _first_scale(scheme, (*(one for _, one in alternatives(node)), node.table), scope)
        case v.If() | v.ByBands() | v.LargerOf() | v.SmallerOf():
            return _first_scale(scheme, (one for _, one in alternatives(node)), scope)
        case v.Stepped():
            return scale_of(scheme, node.grade, scope)
        case v.TierOf():
            return tuple(tier.name for rule in scheme.rules if rule.id == node.tier for tier in rule.tiers)
        case v.Previous() | v.Upper() | v.AsOf() | v.InPart():
            return scale_of(scheme, getattr(node, _PASSED_ON[type(node)]), scope)
    return ()


def _first_scale(scheme: Scheme, nodes: Iterable[Any], scope: Scope) -> tuple[str, ...]:
    return next((found for node in nodes if (found := scale_of(scheme, node, scope))), scope.scale)


def _scale_of_name(scheme: Scheme, name: str, scope: Scope) -> tuple[str, ...]:
    for record in (scope.record, scope.outer):
        fact = scheme.facts.get(record or "")
        if fact is not None and name in fact.fields:
            return fact.fields[name].order
    if name in scheme.facts:
        return scheme.facts[name].order
    measure = scheme.measures.get(name)
    if measure is None or name in scope.telling:
        return ()
    own = measure.order or tuple(band.grade for band in measure.bands)
    return own or scale_of(scheme, measure.value, scope.inside(name, measure))
