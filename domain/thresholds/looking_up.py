"""A field of a record that agrees with the present place, whoever has it (同品种指导价)."""

from collections.abc import Sequence
from datetime import date

from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds import windows
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.facts import Row
from domain.thresholds.fields import field_of
from domain.thresholds.matching import Alike, agrees, wanted
from domain.thresholds.truth import PENDING, YES


@value_form(v.Lookup)
def _lookup(compiler: Compiler, node: v.Lookup, scope: Scope) -> ValueOf:
    fact = compiler.scheme.facts[node.lookup]
    keys_of = wanted(compiler, node.match, scope)
    label = fact.fields[node.field].name if node.field in fact.fields else fact.name
    indexed = (node.lookup, tuple(node.match))

    def value(place: Place) -> Known:
        keys = keys_of(place)
        if unknown := next(
            (key for key in keys.values() if isinstance(key, Missing) and not key.absent), None
        ):
            return Missing(label, f"对应关系不明（{unknown.name}{unknown.why}）", unknown.judge, unsure=True)
        everybodys = place.book.registered[node.lookup]
        alike = place.book.remembered(indexed, lambda: Alike(fact, everybodys, node.match))
        rows = _meant(node, alike.may_agree(keys), place, compiler)
        for row in rows if node.within is None else reversed(rows):
            agreeing = agrees(place, row, keys)
            if agreeing is YES:
                return field_of(place, row, node.field)
            if agreeing is PENDING:
                why = f"{row.day}登记的“{fact.name}”没有填全，是不是对应的那条还不知道"
                return Missing(label, f"待核（{why}）", unsure=True)
        return Missing(label, "没有对应记录")

    return value


def _meant(node: v.Lookup, rows: Sequence[Row], place: Place, compiler: Compiler) -> Sequence[Row]:
    """The records in which is looked: all, or those of a window up to the moment."""
    if node.within is None:
        return rows
    held = windows.days(node.within, place, compiler.almanac)
    last = min(held[1], place.moment) if held is not None else date.min
    return [row for row in rows if held is not None and held[0] <= row.day <= last]
