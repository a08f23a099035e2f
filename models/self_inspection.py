"""Self-inspection reports (自查): one a unit and campaign."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Large, Row, Versioned, document, moment


class SelfInspection(Versioned, table=True):
    """A report: draft → submitted → returned | accepted → locked.

    narrative: free-text fields by name (organisation, next_steps, …); figures: counts the report states.
    """

    __tablename__ = "self_inspection"
    __table_args__ = (UniqueConstraint("campaign_id", "unit_id"),)

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    state: str = Field(default="draft", max_length=16, index=True)
    narrative: dict[str, str] = document()
    figures: dict[str, int] = document()
    declared_by: str = Field(default="", max_length=40)  # the responsible person who vouches for the report
    submitted_at: datetime | None = moment(nullable=True)
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
    first_submitted_at: datetime | None = moment(nullable=True)
    late: bool = Field(default=False)
    returned_count: int = Field(default=0)
    return_reason: str = Field(default="", max_length=2000)
    reviewed_at: datetime | None = moment(nullable=True)
    reviewed_by: int | None = Field(default=None, foreign_key="account.id")


class SelfAnswer(Versioned, table=True):
    """Answer to one checklist item: 符合 conforms, 基本符合 mostly, 不符合 fails, 不适用 not_applicable.

    `changed_by` tells a second writer whose words stand there.
    """

    __tablename__ = "self_answer"
    __table_args__ = (UniqueConstraint("report_id", "item"),)

    report_id: int = Field(foreign_key="self_inspection.id", index=True)
    item: str = Field(max_length=24, index=True)
    answer: str = Field(max_length=16)
    explanation: str = Field(default="", max_length=4000)
    changed_by: int | None = Field(default=None, foreign_key="account.id")


class CategoryCheck(Versioned, table=True):
    """How a category was checked; a zero report is taken only with this for every category."""

    __tablename__ = "category_check"
    __table_args__ = (UniqueConstraint("report_id", "category"),)

    report_id: int = Field(foreign_key="self_inspection.id", index=True)
    category: str = Field(max_length=24)
    how_checked: str = Field(max_length=2000)
    changed_by: int | None = Field(default=None, foreign_key="account.id")


class SelfProblem(Versioned, table=True):
    """A problem the unit found itself; on submission it becomes (or updates) a finding."""

    __tablename__ = "self_problem"

    report_id: int = Field(foreign_key="self_inspection.id", index=True)
    item: str = Field(max_length=24)
    category: str = Field(max_length=24)
    description: str = Field(max_length=4000)
    amount_fen: int = Field(default=0, sa_type=Large)
    people: int = Field(default=0)
    corrected: bool = Field(default=False)
    correction: str = Field(default="", max_length=4000)
    recovered_fen: int = Field(default=0, sa_type=Large)
    finding_id: int | None = Field(default=None, index=True)
    removed: bool = Field(default=False)
    removed_reason: str = Field(default="", max_length=2000)
    changed_by: int | None = Field(default=None, foreign_key="account.id")


class SelfExemption(Row, table=True):
    """A unit that need not report in this campaign, with the reason; lifting it keeps the row."""

    __tablename__ = "self_exemption"

    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    reason: str = Field(max_length=2000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()
    lifted_at: datetime | None = moment(nullable=True)
    lifted_reason: str = Field(default="", max_length=2000)
