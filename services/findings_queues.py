"""Findings that wait for a check, stand posted, or are due for a look back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.permissions import Action
from domain.workflow import IN_CHECK, State, Step
from models.campaign import Campaign
from models.finding import Finding
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.base_checks import checked_by
from services.close_out_steps import DueSteps, steps_of
from services.findings_access import visible_findings
from services.todo_findings import objected_to
from services.use_case import INJECTED, query

MOST_ROWS = 200  # a queue is worked off from its head


@dataclass(frozen=True, slots=True)
class Waiting:
    """A finding in a queue. step: what is due; mine: whether the actor's role can take it now.

    objection: whether one to its posting is still looked into; step_due: until when the step is to be taken.
    """

    id: int
    version: int
    number: str
    title: str
    unit: str
    state: State
    step: str
    mine: bool
    submitted_at: datetime | None
    round: int
    due: date | None
    publicity_from: date | None
    publicity_to: date | None
    closed_at: datetime | None
    look_back_due: date | None
    looked_back_on: date | None
    look_back_result: str
    objection: bool = False
    step_due: date | None = None


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """A page of a queue. total: of all pages; running: how many of all still stand posted."""

    total: int
    running: int
    rows: list[Waiting]


@query(Action.FINDING_CHECK)
def check_queue(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[Waiting]:
    """Results handed in and not closed, the oldest first."""
    states = sorted(state.value for state in IN_CHECK)
    order = (col(Finding.submitted_at), col(Finding.id))
    return _queue(actor, campaign_id, session, col(Finding.state).in_(states), order=order)


@query(Action.FINDING_CHECK)
def close_out_steps(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> tuple[Step, ...]:
    """The steps between a result that was handed in and 销号, with who takes them. One statement."""
    return steps_of(_campaign(campaign_id, session))


@query(Action.FINDING_READ)
def publicity_list(
    actor: Actor, campaign_id: int, *, page: int = 1, size: int = 50, session: Session = INJECTED
) -> WaitingPage:
    """Findings that stand posted or stood so, the one that ends first on top, ended ones last."""
    running = sql.case((col(Finding.state) == State.PUBLISHED.value, 0), else_=1)
    posted = col(Finding.publicity_to).is_not(None)
    order = (running, col(Finding.publicity_to).desc(), col(Finding.id))
    return _page(actor, campaign_id, session, posted, order=order, page=page, size=size)


@query(Action.FINDING_LOOK_BACK)
def look_back_queue(
    actor: Actor,
    campaign_id: int,
    *,
    done: bool = False,
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> WaitingPage:
    """Closed findings that nobody has looked back at, the first due on top; with `done` the others."""
    looked = col(Finding.looked_back_on)
    closed = sql.and_(
        col(Finding.state) == State.CLOSED.value, looked.is_not(None) if done else looked.is_(None)
    )
    first = sql.nulls_last(col(Finding.look_back_due))
    order = (looked.desc() if done else first, col(Finding.closed_at), col(Finding.id))
    return _page(actor, campaign_id, session, closed, order=order, page=page, size=size)


def _page(
    actor: Actor,
    campaign_id: int,
    session: Session,
    condition: Any,
    *,
    order: tuple[Any, ...],
    page: int,
    size: int,
) -> WaitingPage:
    """Three statements."""
    posted = sql.func.count().filter(col(Finding.publicity_to) >= clock.today())
    counts = session.execute(
        sql.select(sql.func.count(), posted)
        .select_from(Finding)
        .where(col(Finding.campaign_id) == campaign_id, visible_findings(actor), condition)
    ).one()
    rows = _queue(actor, campaign_id, session, condition, order=order, limit=size, offset=(page - 1) * size)
    return WaitingPage(counts[0], counts[1], rows)


def _queue(
    actor: Actor,
    campaign_id: int,
    session: Session,
    condition: Any,
    *,
    order: tuple[Any, ...],
    limit: int = MOST_ROWS,
    offset: int = 0,
) -> list[Waiting]:
    """Two statements."""
    steps = DueSteps(_campaign(campaign_id, session), session=session)
    lead = aliased(Unit)
    found = (
        sql.select(Finding, sql.func.coalesce(lead.name, Unit.name), objected_to(), checked_by(actor))
        .join(Unit, col(Unit.id) == col(Finding.unit_id))
        .outerjoin(lead, col(lead.id) == col(Finding.lead_unit_id))
        .where(col(Finding.campaign_id) == campaign_id, visible_findings(actor), condition)
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    rows = []
    for row, unit, objection, within_reach in session.execute(found).all():
        step = steps.due(row).step
        mine = step is not None and actor.role in step.roles and within_reach
        mine = mine and not (objection or _stands_posted(row))
        rows.append(
            Waiting(
                row.key, row.version, row.number, row.title, unit, State(row.state), step.name if step else "",
                mine, row.submitted_at, row.round, row.due,
                row.publicity_from, row.publicity_to, row.closed_at, row.look_back_due,
                row.looked_back_on, row.look_back_result, objection, row.step_due,
            )
        )  # fmt: skip
    return rows


def _campaign(campaign_id: int, session: Session) -> Campaign:
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    return campaign


def _stands_posted(row: Finding) -> bool:
    """Whether a publicity still runs, so that nobody can take the next step."""
    published = State(row.state) is State.PUBLISHED
    return published and row.publicity_to is not None and clock.today() <= row.publicity_to
