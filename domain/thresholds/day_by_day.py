"""The days of a record on which an entry of a balance moves: each one that something is overdue."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.library.models.accounts import Daily
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum

_ONE_DAY = timedelta(days=1)


class DaysOf:
    """The days after one date of a record up to another, or up to today while that one is open."""

    def __init__(self, compiler: Compiler, daily: Daily, scope: Scope) -> None:
        self._calendar = compiler.almanac.calendar
        self._from, self._to = compiler.value(daily.from_, scope), compiler.value(daily.to, scope)
        self._works = daily.unit == "working_day"

    def __call__(self, place: Place) -> Iterator[date]:
        """The days in their order; none before the record, none while the first date is not known."""
        first, today = _day(self._from, place), place.book.today
        if first is None:
            return
        last = min(_day(self._to, place) or today, today)
        day = max(first + _ONE_DAY, place.moment)
        while day <= last:
            if not self._works or self._calendar.is_workday(day):
                yield day
            day += _ONE_DAY


def _day(of: ValueOf, place: Place) -> date | None:
    found = of(place)
    day = found.day if isinstance(found, Datum) else None
    return day.date() if isinstance(day, datetime) else day
