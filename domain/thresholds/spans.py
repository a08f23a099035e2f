"""Periods as the engine counts them: a kind and a running number, so that neighbours differ by one.

Their texts are those of `domain.periods` (2026-03, 2026Q1, 2026H1, 2026); days are dates, weeks
2026W07, and occasions (每次) run by their own number. Grains that a scheme declares itself (学期) are those of
`domain.cycles`; only `parse` has to be told of them.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.cycles import cycle_of, found_in, is_cycle
from domain.errors import Invalid
from domain.periods import NEW_YEAR as NEW_YEAR
from domain.periods import corresponding_day
from domain.periods import year_from as year_from
from domain.periods import year_index as year_index

_PATTERNS = {
    "month": re.compile(r"([0-9]{4})-([0-9]{2})"),
    "quarter": re.compile(r"([0-9]{4})-?Q([1-4])"),
    "half_year": re.compile(r"([0-9]{4})-?H([12])"),
    "year": re.compile(r"([0-9]{4})()"),
}
_PER_YEAR = {"ten_days": 36, "half_month": 24, "month": 12, "quarter": 4, "half_year": 2, "year": 1}
_PARTS = {"ten_days": ("上旬", "中旬", "下旬"), "half_month": ("上半月", "下半月")}
_STARTS = {"ten_days": (1, 11, 21), "half_month": (1, 16)}
_PART = re.compile(r"([0-9]{4})-([0-9]{2})(上旬|中旬|下旬|上半月|下半月)")
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})")
_OCCASION = re.compile(r"第([0-9]{1,6})次")
_EXAMPLES = {
    "day": "2026-03-01", "week": "2026W07", "ten_days": "2026-03上旬", "half_month": "2026-03上半月",
    "month": "2026-03", "quarter": "2026Q1", "half_year": "2026H1", "year": "2026", "occasion": "第1次",
}  # fmt: skip
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")


@dataclass(frozen=True, slots=True)
class Span:
    """One period; `index` runs on among periods of the same grain."""

    grain: str
    index: int

    def __str__(self) -> str:
        return text_of(self.grain, self.index)


@lru_cache(maxsize=65536)
def parse(text: str, declared: tuple[str, ...] = ()) -> Span:
    """Read 2026, 2026H1, 2026Q1, 2026-03, 2026-03上旬, 2026W07, 2026-03-01, 第3次, or a declared period."""
    text = text.strip()
    if own := found_in(text, declared):
        return Span(*own)
    for grain, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            place = int(found[2] or 1)
            if place <= _PER_YEAR[grain] and place > 0:
                return Span(grain, int(found[1]) * _PER_YEAR[grain] + place - 1)
    try:
        if found := _PART.fullmatch(text):
            return _part(date(int(found[1]), int(found[2]), 1), found[3])
        if found := _WEEK.fullmatch(text):
            return containing(date.fromisocalendar(int(found[1]), int(found[2]), 1), "week")
        if found := _OCCASION.fullmatch(text):
            return Span("occasion", int(found[1]))
        return Span("day", date.fromisoformat(text).toordinal())
    except ValueError as error:
        ways = "、".join(cycle_of(grain).example for grain in declared)
        ways = f"{ways}{'、' if ways else ''}2026、2026H1、2026Q1、2026-03、2026-03上旬、2026W07、2026-03-01 或 第3次"
        raise Invalid({"period": f"看不懂统计期“{text}”，请写成 {ways}"}) from error


def read(text: str, grain: str) -> Span:
    """A period where one of this grain is expected; it may still be another one."""
    return parse(text, (grain,) if is_cycle(grain) else ())


def read_as(text: str, grain: str) -> str:
    """A period that has to be one of this grain, as `parse` reads it back; raises `Invalid` for any other."""
    span = read(text, grain)
    if span.grain != grain:
        raise Invalid({"period": f"应写成 {example_of(grain)} 这样，现在是“{text}”"})
    return str(span)


def example_of(grain: str) -> str:
    """How a period of this grain is written."""
    return cycle_of(grain).example if is_cycle(grain) else _EXAMPLES[grain]


def _part(month: date, name: str) -> Span:
    grain = next(grain for grain, names in _PARTS.items() if name in names)
    return containing(month.replace(day=_STARTS[grain][_PARTS[grain].index(name)]), grain)


def containing(day: date, grain: str) -> Span:
    """The period of this grain in which the day lies."""
    return Span(grain, index_of(day, grain))


def index_of(day: date, grain: str) -> int:
    """The running number of the period in which the day lies; of declared ones perhaps of the one before it."""
    if is_cycle(grain):
        return cycle_of(grain).index_of(day)
    if grain == "month":
        return day.year * 12 + day.month - 1
    if grain == "day":
        return day.toordinal()
    if grain == "week":
        return (day.toordinal() - 1) // 7
    if grain in _STARTS:
        parts = _STARTS[grain]
        return (day.year * 12 + day.month - 1) * len(parts) + sum(day.day >= first for first in parts) - 1
    per_year = _PER_YEAR[grain]
    return day.year * per_year + (day.month - 1) * per_year // 12


@lru_cache(maxsize=65536)
def bounds(grain: str, index: int, year_start: tuple[int, int] = NEW_YEAR) -> tuple[date, date]:
    """First and last day; a year may begin on another day (month, day) than New Year's."""
    if is_cycle(grain):
        return cycle_of(grain).bounds(index)
    if grain == "day":
        return date.fromordinal(index), date.fromordinal(index)
    if grain == "week":
        first = date.fromordinal(index * 7 + 1)
        return first, first + timedelta(days=6)
    if grain in _STARTS:
        return _part_bounds(grain, index)
    per_year = _PER_YEAR[grain]
    year, place = divmod(index, per_year)
    months = 12 // per_year
    if grain == "year":
        return year_from(year, year_start), year_from(year + 1, year_start) - timedelta(days=1)
    first = date(year, place * months + 1, 1)
    return first, corresponding_day(first, months) - timedelta(days=1)


