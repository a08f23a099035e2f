"""Getting at providers: which ones somebody sees, and a row to change that nobody else has changed meanwhile."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action
from models.base import Versioned
from models.provider import Provider
from services.actor import Actor
from services.conflicts import stale
from services.visibility import require_unit, within

V = TypeVar("V", bound=Versioned)


def visible_providers(actor: Actor, action: Action = Action.PROVIDER_READ) -> ColumnElement[bool]:
    """Condition on `Provider`: its own unit lies in the actor's scope."""
    return within(actor, action, Provider.unit_id)


def find_provider(actor: Actor, provider_id: int, action: Action, *, session: Session) -> Provider:
    """The provider, or `NotFound` / `Refused`."""
    row = session.get(Provider, provider_id)
    if row is None:
        raise NotFound("没有这家服务单位，可能是链接有误。")
    require_unit(actor, action, row.unit_id, session=session)
    return row


def hold(
    model: type[V],
    row_id: int,
    version: int,
    what: str,
    *,
    session: Session,
    told_at: Callable[[V], tuple[str, int]] | None = None,
) -> V:
    """A row locked for this transaction, or `NotFound`, or `Conflict` with who changed it since `version`.

    told_at: the object on whose timeline its changes stand, when it is not the row itself.
    """
    row = session.exec(select(model).where(col(model.id) == row_id).with_for_update()).first()
    if row is None:
        raise NotFound(f"没有这条{what}记录，可能是链接有误。")
    if row.version != version:
        subject, key = told_at(row) if told_at else (str(model.__tablename__), row_id)
        raise stale(f"这条{what}记录", subject, key, session=session)
    return row


def bump(row: Versioned, values: Mapping[str, object], *, session: Session) -> None:
    """Set fields and count the version up."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
