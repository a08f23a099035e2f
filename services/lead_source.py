"""What a person sees of a finding while handing it over."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from domain.errors import NotFound
from domain.permissions import Action
from domain.workflow import Move, State, move_from
from models.finding import Finding
from models.unit import Unit
from services.actor import Actor
from services.evidence_rows import count_evidence
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class LeadSource:
    """The finding; `amount` in yuan as it is typed, `files` that will move with it."""

    id: int
    version: int
    campaign_id: int
    number: str
    unit: str
    found_on: date
    description: str
    amount: str
    files: int


@query(Action.LEAD_TRANSFER)
def read_source(actor: Actor, finding_id: int, *, session: Session = INJECTED) -> LeadSource:
    """A finding that can be handed over, or the reason why it cannot."""
    found = select(Finding, Unit.name).where(Finding.id == finding_id, Finding.unit_id == Unit.id)
    first = session.exec(found).first()
    if first is None:
        raise NotFound("找不到这个问题。")
    row, unit = first
    move_from(State(row.state), Move.TRANSFER)
    files = count_evidence("finding", finding_id, session=session)
    amount = str(Decimal(row.amount_fen) / 100)
    return LeadSource(
        row.key, row.version, row.campaign_id, row.number, unit, row.found_on, row.description, amount, files
    )
