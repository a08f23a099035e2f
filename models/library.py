"""Scheme libraries as the installation holds them: each version once, never changed."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Row, document, moment


class LibraryVersion(Row, table=True):
    """One version of a scheme; `files` maps file names to texts, `checksum` covers them."""

    __tablename__ = "library_version"
    __table_args__ = (UniqueConstraint("scheme", "version_name"),)

    scheme: str = Field(max_length=40, index=True)
    name: str = Field(max_length=200)
    version_name: str = Field(max_length=40)
    checksum: str = Field(max_length=64)
    files: dict[str, str] = document()
    source: str = Field(max_length=16)  # built_in | uploaded
    added_at: datetime = moment()
    added_by: int | None = Field(default=None, foreign_key="account.id")
