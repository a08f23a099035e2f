"""By how many days a step went over its time limit."""

from datetime import date, timedelta

from domain.calendar import WorkCalendar
from domain.thresholds.data import NOT_DUE, UNBOUNDED, Datum, Known, Missing, number
from domain.thresholds.limit_results import Result
from domain.thresholds.verdicts import Outcome


def days_over(
    title: str, found: Result, end: date | None, today: date, calendar: WorkCalendar, unit: str
) -> Known:
    """Days after the last one of the term; what has not ended is late by today, and may be late until that is over."""
    name = f"“{title}”逾期{'工作日数' if unit == 'working_day' else '天数'}"
    if found.outcome is Outcome.NOT_APPLICABLE:
        return Datum("number", name=name, how="这一条不适用")
    if found.outcome is Outcome.MET:
        return number(0, name=name)
    if found.outcome is Outcome.IN_PROGRESS:
        return Datum("number", name=name, high=UNBOUNDED, how=NOT_DUE)
    if found.outcome is not Outcome.NOT_MET or found.missed is None:
        return Missing(name, f"（{found.evidence.tell()}）", found.outcome is Outcome.NEEDS_JUDGEMENT)
    due, last = found.missed - timedelta(days=1), end or today
    days = calendar.workdays_between(due, last) if unit == "working_day" else (last - due).days
    return Datum("number", days, name=name, how="" if end is not None else "还没有办结，算到今日")
