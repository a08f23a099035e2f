"""Telling the second of two people what the first one did: who, when and what, from the audit log.

    if row.version != version:
        raise stale("这条线索", "lead", row.key, session=session)

The sentence holds no value that was typed, only what was done; what tells of a lead stays covered.
"""

from collections.abc import Callable

from sqlmodel import Session, col, select

from domain.errors import Conflict
from domain.field_words import FIELD_WORDS, field_words
from domain.permissions import ROLE_NAMES, Role
from models.audit import AuditEntry
from services import clock
from services.audit import TimelineEntry, as_entries

Later = Callable[[AuditEntry], bool]
MOST_READ, MOST_TOLD, LONGEST = 50, 3, 200


def since(version: int) -> Later:
    """Entries that carry a version of the object above the one the caller had read."""

    def later(entry: AuditEntry) -> bool:
        known = entry.after.get("version")
        return isinstance(known, int) and known > version

    return later


def naming(field: str) -> Later:
    """Entries that changed this field."""
    return lambda entry: field in entry.after


def about(*words: str) -> Later:
    """Entries whose summary names a part of the object, in one of these ways."""
    return lambda entry: any(one in entry.summary for one in words)


def stale(
    what: str,
    object_type: str,
    object_id: int | None,
    *,
    session: Session,
    later: Later | None = None,
    reader: Role | None = None,
    now: str = "",
) -> Conflict:
    """The error to raise when `what` has changed since the caller read it.

    object_id: None for all objects of the type; later: which entries came in between, without it the last
    one is told; reader: a role that opens the compartment of leads; now: what stands there at present.
    """
    entries = _entries(object_type, object_id, later, reader, session)
    if entries:
        told = f"{what}在您打开之后已被修改：{'；'.join(map(_who, entries))}。"
    else:
        told = f"{what}在您打开之后已被他人修改。"
    return Conflict(told + (f"现在是“{now[:LONGEST]}”。" if now else ""))


def _entries(
    object_type: str, object_id: int | None, later: Later | None, reader: Role | None, session: Session
) -> list[TimelineEntry]:
    """At most the last three, oldest first."""
    found = select(AuditEntry).where(AuditEntry.object_type == object_type)
    if object_id is not None:
        found = found.where(AuditEntry.object_id == object_id)
    rows = session.exec(found.order_by(col(AuditEntry.id).desc()).limit(MOST_READ if later else 1)).all()
    told = [row for row in rows if later is None or later(row)][:MOST_TOLD]
    return as_entries(told[::-1], reader, session=session)


def _who(entry: TimelineEntry) -> str:
    role = ROLE_NAMES[Role(entry.role)] if entry.role else "系统"
    at = clock.local(entry.at)
    fields = field_words(name for name in entry.after if FIELD_WORDS.get(name, "") not in entry.summary)
    what = f"{entry.summary}（{fields}）" if fields else entry.summary
    return f"{entry.who}（{role}）于{at.month}月{at.day}日{at:%H:%M}办理：{what}"
