"""The audit log: append-only by the service, by a database trigger, and by a chain of hashes."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Row, document, moment


class AuditEntry(Row, table=True):
    """Who did what to which object, when and why; `hash` covers the entry and the one before it.

    `compartment` is "" for all readers, "lead" for entries that only the discipline role may see.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_object", "object_type", "object_id"),)

    at: datetime = moment(index=True)
    actor_id: int | None = Field(default=None, index=True)  # no foreign key: the log outlives everything
    actor_name: str = Field(max_length=40)
    actor_role: str = Field(max_length=16)
    actor_unit: str = Field(default="", max_length=100)
    action: str = Field(max_length=40, index=True)
    object_type: str = Field(max_length=24)
    object_id: int
    campaign_id: int | None = Field(default=None, index=True)
    summary: str = Field(max_length=300)
    before: dict[str, object] = document()
    after: dict[str, object] = document()
    reason: str = Field(default="", max_length=2000)
    compartment: str = Field(default="", max_length=8)
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64, unique=True)
