"""Leads (问题线索): a compartment that only the discipline role reads."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Large, Versioned, document, moment


class Lead(Versioned, table=True):
    """A lead: facts only, never a judgement. `finding_id` points to the row it came from, if any.

    taken: what the finding, its measures, opinions and messages said; they say it no longer (`services.lead_taking`).
    nature, stage: codes of the campaign's scheme; subject_post: unit and post of the person concerned;
    what was done with a lead stands in the audit entries of its compartment.
    """

    __tablename__ = "lead"

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    finding_id: int | None = Field(default=None, foreign_key="finding.id", unique=True)
    number: str = Field(max_length=32, unique=True)
    nature: str = Field(max_length=24)  # what happened
    stage: str = Field(max_length=24)  # where it happened
    subject: str = Field(default="", max_length=200)  # person or unit concerned
    subject_post: str = Field(default="", max_length=200)
    facts: str = Field(max_length=8000)
    evidence_list: list[str] = document(list)
    taken: dict[str, object] = document()
    amount_fen: int = Field(default=0, sa_type=Large)
    measures_taken: str = Field(default="", max_length=2000)  # payments stopped, rectified on the spot, …
    destination: str = Field(max_length=24)  # domain.leads.Destination
    state: str = Field(default="received", max_length=16, index=True)
    found_on: date
    reported_by: int = Field(foreign_key="account.id")
    created_at: datetime = moment()
    handed_over_on: date | None = None
    receiver: str = Field(default="", max_length=100)
    receiver_person: str = Field(default="", max_length=40)
    receipt_number: str = Field(default="", max_length=60)
    answered_on: date | None = None
    outcome: str = Field(default="", max_length=2000)
    closed_on: date | None = None
