"""Working on leads: handing over with its receipt, the outcome fed back, closing. Discipline only."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, select

from domain.errors import Invalid, NotFound
from domain.forms import Form, Text, require_past
from domain.leads import COMPARTMENT, Destination, LeadState, LeadStep, state_after
from domain.permissions import Action
from models.lead import Lead
from services import clock
from services.actor import Actor
from services.audit import record
from services.conflicts import stale
from services.leads import OBJECT
from services.use_case import INJECTED, command


class HandOver(Form):
    """The receipt: who took the lead, when, under which number."""

    destination: Destination
    handed_over_on: date
    receiver: Annotated[Text, Field(min_length=1, max_length=100)]
    receiver_person: Annotated[Text, Field(min_length=1, max_length=40)]
    receipt_number: Annotated[Text, Field(max_length=60)] = ""


class Outcome(Form):
    """What the receiver made of it, in the receiver's words."""

    answered_on: date
    outcome: Annotated[Text, Field(min_length=1, max_length=2000)]


@command(Action.LEAD_EDIT)
def hand_over(
    actor: Actor, lead_id: int, values: dict[str, object], version: int, *, session: Session = INJECTED
) -> None:
    """Record that a lead went out, and its receipt; until an answer came that can be put right."""
    given = HandOver.read(values)
    require_past("handed_over_on", given.handed_over_on, clock.today(), "移送日期")
    row = _hold(actor, lead_id, version, session)
    again = "更正移送登记：" if row.state == LeadState.HANDED_OVER.value else ""
    _step(actor, row, LeadStep.HAND_OVER, f"{again}移送至{given.receiver}", given.model_dump(), session)


@command(Action.LEAD_EDIT)
def record_outcome(
    actor: Actor, lead_id: int, values: dict[str, object], version: int, *, session: Session = INJECTED
) -> None:
    """Record what the receiver fed back; the tool proposes nothing here."""
    given = Outcome.read(values)
    require_past("answered_on", given.answered_on, clock.today(), "反馈日期")
    row = _hold(actor, lead_id, version, session)
    _step(actor, row, LeadStep.ANSWER, "登记反馈结果", given.model_dump(), session)


@command(Action.LEAD_EDIT)
def close_lead(actor: Actor, lead_id: int, version: int, *, session: Session = INJECTED) -> None:
    """The lead is done."""
    row = _hold(actor, lead_id, version, session)
    _step(actor, row, LeadStep.CLOSE, "线索办结", {"closed_on": clock.today()}, session)


@command(Action.LEAD_EDIT)
def reopen_lead(
    actor: Actor, lead_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """A lead that was closed goes on, with a reason."""
    if not reason.strip():
        raise Invalid({"reason": "请写明恢复办理的理由"})
    row = _hold(actor, lead_id, version, session)
    _step(actor, row, LeadStep.REOPEN, "恢复办理线索", {"closed_on": None}, session, reason.strip()[:2000])


def _hold(actor: Actor, lead_id: int, version: int, session: Session) -> Lead:
    row = session.exec(select(Lead).where(Lead.id == lead_id).with_for_update()).first()
    if row is None:
        raise NotFound("找不到这条线索。")
    if row.version != version:
        raise stale("这条线索", OBJECT, lead_id, session=session, reader=actor.role)
    return row


def _step(
    actor: Actor,
    row: Lead,
    step: LeadStep,
    summary: str,
    values: Mapping[str, Any],
    session: Session,
    reason: str = "",
) -> None:
    before = {name: getattr(row, name) for name in (*values, "state")}
    row.state = state_after(LeadState(row.state), step).value
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
    record(
        actor, Action.LEAD_EDIT, OBJECT, row.key, summary, before=before, after={**values, "state": row.state},
        reason=reason, campaign_id=row.campaign_id, compartment=COMPARTMENT, session=session,
    )  # fmt: skip
