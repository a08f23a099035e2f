"""Periods that the calendar does not have: school terms, heating seasons, pairs of months, several years."""

from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from domain.cycles import Cycle, MonthDay, Part, of_months
from domain.library.models.base import Day, Strict, Text
from domain.library.models.dates import CalendarDate

_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


def _month_and_day(raw: Any) -> Any:
    if isinstance(raw, CalendarDate) or (
        isinstance(raw, dict) and "month" in raw and not {"year", "roll"} & set(raw)
    ):
        return raw
    raise ValueError("每一段的起止只写月日，例如 {month: 9, day: 1}")


MonthAndDay = Annotated[CalendarDate, BeforeValidator(_month_and_day)]


class PeriodPart(Strict):
    """One part of each year; an end before its start lies in the year after."""

    name: Annotated[Text, Field(max_length=6, pattern=r"^[^0-9]")]
    from_: MonthAndDay = Field(alias="from")
    to: MonthAndDay

    @property
    def part(self) -> Part:
        """Its first and last day of a year."""
        return Part(self.name, _first(self.from_), last_of(self.to))


class ExactPeriod(Strict):
    """The days of one period, where they were fixed for its year (校历)."""

    period: Text
    from_: Day = Field(alias="from")
    to: Day


class OwnPeriod(Strict):
    """How a year is divided: into `parts`, by so many `months`, or so many `years` made one `since` a year."""

    name: Text
    parts: tuple[PeriodPart, ...] = ()
    months: int | None = None
    years: Annotated[int, Field(ge=2, le=10)] | None = None
    since: Annotated[int, Field(ge=1990, le=2100)] | None = None
    exact: tuple[ExactPeriod, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> "OwnPeriod":
        if sum(1 for given in (self.parts, self.months, self.years) if given) != 1:
            raise ValueError(
                "parts（一年分哪几段）、months（几个月一期）、years（几年一期）必须写一个，且只写一个"
            )
        if (self.years is None) != (self.since is None):
            raise ValueError("years（几年一期）要写 since（从哪一年数起），别的不写")
        if self.months is not None and self.months not in {2, 4}:
            raise ValueError(
                "months 只能写 2 或 4：一个月、三个月、半年、一年一期用 month、quarter、half_year、year"
            )
        if self.exact and not self.parts:
            raise ValueError("exact（某一期的具体起止）只用于 parts")
        return self

    @model_validator(mode="after")
    def _apart(self) -> "OwnPeriod":
        parts = [part.part for part in self.parts]
        if len({part.name for part in parts}) < len(parts):
            raise ValueError("parts 里的名称不能重复")
        for one, other in pairwise([*parts, *parts[:1]] if len(parts) > 1 else []):
            wraps = other.start <= one.start
            reaches = (one.end[0] + 12 * (one.end < one.start), one.end[1])
            if reaches >= (other.start[0] + 12 * wraps, other.start[1]):
                raise ValueError(f"“{one.name}”没有结束，“{other.name}”就开始了：按一年里的先后写，不能重叠")
        if any(other.start <= one.start for one, other in pairwise(parts)):
            raise ValueError("parts 按一年里开始的先后写")
        return self

    def cycle(self, key: str) -> Cycle:
        """The periods themselves; raises `ValueError` for an exact period that there is not."""
        if self.months is not None:
            return of_months(key, self.name, self.months)
        if self.years is not None:
            return Cycle(key, self.name, years=self.years, since=self.since or 0)
        cycle = Cycle(key, self.name, tuple(part.part for part in self.parts))
        exact = {}
        for one in self.exact:
            index = cycle.read(one.period)
            if index is None:
                raise ValueError(f"没有“{one.period}”这一期，请写成 {cycle.example}")
            exact[divmod(index, len(self.parts))] = (one.from_, one.to)
        return Cycle(key, self.name, cycle.parts, exact=exact)

    @model_validator(mode="after")
    def _known(self) -> "OwnPeriod":
        cycle = self.cycle("x")
        for first, last in cycle.exact.values():
            if last < first:
                raise ValueError(f"exact 的起日{first}在止日{last}之后")
        return self


def _first(day: CalendarDate) -> MonthDay:
    return day.month or 1, day.day or (_PARTS[day.part][0] if day.part else 1)


def last_of(day: CalendarDate) -> MonthDay:
    """The last day of the year that a date without its year names."""
    return day.month or 12, day.day or (_PARTS[day.part][1] if day.part else 31)
