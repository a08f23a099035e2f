"""Accounts, their sessions, and the settings of the installation."""

from datetime import datetime

from sqlmodel import Field

from models.base import Base, Row, Versioned, document, moment


class Account(Versioned, table=True):
    """A person who may log in; never deleted, only disabled."""

    __tablename__ = "account"

    username: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=40)
    role: str = Field(max_length=16, index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    password_hash: str = Field(max_length=200)
    must_change: bool = Field(default=True)
    active: bool = Field(default=True)
    failures: int = Field(default=0)
    locked_until: datetime | None = moment(nullable=True)
    created_at: datetime = moment()
    last_login_at: datetime | None = moment(nullable=True)


class LoginSession(Row, table=True):
    """A browser that is logged in; the cookie holds a random token, the row only its hash."""

    __tablename__ = "login_session"

    token_hash: str = Field(max_length=64, unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    expires_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)
    client: str = Field(default="", max_length=120)


class Setting(Base, table=True):
    """One setting of the installation (district name, traffic-light bounds, …)."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True, max_length=60)
    value: dict[str, object] = document()
