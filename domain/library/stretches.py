"""The periods over which a repetition goes: from when to when, and each one with the one before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.cycles import Cycle, cycle_of, is_cycle
from domain.library.calendar_dates import Almanac, Found, find
from domain.library.models.campaign import Repeats
from domain.library.models.dates import CalendarDate, DateSpec, Point
from domain.periods import PeriodKind, StatPeriod, span, year_from, year_index

_KINDS = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half_year": PeriodKind.HALF,
}
_PARTS = {
    "ten_days": (("上旬", 1), ("中旬", 11), ("下旬", 21)),
    "half_month": (("上半月", 1), ("下半月", 16)),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period of a repetition."""

    label: str
    start: date
    end: date


def reach(repeats: Repeats, almanac: Almanac) -> tuple[date, date] | None:
    """The first and the last day of a repetition; None while they are not known."""
    if almanac.year is None and (repeats.first is None or repeats.last is None):
        return None
    first, last = edge(repeats, almanac, "start").day, edge(repeats, almanac, "end").day
    return (first, last) if first and last else None


def edge(repeats: Repeats, almanac: Almanac, point: Point) -> Found:
    """The first or the last day of a repetition; where none is written or a year is named, the scheme's own year."""
    spec = repeats.first if point == "start" else repeats.last
    if spec is not None and not _names_a_year(repeats, spec):
        return find(spec, almanac, point)
    calendar = date(almanac.year or 0, 1, 1) if spec is None else find(spec, almanac, "start").day
    if calendar is None:
        return Found(None, "年份未定")
    start = almanac.year_start
    if point == "start":
        return Found(year_from(calendar.year, start), "")
    return Found(_whole(repeats.every, _last_of_year(calendar.year, start)), "")


def _whole(every: str, last: date) -> date:
    """The last day of the last month, quarter or half-year that is over within a year: the next one is not its."""
    if every not in _KINDS:
        return last
    period = StatPeriod.of(last, _KINDS[every])
    return last if period.end == last else period.start - timedelta(days=1)


def _names_a_year(repeats: Repeats, spec: DateSpec) -> bool:
    named = isinstance(spec, CalendarDate) and not (spec.half or spec.quarter or spec.month)
    return repeats.every == "year" and named


def _last_of_year(year: int, start: tuple[int, int]) -> date:
    return year_from(year + 1, start) - timedelta(days=1)


def _years(first: date, last: date, start: tuple[int, int]) -> Iterator[tuple[Stretch, Stretch]]:
    years = range(year_index(first, start) - 1, year_index(last, start) + 1)
    yield from pairwise(
        Stretch(f"{one}年", year_from(one, start), _last_of_year(one, start)) for one in years
    )


def stretches(
    every: str, first: date, last: date, start: tuple[int, int]
) -> Iterator[tuple[Stretch, Stretch]]:
    """Each period from the first day to the last, with the one before it; years begin on the `start`."""
    if every == "year":
        yield from _years(first, last, start)
        return
    if is_cycle(every):
        cycle = cycle_of(every)
        for index in range(cycle.index_of(first), cycle.index_of(last) + 1):
            if cycle.bounds(index)[1] >= first:
                yield _declared(cycle, index - 1), _declared(cycle, index)
        return
    if every in _KINDS:
        kind = _KINDS[every]
        for period in span(StatPeriod.of(first, kind), StatPeriod.of(last, kind)):
            yield _of(period.previous), _of(period)
        return
    if every == "week":
        yield from pairwise(_weeks(first - timedelta(days=7), last))
        return
    earlier = StatPeriod.of(first, PeriodKind.MONTH).previous
    months = span(earlier, StatPeriod.of(last, PeriodKind.MONTH))
    parts = [part for month in months for part in _parts_of(month, every)]
    for before, part in pairwise(parts):
        if part.end >= first and part.start <= last:
            yield before, part


def _of(period: StatPeriod) -> Stretch:
    return Stretch(period.label, period.start, period.end)


def _declared(cycle: Cycle, index: int) -> Stretch:
    return Stretch(cycle.label(index), *cycle.bounds(index))


def _parts_of(month: StatPeriod, every: str) -> Iterator[Stretch]:
    names = _PARTS[every]
    starts = [month.start.replace(day=day) for _, day in names]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), month.end]
    for (name, _), start, end in zip(names, starts, ends, strict=True):
        yield Stretch(f"{month.label}{name}", start, end)


def _weeks(first: date, last: date) -> Iterator[Stretch]:
    """Weeks from Monday to Sunday, from that of the first day to that of the last."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        year, week, _ = monday.isocalendar()
        yield Stretch(f"{year}年第{week}周", monday, monday + timedelta(days=6))
        monday += timedelta(days=7)


def day_alone(day: date) -> Stretch:
    """A day as a period."""
    return Stretch(day.isoformat(), day, day)
