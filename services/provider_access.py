"""Getting at providers: which ones somebody sees, and a row to change that nobody else has changed meanwhile."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.errors import Conflict, NotFound
from domain.permissions import ROLE_NAMES, Action, Role
from models.audit import AuditEntry
from models.base import Versioned
from models.provider import Provider
from services import clock
from services.actor import Actor
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


def hold(model: type[V], row_id: int, version: int, what: str, *, session: Session) -> V:
    """A row locked for this transaction, or `NotFound`, or `Conflict` with who changed it since `version`."""
    row = session.exec(select(model).where(col(model.id) == row_id).with_for_update()).first()
    if row is None:
        raise NotFound(f"没有这条{what}记录，可能是链接有误。")
    if row.version != version:
        raise Conflict(f"这条{what}记录{_last_change(model.__tablename__, row_id, session=session)}")
    return row


def _last_change(object_type: Any, row_id: int, *, session: Session) -> str:
    entry = session.exec(
        select(AuditEntry)
        .where(AuditEntry.object_type == str(object_type), AuditEntry.object_id == row_id)
        .order_by(col(AuditEntry.id).desc())
        .limit(1)
    ).first()
    if entry is None:
        return "在您打开之后已被他人修改，请核对最新内容。"
    role = f"（{ROLE_NAMES[Role(entry.actor_role)]}）" if entry.actor_role else ""
    at = clock.local(entry.at)
    return f"在您打开之后，{entry.actor_name}{role}于{at:%m月%d日 %H:%M}办理了“{entry.summary}”，请核对最新内容。"


def bump(row: Versioned, values: Mapping[str, object], *, session: Session) -> None:
    """Set fields and count the version up."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
