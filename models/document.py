"""Issued documents (文书) and the notices inside the system."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from models.base import Base, Row, document, moment


class IssuedDocument(Row, table=True):
    """A document that was produced: its plain data, so that it can be rendered again and compared.

    It is about `owner` first; `document_subject` lists everything it is about, the owner included.
    """

    __tablename__ = "issued_document"
    __table_args__ = (Index("ix_issued_document_owner", "owner_type", "owner_id"),)

    campaign_id: int | None = Field(default=None, foreign_key="campaign.id", index=True)
    kind: str = Field(max_length=32, index=True)
    owner_type: str = Field(max_length=24)
    owner_id: int
    unit_id: int = Field(foreign_key="unit.id", index=True)  # the addressee, for visibility
    number: str = Field(default="", max_length=60)
    title: str = Field(max_length=200)
    dated: date
    data: dict[str, object] = document()
    sha256: str = Field(max_length=64)
    issued_by: int = Field(foreign_key="account.id")
    issued_at: datetime = moment()
    withdrawn_reason: str = Field(default="", max_length=500)  # 作废; the row and its data stay


class DocumentSubject(Base, table=True):
    """One object that an issued document is about."""

    __tablename__ = "document_subject"
    __table_args__ = (Index("ix_document_subject_object", "object_type", "object_id"),)

    document_id: int = Field(foreign_key="issued_document.id", primary_key=True)
    object_type: str = Field(primary_key=True, max_length=24)
    object_id: int = Field(primary_key=True)


class Notice(Row, table=True):
    """A message to a unit inside the system (reminders, returns, decisions served).

    `kind` tells digests apart that must not be sent twice on one day.
    """

    __tablename__ = "notice"

    unit_id: int = Field(foreign_key="unit.id", index=True)
    campaign_id: int | None = Field(default=None, foreign_key="campaign.id")
    kind: str = Field(default="", max_length=24)
    text: str = Field(max_length=1000)
    link: str = Field(default="", max_length=200)
    at: datetime = moment()
    sent_by: int | None = Field(default=None, foreign_key="account.id")
    read_at: datetime | None = moment(nullable=True)


class CalendarDay(Base, table=True):
    """A local overlay on the working calendar, with the document it rests on; withdrawn rows stay."""

    __tablename__ = "calendar_day"

    day: date = Field(primary_key=True)
    working: bool
    source: str = Field(max_length=200)
    added_by: int | None = Field(default=None, foreign_key="account.id")
    withdrawn_reason: str = Field(default="", max_length=500)


class ReportDraft(Base, table=True):
    """What somebody has typed into a form and not sent yet; kept per person and form."""

    __tablename__ = "report_draft"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    form: str = Field(primary_key=True, max_length=80)
    values: dict[str, object] = document()
    saved_at: datetime = moment()
