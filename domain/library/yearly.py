"""A day of each year by which problems are to be put right: the next one after the order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, fixed
from domain.library import wording
from domain.library.models.dates import CalendarDate, UntilTerm
from domain.library.models.scheme import Scheme
from domain.library.named_days import calendar_day
from domain.terms import Roll, chinese_date

_OWN_YEAR = {"this", "same"}


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """当年6月30日前, 次年3月底前: a day without a year of its own."""

    spec: CalendarDate

    @property
    def text(self) -> str:
        """6月30日前（含当日），交办时当年的已过就是次年的."""
        passed = "交办时当年的已过就是次年的" if self.spec.year in _OWN_YEAR else "从交办那一年数"
        return f"{wording.until(self.spec)}，{passed}"

    def applied(self, start: date, calendar: WorkCalendar, source: str = "") -> Deadline:
        """The deadline of an order of a day, moved off rest days where the scheme says so."""
        first = self._in(start.year, calendar, source)
        if first.due >= start or self.spec.year not in _OWN_YEAR:
            return first
        return self._in(start.year + 1, calendar, f"，{start.year}年的已过{source}")

    def _in(self, year: int, calendar: WorkCalendar, more: str) -> Deadline:
        day = calendar_day(self.spec, year, "end", year)
        if day is None:
            raise ValueError("the year of the day is open")
        roll = Roll(self.spec.roll) if self.spec.roll else Roll.NONE
        return fixed(day, calendar, roll=roll, rule=f"{chinese_date(day)}前（含当日）{more}")

    def to_json(self) -> dict[str, Any]:
        """As a campaign stores it."""
        return self.spec.model_dump(mode="json", exclude_none=True)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "YearlyDay":
        """As a campaign stores it."""
        return cls(CalendarDate.model_validate(dict(stored)))


def yearly_day(scheme: Scheme, term: object) -> YearlyDay | None:
    """The day of each year that a term of problems means; None where its year is known, or it is no day."""
    if not isinstance(term, UntilTerm) or not isinstance(term.by, CalendarDate):
        return None
    year = term.by.year
    each = year == "same" or (scheme.scheme.year is None and year in {"this", "next"})
    return YearlyDay(term.by) if each else None
