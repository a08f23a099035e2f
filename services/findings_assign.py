"""Ordering the rectification of a finding (交办), one by one or many at once, and making it an ongoing duty."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints
from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from domain.calendar import WorkCalendar
from domain.deadlines import Deadline
from domain.errors import Invalid
from domain.findings import KIND_NAMES, Kind
from domain.forms import Form, Text
from domain.permissions import Action
from domain.workflow import Move, State
from models.campaign import Campaign, CampaignUnit
from models.finding import FindingAssistant
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.deadline_rules import Term, deadline_for, first_term, require_served
from services.default_terms import FirstTerm
from services.extensions import lapse
from services.findings_access import Held, hold
from services.findings_notices import tell_unit
from services.kind_changes import require_matter
from services.natures_known import nature_of, require_known, settled
from services.use_case import INJECTED, command


class Assignment(Form):
    """An order: who leads, who assists, what is required, by when.

    Without `lead_unit_id` the inspected unit leads. The deadline is a fixed date, else a term from the day
    the notice was served, else the campaign's default for the kind. `matter` is a kind of the scheme's own
    (督办事项), besides the usual three. `nature` is a word of the scheme's classification; without it that of the
    finding holds, and there has to be one.
    """

    lead_unit_id: int | None = None
    assisting_unit_ids: tuple[int, ...] = ()
    responsible_leader: Annotated[Text, StringConstraints(max_length=40)] = ""
    responsible_person: Annotated[Text, StringConstraints(max_length=40)] = ""
    kind: Kind
    matter: Annotated[Text, StringConstraints(max_length=40)] = ""
    nature: Annotated[Text, StringConstraints(max_length=40)] = ""
    goal: Annotated[Text, StringConstraints(max_length=2000)] = ""
    requirement: Annotated[Text, StringConstraints(min_length=1, max_length=4000)]
    served_on: date = Field(default_factory=clock.today)
    term: Term | None = None
    fixed_on: date | None = None


class OngoingDuty(Form):
    """Why a finding has no end, and what is to be reached meanwhile."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]
    goal: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]


@command(Action.FINDING_ASSIGN)
def assign_finding(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Order the rectification and tell the lead unit; also to order anew what had been ordered."""
    order = Assignment.read(values)
    require_served(order.served_on)
    held = hold(actor, Action.FINDING_ASSIGN, finding_id, version, session=session)
    held.require_move(Move.ASSIGN)
    require_units(held.campaign.key, order, session=session)
    require_matter(held.campaign, order.matter, session=session)
    natures = nature_of(held.campaign, session=session)
    require_known(natures, order.nature)
    nature = settled(natures, order.nature or held.row.nature)
    first = first_term(held.campaign, held.row, session=session)
    calendar = work_calendar(session=session)
    apply_order(held, order, deadline_of(held.campaign, order, calendar, first, held.row.found_on, nature))
    held.save(Action.FINDING_ASSIGN, summary_of(held), extra=_assisting(order))
    tell_unit(actor, held.row, notice_of(held), session=session)


def require_units(campaign_id: int, order: Assignment, *, session: Session) -> None:
    """`Invalid` unless the named units belong to the campaign and the lead does not assist itself."""
    if order.lead_unit_id in order.assisting_unit_ids:
        raise Invalid({"assisting_unit_ids": "牵头单位不能同时是配合单位。"})
    wanted = {*order.assisting_unit_ids, order.lead_unit_id} - {None}
    known = select(Unit.id).where(col(Unit.id).in_(wanted), col(Unit.active))
    missing = wanted - set(session.exec(known).all())
    if missing:
        raise Invalid({"lead_unit_id": "牵头或配合单位不存在或已停用，请重新选择。"})
    in_scope = select(CampaignUnit.unit_id).where(CampaignUnit.campaign_id == campaign_id)
    if order.lead_unit_id and order.lead_unit_id not in session.exec(in_scope).all():
        raise Invalid({"lead_unit_id": "牵头单位不在本专项行动的范围内，请重新选择。"})


def deadline_of(
    campaign: Campaign,
    order: Assignment,
    calendar: WorkCalendar,
    first: FirstTerm | None = None,
    found_on: date | None = None,
    nature: str = "",
) -> Deadline | None:
    """The order's deadline; `Invalid` when it cannot be computed, or an endless duty has no goal.

    first: the term before a problem came back.
    """
    if order.kind is Kind.ONGOING and not order.goal:
        raise Invalid({"goal": "长期坚持的问题没有销号日，请写明阶段性目标。"})
    return deadline_for(
        campaign, order.kind, order.served_on, calendar=calendar, term=order.term, fixed_on=order.fixed_on,
        matter=order.matter, nature=nature, first=first, found_on=found_on,
    )  # fmt: skip


def apply_order(held: Held, order: Assignment, ends: Deadline | None) -> None:
    """Write the order into the row: a fresh round of work begins, a pending extension lapses."""
    row = held.row
    if held.state is not State.REGISTERED:
        lapse(held, "已重新交办")
        held.session.execute(delete(FindingAssistant).where(col(FindingAssistant.finding_id) == row.key))
    row.lead_unit_id = order.lead_unit_id or row.unit_id
    row.kind, row.goal, row.requirement = order.kind.value, order.goal, order.requirement
    row.matter = order.matter
    if order.nature and order.nature != row.nature:
        row.nature = row.nature_found = order.nature
    row.responsible_leader, row.responsible_person = order.responsible_leader, order.responsible_person
    row.due, row.deadline = (ends.due, ends.to_json()) if ends else (None, {})
    row.state = (State.ASSIGNED if ends else State.ONGOING).value
    row.assigned_at, row.step = clock.now(), 0
    units = sorted(set(order.assisting_unit_ids))
    if units:
        rows = [{"finding_id": row.key, "unit_id": unit_id} for unit_id in units]
        held.session.execute(insert(FindingAssistant), rows)


def _assisting(order: Assignment) -> dict[str, object]:
    return {"assisting_units": list(order.assisting_unit_ids)} if order.assisting_unit_ids else {}


def summary_of(held: Held) -> str:
    """交办整改（限期整改），期限2026-05-30."""
    row = held.row
    until = f"，期限{row.due}" if row.due else "，长期坚持"
    return f"交办整改（{KIND_NAMES[Kind(row.kind)]}）{until}"


def notice_of(held: Held) -> str:
    """What the lead unit reads."""
    row = held.row
    until = f"请于{row.due}前（含当日）报送整改结果" if row.due else "请长期坚持并定期更新进展"
    return f"问题 {row.number}“{row.title}”已交办你单位牵头整改，{until}。"


@command(Action.FINDING_ASSIGN)
def make_ongoing(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Turn a finding into one without an end (长期坚持): it leaves the overdue and rate statistics."""
    duty = OngoingDuty.read(values)
    held = hold(actor, Action.FINDING_ASSIGN, finding_id, version, session=session)
    held.require_move(Move.TO_ONGOING)
    lapse(held, "已转为长期坚持")
    row = held.row
    row.state, row.kind, row.goal = State.ONGOING.value, Kind.ONGOING.value, duty.goal
    row.due, row.deadline = None, {}
    row.lead_unit_id = row.lead_unit_id or row.unit_id
    held.save(Action.FINDING_ASSIGN, "转为长期坚持", reason=duty.reason)
    tell_unit(actor, row, f"问题 {row.number}已转为长期坚持：{duty.goal}", session=session)
