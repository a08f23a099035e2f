"""Verification visits: who goes where and when (核查任务)."""

from datetime import date
from typing import Annotated

from pydantic import Field
from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound
from domain.forms import Form, Text
from domain.permissions import Action, Role
from domain.person_names import Bearer, person_names
from domain.units import UnitKind
from domain.visits import VisitState, VisitStep, require_team
from models.account import Account
from models.campaign import Campaign, CampaignUnit
from models.unit import Unit
from models.verification import Visit, VisitMember
from services import clock, libraries
from services.actor import Actor
from services.audit import TimelineEntry, record, timeline
from services.findings_access import require_campaign_open
from services.use_case import INJECTED, command, query
from services.visit_access import (
    OBJECT,
    hold,
    hold_for,
    members_of,
    names_of,
    require_inspectors,
    require_version,
)

DRAFT = "visit.draft"  # keystrokes of the record, audited under their own name; timelines leave them out


class Plan(Form):
    """Who goes where and when."""

    unit_id: int
    planned_on: date
    inspectors: tuple[int, ...]
    leader: int | None = None


class Reason(Form):
    """Why a visit does not take place."""

    reason: Annotated[Text, Field(min_length=1, max_length=1000)]


@command(Action.VISIT_PLAN)
def plan_visit(
    actor: Actor, campaign_id: int, values: dict[str, object], *, session: Session = INJECTED
) -> int:
    """Plan a visit and return its id; the day, the team and the place are checked."""
    plan = Plan.read(values)
    campaign = require_campaign_open(campaign_id, session=session)
    require_ahead(plan.planned_on)
    unit = require_place(campaign, plan.unit_id, session=session)
    _require_free(campaign_id, plan.unit_id, plan.planned_on, session)
    return store_visit(actor, campaign, unit, plan, session=session)


def require_ahead(planned_on: date) -> None:
    """A plan is not made for yesterday."""
    if planned_on < clock.today():
        raise Invalid({"planned_on": "核查日期不能早于今天；补录的核查请在现场记录里填写实际核查日期。"})


def require_place(campaign: Campaign, unit_id: int, *, session: Session) -> Unit:
    """A unit in the campaign's scope whose kind has items to check, or `Invalid`."""
    found = select(Unit).join(CampaignUnit, col(CampaignUnit.unit_id) == Unit.id)
    unit = session.exec(found.where(CampaignUnit.campaign_id == campaign.key, Unit.id == unit_id)).first()
    if unit is None:
        raise Invalid({"unit_id": "这个单位不在本专项行动的范围内，请重新选择。"})
    if not libraries.checklist(campaign, UnitKind(unit.kind), session=session):
        raise Invalid({"unit_id": f"方案没有规定对“{unit.name}”这类单位的检查要点，不能安排核查。"})
    return unit


def _require_free(campaign_id: int, unit_id: int, planned_on: date, session: Session) -> None:
    same = select(Visit.id).where(
        Visit.campaign_id == campaign_id,
        Visit.unit_id == unit_id,
        Visit.planned_on == planned_on,
        Visit.state != VisitState.CANCELLED.value,
    )
    if session.exec(same).first() is not None:
        raise Invalid({"planned_on": "同一天已经安排过对这个单位的核查，请换一天或打开已有的安排。"})


def store_visit(
    actor: Actor, campaign: Campaign, unit: Unit, plan: Plan, *, session: Session, draw_id: int | None = None
) -> int:
    """Store a planned visit with its team and record it; campaign and unit have been checked."""
    require_team(plan.inspectors, plan.leader)
    require_inspectors(unit, list(plan.inspectors), session=session)
    visit = Visit(campaign_id=campaign.key, unit_id=unit.key, planned_on=plan.planned_on, draw_id=draw_id)
    session.add(visit)
    session.flush()
    _set_team(visit.key, plan, session)
    after = plan.model_dump(mode="json") | {"draw": draw_id}
    summary = f"安排 {plan.planned_on.isoformat()} 核查“{unit.name}”"
    record(
        actor,
        Action.VISIT_PLAN,
        OBJECT,
        visit.key,
        summary,
        after=after,
        campaign_id=campaign.key,
        session=session,
    )
    return visit.key


