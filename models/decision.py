"""Verdicts of the engine, decisions of people, and the bans that follow."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Row, Versioned, document, moment


class Verdict(Versioned, table=True):
    """What a rule says of a subject: clause, figures and arithmetic; it decides nothing.

    outcome: triggered | not_triggered | pending_data | needs_judgement; nature: must | may.
    A recomputed verdict is a new row; the old one keeps `superseded_by`.
    """

    __tablename__ = "verdict"

    library_id: int = Field(foreign_key="library_version.id", index=True)
    rule: str = Field(max_length=40, index=True)
    clause: str = Field(max_length=120)
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    subject_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    period: str = Field(default="", max_length=20)
    reporting_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    outcome: str = Field(max_length=16, index=True)
    nature: str = Field(max_length=8)
    arithmetic: str = Field(max_length=4000)
    inputs: dict[str, object] = document()
    consequences: list[dict[str, object]] = document(list)
    fingerprint: str = Field(max_length=64, index=True)  # same rule, subject, period and inputs
    computed_at: datetime = moment()
    superseded_by: int | None = Field(default=None, foreign_key="verdict.id")
    acknowledged_at: datetime | None = moment(nullable=True)


class Decision(Versioned, table=True):
    """A decision on a verdict; states are `domain.decisions.DecisionState`."""

    __tablename__ = "decision"

    number: str = Field(max_length=32, unique=True)
    verdict_id: int = Field(foreign_key="verdict.id", index=True)
    provider_id: int | None = Field(default=None, foreign_key="provider.id", index=True)
    state: str = Field(default="proposed", max_length=16, index=True)
    measure: dict[str, object] = document()  # the consequence picked, as in the verdict
    amount_fen: int | None = None
    amount_base_fen: int | None = None
    reason: str = Field(default="", max_length=4000)
    proposed_by: int = Field(foreign_key="account.id")
    proposed_at: datetime = moment()
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
    ends_on: date | None = None
    lapses_on: date | None = None
    revoked_reason: str = Field(default="", max_length=2000)


class Ban(Versioned, table=True):
    """A bar on a provider; no end means permanent."""

    __tablename__ = "ban"

    decision_id: int = Field(foreign_key="decision.id", index=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    credit_code: str = Field(max_length=18, index=True)
    legal_representative: str = Field(max_length=40)
    representative_id_hash: str = Field(default="", max_length=64, index=True)
    controller: str = Field(default="", max_length=100)
    rule: str = Field(max_length=40)
    clause: str = Field(max_length=120)
    scope: str = Field(max_length=200)
    start: date
    end: date | None = None
    permanent: bool = Field(default=False)
    released_on: date | None = None
    release_reason: str = Field(default="", max_length=2000)


class BanOverride(Row, table=True):
    """A leader let a barred provider through; it stays on the dashboard."""

    __tablename__ = "ban_override"

    ban_id: int = Field(foreign_key="ban.id", index=True)
    contract_id: int | None = Field(default=None, foreign_key="contract.id")
    account_id: int = Field(foreign_key="account.id")
    reason: str = Field(max_length=2000)
    at: datetime = moment()
