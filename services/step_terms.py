"""Until when the close-out step is to be taken to which a problem points (验收合格后3个工作日内销号)."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from domain.deadlines import due
from domain.workflow import IN_CHECK, State, Step
from models.finding import Finding
from services.calendars import work_calendar

_WAITING = IN_CHECK | {State.CLOSED}  # a posting may follow the striking off


def set_step_due(row: Finding, steps: Sequence[Step], since: date, *, session: Session) -> None:
    """Store the last day of the step that is due; none where the scheme sets no term or nothing more is due.

    since: the day of the step before, or of the result, or the last one of a posting; it does not count.
    """
    waits = State(row.state) in _WAITING and row.step < len(steps)
    step = steps[row.step] if waits else None
    row.step_due = None
    if step is not None and step.term is not None:
        calendar = work_calendar(session=session)
        row.step_due = due(since, step.term, calendar, event="上一步").due
