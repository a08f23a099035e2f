"""Any stretch of a length that holds a day (任意连续六个月): the one in which most was recorded is meant."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.library.models import windows as w
from domain.thresholds import windows
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.windows import DayRange


def stretches(window: w.RollingWindow, middle: date, days: Iterable[date], today: date) -> list[DayRange]:
    """The stretches of this length that hold a day and end with a record, up to today."""
    ends = sorted({middle, *(day for day in days if middle < day <= today)})
    found = (windows.rolling_back(window, end) for end in ends)
    return [held for held in found if held[0] <= middle]


def most(found: list[Known]) -> Known:
    """The highest of the figures of several stretches; what is not known of one is not known at all."""
    known = [one for one in found if isinstance(one, Datum)]
    if len(known) < len(found):
        return next(one for one in found if isinstance(one, Missing))
    best = max(known, key=lambda one: one.exact)
    highs = [one.high for one in known if one.high is not None]
    return replace(best, high=max(highs)) if highs and max(highs) > best.num else best
