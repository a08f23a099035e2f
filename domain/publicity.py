"""Publicity (公示): how long something must stand posted before the next step.

The day of posting does not count, the stated days elapse in full, and the next step may follow on
the day after. The number of days is the scheme's.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due
from domain.terms import Period, Unit, chinese_date

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Publicity:
    """A posting: `term.due` is its last full day."""

    posted: date
    term: Deadline

    @property
    def last_day(self) -> date:
        """The last day that has to elapse in full."""
        return self.term.due

    @property
    def next_step(self) -> date:
        """The first day on which the next step may be taken."""
        return self.last_day + _ONE_DAY

    def explain(self) -> str:
        """The arithmetic in one Chinese sentence."""
        return f"{self.term.explain()}；公示期满，{chinese_date(self.next_step)}起可进入下一步"


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a posting fits inside a deadline, and why."""

    fits: bool
    reason: str


def publicity_ends(
    posted: date, days: int, calendar: WorkCalendar, unit: Unit = Unit.WORKING_DAY
) -> Publicity:
    """When a posting of so many full days (working days by default) is over."""
    return Publicity(posted, due(posted, Period(days, unit), calendar, event="公示"))


def fits_within(publicity: Publicity, limit: Deadline, *, next_step_inside: bool = False) -> Fit:
    """Whether the posting ends by the deadline; on request the next step must lie inside as well."""
    last = publicity.next_step if next_step_inside else publicity.last_day
    what = "公示后的下一步最早为" if next_step_inside else "公示期满日为"
    fits = last <= limit.due
    verdict = "在期限内" if fits else "超出期限"
    return Fit(fits, f"{what}{chinese_date(last)}，办理期限至{chinese_date(limit.due)}，{verdict}")


def latest_posting(limit: Deadline, working_days: int, calendar: WorkCalendar) -> date:
    """The last day on which posting still leaves so many full working days by the deadline."""
    return calendar.add_workdays(limit.due + _ONE_DAY, -working_days) - _ONE_DAY
