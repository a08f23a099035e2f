"""How long a consequence lasts: a term that the rule states, or one that a person picks within a range.

It runs from its first day to the corresponding day, both included (Civil Code article 202); a state does
not roll to a working day.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.periods import corresponding_day
from domain.terms import CENTURY, Unit

UNITS = {"calendar_day": "日", "working_day": "个工作日", "week": "周", "month": "个月", "year": "年"}


@dataclass(frozen=True, slots=True)
class TermRange:
    """From so many to so many of a unit, both included."""

    least: int
    most: int
    unit: str

    @property
    def bounded(self) -> bool:
        """Whether the rule gives a range; else a person settles what could not be reckoned."""
        return self.most < CENTURY[Unit(self.unit)]

    @property
    def words(self) -> str:
        """6至12个月, 1个月以上."""
        least = f"{self.least}{'' if self.bounded else UNITS[self.unit]}"
        return f"{least}至{self.most}{UNITS[self.unit]}" if self.bounded else f"{least}以上"

    def require(self, count: int | None, field: str = "term") -> int:
        """The length when it lies inside; else `Invalid`."""
        if count is None:
            raise Invalid({field: f"请确定期限，范围为{self.words}"})
        if not self.least <= count <= self.most:
            raise Invalid({field: f"期限{length(count, self.unit)}不在规则给出的范围内（{self.words}）"})
        return count


def length(count: int, unit: str) -> str:
    """3年, 9个月, 30日."""
    return f"{count}{UNITS[unit]}"


def last_day(start: date, count: int, unit: str, calendar: WorkCalendar) -> date:
    """The last day of something that begins on `start` and lasts so long."""
    if unit in {"month", "year"}:
        return corresponding_day(start, count * (12 if unit == "year" else 1))
    if unit == "working_day":
        return calendar.add_workdays(start, count)
    return start + timedelta(days=count * (7 if unit == "week" else 1))
