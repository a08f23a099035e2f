"""Which periods of some data a window holds.

A month, a quarter or a half-year belongs to the year (of the calendar, of a contract, of a licence) in which it ends; a
period that the scheme declares itself to the year in which it begins, by which it is called. To a term or a season
belongs each month that it touches.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.cycles import is_cycle
from domain.library.calendar_dates import Almanac
from domain.library.models import windows as w
from domain.thresholds import spans, windows
from domain.thresholds.context import Place
from domain.thresholds.windows import DayRange

_ANY_TIME = frozenset({"ever", "period", "earlier"})


@dataclass(frozen=True, slots=True)
class Series:
    """The periods for which there are data, and the days of occasions; what has no first day begins with `first`."""

    grain: str
    known: frozenset[int]
    days: Mapping[int, date]
    first: Callable[[], int | None]


def indexes(window: w.Window, series: Series, place: Place, almanac: Almanac) -> list[int] | None:
    """The periods that a window holds; where it has no first day, those from the first on.

    None when the window cannot be told yet, when nothing tells where it begins, or when occasions without a day would
    have to be placed in it.
    """
    if isinstance(window, w.LastPeriods) and window.every is None:
        last = _last_index(series, place)
        return list(range(last - window.periods + 1, last + 1))
    held = windows.days(window, place, almanac)
    if held is None:
        return None
    if place.grain not in (None, "occasion"):  # a period is judged by what lies before its own end
        held = held[0], min(held[1], place.moment)
    if series.grain == "occasion":
        return _occasions(held, series, place)
    return _within(window, held, series, place)


def _occasions(held: DayRange, series: Series, place: Place) -> list[int] | None:
    last = _last_index(series, place)
    wanted = [index for index in sorted(series.known) if index <= last]
    if held[0] == date.min:
        return wanted
    if any(index not in series.days for index in wanted):
        return None
    return [index for index in wanted if held[0] <= series.days[index] <= held[1]]


def _within(window: w.Window, held: DayRange, series: Series, place: Place) -> list[int] | None:
    first, last = held
    grain = series.grain
    lowest = series.first() if first == date.min else place.number_of(first, grain)
    if lowest is None:
        return None
    span = range(lowest, place.number_of(min(last, date.max - timedelta(days=800)), grain) + 1)
    bounds = {index: spans.bounds(grain, index, place.year_start) for index in span}
    if _is_year(window):
        at = 0 if is_cycle(grain) else 1
        found = [index for index in span if first <= bounds[index][at] <= last]
        return found if at else [index for index in found if _counts(index, bounds, series, place)]
    if not _touched(window, place):
        span_held = [index for index in span if first == date.min or bounds[index][0] >= first]
    else:
        span_held = [index for index in span if bounds[index][1] >= first]
    return [index for index in span_held if _counts(index, bounds, series, place)]


def _counts(index: int, bounds: Mapping[int, DayRange], series: Series, place: Place) -> bool:
    """Whether a period is over, or known already."""
    return index in series.known or bounds[index][1] < place.book.today


def _is_year(window: w.Window) -> bool:
    """A month, a quarter or a year of the calendar, or a year from an anniversary."""
    if isinstance(window, w.AnniversaryWindow):
        return True
    return isinstance(window, w.WordWindow) and window.word not in _ANY_TIME and not is_cycle(window.word)


def _touched(window: w.Window, place: Place) -> bool:
    """A term or a season: it begins and ends within a month."""
    if isinstance(window, w.SeasonWindow):
        return True
    word = window.word if isinstance(window, w.WordWindow) else ""
    return is_cycle(word) or (word == "period" and is_cycle(place.grain))


def _last_index(series: Series, place: Place) -> int:
    if series.grain != "occasion" or place.grain == "occasion":
        return place.index_in(series.grain)
    return max(series.known, default=0)
