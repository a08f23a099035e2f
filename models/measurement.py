"""Measurements (测评数据): what the threshold rules are computed from."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from models.base import Large, Row, Versioned, document, moment


class Measurement(Versioned, table=True):
    """One datum of one subject in one period; `metric` is the key of a fact in the scheme.

    kind tells what is kept: a ratio or number in numerator/denominator, an amount in fen in numerator, a
    tally in `parts` (its words, and frame, drawn, required), a grade or choice in `word`.
    period: "2026-03", "2026Q1", "2026H1", "2026" or "" for what is not counted by periods.
    Corrections make a new row with `corrects_id`; the old one stays with `superseded` set. A row that is not
    `final` (too few were asked) is no ground for a verdict.
    """

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_series", "provider_id", "metric", "superseded"),)

    provider_id: int | None = Field(default=None, foreign_key="provider.id")
    subject_id: int | None = Field(default=None, foreign_key="subject.id", index=True)
    subject_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    metric: str = Field(max_length=40, index=True)
    kind: str = Field(default="ratio", max_length=8)
    period: str = Field(max_length=10, index=True)
    reporting_unit_id: int = Field(foreign_key="unit.id", index=True)
    numerator: int = Field(sa_type=Large)
    denominator: int = Field(sa_type=Large)
    word: str = Field(default="", max_length=40)
    parts: dict[str, int] = document()
    surveyed_by: str = Field(default="", max_length=100)
    happened_on: date | None = None  # of an occasion (第3次): by it occasions are counted in a year
    final: bool = Field(default=True)
    shortfall: str = Field(default="", max_length=200)  # why it is not final
    superseded: bool = Field(default=False, index=True)
    corrects_id: int | None = Field(default=None, foreign_key="measurement.id")
    correction_reason: str = Field(default="", max_length=1000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class Fact(Versioned, table=True):
    """A behaviour or event found and proven: by whom, when, on what evidence."""

    __tablename__ = "fact"

    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_id: int | None = Field(default=None, foreign_key="subject.id", index=True)
    subject_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    event: str = Field(max_length=40, index=True)  # key of the record in the scheme
    happened_on: str = Field(max_length=10)
    proven_by: str = Field(max_length=100)
    evidence: str = Field(
        default="", max_length=2000
    )  # what it is proven with, in words; files hang on the row
    description: str = Field(max_length=4000)
    fields: dict[str, object] = document()
    finding_id: int | None = Field(default=None, foreign_key="finding.id")
    decision_id: int | None = Field(default=None, index=True)  # the order that was not obeyed
    withdrawn_reason: str = Field(default="", max_length=1000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class Judgement(Versioned, table=True):
    """A named person's answer to human words of a rule (情节严重, 未整改到位).

    It holds for a period, for what happened on a day, or (with neither) throughout; with a reporting unit it
    holds for that unit's figures only.
    """

    __tablename__ = "judgement"

    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_id: int | None = Field(default=None, foreign_key="subject.id", index=True)
    question: str = Field(max_length=60)
    period: str = Field(default="", max_length=10)
    day: date | None = None
    reporting_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    answer: bool
    reason: str = Field(max_length=4000)
    evidence: str = Field(default="", max_length=2000)
    judged_by: str = Field(max_length=100)
    decision_id: int | None = Field(default=None, index=True)
    superseded: bool = Field(default=False)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class ScoreMark(Versioned, table=True):
    """Points that a named person gave on an item of a scoring sheet in a period, with the reason.

    Corrections make a new row with `corrects_id`; the old one stays with `superseded` set.
    """

    __tablename__ = "score_mark"
    __table_args__ = (Index("ix_score_mark_sheet", "regime_id", "sheet", "period"),)

    regime_id: int = Field(foreign_key="provider_regime.id")
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_id: int | None = Field(default=None, foreign_key="subject.id", index=True)
    sheet: str = Field(max_length=80)
    item: str = Field(max_length=80)
    period: str = Field(max_length=20)
    numerator: int = Field(sa_type=Large)
    denominator: int = Field(sa_type=Large)
    reason: str = Field(max_length=4000)
    given_by: str = Field(max_length=100)
    superseded: bool = Field(default=False)
    corrects_id: int | None = Field(default=None, foreign_key="score_mark.id")
    correction_reason: str = Field(default="", max_length=1000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class ClosedPeriod(Row, table=True):
    """A statistical period whose data is final for a metric of a regime."""

    __tablename__ = "closed_period"
    __table_args__ = (UniqueConstraint("regime_id", "metric", "period"),)

    regime_id: int = Field(foreign_key="provider_regime.id")
    metric: str = Field(max_length=40)
    period: str = Field(max_length=10)
    closed_by: int = Field(foreign_key="account.id")
    closed_at: datetime = moment()
