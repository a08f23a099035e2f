"""Evidence: rows here, contents outside the database, by hash."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Row, moment


class Evidence(Row, table=True):
    """A file that belongs to one object (`owner_type`, `owner_id`); contents lie under their SHA-256."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_owner", "owner_type", "owner_id"),)

    owner_type: str = Field(
        max_length=24
    )  # self_inspection | self_answer | visit | finding | lead | measurement | …
    owner_id: int
    item: str = Field(default="", max_length=24)
    unit_id: int = Field(foreign_key="unit.id", index=True)  # whose row it is, for visibility
    compartment: str = Field(default="", max_length=8)
    sha256: str = Field(max_length=64, index=True)
    size: int
    media_type: str = Field(max_length=100)
    file_name: str = Field(max_length=200)
    note: str = Field(default="", max_length=500)
    added_by: int = Field(foreign_key="account.id")
    added_at: datetime = moment()
    withdrawn_reason: str = Field(default="", max_length=500)
