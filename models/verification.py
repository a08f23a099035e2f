"""Verification visits (核查) and the draws (随机抽取) that they come from."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Base, Row, Versioned, document, moment


class Draw(Row, table=True):
    """A random draw as it happened; it can be computed again from this row and is never changed.

    pool: [unit, stratum] as they stood; avoided: units left out, with reasons; pairs: [inspector, unit] that
    must not meet; rule: how many of each stratum; drawn: [unit, [inspectors]] in order.
    """

    __tablename__ = "draw"

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    title: str = Field(max_length=120)
    at: datetime = moment()
    drawn_by: int = Field(foreign_key="account.id")
    seed: str = Field(max_length=64)
    rule: dict[str, object] = document()
    pool: list[list[int]] = document(list)
    avoided: list[dict[str, object]] = document(list)
    inspectors: list[int] = document(list)
    pairs: list[list[int]] = document(list)
    drawn: list[list[object]] = document(list)
    witnesses: str = Field(max_length=300)
    planned_on: date


class Visit(Versioned, table=True):
    """A visit: planned → recording → signed (the place signed off the facts) → closed | cancelled."""

    __tablename__ = "visit"

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    planned_on: date = Field(index=True)
    visited_on: date | None = None
    state: str = Field(default="planned", max_length=16, index=True)
    draw_id: int | None = Field(default=None, foreign_key="draw.id", index=True)
    facts: str = Field(default="", max_length=8000)
    people_present: str = Field(default="", max_length=500)
    unit_opinion: str = Field(default="", max_length=4000)
    signed_by: str = Field(default="", max_length=40)
    signed_post: str = Field(default="", max_length=60)
    sign_refusal: str = Field(
        default="", max_length=1000
    )  # why the place would not sign, in the inspectors' words
    signed_at: datetime | None = moment(nullable=True)
    cancel_reason: str = Field(default="", max_length=1000)


class VisitMember(Base, table=True):
    """An inspector of the visit; there are at least two."""

    __tablename__ = "visit_member"

    visit_id: int = Field(foreign_key="visit.id", primary_key=True)
    account_id: int = Field(foreign_key="account.id", primary_key=True, index=True)
    leads: bool = Field(default=False)


class VisitAnswer(Versioned, table=True):
    """What the inspectors found for one checklist item; `changed_by` tells the other one whose hand it was."""

    __tablename__ = "visit_answer"
    __table_args__ = (UniqueConstraint("visit_id", "item"),)

    visit_id: int = Field(foreign_key="visit.id", index=True)
    item: str = Field(max_length=24, index=True)
    answer: str = Field(max_length=16)
    note: str = Field(default="", max_length=4000)
    changed_by: int = Field(foreign_key="account.id")
