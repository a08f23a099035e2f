"""Rows of evidence as other use cases need them: how many count, and into the leads compartment."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from domain.leads import COMPARTMENT
from models.evidence import Evidence


def belongs_to(owner_type: str, owner_id: int) -> tuple[Any, Any]:
    """Conditions: rows of this object."""
    return Evidence.owner_type == owner_type, Evidence.owner_id == owner_id


def count_evidence(owner_type: str, owner_id: int, *, session: Session, item: str | None = None) -> int:
    """How many files count for this object (withdrawn ones do not); for rules inside other use cases."""
    found = select(func.count()).where(*belongs_to(owner_type, owner_id), Evidence.withdrawn_reason == "")
    if item is not None:
        found = found.where(Evidence.item == item)
    return session.exec(found).one()


def count_evidence_of(owner_type: str, owner_ids: Collection[int], *, session: Session) -> dict[int, int]:
    """The same for many objects in one statement; objects without files are absent."""
    found = (
        select(Evidence.owner_id, func.count())
        .where(Evidence.owner_type == owner_type, col(Evidence.owner_id).in_(owner_ids))
        .where(Evidence.withdrawn_reason == "")
        .group_by(col(Evidence.owner_id))
    )
    return dict(session.exec(found).all())


def move_to_compartment(
    owner_type: str, owner_id: int, *, session: Session, item: str | None = None
) -> list[str]:
    """Put an object's files (or those of one item) into the leads compartment; their names."""
    where = [*belongs_to(owner_type, owner_id)]
    if item is not None:
        where.append(Evidence.item == item)
    names = session.exec(select(Evidence.file_name).where(*where, Evidence.withdrawn_reason == "")).all()
    session.execute(update(Evidence).where(*where).values(compartment=COMPARTMENT))
    return list(names)


def copy_evidence(
    from_type: str, from_id: int, to_type: str, to_id: int, *, item: str, session: Session
) -> int:
    """Let another object have the files of one item as its own; contents are stored once. How many."""
    found = select(Evidence).where(*belongs_to(from_type, from_id), Evidence.item == item)
    rows = session.exec(found.where(Evidence.withdrawn_reason == "")).all()
    for row in rows:
        values = row.model_dump(exclude={"id", "owner_type", "owner_id"})
        session.add(Evidence(**values, owner_type=to_type, owner_id=to_id))
    return len(rows)