def _set_team(visit_id: int, plan: Plan, session: Session) -> None:
    session.execute(delete(VisitMember).where(col(VisitMember.visit_id) == visit_id))
    leader = plan.leader if plan.leader is not None else plan.inspectors[0]
    people = dict.fromkeys(plan.inspectors)
    session.execute(
        insert(VisitMember),
        [{"visit_id": visit_id, "account_id": person, "leads": person == leader} for person in people],
    )


@command(Action.VISIT_PLAN)
def replan_visit(
    actor: Actor, visit_id: int, values: dict[str, object], version: int, *, session: Session = INJECTED
) -> None:
    """Another day or another team, before the record has been begun."""
    held = hold_for(actor, VisitStep.REPLAN, visit_id, session=session)
    plan = Plan.read({**values, "unit_id": held.visit.unit_id})
    require_version(held, version, session=session)
    if plan.planned_on != held.visit.planned_on:
        require_ahead(plan.planned_on)
        _require_free(held.campaign.key, held.visit.unit_id, plan.planned_on, session)
    require_team(plan.inspectors, plan.leader)
    require_inspectors(held.unit, list(plan.inspectors), session=session)
    before = {
        "planned_on": held.visit.planned_on.isoformat(),
        "inspectors": members_of(visit_id, session=session),
    }
    held.visit.planned_on = plan.planned_on
    held.visit.version += 1
    session.add(held.visit)
    _set_team(visit_id, plan, session)
    after = plan.model_dump(mode="json", exclude={"unit_id"})
    record(
        actor, Action.VISIT_PLAN, OBJECT, visit_id, "调整核查安排", before=before, after=after,
        campaign_id=held.campaign.key, session=session,
    )  # fmt: skip


@command(Action.VISIT_PLAN)
def cancel_visit(
    actor: Actor, visit_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Call a visit off, with a reason; what has been recorded stays."""
    why = Reason.read({"reason": reason}).reason
    held = hold_for(actor, VisitStep.CANCEL, visit_id, session=session)
    require_version(held, version, session=session)
    before = {"state": held.visit.state}
    held.visit.state, held.visit.cancel_reason = VisitState.CANCELLED.value, why
    held.visit.version += 1
    session.add(held.visit)
    record(
        actor, Action.VISIT_PLAN, OBJECT, visit_id, "取消核查", before=before, after={"state": held.visit.state},
        reason=why, campaign_id=held.campaign.key, session=session,
    )  # fmt: skip


@query(Action.VISIT_PLAN)
def inspectors(actor: Actor, *, session: Session = INJECTED) -> dict[int, str]:
    """Inspectors who can be sent, by unit and name: account → 严查（专项办）."""
    found = (
        select(Account.id, Account.name, Account.username, Unit.name)
        .join(Unit, col(Unit.id) == Account.unit_id)
        .where(Account.role == Role.INSPECTOR.value, col(Account.active).is_(True))
        .order_by(col(Unit.id), col(Account.name), col(Account.id))
    )
    return person_names([Bearer(key or 0, *words) for key, *words in session.exec(found).all()])


@query(Action.VISIT_READ)
def visit_timeline(actor: Actor, visit_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to a visit, without the keystrokes of its record."""
    hold(actor, visit_id, session=session)
    return [entry for entry in timeline(OBJECT, visit_id, session=session) if entry.action != DRAFT]


@query(Action.VISIT_READ)
def team_of(actor: Actor, visit_id: int, *, session: Session = INJECTED) -> dict[int, str]:
    """The inspectors of a visit: account → name."""
    hold(actor, visit_id, session=session)
    names = names_of(members_of(visit_id, session=session), session=session)
    if not names:
        raise NotFound("这次核查没有登记核查人员。")
    return names
