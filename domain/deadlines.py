"""Deadlines: a term applied to its start event, kept together with its arithmetic.

The start day never counts, only the last day rolls, fixed dates stay where the scheme put them. A
deadline carries the calendar version it was computed with, so that `recompute` can show openly what
a new holiday arrangement changes. Dates are those of China; nothing here reads a clock.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any, TypeVar

from domain import deadline_wording as wording
from domain.calendar import WorkCalendar
from domain.errors import Invalid
from domain.periods import corresponding_day
from domain.terms import Direction, Period, Roll, Unit, chinese_date

__all__ = [
    "CHINA",
    "Deadline",
    "Direction",
    "Period",
    "Roll",
    "Unit",
    "difference",
    "due",
    "fixed",
    "recompute",
]

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")  # one time zone, no summer time since 1991

difference = wording.difference

_HOURS_OF_A_DAY = 24
_Day = TypeVar("_Day", date, datetime)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which something is in time (until 24:00), and how it was found.

    `start`, `event` and `period` are empty for a fixed date. `rolled_from` is the last day before it
    rolled, `rolled_because` why; `uncapped` what the result would have been without the cap;
    `due_note` what is unusual about the due day; `start_at` the moment from which hours run;
    `rule_version` the version of the scheme that the rule was taken from, empty when a person named the
    term or the day; `paused` how many days of the period do not count.
    """

    due: date
    rule: str
    calendar_version: str
    start: date | None = None
    event: str = ""
    period: Period | None = None
    roll: Roll = Roll.NONE
    rolled_from: date | None = None
    rolled_because: str = ""
    uncapped: date | None = None
    on_rest_day: bool = False
    due_note: str = ""
    estimated_years: tuple[int, ...] = ()
    start_at: datetime | None = None
    rule_version: str = ""
    paused: int = 0

    @property
    def estimated(self) -> bool:
        """Whether a year without a published holiday arrangement was involved."""
        return bool(self.estimated_years)

    @property
    def due_at(self) -> datetime | None:
        """The moment at which a term of hours ends; None for all other deadlines."""
        if self.start_at is None or self.period is None:
            return None
        return self.start_at + timedelta(hours=self.period.count)

    @property
    def warning(self) -> str:
        """A sentence when the due day is a rest day and stays where it is; else empty."""
        return wording.warning(self)

    def explain(self) -> str:
        """The arithmetic in one Chinese sentence."""
        return wording.explain(self)

    def expired(self, now: datetime) -> bool:
        """Whether the deadline has passed at this (aware) moment."""
        if self.due_at is not None:
            return now > self.due_at
        return _in_china(now).date() > self.due

    def to_json(self) -> dict[str, Any]:
        """A JSON object for storage; `from_json` reads it back."""
        stored = asdict(self) | {"period": self.period and self.period.to_json()}
        stored["estimated_years"] = list(self.estimated_years)
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in stored.items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Deadline":
        """The deadline that `to_json` wrote."""
        values = dict(stored)
        for key in ("due", "start", "rolled_from", "uncapped"):
            values[key] = values[key] and date.fromisoformat(values[key])
        values["start_at"] = values["start_at"] and datetime.fromisoformat(values["start_at"])
        values["period"] = values["period"] and Period.from_json(values["period"])
        values["roll"] = Roll(values["roll"])
        values["estimated_years"] = tuple(values["estimated_years"])
        return cls(**values)


def due(
    start: date | datetime, period: Period, calendar: WorkCalendar, *, event: str = "", rule: str = ""
) -> Deadline:
    """Apply a term to its start.

    A term of hours runs from an aware moment; from a day alone it ends on the day on which it is over for certain. For
    all others a moment counts as its day in China. `event` names what happened on the start day (收到通知, 送达,
    合同届满); `rule` replaces the wording that is made from the term.
    """
    rule = rule or period.rule(event)
    if period.unit is Unit.HOUR:
        return _due_in_hours(start, period, calendar, event, rule)
    day = _in_china(start).date() if isinstance(start, datetime) else start
    last = _last_day(day, period, calendar)
    settled = _settled(last, period.rolls, calendar, _first_asked(day, last, period))
    free = replace(settled, rule=rule, start=day, event=event, period=period)
    return _capped(free, period, day, calendar)


def fixed(day: date, calendar: WorkCalendar, *, roll: Roll = Roll.NONE, rule: str = "") -> Deadline:
    """A date that a document names: that day still counts, and it moves only when `roll` says so."""
    return replace(_settled(day, roll, calendar, day), rule=rule or f"截止日{chinese_date(day)}")


