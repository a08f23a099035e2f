"""In which units a unit lies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, select

from models.unit import UnitTree


def units_above(unit_ids: set[int], *, session: Session) -> Mapping[int, Sequence[int]]:
    """The units in which each of these lies, itself first. One statement."""
    statement = (
        select(UnitTree.descendant_id, UnitTree.ancestor_id)
        .where(col(UnitTree.descendant_id).in_(unit_ids))
        .order_by(col(UnitTree.depth))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for unit_id, ancestor in session.exec(statement).all():
        found[unit_id].append(ancestor)
    return found
