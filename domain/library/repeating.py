"""Deliverables that come back: each turn with the day on which it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.cycles import Cycle, cycle_of, is_cycle
from domain.library.calendar_dates import Almanac, Found, counted, find, told
from domain.library.models.campaign import Repeats
from domain.library.models.dates import CountedTerm
from domain.periods import PeriodKind, StatPeriod, span

_KINDS = {
    "month": PeriodKind.MONTH,
    "quarter": PeriodKind.QUARTER,
    "half_year": PeriodKind.HALF,
    "year": PeriodKind.YEAR,
}
_PARTS = {
    "ten_days": (("上旬", 1), ("中旬", 11), ("下旬", 21)),
    "half_month": (("上半月", 1), ("下半月", 16)),
}
Turn = tuple[str, Found]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One period of a repetition."""

    label: str
    start: date
    end: date


def repeated(repeats: Repeats, almanac: Almanac) -> Iterator[Turn]:
    """What each turn is about, and when it is due."""
    bounds = _bounds(repeats, almanac)
    if bounds is None:
        yield "", Found(None, "起止未定，创建后按期生成")
    elif repeats.every == "week":
        yield from _weeks(repeats, *bounds)
    elif repeats.every == "day":
        yield from _days(repeats, *bounds, almanac)
    elif repeats.every == "occasion":
        yield "", Found(None, "每次发生时报送")
    else:
        for before, stretch in _stepped(list(_stretches(repeats.every, *bounds)), repeats.step or 1):
            about = before if repeats.about == "previous" else stretch
            yield about.label, _in_period(repeats, stretch, almanac)


def _bounds(repeats: Repeats, almanac: Almanac) -> tuple[date, date] | None:
    if almanac.year is None and (repeats.first is None or repeats.last is None):
        return None
    year = almanac.year or 0
    first = find(repeats.first, almanac, "start").day if repeats.first is not None else date(year, 1, 1)
    last = find(repeats.last, almanac, "end").day if repeats.last is not None else date(year, 12, 31)
    return (first, last) if first and last else None


def _stretches(every: str, first: date, last: date) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Each period from the first day to the last, with the one before it."""
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
    earlier = StatPeriod.of(first, PeriodKind.MONTH).previous
    months = span(earlier, StatPeriod.of(last, PeriodKind.MONTH))
    parts = [part for month in months for part in _parts_of(month, every)]
    for before, part in pairwise(parts):
        if part.end >= first and part.start <= last:
            yield before, part


def _stepped(turns: list[tuple[_Stretch, _Stretch]], step: int) -> Iterator[tuple[_Stretch, _Stretch]]:
    """So many periods made one; what stood before the first of them was only one period long."""
    if step == 1:
        yield from turns
        return
    before = turns[0][0] if turns else None
    for at in range(0, len(turns), step):
        parts = [stretch for _, stretch in turns[at : at + step]]
        label = parts[0].label if len(parts) == 1 else f"{parts[0].label}至{parts[-1].label}"
        whole = _Stretch(label, parts[0].start, parts[-1].end)
        yield before or whole, whole
        before = whole


def _of(period: StatPeriod) -> _Stretch:
    return _Stretch(period.label, period.start, period.end)


def _declared(cycle: Cycle, index: int) -> _Stretch:
    return _Stretch(cycle.label(index), *cycle.bounds(index))


def _parts_of(month: StatPeriod, every: str) -> Iterator[_Stretch]:
    names = _PARTS[every]
    starts = [month.start.replace(day=day) for _, day in names]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), month.end]
    for (name, _), start, end in zip(names, starts, ends, strict=True):
        yield _Stretch(f"{month.label}{name}", start, end)


def _in_period(repeats: Repeats, period: _Stretch, almanac: Almanac) -> Found:
    if repeats.words:
        return Found(None, f"{period.label}“{repeats.words}”：由人确定日期")
    for term, from_end in ((repeats.after_end, "from_"), (repeats.before_end, "before")):
        if term is not None and isinstance(term.count, int):
            return _counted_from_end(term, from_end, period, almanac)
    if repeats.day is None:
        return Found(period.end, f"{period.label}末", fixed=True)
    month = StatPeriod.of(period.end, PeriodKind.MONTH)
    day = min(month.start + timedelta(days=repeats.day - 1), month.end)
    within = f"（{month.label}）" if repeats.step else ""
    return Found(day, f"{period.label}{within}{repeats.day}日{_hour(repeats)}", fixed=True)


def _counted_from_end(term: CountedTerm, side: str, period: _Stretch, almanac: Almanac) -> Found:
    name = f"{period.label}末"
    sided = term.model_copy(update={"from_": None, "before": None, side: name})
    deadline = counted(sided, almanac, period.end, name)
    return Found(deadline.due, told(deadline), deadline=deadline)


def _hour(repeats: Repeats) -> str:
    hour = repeats.hour or ""
    return f"{hour}时" if hour.isdigit() else hour


def _days(repeats: Repeats, first: date, last: date, almanac: Almanac) -> Iterator[Turn]:
    word = "每个工作日" if repeats.working_days_only else "每日"
    for offset in range(0, (last - first).days + 1, repeats.step or 1):
        day = first + timedelta(days=offset)
        if not repeats.working_days_only or almanac.calendar.is_workday(day):
            yield day.isoformat(), Found(day, f"{word}{_hour(repeats)}", fixed=True)


def _weeks(repeats: Repeats, first: date, last: date) -> Iterator[Turn]:
    weekday = repeats.weekday or 5
    day = first + timedelta(days=(weekday - first.isoweekday()) % 7)
    while day <= last:
        yield (
            f"{day.isocalendar().year}年第{day.isocalendar().week}周",
            Found(day, f"每周{'一二三四五六日'[weekday - 1]}{_hour(repeats)}", fixed=True),
        )
        day += timedelta(days=7 * (repeats.step or 1))
