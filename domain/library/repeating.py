"""Deliverables that come back: each turn with the day on which it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from domain.cycles import Cycle, cycle_of, is_cycle
from domain.deadlines import fixed
from domain.library.calendar_dates import Almanac, Found, before_hour, counted, find, told
from domain.library.models.campaign import Repeats
from domain.library.models.dates import CountedTerm
from domain.library.named_days import hour_words
from domain.periods import PeriodKind, StatPeriod, span
from domain.terms import Roll

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


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a repetition: what it is about, until which day that lasts, and when it is due."""

    about: str
    until: date | None
    due: Found


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
        yield Turn("", None, Found(None, "起止未定，创建后按期生成"))
    elif repeats.every == "occasion":
        yield Turn("", None, Found(None, "每次发生时报送"))
    else:
        for before, stretch in _turns(repeats, *bounds, almanac):
            about = before if repeats.about == "previous" else stretch
            yield Turn(about.label, about.end, _in_period(repeats, stretch, almanac))


def due_in(repeats: Repeats, label: str, start: date, end: date, almanac: Almanac) -> Found:
    """When the turn of one period is due, whether or not the repetition covers it."""
    return _in_period(repeats, _Stretch(label, start, end), almanac)


def _turns(repeats: Repeats, first: date, last: date, almanac: Almanac) -> list[tuple[_Stretch, _Stretch]]:
    """The periods of which something is owed, each with the one before it."""
    if repeats.every == "day":
        return _each_day(repeats, first, last, almanac)
    found = list(_stepped(list(_stretches(repeats.every, first, last)), repeats.step or 1))
    weekday = repeats.day_of_week
    if weekday is None:
        return found
    return [pair for pair in found if first <= _weekday_of(pair[1], weekday) <= last]


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
    if every == "week":
        yield from pairwise(_weeks(first - timedelta(days=7), last))
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


def _weeks(first: date, last: date) -> Iterator[_Stretch]:
    """Weeks from Monday to Sunday, from that of the first day to that of the last."""
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        year, week, _ = monday.isocalendar()
        yield _Stretch(f"{year}年第{week}周", monday, monday + timedelta(days=6))
        monday += timedelta(days=7)


def _each_day(repeats: Repeats, first: date, last: date, almanac: Almanac) -> list[tuple[_Stretch, _Stretch]]:
    """Each day, or each so many days, or each working day."""
    days = [first + timedelta(days=at) for at in range(0, (last - first).days + 1, repeats.step or 1)]
    if repeats.working_days_only:
        days = [day for day in days if almanac.calendar.is_workday(day)]
    return [(_day(day - timedelta(days=1)), _day(day)) for day in days]


def _day(day: date) -> _Stretch:
    return _Stretch(day.isoformat(), day, day)


def _weekday_of(period: _Stretch, weekday: int) -> date:
    """A day of the week, in a row of weeks that of the last."""
    return period.end - timedelta(days=7 - weekday)


def _in_period(repeats: Repeats, period: _Stretch, almanac: Almanac) -> Found:
    """When the turn of a period is due."""
    if repeats.words:
        return Found(None, f"{period.label}“{repeats.words}”：由人确定日期")
    if repeats.working_day is not None:
        return _working_day(repeats, repeats.working_day, period, almanac)
    if repeats.counted is not None:
        return _counted(repeats, repeats.counted, period, almanac)
    day, text = _named(repeats, period)
    if repeats.roll is None:
        return Found(day, text, fixed=True)
    deadline = fixed(day, almanac.calendar, roll=Roll(repeats.roll), rule=text)
    until = f"至{_hour(repeats) or '24时'}止"
    unsure = deadline.rolled_from is not None or deadline.estimated
    moved = f"：{deadline.explain()}".replace("至24时止", until) if unsure else ""
    return Found(deadline.due, f"{text}{moved}", deadline=deadline)


def _named(repeats: Repeats, period: _Stretch) -> tuple[date, str]:
    """The day that a repetition names by itself, and how it is told."""
    hour = _hour(repeats)
    if repeats.every == "day":
        return period.end, f"{'每个工作日' if repeats.working_days_only else '每日'}{hour}"
    if (weekday := repeats.day_of_week) is not None:
        word = "每周" if repeats.step is None else f"每{repeats.step}周的周"
        return _weekday_of(period, weekday), f"{word}{'一二三四五六日'[weekday - 1]}{hour}"
    if repeats.month is not None:
        month = StatPeriod.month(period.end.year, repeats.month)
        day = min(month.start + timedelta(days=(repeats.day or 31) - 1), month.end)
        return day, f"{day.year}年{day.month}月{day.day}日{hour}"
    if repeats.day is None:
        return period.end, f"{period.label}末{hour}"
    month = StatPeriod.of(period.end, PeriodKind.MONTH)
    day = min(month.start + timedelta(days=repeats.day - 1), month.end)
    within = "" if month.label == period.label else f"最后一个月（{month.label}）"
    return day, f"{period.label}{within}{day.day}日{hour}"


def _counted(repeats: Repeats, term: CountedTerm, period: _Stretch, almanac: Almanac) -> Found:
    """So long after the start of a period, after its end, or before its end."""
    start = period.start if repeats.after_start is not None else period.end
    name = "期初" if repeats.after_start is not None else "期末"
    if not isinstance(term.count, int):
        return Found(None, f"{name}{'前' if repeats.before_end is not None else '后'}若干日：天数未定")
    side = "before" if repeats.before_end is not None else "from_"
    sided = term.model_copy(update={"from_": None, "before": None, side: name})
    deadline = counted(sided, almanac, start, f"（{name}）")
    return before_hour(Found(deadline.due, told(deadline), deadline=deadline), repeats.hour)


def _working_day(repeats: Repeats, count: int, period: _Stretch, almanac: Almanac) -> Found:
    """The so manieth working day of a period, whose first day counts if it is one."""
    term = CountedTerm.model_validate({"count": count, "unit": "working_day", "from": "期初前一日"})
    deadline = counted(term, almanac, period.start - timedelta(days=1), "（期初前一日）")
    return before_hour(Found(deadline.due, told(deadline), deadline=deadline), repeats.hour)


def _hour(repeats: Repeats) -> str:
    return hour_words(repeats.hour) if repeats.hour else ""
