"""The years of a scheme as forms and lists need them: its own, or between which days where each party has its own."""

from dataclasses import dataclass
from datetime import date

from domain.library.models.scheme import Scheme
from domain.thresholds import spans

_EARLIEST, _LATEST = spans.NEW_YEAR, (12, 31)


@dataclass(frozen=True, slots=True)
class Years:
    """On which day years begin: the same one twice, or the earliest and the latest of many parties.

    Only periods of a year hang on it: months, quarters and half-years are those of the calendar.
    """

    first: tuple[int, int] = spans.NEW_YEAR
    last: tuple[int, int] = spans.NEW_YEAR

    def begins(self, grain: str, index: int) -> date:
        """The first day of a period, of whoever begins first."""
        return spans.bounds(grain, index, self.first)[0]

    def ends(self, grain: str, index: int) -> date:
        """The last day of a period, of whoever ends last."""
        return spans.bounds(grain, index, self.last)[1]

    def begun(self, day: date, grain: str) -> int:
        """The number of the period in which a day lies, of whoever began first."""
        return spans.year_index(day, self.first) if grain == "year" else spans.index_of(day, grain)

    def over(self, day: date, grain: str) -> int:
        """The number of the last period that was over before a day for everybody."""
        return spans.last_over(day, grain, self.last)

    @property
    def shared(self) -> bool:
        """Whether years begin for everybody on the same day."""
        return self.first == self.last


CALENDAR = Years()


def year_words(years: Years, today: date) -> str:
    """Which days the year at hand has; empty where it is one of the calendar."""
    if years == CALENDAR:
        return ""
    if not years.shared:
        return "各对象的年度自其登记的日期起每满一年"
    now = years.begun(today, "year")
    return f"{now}年度是{years.begins('year', now)}至{years.ends('year', now)}"


def years_from(day: date) -> Years:
    """Years that begin on the anniversaries of a day."""
    return Years((day.month, day.day), (day.month, day.day))


def years_of(scheme: Scheme) -> Years:
    """The years of everybody whom a scheme judges."""
    declared = scheme.scheme.year_start
    if declared is None:
        return CALENDAR
    if declared.from_ is not None:
        return Years(_EARLIEST, _LATEST)
    return Years(declared.begins, declared.begins)
