"""Reports (报送材料) that units hand in: one a unit and turn, under a regime or in a campaign."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Versioned, moment


class FiledReport(Versioned, table=True):
    """A report: draft → submitted → returned | accepted; `waived` when it need not come.

    Of a turn of a regime (`code` is the key of the record, `period` what it tells of) or of one of a campaign (`code`
    is that of the deliverable). first_day: when it came first, which counts; online: handed in by the unit itself,
    else registered by whoever received it on paper. Its files hang on it as evidence.
    """

    __tablename__ = "filed_report"
    __table_args__ = (
        UniqueConstraint("regime_id", "code", "period", "unit_id", name="uq_filed_report_regime_turn"),
        UniqueConstraint("campaign_id", "code", "unit_id", name="uq_filed_report_campaign_turn"),
    )

    regime_id: int | None = Field(default=None, foreign_key="provider_regime.id", index=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", index=True)
    code: str = Field(max_length=60)
    period: str = Field(default="", max_length=20)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    title: str = Field(max_length=200)
    state: str = Field(default="draft", max_length=16, index=True)
    online: bool = Field(default=True)
    text: str = Field(default="", max_length=8000)
    first_day: date | None = None
    first_submitted_at: datetime | None = moment(nullable=True)
    submitted_at: datetime | None = moment(nullable=True)
    submitted_by: int | None = Field(default=None, foreign_key="account.id")
    returned_count: int = Field(default=0)
    return_reason: str = Field(default="", max_length=2000)
    reviewed_at: datetime | None = moment(nullable=True)
    reviewed_by: int | None = Field(default=None, foreign_key="account.id")