def recompute(deadline: Deadline, calendar: WorkCalendar) -> Deadline:
    """The same rule and start by another calendar; `difference` says what changed."""
    if deadline.period is None:
        named = deadline.rolled_from or deadline.due
        again = fixed(named, calendar, roll=deadline.roll, rule=deadline.rule)
        return replace(again, rule_version=deadline.rule_version)
    start = deadline.start_at or deadline.start
    if start is None:
        raise Invalid({"start": "期限没有起算日，无法重新计算"})
    again = due(start, deadline.period, calendar, event=deadline.event, rule=deadline.rule)
    return replace(again, rule_version=deadline.rule_version, paused=deadline.paused)


def _in_china(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise Invalid({"start": "时刻没有时区，无法计算期限"})
    return moment.astimezone(CHINA)


def _due_in_hours(
    start: date | datetime, period: Period, calendar: WorkCalendar, event: str, rule: str
) -> Deadline:
    if not isinstance(start, datetime):
        last = _shifted(start, timedelta(days=-(-period.count // _HOURS_OF_A_DAY)))
        return Deadline(last, rule, calendar.version, start=start, event=event, period=period)
    start_at = _in_china(start)
    end = _shifted(start_at, timedelta(hours=period.count))
    return Deadline(
        due=end.date(),
        rule=rule,
        calendar_version=calendar.version,
        start=start_at.date(),
        event=event,
        period=period,
        start_at=start_at,
    )


def _shifted(day: _Day, by: timedelta) -> _Day:
    try:
        return day + by
    except OverflowError as beyond:
        raise Invalid({"period": "日期超出可计算的范围，请检查期限的长度"}) from beyond


def _last_day(start: date, period: Period, calendar: WorkCalendar) -> date:
    steps = -period.count if period.backward else period.count
    match period.unit:
        case Unit.WORKING_DAY:
            return calendar.add_workdays(start, steps)
        case Unit.MONTH:
            return corresponding_day(start, steps)
        case Unit.YEAR:
            return corresponding_day(start, 12 * steps)
        case Unit.WEEK:
            steps *= 7
        case Unit.CALENDAR_DAY if period.skips_festivals:
            return calendar.add_days_but_festivals(start, steps)
    return _shifted(start, timedelta(days=steps))


def _first_asked(start: date, last: date, period: Period) -> date:
    """The first day on which the calendar was asked: working days ask on each day, others on the last."""
    if period.unit is not Unit.WORKING_DAY and not period.skips_festivals:
        return last
    return start + timedelta(days=-1 if period.backward else 1)


def _rolled(day: date, roll: Roll, calendar: WorkCalendar) -> date:
    if roll is Roll.NONE:
        return day
    if roll.holidays_only:
        return calendar.next_to_holidays(day, back=roll.earlier)
    return calendar.previous_workday(day) if roll.earlier else calendar.next_workday(day)


def _settled(last: date, roll: Roll, calendar: WorkCalendar, first_asked: date) -> Deadline:
    """The last day after rolling, with everything the calendar has to say about it."""
    day = _rolled(last, roll, calendar)
    rolled = day != last
    return Deadline(
        due=day,
        rule="",
        calendar_version=calendar.version,
        roll=roll,
        rolled_from=last if rolled else None,
        rolled_because=calendar.why_rest(last) if rolled else "",
        on_rest_day=calendar.is_rest_day(day),
        due_note=calendar.note(day),
        estimated_years=calendar.unknown_years(first_asked, day),
    )


def _capped(free: Deadline, period: Period, start: date, calendar: WorkCalendar) -> Deadline:
    """The deadline held back to the cap, when it goes beyond it."""
    if period.cap is None:
        return free
    cap = due(start, period.cap, calendar) if isinstance(period.cap, Period) else fixed(period.cap, calendar)
    if (cap.due > start) if period.backward else (cap.due < start):
        raise Invalid({"cap": f"起算日{chinese_date(start)}已越过{period.cap_text}，请重新指定期限"})
    years = tuple(sorted({*free.estimated_years, *cap.estimated_years}))
    if (free.due >= cap.due) if period.backward else (free.due <= cap.due):
        return replace(free, estimated_years=years)
    return replace(
        free,
        due=cap.due,
        uncapped=free.due,
        on_rest_day=cap.on_rest_day,
        due_note=cap.due_note,
        estimated_years=years,
    )
