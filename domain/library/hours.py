"""Which values are days without an hour: where a moment is wanted, they are none."""

from typing import Any

from domain.library.kinds import alternatives
from domain.library.models import values as v
from domain.library.models.facts import Fact
from domain.library.models.literals import DayValue, NameValue, NumberValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import BUILT_IN_NAMES, Scope


def is_without_hour(scheme: Scheme, node: Any, scope: Scope) -> bool:
    """Whether what comes out is, or in one of its cases is, surely a day without an hour."""
    match node:
        case DayValue() | v.PhaseDay() | v.EventDay() | v.MonthOf():
            return True
        case NameValue():
            return _named(scheme, node.name, scope)
        case v.If() | v.Table() | v.ByBands() | v.LargerOf() | v.SmallerOf():
            return any(is_without_hour(scheme, one, scope) for _, one in alternatives(node))
        case v.Lookup() if node.lookup in scheme.facts:
            return _is_day(scheme.facts[node.lookup], node.field)
        case v.Take() if node.rows is not None:
            return is_without_hour(scheme, node.of, Scope(record=node.rows, kind=scope.kind))
        case v.Shifted(unit="hour" | "minute"):
            return False
        case v.Shifted():
            return not _stays(node) or is_without_hour(scheme, node.after or node.before, scope)
    return False


def _stays(node: v.Shifted) -> bool:
    """Whether a moment is handed on as it is: moved by no day at all."""
    return isinstance(node.count, NumberValue) and node.count.number == 0 and node.roll in (None, "none")


def _named(scheme: Scheme, name: str, scope: Scope) -> bool:
    record = scheme.facts.get(scope.record or "")
    if record is not None and name in record.fields:
        return _is_day(record, name)
    if name in scheme.facts:
        return str(scheme.facts[name].kind) == "date"
    return name in BUILT_IN_NAMES


def _is_day(fact: Fact, field: str) -> bool:
    return field == "row_date" or (field in fact.fields and str(fact.fields[field].kind) == "date")
