"""Measurements (测评数据): what the threshold rules are computed from."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, Versioned, document, moment


class Measurement(Versioned, table=True):
    """One metric of one subject in one period, as a fraction.

    metric: name used by the rules (satisfaction, effective_complaints, …); period: "2026-03", "2026Q1", "2026".
    numerator/denominator are counts; `parts` keeps what they came from (满意, 基本满意, 拒访, frame, sample …).
    Corrections make a new row with `corrects_id`; the old one stays with `superseded` set.
    """

    __tablename__ = "measurement"

    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    metric: str = Field(max_length=40, index=True)
    period: str = Field(max_length=8, index=True)
    reporting_unit_id: int = Field(foreign_key="unit.id", index=True)
    numerator: int
    denominator: int
    parts: dict[str, int] = document()
    surveyed_by: str = Field(default="", max_length=100)
    final: bool = Field(default=True)
    superseded: bool = Field(default=False, index=True)
    corrects_id: int | None = Field(default=None, foreign_key="measurement.id")
    correction_reason: str = Field(default="", max_length=1000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class Fact(Versioned, table=True):
    """A behaviour or event found and proven: by whom, when, on what evidence."""

    __tablename__ = "fact"

    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    event: str = Field(max_length=40, index=True)  # event code of the rules
    happened_on: str = Field(max_length=10)
    proven_by: str = Field(max_length=100)
    description: str = Field(max_length=4000)
    finding_id: int | None = Field(default=None, foreign_key="finding.id")
    withdrawn_reason: str = Field(default="", max_length=1000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class ClosedPeriod(Row, table=True):
    """A statistical period whose data is final for a metric."""

    __tablename__ = "closed_period"
    __table_args__ = (UniqueConstraint("metric", "period"),)

    metric: str = Field(max_length=40)
    period: str = Field(max_length=8)
    closed_by: int = Field(foreign_key="account.id")
    closed_at: datetime = moment()
