"""How many months of a year somebody was within the scope of the scheme (满6个月不满12个月的按月折算)."""

from datetime import date, datetime, timedelta

from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.periods import corresponding_day
from domain.thresholds import windows
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing

_NAME = "纳入月数"
_ONE_DAY = timedelta(days=1)


@value_form(v.MonthsInScope)
def _months_in_scope(compiler: Compiler, node: v.MonthsInScope, scope: Scope) -> ValueOf:
    ends = [compiler.value(end, scope) if end is not None else None for end in (node.from_, node.to)]

    def value(place: Place) -> Known:
        held = windows.days(node.months_in_scope, place, compiler.almanac)
        if held is None:
            return Missing(_NAME, "统计时段未定")
        since, until = (end(place) if end is not None else None for end in ends)
        if isinstance(since, Missing):
            return since
        first = max(held[0], _day(since) or place.book.began(place.subject) or held[0])
        last = min(held[1], _day(until) or _left(place) or held[1])
        count = _months(first, last + _ONE_DAY, begun=node.broken == "counted") if first <= last else 0
        told = f"{first}至{last}" if first <= last else "不在时段内"
        return Datum("number", count, name=_NAME, how=told)

    return value


def _day(found: Known | None) -> date | None:
    day = found.day if isinstance(found, Datum) else None
    return day.date() if isinstance(day, datetime) else day


def _left(place: Place) -> date | None:
    """The last day of the subject or of the scheme; None where there is none."""
    book, known = place.book, place.book.subjects.get(place.subject)
    ends = (book.scheme.documents[book.scheme.main_document].until, known.until if known else None)
    return min((day for day in ends if day is not None), default=None)


def _months(first: date, end: date, *, begun: bool) -> int:
    """Whole months from a day up to another (which does not count), and what is left of one."""
    count = (end.year - first.year) * 12 + end.month - first.month
    count -= corresponding_day(first, count) > end
    return count + (begun and corresponding_day(first, count) < end)
