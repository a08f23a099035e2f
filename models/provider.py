"""Providers (服务单位) and their contracts."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Versioned, document, moment


class Provider(Versioned, table=True):
    """A provider; its `unit_id` is the unit its own accounts belong to."""

    __tablename__ = "provider"

    unit_id: int = Field(foreign_key="unit.id", unique=True)
    name: str = Field(max_length=100, unique=True)
    credit_code: str = Field(max_length=18, unique=True)  # unified social credit code
    legal_representative: str = Field(max_length=40, index=True)
    representative_id_hash: str = Field(default="", max_length=64)  # identity without the number itself
    controller: str = Field(default="", max_length=100)  # who controls it, for same-controller checks
    regime: str = Field(default="", max_length=40)  # scheme whose provider rules apply
    active: bool = Field(default=True)
    created_at: datetime = moment()


class Contract(Versioned, table=True):
    """A service contract: running → ended | terminated; amounts in fen."""

    __tablename__ = "contract"

    provider_id: int = Field(foreign_key="provider.id", index=True)
    number: str = Field(max_length=60, unique=True)
    title: str = Field(max_length=200)
    buyer: str = Field(max_length=100)
    area: list[int] = document(list)  # unit ids served
    start: date
    end: date
    annual_fen: int = Field(default=0)
    quarter_fen: int = Field(default=0)
    terms: dict[str, bool] = document()  # which required elements the contract has
    state: str = Field(default="running", max_length=16, index=True)
    renews_id: int | None = Field(default=None, foreign_key="contract.id")
    created_at: datetime = moment()
