"""Stretches of days and records: the longest time without one, how many days lie within some."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise

from domain.calendar import WorkCalendar
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.paused import merged_spans
from domain.periods import corresponding_day
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.open_rows import incomplete
from domain.thresholds.selecting import Selection
from domain.thresholds.windows import DayRange

_TOLD = 4  # stretches named beside the number of their days


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
            return incomplete(selection.fact.name, place, selection.judged(place, held), selection.test)
        days = [*([held[0]] if first is not None else []), *(row.day for row in sure), last]
        if len(days) < 2:
            return Missing(selection.fact.name, "没有登记", absent=True)
        longest = max(pairwise(days), key=lambda pair: (length(*pair), pair[1] - pair[0]))
        return Datum("number", length(*longest), name=name, how=f"{longest[0]}至{longest[1]}")

    return value


Stretches = list[tuple[date, date | None]]


def covering(
    compiler: Compiler, node: v.CoveredDays, scope: Scope
) -> Callable[[Place, DayRange], Stretches | Missing]:
    """The days that each of some records covers, its last one None while it goes on."""
    selection = Selection(compiler, node.covered_days, node, scope)
    inner = Scope(record=node.covered_days, kind=scope.kind, grain=scope.grain, outer=scope.outer)
    first_of, last_of = compiler.optional_value(node.from_, inner), compiler.value(node.to, inner)

    def stretches(place: Place, held: DayRange) -> Stretches | Missing:
        sure, doubt = selection.split(place, (date.min, held[1]))
        if doubt or not selection.complete(place, held):
            return incomplete(selection.fact.name, place, selection.judged(place, held), selection.test)
        found: Stretches = []
        for row in sure:
            there = place.of_row(row)
            first, last = first_of(there) if first_of is not None else None, last_of(there)
            if isinstance(first, Missing):
                return first
            begun = (_day(first) if first is not None else None) or row.day
            found.append((begun, _day(last) if isinstance(last, Datum) else None))
        return found

    return stretches


@value_form(v.CoveredDays)
def _covered_days(compiler: Compiler, node: v.CoveredDays, scope: Scope) -> ValueOf:
    selection = Selection(compiler, node.covered_days, node, scope)
    stretches = covering(compiler, node, scope)
    length = _measured(compiler.almanac.calendar, node.unit)

    def value(place: Place) -> Known:
        held = selection.range(place)
        if isinstance(held, Missing):
            return held
        found = stretches(place, held)
        if isinstance(found, Missing):
            return found
        spans = [(max(one, held[0]), min(last or place.book.today, held[1])) for one, last in found]
        merged = merged_spans(spans)
        days = sum(length(first - timedelta(days=1), last) for first, last in merged)
        told = "、".join(f"{first}至{last}" for first, last in merged[:_TOLD]) + "…" * (len(merged) > _TOLD)
        return Datum("number", days, name=f"“{selection.fact.name}”天数", how=told)

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
    if unit == "month":
        return _months_begun
    return lambda start, end: max(0, (end - start).days)


def _months_begun(start: date, end: date) -> int:
    """Four months to the day are four, a day more are five."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month)
    return months + (corresponding_day(start, months) < end)
