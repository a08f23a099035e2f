"""Days that do not count towards a term that runs (停工、申诉期间): recorded stretches, and numbers of days.

Of a stretch only what lies between the start of the term and its last day is left out; what is left out moves that
last day, so that more may lie before it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline, due
from domain.lasting import last_day
from domain.terms import Period, Roll, Unit

Stretch = tuple[
    date, date | None
]  # the day after which nothing counts, the last such day; None while it goes on
_BY_DAYS = frozenset({Unit.CALENDAR_DAY, Unit.WORKING_DAY})


@dataclass(frozen=True, slots=True)
class Paused:
    """What does not count, as far as it is recorded."""

    stretches: tuple[Stretch, ...] = ()
    days: int = 0

    def to_json(self) -> dict[str, Any]:
        """A JSON object for storage; `from_json` reads it back."""
        ends = [[after.isoformat(), last and last.isoformat()] for after, last in self.stretches]
        return {"stretches": ends, "days": self.days}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> "Paused":
        """What `to_json` wrote; nothing where nothing was stored."""
        if not stored:
            return cls()
        read = date.fromisoformat
        ends = ((read(after), read(last) if last else None) for after, last in stored["stretches"])
        return cls(tuple(ends), int(stored["days"]))

    def within(
        self,
        start: date,
        end: date,
        today: date,
        calendar: WorkCalendar,
        unit: Unit,
        *,
        festivals: bool = True,
    ) -> int:
        """How many days after `start`, up to `end`, do not count; what goes on lasts until today.

        Without `festivals` the days of these are left out: a term that passes over them does not stop for them again.
        """
        spans = [(max(after, start), min(last or today, end)) for after, last in self.stretches]
        if unit is Unit.WORKING_DAY:
            lengths = (calendar.workdays_between(*span) for span in merged_spans(spans))
        elif not festivals:
            lengths = (_but_festivals(*span, calendar) for span in merged_spans(spans))
        else:
            lengths = ((last - after).days for after, last in merged_spans(spans))
        return self.days + sum(lengths)

    def settled(
        self,
        start: date,
        reach: Callable[[int], date],
        today: date,
        calendar: WorkCalendar,
        unit: Unit,
        *,
        festivals: bool = True,
    ) -> int:
        """How many days are left out in the end, where so many more make it `reach` to a day."""
        days = self.days
        while (more := self.within(start, reach(days), today, calendar, unit, festivals=festivals)) > days:
            days = more
        return days


def _but_festivals(after: date, last: date, calendar: WorkCalendar) -> int:
    days = (after + timedelta(days=step) for step in range(1, (last - after).days + 1))
    return sum(1 for day in days if not calendar.is_holiday(day))


def paused_deadline(
    start: date, period: Period, calendar: WorkCalendar, event: str, paused: Paused, today: date
) -> Deadline:
    """The last day of a term to act in, with the days that do not count."""

    def longer(days: int) -> Deadline:
        return _longer(start, period, calendar, event, days)

    days = paused.settled(
        start,
        lambda more: longer(more).due,
        today,
        calendar,
        period.unit,
        festivals=not period.skips_festivals,
    )
    return replace(longer(days), paused=days)


def _longer(start: date, period: Period, calendar: WorkCalendar, event: str, days: int) -> Deadline:
    """By days they are added; weeks, months and years are counted first, and then the days."""
    if not days or period.unit in _BY_DAYS:
        return due(
            start, replace(period, count=period.count + days), calendar, event=event, rule=period.rule(event)
        )
    bare = due(start, replace(period, roll=Roll.NONE), calendar, event=event)
    rest = replace(period, count=days, unit=Unit.CALENDAR_DAY, roll=period.rolls)
    return due(bare.due, rest, calendar, event=f"{period.text}届满", rule=bare.rule)


def paused_last_day(
    start: date, count: int, unit: str, calendar: WorkCalendar, paused: Paused, today: date
) -> date:
    """The last day of a state that lasts so long, with the days that do not count; it never rolls."""

    def reach(days: int) -> date:
        if Unit(unit) in _BY_DAYS:
            return last_day(start, count + days, unit, calendar)
        return last_day(start, count, unit, calendar) + timedelta(days=days)

    return reach(paused.settled(start, reach, today, calendar, Unit(unit)))


def merged_spans(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Stretches that do not overlap, in their order; what ends before it begins is none."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if merged and first <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], last)
        else:
            merged.append((first, last))
    return merged
