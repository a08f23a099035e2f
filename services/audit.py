"""The audit log: written by every command, read as the timeline of an object, verified as a chain."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session, col, select

from domain.leads import HIDDEN
from domain.permissions import Action, Role
from models.audit import AuditEntry
from models.base import table_of
from services import clock
from services.actor import Actor
from services.lead_wall import covered
from services.turns import take_turn
from services.use_case import INJECTED, query

GENESIS = "0" * 64
_HEAD = "audit_chain"  # where a session keeps the transaction and the hash of its last entry
_INSERT = insert(table_of(AuditEntry))


@dataclass(frozen=True, slots=True)
class Change:
    """One audited change, before it gets its place in the chain."""

    object_type: str
    object_id: int
    summary: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    reason: str = ""
    campaign_id: int | None = None
    compartment: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An entry as readers see it."""

    at: datetime
    who: str
    role: str
    unit: str
    action: str
    summary: str
    reason: str
    before: Mapping[str, object]
    after: Mapping[str, object]


def _plain(values: Mapping[str, object]) -> dict[str, object]:
    """Values as JSON keeps them, so that the hash can be computed again from what is stored."""
    return dict(json.loads(json.dumps(dict(values), ensure_ascii=False, default=str)))


def _digest(previous: str, row: Mapping[str, Any]) -> str:
    covered = {name: value for name, value in row.items() if name not in {"id", "hash", "previous_hash"}}
    covered["at"] = row["at"].isoformat()
    body = json.dumps(covered, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256((previous + body).encode()).hexdigest()


def _last_hash(session: Session) -> str:
    """The end of the chain; asked once a transaction, because nobody else writes until it is over."""
    head = session.info.get(_HEAD)
    if head is not None and head[0] is _innermost(session):
        return str(head[1])
    take_turn(session=session)
    return last_hash(session)


def last_hash(session: Session) -> str:
    """Hash of the newest entry, `GENESIS` where there is none; to append one needs the lock as well."""
    last = session.exec(select(AuditEntry.hash).order_by(col(AuditEntry.id).desc()).limit(1)).first()
    return last or GENESIS


def _innermost(session: Session) -> SessionTransaction | None:
    """The transaction or savepoint that is open: when one is rolled back, what it had written is gone."""
    return session.get_nested_transaction() or session.get_transaction()


def record_all(
    actor: Actor | None, action: Action | str, changes: Iterable[Change], *, session: Session
) -> None:
    """Append entries in one statement; `actor` is None for what the system itself did."""
    session.flush()
    previous = _last_hash(session)
    at = clock.now()
    rows: list[dict[str, Any]] = []
    for change in changes:
        row: dict[str, Any] = {
            "at": at,
            "actor_id": actor.account_id if actor else None,
            "actor_name": actor.name if actor else "系统",
            "actor_role": actor.role.value if actor else "",
            "actor_unit": actor.unit_name if actor else "",
            "action": str(action),
            "object_type": change.object_type,
            "object_id": change.object_id,
            "campaign_id": change.campaign_id,
            "summary": change.summary[:300],
            "before": _plain(change.before),
            "after": _plain(change.after),
            "reason": change.reason,
            "compartment": change.compartment,
        }
        row["previous_hash"] = previous
        row["hash"] = previous = _digest(previous, row)
        rows.append(row)
    if rows:
        session.execute(_INSERT, rows)
        session.info[_HEAD] = (_innermost(session), previous)


def record(
    actor: Actor | None,
    action: Action | str,
    object_type: str,
    object_id: int,
    summary: str,
    *,
    session: Session,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
    campaign_id: int | None = None,
    compartment: str = "",
) -> None:
    """Append one entry; `summary` is a Chinese sentence that stands on the object's timeline."""
    change = Change(
        object_type, object_id, summary, before or {}, after or {}, reason, campaign_id, compartment
    )
    record_all(actor, action, [change], session=session)


def changed(
    before: Mapping[str, object], after: Mapping[str, object]
) -> tuple[dict[str, object], dict[str, object]]:
    """Only the fields that differ, as (before, after)."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def timeline(
    object_type: str,
    object_id: int,
    *,
    session: Session,
    compartment: str = "",
    reader: Role | None = None,
) -> list[TimelineEntry]:
    """Entries of one object, oldest first. The caller has already checked that the object may be seen.

    What tells of a lead is covered, unless `reader` is a role that opens the compartment.
    """
    rows = session.exec(
        select(AuditEntry)
        .where(
            AuditEntry.object_type == object_type,
            AuditEntry.object_id == object_id,
            AuditEntry.compartment == compartment,
        )
        .order_by(col(AuditEntry.id))
    ).all()
    return as_entries(rows, reader, session=session)


def as_entries(rows: Sequence[AuditEntry], reader: Role | None, *, session: Session) -> list[TimelineEntry]:
    """Rows as this reader may see them: what tells of a lead is covered outside its compartment."""
    hidden = covered(rows, reader, session=session)
    return [_cover(row) if row.key in hidden else _entry(row) for row in rows]


def _cover(row: AuditEntry) -> TimelineEntry:
    """Who did something and when, without a word of what it was about."""
    return replace(_entry(row), summary=HIDDEN, reason="", before={}, after={})


def _entry(row: AuditEntry) -> TimelineEntry:
    return TimelineEntry(
        row.at,
        row.actor_name,
        row.actor_role,
        row.actor_unit,
        row.action,
        row.summary,
        row.reason,
        row.before,
        row.after,
    )


@query(Action.AUDIT_READ)
def search_audit(
    actor: Actor,
    *,
    object_type: str = "",
    who: str = "",
    since: datetime | None = None,
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> list[TimelineEntry]:
    """Entries the reader may see, newest first; leads only for the discipline role."""
    found = select(AuditEntry).order_by(col(AuditEntry.id).desc())
    if actor.role is not Role.DISCIPLINE:
        found = found.where(AuditEntry.compartment == "")
    if object_type:
        found = found.where(AuditEntry.object_type == object_type)
    if who:
        found = found.where(col(AuditEntry.actor_name).contains(who, autoescape=True))
    if since is not None:
        found = found.where(AuditEntry.at >= since)
    rows: Sequence[AuditEntry] = session.exec(found.offset((page - 1) * size).limit(size)).all()
    return as_entries(rows, actor.role, session=session)


@query(Action.AUDIT_READ)
def verify_chain(actor: Actor, *, session: Session = INJECTED) -> int | None:
    """Recompute the chain; None when it is whole, else the id of the first entry that does not fit."""
    return first_break(session)


def first_break(session: Session) -> int | None:
    """As `verify_chain`, for who has no actor: the move to another database."""
    names = list(table_of(AuditEntry).columns.keys())
    statement = select(AuditEntry).order_by(col(AuditEntry.id)).execution_options(yield_per=2000)
    with session.exec(statement) as rows:  # closed at once when a break in the chain ends the walk
        return _first_break(rows, names)


def _first_break(rows: Iterable[AuditEntry], names: Sequence[str]) -> int | None:
    previous = GENESIS
    for row in rows:
        values = {name: getattr(row, name) for name in names}
        if row.previous_hash != previous or row.hash != _digest(previous, values):
            return row.key
        previous = row.hash
    return None
