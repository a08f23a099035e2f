"""Providers (服务单位), the regimes they are under, and their contracts."""

from datetime import date, datetime

from sqlmodel import Field

from models.base import Large, Versioned, document, moment


class ProviderRegime(Versioned, table=True):
    """A scheme put to work on providers; it pins the library version and its checksum.

    parameters: the settings chosen and the open parameters filled in; procedure: the terms of a decision
    (statement, lapse, warning), each with its source, as taken from the data when the regime was started.
    """

    __tablename__ = "provider_regime"

    name: str = Field(max_length=100, unique=True)
    library_id: int = Field(foreign_key="library_version.id", index=True)
    library_checksum: str = Field(max_length=64)
    parameters: dict[str, object] = document()
    procedure: dict[str, object] = document()
    started_on: date
    ended_on: date | None = None
    computed_at: datetime | None = moment(nullable=True)
    created_at: datetime = moment()


class Provider(Versioned, table=True):
    """A provider; its `unit_id` is the unit its own accounts belong to."""

    __tablename__ = "provider"

    unit_id: int = Field(foreign_key="unit.id", unique=True)
    name: str = Field(max_length=100, unique=True)
    credit_code: str = Field(max_length=18, unique=True)  # unified social credit code
    legal_representative: str = Field(max_length=40, index=True)
    representative_id_hash: str = Field(default="", max_length=64)  # identity without the number itself
    controller: str = Field(default="", max_length=100)  # who controls it, for same-controller checks
    regime_id: int | None = Field(default=None, foreign_key="provider_regime.id", index=True)
    active: bool = Field(default=True)
    created_at: datetime = moment()


class Contract(Versioned, table=True):
    """A service contract: running → ended | terminated; amounts in fen.

    changes: each extension with its old end, reason and day; `renews_id` points at the contract renewed.
    """

    __tablename__ = "contract"

    provider_id: int = Field(foreign_key="provider.id", index=True)
    number: str = Field(max_length=60, unique=True)
    title: str = Field(max_length=200)
    buyer: str = Field(max_length=100)
    area: list[int] = document(list)  # unit ids served; empty is the whole district
    service: str = Field(default="", max_length=100)  # what is bought (上门服务, 助餐); empty is not stated
    start: date
    end: date
    annual_fen: int = Field(default=0, sa_type=Large)
    quarter_fen: int = Field(default=0, sa_type=Large)
    terms: dict[str, bool] = document()  # which required elements the contract has
    state: str = Field(default="running", max_length=16, index=True)
    renews_id: int | None = Field(default=None, foreign_key="contract.id")
    ended_on: date | None = None
    end_reason: str = Field(default="", max_length=2000)
    decision_id: int | None = Field(default=None, index=True)  # the decision that terminated it
    changes: list[dict[str, object]] = document(list)
    created_at: datetime = moment()
