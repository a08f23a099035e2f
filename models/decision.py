"""Verdicts of the engine and the decisions of people on them."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Large, Row, Versioned, document, moment


class Verdict(Versioned, table=True):
    """What a rule says of a subject: clause, figures and arithmetic; it decides nothing.

    outcome: `domain.thresholds.verdicts.Outcome`; nature: must | may | "" (nothing follows).
    A recomputed verdict is a new row; the old one keeps `superseded_by`. Where only days went by, it comes out as
    before and no decision rests on it, the row itself is brought up to date (`services.verdict_ageing`).
    `standing` is "alternative" when a heavier rule for the same figures goes first.
    """

    __tablename__ = "verdict"
    __table_args__ = (
        Index("ix_verdict_current", "regime_id", "superseded", "track"),
        Index("ix_verdict_provider", "provider_id", "superseded"),
        Index("ix_verdict_subject", "subject_id", "superseded"),
    )

    regime_id: int = Field(foreign_key="provider_regime.id")
    library_id: int = Field(foreign_key="library_version.id", index=True)
    rule: str = Field(max_length=40, index=True)
    kind: str = Field(default="rule", max_length=12)  # rule | duty | target | time_limit
    title: str = Field(default="", max_length=200)
    clause: str = Field(max_length=200)
    provider_id: int | None = Field(default=None, foreign_key="provider.id")
    subject_id: int | None = Field(default=None, foreign_key="subject.id")
    subject_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    period: str = Field(default="", max_length=20)
    reporting_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    place: str = Field(default="", max_length=120)  # which row of the rule: period, unit, record
    outcome: str = Field(max_length=16, index=True)
    standing: str = Field(default="", max_length=16)
    tier: str = Field(default="", max_length=60)
    nature: str = Field(max_length=8)
    due: date | None = None  # the day of a target's milestone
    track: str = Field(default="", max_length=8)  # domain.decisions.Track; "" when nothing follows
    arithmetic: str = Field(max_length=4000)
    inputs: dict[str, object] = document()
    consequences: list[dict[str, object]] = document(list)
    fingerprint: str = Field(max_length=64, index=True)  # same rule, subject, period and inputs
    computed_at: datetime = moment()
    superseded: bool = Field(default=False)
    superseded_by: int | None = Field(default=None, foreign_key="verdict.id")
    superseded_why: str = Field(default="", max_length=500)
    acknowledged_at: datetime | None = moment(nullable=True)


class Decision(Versioned, table=True):
    """A decision on a verdict; states are `domain.decisions.DecisionState`.

    `measure` holds the deeds that a person picked out of the verdict's consequences; `proposed_by` is empty
    while nobody has (the system opened the case).
    """

    __tablename__ = "decision"

    number: str = Field(max_length=32, unique=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True)
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    rule: str = Field(max_length=40, index=True)
    clause: str = Field(max_length=200)
    nature: str = Field(max_length=8)
    track: str = Field(max_length=8)
    state: str = Field(default="open", max_length=16, index=True)
    opened_on: date
    measure: dict[str, object] = document()
    amount_fen: int | None = Field(default=None, sa_type=Large)
    amount_base_fen: int | None = Field(default=None, sa_type=Large)
    reason: str = Field(default="", max_length=4000)
    proposed_by: int | None = Field(default=None, foreign_key="account.id")
    proposed_at: datetime | None = moment(nullable=True)
    notice_served_on: date | None = None
    notice_receipt: str = Field(default="", max_length=300)
    statement_due: date | None = None
    statement_deadline: dict[str, object] = document()
    statement: str = Field(default="", max_length=8000)
    statement_on: date | None = None
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = moment(nullable=True)
    decision_reason: str = Field(default="", max_length=4000)
    served_on: date | None = None
    receipt: str = Field(default="", max_length=300)
    in_force_on: date | None = None
    due: date | None = None  # by when an order has to be obeyed or money has to be paid
    deadline: dict[str, object] = document()
    ends_on: date | None = None
    lapses_on: date | None = None
    watched_on: date | None = None  # when the escalation of a must or the coming lapse of a right was told
    closed_on: date | None = None
    closing_reason: str = Field(default="", max_length=4000)
    paid_fen: int = Field(default=0, sa_type=Large)  # of what is owed, in one payment or several
    paid_on: date | None = None  # when nothing was left to pay
    paid_receipt: str = Field(default="", max_length=300)
    settled_in: int | None = Field(default=None, index=True)  # the settlement that took the deduction


class DecisionCount(Row, table=True):
    """The last number given to a decision in a year."""

    __tablename__ = "decision_count"

    year: int = Field(unique=True)
    last: int = Field(default=0)
