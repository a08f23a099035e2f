"""Settlements of a quarter and the vendor pool."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Large, Row, Versioned, document, moment


class Settlement(Versioned, table=True):
    """What a provider is paid for a quarter: draft → approved | cancelled, also after approval; amounts in fen.

    lines: the deductions in force and the voided orders that were taken off, each with its source; gate: what
    stood in the way when it was approved, and why a leader let it pass.
    """

    __tablename__ = "settlement"

    contract_id: int = Field(foreign_key="contract.id", index=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    period: str = Field(max_length=10)
    state: str = Field(default="draft", max_length=12, index=True)
    base_fen: int = Field(sa_type=Large)
    voided_fen: int = Field(default=0, sa_type=Large)
    voided_note: str = Field(default="", max_length=1000)
    deducted_fen: int = Field(default=0, sa_type=Large)
    payable_fen: int = Field(sa_type=Large)
    lines: list[dict[str, object]] = document(list)
    gate: list[dict[str, object]] = document(list)
    prepared_by: int = Field(foreign_key="account.id")
    prepared_at: datetime = moment()
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = moment(nullable=True)
    opinion: str = Field(default="", max_length=2000)


class VendorPool(Versioned, table=True):
    """A pool of vendors (供应商库) with its entry conditions in words."""

    __tablename__ = "vendor_pool"

    name: str = Field(max_length=100, unique=True)
    conditions: list[str] = document(list)
    basis: str = Field(default="", max_length=300)
    area: list[int] = document(list)
    service: str = Field(default="", max_length=100)
    active: bool = Field(default=True)
    created_at: datetime = moment()


class PoolMember(Versioned, table=True):
    """A provider in a pool, from entry to removal; a removed one may enter again as a new row."""

    __tablename__ = "pool_member"

    pool_id: int = Field(foreign_key="vendor_pool.id", index=True)
    provider_id: int = Field(foreign_key="provider.id", index=True)
    entered_on: date
    conditions_met: dict[str, bool] = document()
    evaluations: list[dict[str, object]] = document(list)
    removed_on: date | None = None
    removal_reason: str = Field(default="", max_length=2000)
    entered_by: int = Field(foreign_key="account.id")


class PoolDraw(Row, table=True):
    """A lot among the members of a pool for a piece of work; anybody can compute it again from what is kept.

    candidates: provider ids that took part; excluded: those that did not, each with the reason.
    """

    __tablename__ = "pool_draw"

    pool_id: int = Field(foreign_key="vendor_pool.id", index=True)
    title: str = Field(max_length=200)
    seed: str = Field(max_length=64)
    candidates: list[int] = document(list)
    excluded: list[dict[str, object]] = document(list)
    drawn: list[int] = document(list)
    witnesses: str = Field(max_length=300)
    drawn_by: int = Field(foreign_key="account.id")
    at: datetime = moment()


class RenewalProof(Row, table=True):
    """The figures on which a contract was renewed, as they stood that day."""

    __tablename__ = "renewal_proof"
    __table_args__ = (UniqueConstraint("contract_id"),)

    contract_id: int = Field(foreign_key="contract.id")
    verdict_id: int = Field(foreign_key="verdict.id")
    years: int
    arithmetic: str = Field(max_length=4000)
    at: datetime = moment()
