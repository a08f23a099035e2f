"""Which days are working days in China.

The data are the yearly arrangements of the State Council as the chinesecalendar package carries
them, with a local overlay on top (a local holiday, a disaster, an arrangement that the package does
not know yet). A year without an arrangement falls back to weekends and says so (`known_year`); the
fallback is never silent.
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

import chinese_calendar  # type: ignore[import-untyped]  # the package has no type hints

from domain.errors import Invalid

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_FESTIVALS = MappingProxyType(
    {
        "New Year's Day": "元旦",
        "Spring Festival": "春节",
        "Tomb-sweeping Day": "清明节",
        "Labour Day": "劳动节",
        "Dragon Boat Festival": "端午节",
        "National Day": "国庆节",
        "Mid-autumn Festival": "中秋节",
        "Anti-Fascist 70th Day": "抗战胜利纪念日",
    }
)
_NO_OVERLAY = "none"  # in versions that are stored with deadlines


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Published holiday arrangements: days off and make-up working days, each with its occasion."""

    name: str
    rest: Mapping[date, str]
    work: Mapping[date, str]
    years: frozenset[int]


@dataclass(frozen=True, slots=True, order=True)
class OverlayRow:
    """One local exception; `source` names the document that orders it."""

    day: date
    is_working: bool
    source: str


