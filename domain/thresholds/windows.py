"""Windows: which days, and which periods, a count or a figure looks at."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.library.calendar_dates import Almanac, find
from domain.library.models import windows as w
from domain.library.named_days import calendar_day, names_in
from domain.periods import corresponding_day
from domain.thresholds import spans
from domain.thresholds.context import Place
from domain.thresholds.data import Datum
from domain.thresholds.dated import find_at

DayRange = tuple[date, date]


_OF_THE_PLACE = frozenset({"period_start", "period_end", "row_date"})


def days(
    window: w.Window | None, place: Place, almanac: Almanac, anchor: date | None = None
) -> DayRange | None:
    """First and last day of a window, both included; None when it cannot be told yet.

    `anchor` is the date that a rolling window is counted from, where that is not the moment.
    """
    match window:
        case None:
            word = "period" if place.grain and place.grain != "occasion" else "ever"
            return _word(word, place)
        case w.WordWindow():
            return _word(window.word, place)
        case w.RollingWindow():
            return _rolling(window, anchor or place.moment)
        case w.LastPeriods():
            return _last(window, place)
        case w.PhaseWindow():
            return _phase_seen(window, place, almanac)
        case w.AnniversaryWindow():
            return anniversary(window, place)
        case w.SeasonWindow():
            return _season_of(window.season, place)
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
        if place.counted is not None:
            return place.counted
        return (place.start, place.moment) if place.grain else (date.min, place.moment)
    first, last = spans.bounds(word, place.index_in(word), place.year_start)
    return (first, last) if place.moment <= last else nothing_at(place.moment)  # holidays between terms


def nothing_at(day: date) -> DayRange:
    """A stretch without a day, where a moment lies in none."""
    return day + timedelta(days=1), day


def anniversary(window: w.AnniversaryWindow, place: Place) -> DayRange | None:
    """The year, or the several years, in which the moment lies, counted from a date of the subject.

    None while that date, or how many years they are, is not known.
    """
    began, length = place.book.day_of(window.anniversary, place.subject), _years(window, place)
    if began is None or length is None or began > place.moment:
        return None
    start = began.month, began.day
    gone = spans.year_index(place.moment, start) - spans.year_index(began, start)
    first = spans.year_from(spans.year_index(began, start) + gone // length * length, start)
    return first, spans.year_from(first.year + length, start) - timedelta(days=1)


def unknown_cycle(window: object, place: Place) -> str:
    """Why the years from a date cannot be told, where a figure of the subject is wanting; empty where none is."""
    if not isinstance(window, w.AnniversaryWindow):
        return ""
    facts = place.book.scheme.facts
    if place.book.day_of(window.anniversary, place.subject) is None:
        return f"“{facts[window.anniversary].name}”没有登记"
    if isinstance(window.years, str) and _years(window, place) is None:
        return f"“{facts[window.years].name}”没有登记，或者不是整年"
    return ""


def _years(window: w.AnniversaryWindow, place: Place) -> int | None:
    """How many years run together; None where a figure should say so and does not say a whole number."""
    if isinstance(window.years, int):
        return window.years
    fact = place.book.scheme.facts[window.years]
    found = place.book.datum(window.years, fact, place.subject, None, 0)
    if not isinstance(found, Datum) or found.high is not None or found.exact.denominator != 1:
        return None
    return found.exact.numerator if found.exact >= 1 else None


def season(span: w.SeasonSpan, day: date) -> DayRange:
    """The season in which a day lies; an empty stretch when it lies in none."""
    for year in (day.year, day.year - 1):
        first, last = calendar_day(span.from_, year, "start"), calendar_day(span.to, year, "end")
        if first is not None and last is not None and last < first:
            last = calendar_day(span.to, year + 1, "end")
        if first is not None and last is not None and first <= day <= last:
            return first, last
    return nothing_at(day)


def _season_of(span: w.SeasonSpan, place: Place) -> DayRange:
    """The season in which the moment lies, or that which ended within the period that is judged (in a year, any)."""
    held = season(span, place.moment)
    if held[0] <= held[1] or place.grain in (None, "occasion"):
        return held
    for year in (place.moment.year, place.moment.year - 1):
        last = calendar_day(span.to, year, "end")
        if last is not None and place.start <= last <= place.moment:
            return season(span, last)
    return held


def looks_forward(window: w.Window | None, fields: Iterable[str] = ()) -> bool:
    """Whether a window is written to reach beyond the moment: counted on from a date, or up to one after it.

    `fields` are those of the record in hand: up to a date that it says is what lies between two dates of it.
    """
    if isinstance(window, w.DatesWindow):
        return not _OF_THE_PLACE.union(fields).isdisjoint(names_in(window.to))
    return isinstance(window, w.RollingWindow) and (window.after is not None or window.around is not None)


def _rolling(window: w.RollingWindow, end: date) -> DayRange:
    """Counted forward from each event, so that it agrees with a term of the same length."""
    if window.around is not None:
        return rolling_back(window, end)[0], _following(window, end)[1]
    return _following(window, end) if window.after is not None else rolling_back(window, end)


def rolling_back(window: w.RollingWindow, end: date) -> DayRange:
    """The stretch of a length that ends with a day."""
    if window.unit in {"calendar_day", "week"}:
        length = window.count * (7 if window.unit == "week" else 1)
        first = end - timedelta(days=length)
    else:
        first = _earliest(end, window.count * (12 if window.unit == "year" else 1))
    return (first if window.edge == "included" else first + timedelta(days=1)), end


def _following(window: w.RollingWindow, start: date) -> DayRange:
    """From a date on, to the last day of a term of this length."""
    if window.unit in {"calendar_day", "week"}:
        last = start + timedelta(days=window.count * (7 if window.unit == "week" else 1))
    else:
        last = corresponding_day(start, window.count * (12 if window.unit == "year" else 1))
    return (start if window.edge == "included" else start + timedelta(days=1)), last


def _earliest(end: date, months: int) -> date:
    """The earliest day whose corresponding day so many months later is not before the end."""
    day = corresponding_day(end, -months)
    while corresponding_day(day, months) < end:
        day += timedelta(days=1)
    while corresponding_day(day - timedelta(days=1), months) >= end:
        day -= timedelta(days=1)
    return day


def _last(window: w.LastPeriods, place: Place) -> DayRange | None:
    """The last so many periods up to the moment: the place's own, or those that the window names."""
    if isinstance(window.every, w.AnniversaryWindow):
        held, length = anniversary(window.every, place), _years(window.every, place)
        began = place.book.day_of(window.every.anniversary, place.subject)
        if held is None or began is None or length is None:
            return None
        first = held[0].year - (window.periods - 1) * length
        return spans.year_from(first, (began.month, began.day)), place.moment
    grain = window.every or place.grain
    if grain is None or grain == "occasion":
        return None
    index = place.index_in(grain) if window.every is not None else place.index
    return spans.bounds(grain, index - window.periods + 1, place.year_start)[0], place.moment


def _phase_seen(window: w.PhaseWindow, place: Place, almanac: Almanac) -> DayRange | None:
    """The days of a phase; from a year that is not the one in which it begins there is nothing to be seen of it."""
    held = _phase(window.phase, almanac)
    if held is None or place.grain != "year" or held[0] == date.min:
        return held
    return held if spans.year_index(held[0], place.year_start) == place.index else nothing_at(place.moment)


def runs_over(window: w.Window | None, place: Place, almanac: Almanac) -> bool:
    """Whether a phase of the place's year goes on after that year's end: what is done then is still its own."""
    if not isinstance(window, w.PhaseWindow) or place.grain != "year":
        return False
    held = _phase_seen(window, place, almanac)
    return held is not None and place.end_of("year", place.index) < held[1] and held[0] <= held[1]


def _phase(key: str, almanac: Almanac) -> DayRange | None:
    phase = almanac.phases.get(key)
    if phase is None or phase.end is None:
        return None
    first = find(phase.start, almanac, "start").day if phase.start else date.min
    last = find(phase.end, almanac, "end").day
    return (first, last) if first and last else None
