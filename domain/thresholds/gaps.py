"""The longest time without a record, from one date to another."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise

from domain.calendar import WorkCalendar
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.selecting import Selection


@value_form(v.LongestGap)
def _longest_gap(compiler: Compiler, node: v.LongestGap, scope: Scope) -> ValueOf:
    selection = Selection(compiler, node.longest_gap, node, scope)
    first_of, last_of = (compiler.optional_value(one, scope) for one in (node.from_, node.to))
    length = _measured(compiler.almanac.calendar, node.unit)
    name = f"“{selection.fact.name}”最长间隔"

    def value(place: Place) -> Known:
        first = first_of(place) if first_of is not None else None
        if isinstance(first, Missing):
            return first
        last = _until(place, last_of)
        held = (_day(first) if first is not None else None) or date.min, last
        sure, doubt = selection.split(place, held)
        if doubt or not selection.complete(place, held):
            return Missing(selection.fact.name, "登记不全")
        days = [*([held[0]] if first is not None else []), *(row.day for row in sure), last]
        if len(days) < 2:
            return Missing(selection.fact.name, "没有登记", absent=True)
        longest = max(pairwise(days), key=lambda pair: length(*pair))
        return Datum("number", length(*longest), name=name, how=f"{longest[0]}至{longest[1]}")

    return value


def _until(place: Place, last_of: ValueOf | None) -> date:
    """The end of the stretch; while it is open today, or the end of the period that is judged."""
    now = min(place.moment, place.book.today) if place.grain is not None else place.book.today
    found = last_of(place) if last_of is not None else None
    day = _day(found) if isinstance(found, Datum) else None
    return now if day is None else min(day, now)


def _day(found: Datum) -> date | None:
    return found.day.date() if isinstance(found.day, datetime) else found.day


def _measured(calendar: WorkCalendar, unit: str) -> Callable[[date, date], int]:
    if unit == "working_day":
        return lambda start, end: max(0, calendar.workdays_between(start, end))
    return lambda start, end: max(0, (end - start).days)
