"""A field of a record that agrees with the present place, whoever has it (同品种指导价)."""

from datetime import date

from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.facts import Row
from domain.thresholds.fields import field_of
from domain.thresholds.matching import agrees, wanted
from domain.thresholds.truth import YES


@value_form(v.Lookup)
def _lookup(compiler: Compiler, node: v.Lookup, scope: Scope) -> ValueOf:
    fact = compiler.scheme.facts[node.lookup]
    keys_of = wanted(compiler, node.match, scope)
    label = fact.fields[node.field].name if node.field in fact.fields else fact.name

    def value(place: Place) -> Known:
        keys = keys_of(place)
        if any(isinstance(key, Missing) for key in keys.values()):
            return Missing(label, "对应关系不明")
        rows = _meant(node, place.book.registered[node.lookup], place, compiler)
        found = [row for row in rows if agrees(place, row, keys) is YES]
        if not found:
            return Missing(label, "没有对应记录")
        return field_of(place, found[0] if node.within is None else found[-1], node.field)

    return value


def _meant(node: v.Lookup, rows: list[Row], place: Place, compiler: Compiler) -> list[Row]:
    """The records in which is looked: all, or those of a window up to the moment."""
    if node.within is None:
        return rows
    held = windows.days(node.within, place, compiler.almanac)
    last = min(held[1], place.moment) if held is not None else date.min
    return [row for row in rows if held is not None and held[0] <= row.day <= last]
