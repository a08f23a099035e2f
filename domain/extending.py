"""Extensions within a scheme's limits: until when one may be asked for, and until when granted.

Sources are the schemes themselves (延期一次，不超过原期限的一半，期满3个工作日前申请). A bound is no term: where it
falls on a day of rest it does not move.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from domain.calendar import WorkCalendar
from domain.deadlines import due
from domain.terms import Direction, Period, Roll, chinese_date


@dataclass(frozen=True, slots=True)
class Limits:
    """What a scheme allows; None where it says nothing. `clause` is where it says so.

    unclear: why nobody can say yet which limits go for the problem, or "".
    """

    clause: str
    times: int | None = None
    longest: Period | None = None
    share: Fraction | None = None
    before_end: Period | None = None
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a problem stands: its present end, its first term in calendar days, how many extensions were granted."""

    due: date
    first_days: int
    granted: int = 0


def last_to_ask(limits: Limits, now: Standing, calendar: WorkCalendar) -> date:
    """The last day on which an extension may be asked for; without a limit the end itself."""
    if limits.before_end is None:
        return now.due
    back = replace(limits.before_end, direction=Direction.BACKWARD, roll=Roll.NONE)
    return due(now.due, back, calendar).due


def latest_end(limits: Limits, now: Standing, calendar: WorkCalendar) -> date | None:
    """The last day to which the end may be put off; None where nothing limits it."""
    ends: list[date] = []
    if limits.longest is not None:
        ends.append(due(now.due, replace(limits.longest, roll=Roll.NONE), calendar).due)
    if limits.share is not None:
        ends.append(now.due + timedelta(days=int(now.first_days * limits.share)))
    return min(ends, default=None)


def refusal(limits: Limits, now: Standing, today: date, calendar: WorkCalendar) -> str:
    """Why no extension may be asked for today, in a sentence; "" where one may."""
    if limits.unclear:
        return limits.unclear
    if limits.times == 0:
        return f"{limits.clause}规定该问题不得延期。"
    if limits.times is not None and now.granted >= limits.times:
        return f"{limits.clause}规定延期以{limits.times}次为限，该问题已经延期{now.granted}次。"
    last = last_to_ask(limits, now, calendar)
    if today > last:
        return f"{limits.clause}规定延期须在{chinese_date(last)}以前申请。"
    end = latest_end(limits, now, calendar)
    return f"{limits.clause}规定的延期长度不足一日，不能延期。" if end is not None and end <= now.due else ""


def too_long(limits: Limits, now: Standing, wanted: date, calendar: WorkCalendar) -> str:
    """Why the end may not be put off to a day, in a sentence; "" where it may."""
    end = latest_end(limits, now, calendar)
    return "" if end is None or wanted <= end else f"{limits.clause}规定最多延期至{chinese_date(end)}。"


def told(limits: Limits, now: Standing, calendar: WorkCalendar) -> str:
    """The limits for this problem, for those who ask and those who decide."""
    if limits.times == 0 or limits.unclear:
        return limits.unclear or f"{limits.clause}：不得延期。"
    parts = [f"以{limits.times}次为限，已延期{now.granted}次"] if limits.times is not None else []
    if limits.before_end is not None:
        parts.append(f"{chinese_date(last_to_ask(limits, now, calendar))}以前申请")
    end = latest_end(limits, now, calendar)
    parts += [f"最多延期至{chinese_date(end)}"] if end is not None else []
    return f"{limits.clause}：{'，'.join(parts)}。" if parts else ""
