"""Dates made of dates: so long after or before another one; the month or the hour of one."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from domain.deadlines import due, fixed
from domain.library.brackets import bracketed
from domain.library.calendar_dates import told
from domain.library.models import values as v
from domain.library.models.literals import ClockValue, TextValue
from domain.library.named_days import day_within, within_words
from domain.library.scopes import Scope
from domain.library.unit_words import LENGTHS
from domain.library.wording import length
from domain.terms import Direction, Period, Roll, Unit, longest
from domain.thresholds.arithmetic import first_missing
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number, show

_PARTS: dict[str, tuple[str, Callable[[date], int]]] = {
    "year": ("年份", lambda day: day.year),
    "month": ("月份", lambda day: day.month),
    "day": ("日", lambda day: day.day),
    "weekday": ("星期几", lambda day: day.isoweekday()),
}
_SPANS = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}


@value_form(v.Shifted)
def _shifted(compiler: Compiler, node: v.Shifted, scope: Scope) -> ValueOf:
    start_of = _anchor(compiler, node, scope)
    count_of = compiler.value(node.count, scope)
    side = "后" if node.after is not None else "前"
    nested = isinstance(node.after if node.after is not None else node.before, v.Shifted)

    def value(place: Place) -> Known:
        start, count = start_of(place), count_of(place)
        if isinstance(start, Missing) or isinstance(count, Missing):
            return first_missing([start, count])
        steps = int(count.exact)
        event = bracketed(start.name) if nested and start.name else start.name
        name = f"{event or show(start)}{side}{length(steps, node.unit)}" if steps else start.name
        if steps > longest(node.unit):
            return Missing(name, "超过一百年，请检查数字")
        if count.high is None and count.exact != steps:
            return Missing(
                event or show(start), f"{side}{show(count)}{LENGTHS[node.unit]}，不是整数，算不出日期"
            )
        if start.day is None or steps < 0 or count.high is not None:
            return Missing(name, "算不出日期")
        day, how = _moved(compiler, node, start.day, steps, event)
        return Datum("day", day=day, name=name, how=how)

    return value


def _anchor(compiler: Compiler, node: v.Shifted, scope: Scope) -> ValueOf:
    anchor = node.after if node.after is not None else node.before
    if isinstance(anchor, TextValue):
        return compiler.value(v.EventDay(event=anchor.text), scope)
    if anchor is None:
        raise ValueError("a shifted date has an anchor")
    return compiler.value(anchor, scope)


def _moved(compiler: Compiler, node: v.Shifted, start: date, steps: int, event: str) -> tuple[date, str]:
    """The day, or the moment where hours or minutes are counted, with its reckoning."""
    back = node.after is None
    if node.unit in _SPANS:
        moment = start if isinstance(start, datetime) else datetime.combine(start, time())
        return moment + (-steps if back else steps) * _SPANS[node.unit], ""
    if steps == 0:
        return rolled(compiler, start, node.roll)
    direction = Direction.BACKWARD if back else Direction.FORWARD
    period = Period(steps, Unit(node.unit), Roll(node.roll) if node.roll else None, direction=direction)
    day = start.date() if isinstance(start, datetime) else start
    deadline = due(day, period, compiler.almanac.calendar, event=event)
    return deadline.due, told(deadline)


def rolled(compiler: Compiler, day: date, roll: str | None) -> tuple[date, str]:
    """A day moved off rest days where the scheme says so, and why it moved."""
    if roll in (None, "none"):
        return day, ""
    plain = day.date() if isinstance(day, datetime) else day
    deadline = fixed(plain, compiler.almanac.calendar, roll=Roll(roll))
    unsure = deadline.rolled_from is not None or deadline.estimated
    return deadline.due, deadline.explain() if unsure else ""


@value_form(ClockValue)
def _clock(_: Compiler, node: ClockValue, __: Scope) -> ValueOf:
    datum = Datum("clock", node.minutes, how="literal")
    return lambda place: datum


@value_form(v.PartOfDate)
def _part(compiler: Compiler, node: v.PartOfDate, scope: Scope) -> ValueOf:
    inner = compiler.value(node.of, scope)

    def value(place: Place) -> Known:
        found = inner(place)
        if isinstance(found, Missing) or found.day is None:
            return found if isinstance(found, Missing) else Missing(found.name, "不是日期")
        if node.part in {"hour", "time"}:
            return _time_of(found, node.part)
        if node.part in {"workday", "holiday"}:
            return _kept_free(compiler, found, node.part)
        word, part = _PARTS[node.part]
        return number(part(found.day), name=f"{found.name}{word}")

    return value


def _kept_free(compiler: Compiler, found: Datum, part: str) -> Known:
    """Whether people work on a day, or keep a festival."""
    day = found.day.date() if isinstance(found.day, datetime) else found.day
    calendar = compiler.almanac.calendar
    if day is None:
        return Missing(found.name, "不是日期")
    if part == "workday":
        return Datum("flag", flag=calendar.is_workday(day), name=f"{found.name}是工作日")
    kept = calendar.is_holiday(day)
    if kept is None:
        return Missing(found.name, f"{day.year}年的放假安排还没有公布")
    return Datum("flag", flag=kept, name=f"{found.name}是法定节假日")


def _time_of(found: Datum, part: str) -> Known:
    """The hour of a moment, or its time of day."""
    if not isinstance(found.day, datetime):
        return Missing(found.name, "没有时刻")
    if part == "hour":
        return number(found.day.hour, name=f"{found.name}几时")
    return Datum("clock", found.day.hour * 60 + found.day.minute, name=found.name)


@value_form(v.MonthOf)
def _month_of(compiler: Compiler, node: v.MonthOf, scope: Scope) -> ValueOf:
    start_of = compiler.value(node.origin, scope)

    def value(place: Place) -> Known:
        start = start_of(place)
        if isinstance(start, Missing) or start.day is None:
            return start if isinstance(start, Missing) else Missing(start.name, "不是日期")
        name = f"{start.name}{within_words(node)}"
        day, how = rolled(compiler, day_within(node, start.day), node.roll)
        return Datum("day", day=day, name=name, how=how)

    return value
