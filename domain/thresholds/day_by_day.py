"""The days on which an entry of a balance moves: each one that something is overdue, or the last of each so many."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from domain.calendar import WorkCalendar
from domain.library.models.accounts import Daily
from domain.library.scopes import Scope
from domain.thresholds.came import Came
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum

_ONE_DAY = timedelta(days=1)
DaysOf = Callable[[Place], Iterator[date]]


def days_of(compiler: Compiler, daily: Daily, scope: Scope) -> DaysOf:
    """The days after one date of a record up to another, or those by which a report is late.

    Up to today while it is open; none before the record, none while the first date is not known.
    """
    calendar = compiler.almanac.calendar if daily.unit == "working_day" else None
    first = compiler.optional_value(daily.from_, scope)
    last = compiler.optional_value(daily.to, scope)

    def of_a_record(place: Place) -> Iterator[date]:
        begun, today = _day(first, place), place.book.today
        if begun is not None:
            yield from _each(
                daily.each, calendar, begun, place.moment, min(_day(last, place) or today, today)
            )

    def of_a_report(place: Place) -> Iterator[date]:
        came: Came = compiler.ask("filing", daily.days_late or "", place)
        if came.due is not None and not came.waived:
            yield from _each(daily.each, calendar, came.due, place.moment, came.day or place.book.today)

    return of_a_record if daily.days_late is None else of_a_report


def _each(size: int, calendar: WorkCalendar | None, begun: date, least: date, last: date) -> Iterator[date]:
    """The last of each so many days after one, from a day on; with a calendar of its working days."""
    day, gone = begun, 0
    while (day := day + _ONE_DAY) <= last:
        gone += calendar is None or calendar.is_workday(day)
        if gone == size:
            gone = 0
            if day >= least:
                yield day


def _day(of: ValueOf | None, place: Place) -> date | None:
    found = of(place) if of is not None else None
    day = found.day if isinstance(found, Datum) else None
    return day.date() if isinstance(day, datetime) else day
