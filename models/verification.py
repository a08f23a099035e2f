"""Verification visits (核查)."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Base, Row, Versioned, moment


class Visit(Versioned, table=True):
    """A visit: planned → recording → signed (the place signed off the facts) → closed | cancelled."""

    __tablename__ = "visit"

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    planned_on: date = Field(index=True)
    visited_on: date | None = None
    state: str = Field(default="planned", max_length=16, index=True)
    draw: str = Field(default="", max_length=200)  # how the place was drawn: seed, list, witnesses
    facts: str = Field(default="", max_length=8000)
    people_present: str = Field(default="", max_length=500)
    unit_opinion: str = Field(default="", max_length=4000)
    signed_by: str = Field(default="", max_length=40)
    signed_at: datetime | None = moment(nullable=True)
    cancel_reason: str = Field(default="", max_length=1000)


class VisitMember(Base, table=True):
    """An inspector of the visit; there are at least two."""

    __tablename__ = "visit_member"

    visit_id: int = Field(foreign_key="visit.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)
    leads: bool = Field(default=False)


class VisitAnswer(Row, table=True):
    """What the inspectors found for one checklist item."""

    __tablename__ = "visit_answer"
    __table_args__ = (UniqueConstraint("visit_id", "item"),)

    visit_id: int = Field(foreign_key="visit.id", index=True)
    item: str = Field(max_length=24, index=True)
    answer: str = Field(max_length=16)
    note: str = Field(default="", max_length=4000)
