"""Statistical periods: months, quarters, half-years and years in which figures are counted.

A period knows its neighbours, so that "two periods running" can be told from "two periods with a
gap". Periods of different kinds have no order. Day counts and numbers of periods come from the
caller: they are the scheme's, not ours.
"""

import calendar as month_lengths
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import total_ordering

from domain.errors import Invalid


class PeriodKind(StrEnum):
    """How long a statistical period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def per_year(self) -> int:
        """How many periods of this kind make a year."""
        return _PER_YEAR[self]

    @property
    def months(self) -> int:
        """How many months one period of this kind has."""
        return 12 // self.per_year


NEW_YEAR = (1, 1)
_PER_YEAR = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}
_PATTERNS = {
    PeriodKind.MONTH: re.compile(r"([0-9]{4})-([0-9]{2})"),
    PeriodKind.QUARTER: re.compile(r"([0-9]{4})Q([0-9])"),
    PeriodKind.HALF: re.compile(r"([0-9]{4})H([0-9])"),
    PeriodKind.YEAR: re.compile(r"([0-9]{4})()"),
}
_CHINESE = {
    PeriodKind.QUARTER: ("第一季度", "第二季度", "第三季度", "第四季度"),
    PeriodKind.HALF: ("上半年", "下半年"),
}


@total_ordering
@dataclass(frozen=True, slots=True)
class StatPeriod:
    """One statistical period, e.g. the third month (`index` 3) of 2026."""

    kind: PeriodKind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999 or not 1 <= self.index <= self.kind.per_year:
            raise Invalid({"period": f"统计期不存在：{self.year}年第{self.index}期"})

    @classmethod
    def parse(cls, text: str) -> "StatPeriod":
        """Read "2026-03", "2026Q1", "2026H1" or "2026"; anything else is `Invalid`."""
        for kind, pattern in _PATTERNS.items():
            if found := pattern.fullmatch(text.strip()):
                return cls(kind, int(found[1]), int(found[2] or 1))
        raise Invalid({"period": f"看不懂统计期“{text}”，请写成 2026-03、2026Q1、2026H1 或 2026"})

    @classmethod
    def of(cls, day: date, kind: PeriodKind) -> "StatPeriod":
        """The period of this kind in which the day lies."""
        return cls(kind, day.year, (day.month - 1) // kind.months + 1)

    @classmethod
    def month(cls, year: int, month: int) -> "StatPeriod":
        """A month by its numbers."""
        return cls(PeriodKind.MONTH, year, month)

    def __str__(self) -> str:
        match self.kind:
            case PeriodKind.MONTH:
                return f"{self.year:04d}-{self.index:02d}"
            case PeriodKind.QUARTER:
                return f"{self.year:04d}Q{self.index}"
            case PeriodKind.HALF:
                return f"{self.year:04d}H{self.index}"
            case PeriodKind.YEAR:
                return f"{self.year:04d}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, StatPeriod) or other.kind is not self.kind:
            return NotImplemented
        return self.ordinal < other.ordinal

    @property
    def label(self) -> str:
        """The Chinese name, e.g. 2026年3月 or 2026年第一季度."""
        if self.kind is PeriodKind.YEAR:
            return f"{self.year}年"
        if self.kind is PeriodKind.MONTH:
            return f"{self.year}年{self.index}月"
        return f"{self.year}年{_CHINESE[self.kind][self.index - 1]}"

    @property
    def ordinal(self) -> int:
        """A running number among periods of the same kind; neighbours differ by one."""
        return self.year * self.kind.per_year + self.index - 1

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, (self.index - 1) * self.kind.months + 1, 1)

    @property
    def end(self) -> date:
        """Last day, inclusive."""
        last_month = self.index * self.kind.months
        return date(self.year, last_month, month_lengths.monthrange(self.year, last_month)[1])

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def shift(self, steps: int) -> "StatPeriod":
        """The period so many steps later (earlier when negative)."""
        year, index = divmod(self.ordinal + steps, self.kind.per_year)
        return StatPeriod(self.kind, year, index + 1)

    @property
    def next(self) -> "StatPeriod":
        """The period right after this one."""
        return self.shift(1)

    @property
    def previous(self) -> "StatPeriod":
        """The period right before this one."""
        return self.shift(-1)

    @property
    def last_year(self) -> "StatPeriod":
        """The same period one year before, for comparisons with last year."""
        return self.shift(-self.kind.per_year)

    def parts(self, kind: PeriodKind) -> tuple["StatPeriod", ...]:
        """The shorter periods that make up this one, e.g. the three months of a quarter."""
        if self.kind.months % kind.months:
            raise Invalid({"period": f"{self.label}不能按更长的统计期拆分"})
        return tuple(span(StatPeriod.of(self.start, kind), StatPeriod.of(self.end, kind)))

    def in_window(self, latest: "StatPeriod", length: int) -> bool:
        """Whether this is one of the `length` periods that end with `latest`."""
        return self.kind is latest.kind and 0 <= latest.ordinal - self.ordinal < length


def next_period(period: StatPeriod) -> StatPeriod:
    """The period right after the given one."""
    return period.next


def adjacent(earlier: StatPeriod, later: StatPeriod) -> bool:
    """Whether `later` follows `earlier` without a gap; different kinds are never adjacent."""
    return earlier.kind is later.kind and later.ordinal - earlier.ordinal == 1


def span(first: StatPeriod, last: StatPeriod) -> Iterator[StatPeriod]:
    """Every period from `first` to `last`, both included; nothing when `last` is earlier."""
    if first.kind is not last.kind:
        raise Invalid({"period": f"{first.label}与{last.label}不是同一种统计期"})
    return (first.shift(steps) for steps in range(last.ordinal - first.ordinal + 1))


def month_final_after(month: StatPeriod, make_up: int) -> date:
    """The last day that can still add to the period's count, its make-up periods included.

    Where a missed visit may be made up in the following month, `make_up` is 1 and March is final
    only after 30 April. The figure is final on every later day.
    """
    return month.shift(make_up).end


def is_final(period: StatPeriod, make_up: int, today: date) -> bool:
    """Whether nothing can be added to the period's count any more."""
    return today > month_final_after(period, make_up)


