"""Getting hold of one visit: who may see it, who may write in it, with which checklist."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, Refused
from domain.permissions import Action, Role, Scope, require
from domain.self_completeness import Category
from domain.units import UnitKind
from domain.visits import SIGNED_STATES, VisitState, VisitStep, require_visit_step
from models.account import Account
from models.campaign import Campaign
from models.unit import Unit
from models.verification import Visit, VisitMember
from services.actor import Actor
from services.conflicts import stale
from services.earlier_versions import scheme_at
from services.libraries import checklist_of
from services.visibility import within

OBJECT = "visit"  # what audit entries and evidence call it
_HIDDEN = "找不到这次核查，或者它不属于您可以查看的范围。"


def visible_visits(actor: Actor) -> ColumnElement[bool]:
    """Condition: the actor's rows; a place sees visits to it once the facts are signed off, not before."""
    mine = within(actor, Action.VISIT_READ, Visit.unit_id)
    if require(actor.role, Action.VISIT_READ) is Scope.ALL:
        return mine
    return and_(mine, col(Visit.state).in_(sorted(SIGNED_STATES)))


@dataclass(frozen=True, slots=True)
class Held:
    """A visit with its campaign and unit, as rows of the running transaction."""

    visit: Visit
    campaign: Campaign
    unit: Unit

    @property
    def state(self) -> VisitState:
        return VisitState(self.visit.state)

    def checklist(self, session: Session) -> tuple[Category, ...]:
        """The items that apply to the unit: of the version by which it was signed, else of the pinned one."""
        at = self.visit.signed_at if self.state in SIGNED_STATES else None
        return checklist_of(scheme_at(self.campaign, at, session=session), UnitKind(self.unit.kind))


def hold(actor: Actor, visit_id: int, *, session: Session, lock: bool = False) -> Held:
    """The visit, for reading or locked for a change, or `NotFound` when it is out of sight. One statement."""
    found = select(Visit, Campaign, Unit).where(
        Visit.id == visit_id,
        Visit.campaign_id == Campaign.id,
        Visit.unit_id == Unit.id,
        visible_visits(actor),
    )
    row = session.exec(found.with_for_update(of=Visit) if lock else found).first()
    if row is None:
        raise NotFound(_HIDDEN)
    return Held(*row)


def hold_for(actor: Actor, step: VisitStep, visit_id: int, *, session: Session) -> Held:
    """The visit for a change: locked against others, in a state that allows the step."""
    held = hold(actor, visit_id, session=session, lock=True)
    if held.campaign.state != "running":
        raise Refused(f"专项行动“{held.campaign.name}”已经结束，核查记录只能查看。")
    require_visit_step(held.state, step)
    return held


def require_version(held: Held, version: int, *, session: Session) -> None:
    """`Conflict` when the visit has changed since the caller read it."""
    if held.visit.version != version:
        raise stale("这次核查", OBJECT, held.visit.key, session=session)


def members_of(visit_id: int, *, session: Session) -> list[int]:
    """Account ids of the team."""
    found = select(VisitMember.account_id).where(VisitMember.visit_id == visit_id)
    return list(session.exec(found.order_by(col(VisitMember.account_id))))


def require_member(actor: Actor, visit_id: int, *, session: Session) -> None:
    """`Refused` for everybody who is not in the team."""
    if actor.account_id not in members_of(visit_id, session=session):
        raise Refused("只有参加本次核查的人员可以填写记录，请联系专项办调整核查人员。")


def names_of(account_ids: list[int], *, session: Session) -> dict[int, str]:
    """Names by account."""
    found = select(Account.id, Account.name).where(col(Account.id).in_(account_ids))
    return {key: name for key, name in session.exec(found).all() if key is not None}


def require_inspectors(unit: Unit, account_ids: list[int], *, session: Session) -> None:
    """`Invalid` at the field unless all are active inspectors and none is from the place itself (回避)."""
    found = select(Account).where(
        col(Account.id).in_(account_ids), Account.role == Role.INSPECTOR.value, col(Account.active).is_(True)
    )
    people = session.exec(found).all()
    if len(people) != len(set(account_ids)):
        raise Invalid({"inspectors": "所选人员中有人不是在用的核查人员账号，请重新选择。"})
    own = [person.name for person in people if person.unit_id == unit.id]
    if own:
        raise Invalid({"inspectors": f"{'、'.join(own)}来自被核查单位，应当回避，请换人。"})
