"""Lights and overdue as conditions of a query; the same rules as `domain.findings.light_of`, row by row."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case
from sqlmodel import col

from domain.calendar import WorkCalendar
from domain.traffic_lights import Light, LightBounds, yellow_until
from domain.workflow import CLOCK_RUNS, State
from models.finding import Finding

_RUNNING = sorted(state.value for state in CLOCK_RUNS)


@dataclass(frozen=True, slots=True)
class Today:
    """What lights are computed from: the day, and the last due date that is yellow on it."""

    day: date
    yellow_until: date

    @classmethod
    def of(cls, day: date, bounds: LightBounds, calendar: WorkCalendar) -> "Today":
        return cls(day, yellow_until(day, bounds, calendar))


def overdue(day: date) -> ColumnElement[bool]:
    """The clock runs and the due day has passed."""
    return and_(col(Finding.state).in_(_RUNNING), past_due(day))


def past_due(day: date) -> ColumnElement[bool]:
    """The due day has passed; it is only overdue where the clock still runs."""
    return col(Finding.due) < day


def shines(light: Light, today: Today) -> ColumnElement[bool]:
    """Rows with this light."""
    running, due = col(Finding.state).in_(_RUNNING), col(Finding.due)
    match light:
        case Light.RED:
            return overdue(today.day)
        case Light.YELLOW:
            return and_(running, due >= today.day, due <= today.yellow_until)
        case Light.GREEN:
            return and_(running, due > today.yellow_until)
        case Light.UNSET:
            return and_(running, due.is_(None))
        case Light.GREY:
            return col(Finding.state) == State.ONGOING.value
        case Light.BLUE:
            return col(Finding.state) == State.CLOSED.value


def by_life() -> Any:
    """States in the order of a finding's life, for sorting."""
    return case({state.value: place for place, state in enumerate(State)}, value=col(Finding.state))