def year_from(year: int, start: tuple[int, int]) -> date:
    """The day on which a year begins; 29 February counts as the 28th in other years.

    Months up to 0 are those of the year before: 0 is its December.
    """
    month, day = start
    if month < 1:
        return date(year - 1, month + 12, day)
    if (month, day) == (2, 29) and not month_lengths.isleap(year):
        day = 28
    return date(year, month, day)


def year_index(day: date, year_start: tuple[int, int] = NEW_YEAR) -> int:
    """The number of the year in which the day lies, where years begin on this day."""
    if year_start[0] < 1:
        return day.year + 1 if day >= year_from(day.year + 1, year_start) else day.year
    return day.year if day >= year_from(day.year, year_start) else day.year - 1


def corresponding_day(day: date, months: int) -> date:
    """The same day of the month, so many months on (back when negative), or that month's last day.

    Source: Civil Code article 202.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise Invalid({"period": "日期超出可计算的范围，请检查期限的长度"})
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))


def within_months(event: date, until: date, months: int) -> bool:
    """Whether `until` is no later than the corresponding day, so many months after the event.

    Counted forward from the event, so that a look-back agrees with a ban of the same length.
    """
    return event <= until <= corresponding_day(event, months)


def contract_year(begins: date, day: date) -> tuple[date, date]:
    """First and last day of the contract year in which the day lies, counted from `begins`."""
    if day < begins:
        raise Invalid({"day": f"{day}早于合同起始日{begins}"})
    turns = day.year - begins.year
    if corresponding_day(begins, 12 * turns) > day:
        turns -= 1
    first_of_next = corresponding_day(begins, 12 * (turns + 1))
    return corresponding_day(begins, 12 * turns), first_of_next - timedelta(days=1)
