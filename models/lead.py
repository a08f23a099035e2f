"""Leads (问题线索): a compartment that only the discipline role reads."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Row, Versioned, document, moment


class Lead(Versioned, table=True):
    """A lead: facts only, never a judgement. `finding_id` points to the row it came from, if any."""

    __tablename__ = "lead"

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    finding_id: int | None = Field(default=None, foreign_key="finding.id", index=True)
    number: str = Field(max_length=32, unique=True)
    nature: str = Field(max_length=8)  # code of checklist.md: F1 … P5
    stage: str = Field(max_length=24)  # where it happened
    subject: str = Field(default="", max_length=200)  # person or unit concerned
    subject_unit: str = Field(default="", max_length=200)
    facts: str = Field(max_length=8000)
    evidence_list: list[str] = document(list)
    amount_fen: int = Field(default=0)
    destination: str = Field(max_length=24)  # township_discipline | district_commission | police
    state: str = Field(default="received", max_length=16)  # received | handed_over | answered | closed
    found_on: date
    reported_by: int = Field(foreign_key="account.id")
    created_at: datetime = moment()
    handed_over_on: date | None = None
    receipt: str = Field(default="", max_length=500)
    outcome: str = Field(default="", max_length=2000)


class LeadEvent(Row, table=True):
    """What was done with a lead; the compartment's own timeline."""

    __tablename__ = "lead_event"

    lead_id: int = Field(foreign_key="lead.id", index=True)
    at: datetime = moment()
    account_id: int = Field(foreign_key="account.id")
    text: str = Field(max_length=2000)
