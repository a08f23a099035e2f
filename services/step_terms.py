"""Until when the close-out step is to be taken to which a problem points (验收合格后3个工作日内销号)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.calendar import WorkCalendar
from domain.deadlines import due
from domain.workflow import IN_CHECK, State, Step
from models.campaign import Campaign
from models.finding import CloseOutPass, Finding
from services import clock
from services.calendars import work_calendar

_BEFORE = "上一步"
_WAITING = IN_CHECK | {State.CLOSED}  # a posting may follow the striking off


@dataclass(frozen=True, slots=True)
class StepShift:
    """A step whose last day another calendar moves."""

    row: Finding
    step: str
    old: date
    new: date


def set_step_due(row: Finding, steps: Sequence[Step], since: date, *, session: Session) -> None:
    """Store the last day of the step that is due; none where the scheme sets no term or nothing more is due.

    since: the day of the step before, or of the result, or the last one of a posting; it does not count.
    """
    step = _waiting(row, steps)
    row.step_due = None
    if step is not None and step.term is not None:
        row.step_due = due(since, step.term, work_calendar(session=session), event=_BEFORE).due


def runs_since(row: Finding, at: datetime) -> date:
    """From which day the term of the step that is due runs: the step before or the result, or a posting's end."""
    return max(clock.local(at).date(), row.publicity_to or date.min)


def moved_steps(calendar: WorkCalendar, *, lock: bool = False, session: Session) -> list[StepShift]:
    """Steps of running campaigns whose last day the calendar moves. One statement."""
    one, turn = col(CloseOutPass.finding_id), col(CloseOutPass.round)
    latest = (
        sql.select(one.label("of"), turn.label("turn"), sql.func.max(col(CloseOutPass.at)).label("at"))
        .where(col(CloseOutPass.passed))
        .group_by(one, turn)
        .subquery()
    )
    found = (
        sql.select(Finding, col(Campaign.close_out_steps), latest.c.at)
        .join(Campaign, col(Campaign.id) == col(Finding.campaign_id))
        .outerjoin(latest, sql.and_(latest.c.of == col(Finding.id), latest.c.turn == col(Finding.round)))
        .where(col(Finding.step_due).is_not(None), col(Campaign.state) == "running")
        .order_by(col(Finding.id))
    )
    if lock:
        found = found.with_for_update(of=Finding)
    shifts = (_shift(row, steps, at, calendar) for row, steps, at in session.execute(found).all())
    return [shift for shift in shifts if shift is not None]


def _shift(
    row: Finding, stored: Sequence[dict[str, Any]], at: datetime | None, calendar: WorkCalendar
) -> StepShift | None:
    """The step that is due, reckoned anew from the step before, the end of a posting, or the result."""
    begun = at or row.submitted_at
    step = _waiting(row, tuple(Step.from_json(one) for one in stored))
    if step is None or step.term is None or begun is None or row.step_due is None:
        return None
    new = due(runs_since(row, begun), step.term, calendar, event=_BEFORE).due
    return StepShift(row, step.name, row.step_due, new) if new != row.step_due else None


def _waiting(row: Finding, steps: Sequence[Step]) -> Step | None:
    waits = State(row.state) in _WAITING and row.step < len(steps)
    return steps[row.step] if waits else None
