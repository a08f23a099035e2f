"""Arithmetic on values: exact, and unknown as soon as one part is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction
from math import prod
from typing import Any

from domain.library.decimals import clock
from domain.library.kinds import scale_of
from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.library.unit_words import elapsed
from domain.thresholds.between import added, between, ends, for_data, multiplied, open_ended, taken_from
from domain.thresholds.comparing import order
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, graded, number, ratio

_SHORT = 30  # characters of two names that make the name of their ratio
_SIGNS = {"sum": "+", "difference": "−", "product": "×"}


@value_form(v.Sum, v.Difference, v.Product)
def _operation(compiler: Compiler, node: Any, scope: Scope) -> ValueOf:
    name = next(iter(type(node).model_fields))
    parts = [compiler.value(part, scope) for part in getattr(node, name)]
    act: Callable[[list[Datum]], Datum] = {"sum": _sum, "difference": _difference, "product": _product}[name]
    sign = _SIGNS[name]

    def value(place: Place) -> Known:
        found = [part(place) for part in parts]
        known = [one for one in found if isinstance(one, Datum)]
        if len(known) < len(found):
            return first_missing(found)
        done = act(known)
        return Datum(
            "number", done.num, done.den, done.percent, high=done.high, how=sign, steps=tuple(known), judge=done.judge
        )  # fmt: skip

    return value


def first_missing(found: list[Known]) -> Missing:
    """The first unknown of several."""
    return next(one for one in found if isinstance(one, Missing))


def _sum(parts: list[Datum]) -> Datum:
    percent = all(part.percent for part in parts)
    if open_ended(parts):
        return added(parts, percent=percent)
    return number(sum((part.exact for part in parts), Fraction(0)), percent=percent)


def _difference(parts: list[Datum]) -> Datum:
    percent = parts[0].percent and parts[1].percent
    if open_ended(parts):
        return taken_from(parts[0], parts[1], percent=percent)
    return number(parts[0].exact - parts[1].exact, percent=percent)


def _product(parts: list[Datum]) -> Datum:
    percent = all(part.percent for part in parts)
    if open_ended(parts):
        return multiplied(parts, percent=percent)
    return number(prod((part.exact for part in parts), start=Fraction(1)), percent=percent)


@value_form(v.Ratio)
def _ratio(compiler: Compiler, node: v.Ratio, scope: Scope) -> ValueOf:
    top, bottom = (compiler.value(part, scope) for part in node.ratio)

    return lambda place: _divided(top(place), bottom(place))


def _divided(upper: Known, lower: Known) -> Known:
    if isinstance(upper, Missing) or isinstance(lower, Missing):
        return first_missing([upper, lower])
    if upper.high is not None or lower.high is not None:
        open_one = upper if upper.high is not None else lower
        judge = not for_data((upper, lower))
        return Missing(open_one.name or lower.name, "数额未定" if judge else "数据不全", judge)
    whole = upper.den == lower.den == 1
    found = ratio(upper.num, lower.num) if whole else ratio(upper.exact, lower.exact)
    if isinstance(found, Missing):
        return replace(found, why=f"分母（{lower.name}）为零") if lower.name else found
    if not whole:  # figures with decimals are told as they were recorded, not as a fraction of whole numbers
        return replace(found, how="÷", steps=(upper, lower))
    named = upper.name and lower.name and len(upper.name) + len(lower.name) <= _SHORT
    return replace(found, name=f"{upper.name}÷{lower.name}") if named else found


@value_form(v.Quotient)
def _quotient(compiler: Compiler, node: v.Quotient, scope: Scope) -> ValueOf:
    top, bottom = (compiler.value(part, scope) for part in node.quotient)

    def value(place: Place) -> Known:
        upper, lower = top(place), bottom(place)
        found = _divided(upper, lower)
        if isinstance(found, Missing):
            return found
        num, den = found.exact.numerator, found.exact.denominator
        if (
            isinstance(upper, Datum)
            and isinstance(lower, Datum)
            and (found.steps or (upper.steps and not upper.name))
        ):
            return Datum("number", num, den, how="÷", steps=(upper, lower))
        return Datum("number", num, den, how=f"{found.num}÷{found.den}")

    return value


@value_form(v.LargerOf, v.SmallerOf)
def _extreme(compiler: Compiler, node: Any, scope: Scope) -> ValueOf:
    larger = isinstance(node, v.LargerOf)
    scale = scale_of(compiler.scheme, node, scope)
    parts = [compiler.value(part, scope) for part in (node.larger_of if larger else node.smaller_of)]

    def value(place: Place) -> Known:
        found = [graded(part(place), scale) for part in parts]
        known = [one for one in found if isinstance(one, Datum)]
        if len(known) < len(found):
            return first_missing(found)
        if open_ended(known):
            pick, pairs = (max if larger else min), [ends(one) for one in known]
            low, high = (pick(side) for side in zip(*pairs, strict=True))
            names = "、".join(one.name for one in known if one.name)
            told = between(low, high, percent=known[0].percent, judge=not for_data(known))
            return replace(told, name=names)
        best = known[0]
        for one in known[1:]:
            if (order(one, best) > 0) is larger and order(one, best) != 0:
                best = one
        return best

    return value


@value_form(v.Elapsed)
def _elapsed(compiler: Compiler, node: v.Elapsed, scope: Scope) -> ValueOf:
    first, last = (compiler.value(part, scope) for part in node.elapsed)
    calendar = compiler.almanac.calendar

    def value(place: Place) -> Known:
        start, end = first(place), last(place)
        if isinstance(start, Missing) or isinstance(end, Missing):
            return first_missing([start, end])
        if start.kind == end.kind == "clock" and node.unit in {"hour", "minute"}:
            return _between_clocks(start, end, node.unit)
        if start.day is None or end.day is None:
            return Missing(start.name if start.day is None else end.name, "不是日期")
        if node.unit in {"hour", "minute"}:
            return _clock_time(start.day, end.day, node.unit, place.book.today)
        if node.unit == "working_day":
            count = calendar.workdays_between(start.day, end.day)
        else:
            count = _whole(start.day, end.day, node.unit)
        return Datum(
            "number", count, 1, name=elapsed(node.unit, start.name), how=f"{_day(start)}至{_day(end)}"
        )

    return value


def _day(datum: Datum) -> str:
    """The day of a date or a moment, to read."""
    return f"{datum.day:%Y-%m-%d}"


def _clock_time(start: date, end: date, unit: str, today: date) -> Known:
    """Hours or minutes between two moments; dates without a time do not tell."""
    if isinstance(start, datetime) and end == today:  # not done yet: so much has passed for certain
        end = max(datetime.combine(end, time()), start)
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return Missing(_UNITS[unit], "没有时刻")
    seconds = int((end - start).total_seconds())
    exact = Fraction(seconds, 3600 if unit == "hour" else 60)
    return Datum(
        "number",
        exact.numerator,
        exact.denominator,
        name=_UNITS[unit],
        how=f"{start:%m-%d %H:%M}至{end:%m-%d %H:%M}",
    )


def _between_clocks(start: Datum, end: Datum, unit: str) -> Datum:
    """Minutes or hours between two times of one day; below zero where the first is the later one."""
    exact = Fraction(end.num - start.num, 60 if unit == "hour" else 1)
    return Datum(
        "number", exact.numerator, exact.denominator, name=_UNITS[unit], how=f"{clock(start.num)}至{clock(end.num)}"
    )  # fmt: skip


_UNITS = {
    "hour": "小时数",
    "minute": "分钟数",
}


def _whole(start: date, end: date, unit: str) -> int:
    """Whole units completed; a birthday on 29 February is completed on 1 March of other years."""
    if unit == "calendar_day":
        return end.toordinal() - start.toordinal()
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if unit == "month":
        return months
    return months // 12
