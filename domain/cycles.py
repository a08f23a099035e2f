"""Periods that a scheme declares itself: school terms, heating seasons, pairs of months, several years.

A cycle is a row of named parts that comes back every year, perhaps with days between them that belong to none; or
a number of years made one. It goes about as a grain, the text of `Cycle.grain`, beside the words of the calendar
("month", "quarter"), so that whoever handles grains needs no scheme to tell the days of a period.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from domain.periods import StatPeriod

MonthDay = tuple[int, int]
_MARK = "{"
_DASHES = re.compile(r"[~～–—至-]")


@dataclass(frozen=True, slots=True)
class Part:
    """One period of each year; an end before its start lies in the year after. Days past a month's end are its last."""

    name: str
    start: MonthDay
    end: MonthDay


@dataclass(frozen=True)
class Cycle:
    """What comes back: `parts` of a year in their order, or so many `years` counted from `since`.

    `exact` are the days of single periods, by year and place, where they were fixed for that year.
    """

    key: str
    name: str
    parts: tuple[Part, ...] = ()
    years: int = 0
    since: int = 0
    exact: Mapping[tuple[int, int], tuple[date, date]] = field(default_factory=dict, hash=False)

    @cached_property
    def grain(self) -> str:
        """The text by which the cycle goes about; `cycle_of` reads it back."""
        days = [[*at, *(day.isoformat() for day in both)] for at, both in sorted(self.exact.items())]
        parts = [[part.name, *part.start, *part.end] for part in self.parts]
        return json.dumps(
            [self.key, self.name, parts, self.years, self.since, days], ensure_ascii=False
        ).join((_MARK, "}"))

    @property
    def days(self) -> int:
        """About how long one period is, to tell the finer of two grains."""
        return 365 * self.years or max(_length(part) for part in self.parts)

    @property
    def per_year(self) -> int | None:
        """How many periods a year has; None for periods of several years."""
        return len(self.parts) or None

    def bounds(self, index: int) -> tuple[date, date]:
        """First and last day of a period."""
        if self.years:
            first = self.since + index * self.years
            return date(first, 1, 1), date(first + self.years - 1, 12, 31)
        year, place = divmod(index, len(self.parts))
        if (year, place) in self.exact:
            return self.exact[year, place]
        part = self.parts[place]
        return day_of_year(year, part.start), day_of_year(year + (part.end < part.start), part.end)

    def index_of(self, day: date) -> int:
        """The period in which a day lies; between two periods the one that ended last."""
        if self.years:
            return (day.year - self.since) // self.years
        index = (day.year + 1) * len(self.parts) - 1
        while self.bounds(index)[0] > day:
            index -= 1
        return index

    def text_of(self, index: int) -> str:
        """The short text that `read` understands: 2026春季学期, 2026-01—02, 2025—2026."""
        if self.years:
            first = self.since + index * self.years
            return f"{first}—{first + self.years - 1}"
        year, place = divmod(index, len(self.parts))
        name = self.parts[place].name
        return f"{year}-{name}" if name[0].isdigit() else f"{year}{name}"

    def label(self, index: int) -> str:
        """The Chinese name: 2026年春季学期, 2026年1—2月, 2025—2026年."""
        if self.years:
            return f"{self.text_of(index)}年"
        year, place = divmod(index, len(self.parts))
        name = self.parts[place].name
        if not name[0].isdigit():
            return f"{year}年{name}"
        first, last = name.split("—")
        return f"{year}年{int(first)}—{int(last)}月"

    def is_part(self, index: int, name: str) -> bool:
        """Whether a period is the part of the year of this name."""
        return bool(self.parts) and self.parts[index % len(self.parts)].name == name

    def read(self, text: str) -> int | None:
        """The number of the period that a text names; None when it is no period of this cycle."""
        found = re.fullmatch(r"([0-9]{4})(年?)—?(.+)", _DASHES.sub("—", text))
        if found is None:
            return None
        year, rest = int(found[1]), found[3]
        if self.years:
            index, over = divmod(year - self.since, self.years)
            return index if not over and rest.removesuffix("年") == str(year + self.years - 1) else None
        said = {rest, rest.removesuffix("月"), found[2] + rest}  # 2026年春季学期, and 2026年初 of a part 年初
        places = [place for place, part in enumerate(self.parts) if said & set(_spellings(part.name))]
        return year * len(self.parts) + places[0] if places else None

    @property
    def example(self) -> str:
        """How a period is written."""
        return self.text_of(self.index_of(date(2026, 6, 1)))


def of_months(key: str, name: str, months: int) -> Cycle:
    """Periods of so many months, from January on."""
    firsts = range(1, 13, months)
    parts = tuple(
        Part(f"{one:02d}—{one + months - 1:02d}", (one, 1), (one + months - 1, 31)) for one in firsts
    )
    return Cycle(key, name, parts)


def is_cycle(grain: str | None) -> bool:
    """Whether a grain is one that a scheme declared, and no word of the calendar."""
    return grain is not None and grain.startswith(_MARK)


@lru_cache(maxsize=4096)
def cycle_of(grain: str) -> Cycle:
    """The cycle that a grain stands for."""
    key, name, parts, years, since, days = json.loads(grain[1:-1])
    exact = {(one[0], one[1]): (date.fromisoformat(one[2]), date.fromisoformat(one[3])) for one in days}
    rows = tuple(Part(one[0], (one[1], one[2]), (one[3], one[4])) for one in parts)
    return Cycle(key, name, rows, years, since, exact)


def found_in(text: str, grains: Iterable[str]) -> tuple[str, int] | None:
    """The first of the declared grains that has a period of this text, with its number."""
    for grain in grains:
        if (index := cycle_of(grain).read(text.strip())) is not None:
            return grain, index
    return None


def _spellings(name: str) -> tuple[str, ...]:
    if not name[0].isdigit():
        return (name,)
    return name, "—".join(str(int(one)) for one in name.split("—"))


def day_of_year(year: int, at: MonthDay) -> date:
    """A day of a year; past the end of its month the last of that."""
    month = StatPeriod.month(year, at[0])
    return min(month.start + timedelta(days=at[1] - 1), month.end)


def _length(part: Part) -> int:
    return (day_of_year(2001 + (part.end < part.start), part.end) - day_of_year(2001, part.start)).days + 1