@cache
def published() -> Arrangement:
    """The arrangements in the installed chinesecalendar package."""
    rest = {
        day: _FESTIVALS.get(name, name) + ("调休" if day in chinese_calendar.in_lieu_days else "")
        for day, name in chinese_calendar.holidays.items()
    }
    work = {day: _FESTIVALS.get(name, name) + "调休上班" for day, name in chinese_calendar.workdays.items()}
    years = frozenset(day.year for day in rest)
    return Arrangement(f"chinesecalendar {chinese_calendar.__version__}", rest, work, years)


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """Published arrangements with the local overlay on top.

    `announced` lists years whose arrangement the overlay holds in full although the package lacks
    it. Build one calendar and keep it: it remembers the working days of the years it was asked for.
    """

    overlay: tuple[OverlayRow, ...] = ()
    announced: frozenset[int] = frozenset()
    base: Arrangement = field(default_factory=published)
    version: str = field(init=False)
    _works: dict[date, bool] = field(init=False, repr=False)
    _local: dict[date, OverlayRow] = field(init=False, repr=False)
    _years: dict[int, tuple[int, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        local = _checked(self.overlay)
        works = dict.fromkeys(self.base.rest, False) | dict.fromkeys(self.base.work, True)
        works |= {day: row.is_working for day, row in local.items()}
        object.__setattr__(self, "_local", local)
        object.__setattr__(self, "_works", works)
        object.__setattr__(self, "version", f"{self.base.name}+{self._fingerprint()}")

    def _fingerprint(self) -> str:
        if not self.overlay and not self.announced:
            return _NO_OVERLAY
        rows = [(row.day.isoformat(), row.is_working, row.source) for row in sorted(self.overlay)]
        text = json.dumps([rows, sorted(self.announced)], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day; in an unknown year, whether it is Monday to Friday."""
        known = self._works.get(day)
        return day.weekday() < _SATURDAY if known is None else known

    def is_rest_day(self, day: date) -> bool:
        """The opposite of `is_workday`."""
        return not self.is_workday(day)

    def is_holiday(self, day: date) -> bool | None:
        """Whether a festival is kept on the day, days off in lieu included; None where no arrangement is known."""
        if not self.known_year(day.year):
            return None
        return day in self.base.rest if day not in self._local else not self._local[day].is_working

    def next_to_holidays(self, day: date, *, back: bool = False) -> date:
        """The day itself unless a festival is kept on it, else the first one after (before) the festival."""
        while self.is_holiday(day):
            day += -_ONE_DAY if back else _ONE_DAY
        return day

    def known_year(self, year: int) -> bool:
        """Whether the year's arrangement is known; if not, answers for it are estimates."""
        return year in self.base.years or year in self.announced

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days, in either order, whose arrangement is not known."""
        years = range(min(first, last).year, max(first, last).year + 1)
        return tuple(year for year in years if not self.known_year(year))

    def why_rest(self, day: date) -> str:
        """Why people rest on this day, e.g. 周六、端午节; empty for a working day."""
        if self.is_workday(day):
            return ""
        reasons = [WEEKDAYS[day.weekday()]] if day.weekday() >= _SATURDAY else []
        if day in self._local:
            reasons.append(f"本地安排（{self._local[day].source}）")
        elif day in self.base.rest:
            reasons.append(self.base.rest[day])
        return "、".join(reasons)

    def note(self, day: date) -> str:
        """What is unusual about the day: why people rest, or why they work at a weekend; else empty."""
        if self.is_rest_day(day):
            return self.why_rest(day)
        if day in self._local:
            return f"{WEEKDAYS[day.weekday()]}，本地安排上班（{self._local[day].source}）"
        if day in self.base.work:
            return f"{WEEKDAYS[day.weekday()]}，{self.base.work[day]}"
        return ""

    def next_workday(self, day: date) -> date:
        """The day itself when it is a working day, else the first one after it."""
        return self._first_workday(day, _ONE_DAY)

    def previous_workday(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before it."""
        return self._first_workday(day, -_ONE_DAY)

    def _first_workday(self, day: date, step: timedelta) -> date:
        while self.is_rest_day(day):
            day += step
        return day

    def add_workdays(self, start: date, count: int) -> date:
        """The count-th working day after the start (before it when negative); the start never counts.

        Zero gives the start itself, working day or not.
        """
        if count == 0:
            return start
        year = start.year
        if count > 0:
            position = self._position(start) + count - 1
        else:
            position = bisect_left(self._workdays(year), start.toordinal()) + count
        while position >= len(self._workdays(year)):
            position -= len(self._workdays(year))
            year += 1
        while position < 0:
            year -= 1
            position += len(self._workdays(year))
        return date.fromordinal(self._workdays(year)[position])

    def add_days_but_festivals(self, start: date, count: int) -> date:
        """The count-th day after the start (before it when negative) on which no festival is kept.

        A year whose arrangement is not known has no festivals yet.
        """
        step, day = (_ONE_DAY if count > 0 else -_ONE_DAY), start
        for _ in range(abs(count)):
            day += step
            while self.is_holiday(day):
                day += step
        return day

    def workdays_between(self, after: date, until: date) -> int:
        """How many working days lie after the first day, up to and including the second.

        Negative when the second day is the earlier one.
        """
        if until < after:
            return -self.workdays_between(until, after)
        whole_years = sum(len(self._workdays(year)) for year in range(after.year, until.year))
        return whole_years + self._position(until) - self._position(after)

    def _position(self, day: date) -> int:
        """How many working days of its year lie on or before the day."""
        return bisect_right(self._workdays(day.year), day.toordinal())

    def _workdays(self, year: int) -> tuple[int, ...]:
        """The ordinals of the year's working days, remembered."""
        if year not in self._years:
            self._years[year] = tuple(filter(self._works_on, _days_of(year)))
        return self._years[year]

    def _works_on(self, ordinal: int) -> bool:
        return self.is_workday(date.fromordinal(ordinal))


def _days_of(year: int) -> range:
    if not 1 <= year <= date.max.year:
        raise Invalid({"period": "日期超出可计算的范围，请检查期限的长度"})
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)


def _checked(overlay: Iterable[OverlayRow]) -> dict[date, OverlayRow]:
    """The rows by day; a day named twice or a row without its document is refused."""
    rows: dict[date, OverlayRow] = {}
    for row in overlay:
        if not row.source.strip():
            raise Invalid({"source": f"{row.day}的本地安排没有写明依据文件，请补上"})
        if row.day in rows:
            raise Invalid({"day": f"{row.day}的本地安排重复，请只保留一条"})
        rows[row.day] = row
    return rows


def version_words(version: str) -> str:
    """A calendar version for people: which published data, and which state of the local exceptions."""
    base, _, overlay = version.rpartition("+")
    local = "没有本地安排" if overlay == _NO_OVERLAY else f"本地安排{overlay}"
    return f"放假安排数据{base.rpartition(' ')[2]}，{local}"
