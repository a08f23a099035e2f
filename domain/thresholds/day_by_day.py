"""The days on which an entry of a balance moves: each one that something is overdue, or the last of each so many."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from domain.calendar import WorkCalendar
from domain.library.models.daily import Daily
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

    turn = 1 if daily.broken == "counted" else daily.each

    def days(begun: date, least: date, until: date) -> Iterator[date]:
        return _each(daily.each, turn, calendar, begun, least, until)

    def of_a_record(place: Place) -> Iterator[date]:
        begun, today = _day(first, place), place.book.today
        if begun is not None:
            yield from days(begun, place.moment, min(_day(last, place) or today, today))

    def of_a_report(place: Place) -> Iterator[date]:
        came: Came = compiler.ask("filing", daily.days_late or "", place)
        if came.due is not None and not came.waived:
            yield from days(came.due, place.moment, came.day or place.book.today)

    return of_a_record if daily.days_late is None else of_a_report


def _each(
    size: int, turn: int, calendar: WorkCalendar | None, begun: date, least: date, last: date
) -> Iterator[date]:
    """One (`turn`) of each so many days after one, from a day on; with a calendar of its working days."""
    day, gone = begun, 0
    while (day := day + _ONE_DAY) <= last:
        if calendar is not None and not calendar.is_workday(day):
            continue
        gone = gone % size + 1
        if gone == turn and day >= least:
            yield day


def _day(of: ValueOf | None, place: Place) -> date | None:
    found = of(place) if of is not None else None
    day = found.day if isinstance(found, Datum) else None
    return day.date() if isinstance(day, datetime) else day
