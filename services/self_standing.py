"""Where one unit stands with its report in a campaign, and what the reader can do about it."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action, Role, ruling
from domain.self_inspection import WITH_UNIT, ReportState
from models.document import Notice
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.self_reminders import KIND
from services.self_scope import duty_of, reporters
from services.use_case import INJECTED, query
from services.visibility import covers


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit of the scope. reminded: the days on which it was reminded, oldest first."""

    unit_id: int
    unit: str
    parent: str
    state: ReportState
    report_id: int | None
    due: date | None
    late: bool
    excused: str
    reminded: tuple[date, ...]
    may_write: bool
    may_excuse: bool


@query(Action.SELF_READ)
def unit_standing(
    actor: Actor, campaign_id: int, unit_id: int, *, session: Session = INJECTED
) -> UnitStanding:
    """The unit, or `NotFound` when it is out of scope or out of sight. At most six statements."""
    duty = duty_of(campaign_id, session=session)
    found = reporters(actor, Action.SELF_READ, campaign_id, duty, session=session, among=[unit_id])
    if not found:
        raise NotFound("这个单位不在自查范围内，或者您无权查看。")
    one = found[0]
    excused = one.standing.excused if one.state in WITH_UNIT else ""
    own = actor.role is not Role.OFFICE and unit_id == actor.unit_id
    return UnitStanding(
        unit_id,
        one.standing.unit_name,
        _name(one.parent_id, session),
        one.state,
        one.report_id,
        duty.due,
        one.standing.late,
        excused,
        _reminded(campaign_id, unit_id, session),
        may_write=one.state in WITH_UNIT and _may(actor, Action.SELF_WRITE, unit_id, session),
        may_excuse=one.state in WITH_UNIT and not own and _may(actor, Action.SELF_EXCUSE, unit_id, session),
    )


def _may(actor: Actor, action: Action, unit_id: int, session: Session) -> bool:
    return ruling(actor.role, action).allowed and covers(actor, action, unit_id, session=session)


def _name(unit_id: int | None, session: Session) -> str:
    return session.exec(select(Unit.name).where(Unit.id == unit_id)).first() or ""


def _reminded(campaign_id: int, unit_id: int, session: Session) -> tuple[date, ...]:
    sent = select(Notice.at).where(
        Notice.campaign_id == campaign_id, Notice.unit_id == unit_id, Notice.kind == KIND
    )
    return tuple(clock.local(at).date() for at in session.exec(sent.order_by(col(Notice.id))))
