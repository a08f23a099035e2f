"""Windows: which days, and which periods, a count or a figure looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.cycles import is_cycle
from domain.library.calendar_dates import Almanac, calendar_day, find
from domain.library.models import windows as w
from domain.periods import corresponding_day
from domain.thresholds import spans
from domain.thresholds.context import Place
from domain.thresholds.dated import find_at

DayRange = tuple[date, date]


def days(
    window: w.Window | None, place: Place, almanac: Almanac, until: date | None = None
) -> DayRange | None:
    """First and last day of a window, both included; None when it cannot be told yet."""
    match window:
        case None:
            word = "period" if place.grain and place.grain != "occasion" else "ever"
            return _word(word, place)
        case w.WordWindow():
            return _word(window.word, place)
        case w.RollingWindow():
            return _rolling(window, until or place.moment)
        case w.LastPeriods():
            return _last(window.periods, place)
        case w.PhaseWindow():
            return _phase(window.phase, almanac)
        case w.AnniversaryWindow():
            return anniversary(window.anniversary, place)
        case w.SeasonWindow():
            return season(window.season, place.moment)
        case w.DatesWindow():
            first = find_at(window.from_, almanac, "start", place).day
            last = find_at(window.to, almanac, "end", place).day
            return (first, last) if first and last else None


def _word(word: str, place: Place) -> DayRange:
    if word == "ever":
        return date.min, place.moment
    if word == "earlier":
        return date.min, (place.row.day if place.row is not None else place.start) - timedelta(days=1)
    if word == "period":
        return (place.start, place.moment) if place.grain else (date.min, place.moment)
    first, last = spans.bounds(word, place.index_in(word), place.year_start)
    return (first, last) if place.moment <= last else nothing_at(place.moment)  # holidays between terms


def nothing_at(day: date) -> DayRange:
    """A stretch without a day, where a moment lies in none."""
    return day + timedelta(days=1), day


def anniversary(key: str, place: Place) -> DayRange | None:
    """The year in which the moment lies, counted from a date of the subject; None while that is not known."""
    began = place.book.day_of(key, place.subject)
    if began is None or began > place.moment:
        return None
    start = began.month, began.day
    first = spans.year_from(spans.year_index(place.moment, start), start)
    return first, spans.year_from(first.year + 1, start) - timedelta(days=1)


def season(span: w.SeasonSpan, day: date) -> DayRange:
    """The season in which a day lies; an empty stretch when it lies in none."""
    for year in (day.year, day.year - 1):
        first, last = calendar_day(span.from_, year, "start"), calendar_day(span.to, year, "end")
        if first is not None and last is not None and last < first:
            last = calendar_day(span.to, year + 1, "end")
        if first is not None and last is not None and first <= day <= last:
            return first, last
    return nothing_at(day)


def _rolling(window: w.RollingWindow, end: date) -> DayRange:
    """Counted forward from each event, so that it agrees with a term of the same length."""
    if window.unit in {"calendar_day", "week"}:
        length = window.count * (7 if window.unit == "week" else 1)
        first = end - timedelta(days=length)
    else:
        first = _earliest(end, window.count * (12 if window.unit == "year" else 1))
    return (first if window.edge == "included" else first + timedelta(days=1)), end


def _earliest(end: date, months: int) -> date:
    """The earliest day whose corresponding day so many months later is not before the end."""
    day = corresponding_day(end, -months)
    while corresponding_day(day, months) < end:
        day += timedelta(days=1)
    while corresponding_day(day - timedelta(days=1), months) >= end:
        day -= timedelta(days=1)
    return day


def _last(count: int, place: Place) -> DayRange | None:
    if place.grain is None or place.grain == "occasion":
        return None
    first = spans.bounds(place.grain, place.index - count + 1, place.year_start)[0]
    return first, place.moment


def _phase(key: str, almanac: Almanac) -> DayRange | None:
    phase = almanac.phases.get(key)
    if phase is None or phase.end is None:
        return None
    first = find(phase.start, almanac, "start").day if phase.start else date.min
    last = find(phase.end, almanac, "end").day
    return (first, last) if first and last else None


@dataclass(frozen=True, slots=True)
class Series:
    """The periods for which there are data, and the days of occasions."""

    grain: str
    known: frozenset[int]
    days: Mapping[int, date]


def indexes(window: w.Window, series: Series, place: Place, almanac: Almanac) -> list[int] | None:
    """The periods that a window holds; where it has no first day, those from the first known on.

    None when the window cannot be told yet.
    """
    if isinstance(window, w.LastPeriods):
        last = _last_index(series, place)
        return list(range(last - window.periods + 1, last + 1))
    held = days(window, place, almanac)
    if held is None:
        return None
    if place.grain not in (None, "occasion"):  # a period is judged by what lies before its own end
        held = held[0], min(held[1], place.moment)
    if series.grain == "occasion":
        last = _last_index(series, place)
        return [index for index in sorted(series.known) if index <= last and _dated(index, held, series)]
    return _within(window, held, series, place)


def _within(window: w.Window, held: DayRange, series: Series, place: Place) -> list[int]:
    first, last = held
    grain = series.grain
    if first == date.min:
        if not series.known:
            return []
        lowest = min(series.known)
    else:
        lowest = spans.index_of(first, grain)
    span = range(lowest, spans.index_of(min(last, date.max - timedelta(days=800)), grain) + 1)
    ends = {index: spans.bounds(grain, index, place.year_start) for index in span}
    own = window.word if isinstance(window, w.WordWindow) and window.word != "period" else place.grain
    if is_cycle(own):  # a term begins and ends within a month: each month that it touches is its own
        return [index for index in span if index in series.known or ends[index][1] < place.book.today]
    if isinstance(window, w.WordWindow) and window.word not in {"ever", "period", "earlier"}:
        return [index for index in span if first <= ends[index][1] <= last]
    today = place.book.today
    whole = [index for index in span if first == date.min or ends[index][0] >= first]
    return [index for index in whole if index in series.known or ends[index][1] < today]


def _last_index(series: Series, place: Place) -> int:
    if series.grain != "occasion" or place.grain == "occasion":
        return place.index_in(series.grain)
    return max(series.known, default=0)


def _dated(index: int, held: DayRange, series: Series) -> bool:
    """Whether an occasion lies in the window; one without a day lies only in all time."""
    day = series.days.get(index)
    return held[0] == date.min if day is None else held[0] <= day <= held[1]
