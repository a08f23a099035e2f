"""How long a stay on a list is, so that an earlier one can be made longer by it."""

from datetime import date, timedelta
from typing import Any

from domain.calendar import WorkCalendar
from domain.lasting import last_day
from domain.library.models import values as v
from domain.library.models.dates import CountedTerm, RelativeDate
from domain.library.parts import below
from domain.periods import corresponding_day

Length = tuple[int, str]  # so many of a unit
_MONTHS = frozenset({"month", "year"})


def counted(term: Any) -> Length | None:
    """The length of a term that says its number."""
    return (term.count, term.unit) if isinstance(term, CountedTerm) and isinstance(term.count, int) else None


def between(first: date, last: date, end: Any) -> Length | None:
    """How long it is from a day to another that was reckoned by `end`: in months where only those were counted."""
    if last == date.max:
        return None
    units = {part.unit for part in below(end) if isinstance(part, v.Shifted | RelativeDate)}
    months = (last.year - first.year) * 12 + last.month - first.month
    if units and units <= _MONTHS and months > 0 and corresponding_day(first, months) == last:
        return months, "month"
    return max((last - first).days, 0), "calendar_day"


def earlier(day: date, by: CountedTerm) -> date:
    """A day so long before another, by the calendar."""
    count = by.count if isinstance(by.count, int) else 0
    if by.unit in _MONTHS:
        return corresponding_day(day, -count * (12 if by.unit == "year" else 1))
    return day - timedelta(days=count * (7 if by.unit == "week" else 1))


def longer(last: date, by: Length | None, calendar: WorkCalendar) -> date:
    """A last day moved on by a length; what has no end goes on without one."""
    return date.max if last == date.max or by is None else last_day(last, *by, calendar)