def _part_bounds(grain: str, index: int) -> tuple[date, date]:
    months, place = divmod(index, len(_STARTS[grain]))
    month = date(months // 12, months % 12 + 1, 1)
    first = month.replace(day=_STARTS[grain][place])
    if place + 1 < len(_STARTS[grain]):
        return first, month.replace(day=_STARTS[grain][place + 1] - 1)
    return first, corresponding_day(month, 1) - timedelta(days=1)


@lru_cache(maxsize=65536)
def text_of(grain: str, index: int) -> str:
    """The short text that `parse` reads back."""
    if is_cycle(grain):
        return cycle_of(grain).text_of(index)
    if grain == "day":
        return date.fromordinal(index).isoformat()
    if grain == "week":
        iso = date.fromordinal(index * 7 + 1).isocalendar()
        return f"{iso.year}W{iso.week:02d}"
    if grain == "occasion":
        return f"第{index}次"
    if grain in _PARTS:
        months, place = divmod(index, len(_PARTS[grain]))
        return f"{months // 12:04d}-{months % 12 + 1:02d}{_PARTS[grain][place]}"
    year, place = divmod(index, _PER_YEAR[grain])
    return {
        "month": f"{year:04d}-{place + 1:02d}",
        "quarter": f"{year:04d}Q{place + 1}",
        "half_year": f"{year:04d}H{place + 1}",
        "year": f"{year:04d}",
    }[grain]


@lru_cache(maxsize=65536)
def label(grain: str, index: int) -> str:
    """The Chinese name, e.g. 2026年3月."""
    if is_cycle(grain):
        return cycle_of(grain).label(index)
    if grain == "week":
        return "{}年第{}周".format(*date.fromordinal(index * 7 + 1).isocalendar()[:2])
    if grain in {"day", "occasion"}:
        return text_of(grain, index)
    if grain in _PARTS:
        months, place = divmod(index, len(_PARTS[grain]))
        return f"{months // 12}年{months % 12 + 1}月{_PARTS[grain][place]}"
    year, place = divmod(index, _PER_YEAR[grain])
    tail = {
        "month": f"{place + 1}月",
        "quarter": _QUARTERS[place % 4],
        "half_year": "上下"[place % 2] + "半年",
    }
    return f"{year}年{tail.get(grain, '')}"


def label_of(text: str) -> str:
    """The Chinese name of a period by its text; a declared period is called as it is written."""
    try:
        span = parse(text)
    except Invalid:
        return text
    return label(span.grain, span.index)


def steps_in_year(grain: str) -> int | None:
    """How many periods of this grain make a year; None where the number varies."""
    return cycle_of(grain).per_year if is_cycle(grain) else _PER_YEAR.get(grain)


def last_over(day: date, grain: str, year_start: tuple[int, int] = NEW_YEAR) -> int:
    """The number of the last period that was over before the day."""
    index = year_index(day, year_start) if grain == "year" else index_of(day, grain)
    return index if bounds(grain, index, year_start)[1] < day else index - 1
