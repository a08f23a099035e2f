"""Reading leads: list, detail, timeline. Discipline only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.leads import COMPARTMENT, Destination, LeadState
from domain.permissions import Action
from models.account import Account
from models.campaign import Campaign
from models.finding import Finding
from models.lead import Lead
from models.unit import Unit
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.leads import OBJECT, LeadChoices, choices_of
from services.use_case import INJECTED, query

_SORTS: Mapping[str, Any] = {"number": Lead.id, "found_on": Lead.found_on, "state": Lead.state}


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """What to list; empty means all."""

    campaign_id: int = 0
    state: str = ""
    nature: str = ""
    destination: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead in a list."""

    id: int
    number: str
    campaign: str
    nature: str
    stage: str
    subject: str
    state: LeadState
    destination: Destination
    found_on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class LeadPage:
    """A page of leads, how many there are, and how many wait to be handed over."""

    rows: list[LeadLine]
    total: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LeadDetail:
    """All about one lead. `taken`: what the finding said before it was handed over."""

    id: int
    version: int
    number: str
    campaign_id: int
    campaign: str
    choices: LeadChoices
    finding_id: int | None
    finding_number: str
    finding_unit: str
    nature: str
    stage: str
    subject: str
    subject_post: str
    facts: str
    evidence_list: tuple[str, ...]
    taken: Mapping[str, object]
    amount_fen: int
    measures_taken: str
    destination: Destination
    state: LeadState
    found_on: date
    reported_by: str
    reported_from: str
    unit_id: int
    created_at: datetime
    handed_over_on: date | None
    receiver: str
    receiver_person: str
    receipt_number: str
    answered_on: date | None
    outcome: str
    closed_on: date | None


@query(Action.LEAD_READ)
def list_leads(
    actor: Actor,
    wanted: LeadFilter,
    *,
    sort: str = "-number",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> LeadPage:
    """Leads, newest first. Three statements."""
    where = _conditions(wanted)
    total = session.exec(select(func.count()).select_from(Lead).where(*where)).one()
    waits = select(func.count()).select_from(Lead).where(Lead.state == LeadState.RECEIVED.value)
    key = col(_SORTS.get(sort.removeprefix("-"), Lead.id))
    found = (
        select(Lead, Campaign)
        .join(Campaign, col(Campaign.id) == Lead.campaign_id)
        .where(*where)
        .order_by(key.desc() if sort.startswith("-") else key, col(Lead.id))
        .offset((page - 1) * size)
        .limit(size)
    )
    rows = [_line(lead, campaign, session) for lead, campaign in session.exec(found).all()]
    return LeadPage(rows, total, session.exec(waits).one())


def _conditions(wanted: LeadFilter) -> list[Any]:
    given: list[tuple[object, Any]] = [
        (wanted.campaign_id, Lead.campaign_id == wanted.campaign_id),
        (wanted.state, Lead.state == wanted.state),
        (wanted.nature, Lead.nature == wanted.nature),
        (wanted.destination, Lead.destination == wanted.destination),
        (wanted.words, _contains(wanted.words)),
    ]
    return [condition for value, condition in given if value]


def _contains(words: str) -> Any:
    return or_(
        *(col(column).contains(words, autoescape=True) for column in (Lead.number, Lead.subject, Lead.facts))
    )


def _line(row: Lead, campaign: Campaign, session: Session) -> LeadLine:
    choices = choices_of(campaign, session=session)
    return LeadLine(
        row.key,
        row.number,
        campaign.name,
        choices.natures.get(row.nature, row.nature),
        choices.stages.get(row.stage, row.stage),
        row.subject,
        LeadState(row.state),
        Destination(row.destination),
        row.found_on,
        row.amount_fen,
    )


@query(Action.LEAD_READ)
def read_lead(actor: Actor, lead_id: int, *, session: Session = INJECTED) -> LeadDetail:
    """One lead with all that is known."""
    found = (
        select(Lead, Campaign, Account, Unit.name)
        .join(Campaign, col(Campaign.id) == Lead.campaign_id)
        .join(Account, col(Account.id) == Lead.reported_by)
        .join(Unit, col(Unit.id) == Account.unit_id)
        .where(Lead.id == lead_id)
    )
    first = session.exec(found).first()
    if first is None:
        raise NotFound("找不到这条线索。")
    row, campaign, reporter, reporting_unit = first
    finding = session.get(Finding, row.finding_id) if row.finding_id else None
    unit = session.get(Unit, finding.unit_id) if finding else None
    kept = row.model_dump(exclude={"reported_by", "state", "destination", "evidence_list", "taken"})
    return LeadDetail(
        **kept,
        campaign=campaign.name,
        choices=choices_of(campaign, session=session),
        finding_number=finding.number if finding else "",
        finding_unit=unit.name if unit else "",
        evidence_list=tuple(row.evidence_list),
        taken=dict(row.taken),
        destination=Destination(row.destination),
        state=LeadState(row.state),
        reported_by=reporter.name,
        reported_from=reporting_unit,
        unit_id=unit.key if unit else reporter.unit_id,
    )


@query(Action.LEAD_READ)
def lead_timeline(actor: Actor, lead_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What was done with a lead, from the compartment's own entries."""
    return timeline(OBJECT, lead_id, session=session, compartment=COMPARTMENT)


@query(Action.LEAD_READ)
def count_waiting_leads(actor: Actor, *, session: Session = INJECTED) -> int:
    """Leads that wait to be handed over."""
    waits = select(func.count()).select_from(Lead).where(Lead.state == LeadState.RECEIVED.value)
    return session.exec(waits).one()
