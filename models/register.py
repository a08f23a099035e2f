"""Registers (登记簿): what was done for a person or by a unit, and who looked and found nothing."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Versioned, document, moment


class RegisterEntry(Versioned, table=True):
    """One row of a register: a visit, a callback, a spot check, a person's ability level in a month.

    `fact` is the key of a datum of the scheme whose subject is a unit or a person; `provider_id` says who
    serves the person. `values` holds the fields of a record, or `value`,
    `numerator`, `denominator` of a figure. `period` is the statistical period in which the row counts;
    `day` is empty for figures. Rows of one subject, datum and period are replaced together: the old ones stay
    with `superseded` set.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        Index("ix_register_entry_series", "regime_id", "fact", "period", "superseded"),
        Index("ix_register_entry_subject", "subject_id", "superseded"),
    )

    regime_id: int = Field(foreign_key="provider_regime.id")
    fact: str = Field(max_length=40)
    subject_id: int = Field(foreign_key="subject.id")
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    reporting_unit_id: int = Field(foreign_key="unit.id", index=True)
    period: str = Field(default="", max_length=10)
    day: date | None = None
    values: dict[str, object] = document()
    done_by: str = Field(default="", max_length=100)
    source: str = Field(default="", max_length=200)  # the file and row it came from, or the evidence
    superseded: bool = Field(default=False)
    superseded_why: str = Field(default="", max_length=500)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class AbsenceCheck(Versioned, table=True):
    """Somebody looked for records of a kind between two days: those registered are all there are.

    Of one provider (with the people it serves) or of one other subject; `since` empty means from the beginning.
    """

    __tablename__ = "absence_check"

    regime_id: int = Field(foreign_key="provider_regime.id", index=True)
    fact: str = Field(max_length=40)
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_id: int | None = Field(default=None, foreign_key="subject.id", index=True)
    since: date | None = None
    through: date
    looked_by: str = Field(max_length=100)
    evidence: str = Field(max_length=2000)
    withdrawn_reason: str = Field(default="", max_length=1000)
    recorded_by: int = Field(foreign_key="account.id")
    recorded_at: datetime = moment()


class OrderReport(Versioned, table=True):
    """What a provider reports on an order to put something right; its files hang on the decision."""

    __tablename__ = "order_report"

    decision_id: int = Field(foreign_key="decision.id", index=True)
    text: str = Field(max_length=8000)
    evidence: str = Field(default="", max_length=2000)
    late: bool = Field(default=False)
    reported_by: int = Field(foreign_key="account.id")
    reported_at: datetime = moment()
