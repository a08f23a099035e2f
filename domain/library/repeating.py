"""Deliverables that come back: each turn with the day on which it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.deadlines import fixed
from domain.library.calendar_dates import Almanac, Found, before_hour, counted, told
from domain.library.models.campaign import Repeats
from domain.library.models.dates import CountedTerm
from domain.library.named_days import hour_words
from domain.library.stretches import Stretch, day_alone, reach, stretches
from domain.periods import PeriodKind, StatPeriod
from domain.terms import Roll


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a repetition: what it is about, until which day that lasts, and when it is due."""

    about: str
    until: date | None
    due: Found


def repeated(repeats: Repeats, almanac: Almanac) -> Iterator[Turn]:
    """What each turn is about, and when it is due."""
    bounds = reach(repeats, almanac)
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
    return _in_period(repeats, Stretch(label, start, end), almanac)


def _turns(repeats: Repeats, first: date, last: date, almanac: Almanac) -> list[tuple[Stretch, Stretch]]:
    """The periods of which something is owed, each with the one before it."""
    if repeats.every == "day":
        return _each_day(repeats, first, last, almanac)
    whole = list(stretches(repeats.every, first, last, almanac.year_start))
    found = list(_stepped(whole, repeats.step or 1))
    weekday = repeats.day_of_week
    if weekday is None:
        return found
    return [pair for pair in found if first <= _weekday_of(pair[1], weekday) <= last]


def _stepped(turns: list[tuple[Stretch, Stretch]], step: int) -> Iterator[tuple[Stretch, Stretch]]:
    """So many periods made one; what stood before the first of them was only one period long."""
    if step == 1:
        yield from turns
        return
    before = turns[0][0] if turns else None
    for at in range(0, len(turns), step):
        parts = [stretch for _, stretch in turns[at : at + step]]
        label = parts[0].label if len(parts) == 1 else f"{parts[0].label}至{parts[-1].label}"
        whole = Stretch(label, parts[0].start, parts[-1].end)
        yield before or whole, whole
        before = whole


def _each_day(repeats: Repeats, first: date, last: date, almanac: Almanac) -> list[tuple[Stretch, Stretch]]:
    """Each day, or each so many days, or each working day."""
    days = [first + timedelta(days=at) for at in range(0, (last - first).days + 1, repeats.step or 1)]
    if repeats.working_days_only:
        days = [day for day in days if almanac.calendar.is_workday(day)]
    return [(day_alone(day - timedelta(days=1)), day_alone(day)) for day in days]


def _weekday_of(period: Stretch, weekday: int) -> date:
    """A day of the week, in a row of weeks that of the last."""
    return period.end - timedelta(days=7 - weekday)


def _in_period(repeats: Repeats, period: Stretch, almanac: Almanac) -> Found:
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


def _named(repeats: Repeats, period: Stretch) -> tuple[date, str]:
    """The day that a repetition names by itself, and how it is told."""
    hour = _hour(repeats)
    if repeats.every == "day":
        return period.end, f"{'每个工作日' if repeats.working_days_only else '每日'}{hour}"
    if (weekday := repeats.day_of_week) is not None:
        word = "每周" if repeats.step is None else f"每{repeats.step}周的周"
        return _weekday_of(period, weekday), f"{word}{'一二三四五六日'[weekday - 1]}{hour}"
    if repeats.month is not None:
        day = _day_of_month(period.end.year, repeats.month, repeats.day or 31)
        if day > period.end:  # of a year that ends before that month the one in which it begins
            day = _day_of_month(period.end.year - 1, repeats.month, repeats.day or 31)
        return day, f"{day.year}年{day.month}月{day.day}日{hour}"
    if repeats.day is None:
        return period.end, f"{period.label}末{hour}"
    month = StatPeriod.of(period.end, PeriodKind.MONTH)
    day = _day_of_month(month.year, month.index, repeats.day)
    within = "" if month.label == period.label else f"最后一个月（{month.label}）"
    return day, f"{period.label}{within}{day.day}日{hour}"


def _day_of_month(year: int, month: int, day: int) -> date:
    """A day of a month, the last one where the month has fewer."""
    whole = StatPeriod.month(year, month)
    return min(whole.start + timedelta(days=day - 1), whole.end)


def _counted(repeats: Repeats, term: CountedTerm, period: Stretch, almanac: Almanac) -> Found:
    """So long after the start of a period, after its end, or before its end."""
    start = period.start if repeats.after_start is not None else period.end
    name = "期初" if repeats.after_start is not None else "期末"
    if not isinstance(term.count, int):
        return Found(None, f"{name}{'前' if repeats.before_end is not None else '后'}若干日：天数未定")
    side = "before" if repeats.before_end is not None else "from_"
    sided = term.model_copy(update={"from_": None, "before": None, side: name})
    deadline = counted(sided, almanac, start, f"（{name}）")
    return before_hour(Found(deadline.due, told(deadline), deadline=deadline), repeats.hour)


def _working_day(repeats: Repeats, count: int, period: Stretch, almanac: Almanac) -> Found:
    """The so manieth working day of a period, whose first day counts if it is one."""
    term = CountedTerm.model_validate({"count": count, "unit": "working_day", "from": "期初前一日"})
    deadline = counted(term, almanac, period.start - timedelta(days=1), "（期初前一日）")
    return before_hour(Found(deadline.due, told(deadline), deadline=deadline), repeats.hour)


def _hour(repeats: Repeats) -> str:
    return hour_words(repeats.hour) if repeats.hour else ""
