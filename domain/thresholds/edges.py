"""The first and the last day of the period in which the moment lies; how points stood before it."""

from datetime import timedelta

from domain.library.models import values as v
from domain.library.models.windows import AnniversaryWindow
from domain.library.scopes import Scope
from domain.thresholds import spans, windows
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing


@value_form(v.EdgeOfPeriod)
def _edge(compiler: Compiler, node: v.EdgeOfPeriod, _: Scope) -> ValueOf:
    length, name = node.length, "那一期的末一天" if node.first_of is None else "那一期的头一天"

    def value(place: Place) -> Known:
        held = _held(length, place)
        if held is None:
            return Missing(name, "不明：不在哪一期里，或者起算的日期、年数没有登记")
        return Datum("day", day=held[node.first_of is None], name=name)

    return value


@value_form(v.Opening)
def _opening(compiler: Compiler, node: v.Opening, scope: Scope) -> ValueOf:
    inner = compiler.value(node.opening, Scope(kind=scope.kind))

    def value(place: Place) -> Known:
        before = place.stretch[0] - timedelta(days=1)
        return inner(Place(place.book, place.subject, before, unit=place.unit, afresh=place.moment))

    return value


def _held(length: str | AnniversaryWindow, place: Place) -> windows.DayRange | None:
    if not isinstance(length, str):
        return windows.anniversary(length, place)
    first, last = spans.bounds(length, place.index_in(length), place.year_start)
    return (first, last) if first <= place.moment <= last else None
