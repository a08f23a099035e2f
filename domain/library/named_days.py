"""Days that a scheme names without counting: 5月10日, 上旬, 第二季度, 次月10日, 月底; what dates stand on."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from domain.library.models.base import OpenMark
from domain.library.models.dates import CalendarDate, EventDate, MonthDate, Point, RelativeDate
from domain.library.models.looked_up import ListedSince
from domain.library.models.within import WithinSpan
from domain.periods import PeriodKind, StatPeriod

_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


def calendar_day(
    spec: CalendarDate, campaign_year: int | None, point: Point, seen: int | None = None
) -> date | None:
    """The first or last day of what a date without a full date names; `seen` is the year of what is judged."""
    meant = seen is not None and (campaign_year is None or spec.year == "same")
    year = _year(spec, seen if meant else campaign_year)
    if year is None:
        return None
    if spec.month is None:
        return _of_span(spec, year, point)
    month = StatPeriod.month(year, spec.month)
    if spec.day:
        return min(month.start + timedelta(days=spec.day - 1), month.end)
    if spec.part:
        first, last = _PARTS[spec.part]
        return (
            month.start + timedelta(days=first - 1)
            if point == "start"
            else min(month.end, month.start + timedelta(days=last - 1))
        )
    return month.start if point == "start" else month.end


def _of_span(spec: CalendarDate, year: int, point: Point) -> date:
    if spec.quarter:
        span = StatPeriod(PeriodKind.QUARTER, year, spec.quarter)
    elif spec.half:
        span = StatPeriod(PeriodKind.HALF, year, spec.half)
    else:
        span = StatPeriod(PeriodKind.YEAR, year)
    return span.start if point == "start" else span.end


def _year(spec: CalendarDate, campaign_year: int | None) -> int | None:
    if isinstance(spec.year, int):
        return spec.year
    if campaign_year is None or isinstance(spec.year, OpenMark):
        return campaign_year
    return campaign_year + {"this": 0, "same": 0, "next": 1, "previous": -1}[spec.year]


def day_within(one: WithinSpan, start: date, point: Point = "end") -> date:
    """The day that is meant, the last of the month or the year where none was said; as a start the first."""
    if one.year_of is None:
        years, month = divmod(start.month - 1 + one.later, 12)
        span = StatPeriod.month(start.year + years, month + 1)
    elif one.month is not None:
        span = StatPeriod.month(start.year + one.later, one.month)
    else:
        span = StatPeriod(PeriodKind.YEAR, start.year + one.later)
    if one.day is None:
        return span.end if point == "end" else span.start
    return min(span.start + timedelta(days=one.day - 1), span.end)


def within_words(one: WithinSpan) -> str:
    """当月底, 次月10日, 后第3个月底, 次年3月31日, 当年底."""
    what, many = ("月", f"后第{one.later}个月") if one.year_of is None else ("年", f"后第{one.later}年")
    span = (f"当{what}", f"次{what}")[one.later] if one.later < 2 else many
    month = "" if one.month is None else f"{one.month}月"
    return f"{span}{month}{'底' if one.day is None else f'{one.day}日'}"


def the_day_of(name: str) -> str:
    """验收之日; what is called a day already stays so."""
    return name if name.endswith(("日", "日期", "时间")) else f"{name}之日"


def hour_words(hour: str) -> str:
    """17时, 17:30."""
    return f"{hour}时" if hour.isdigit() else hour


def names_in(spec: Any) -> Iterator[str]:
    """The events that a date stands on."""
    match spec:
        case str():
            yield spec
        case EventDate():
            yield spec.event
        case RelativeDate():
            for side in (spec.after, spec.before, spec.no_later_than, spec.no_earlier_than):
                yield from names_in(side)
        case MonthDate():
            yield from names_in(spec.origin)


def end_of_stay(node: ListedSince, name: str) -> str:
    """列入失信名单之日, 失信名单的止日."""
    before = "此前" if node.already else ""
    return f"{before}列入{name}之日" if node.listed_until is None else f"{before}{name}的止日"
