"""Where something holds and for which service, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sqlmodel import Session, col, select

from models.unit import Unit


class Narrowed(Protocol):
    """A row that may name units and a service; nothing named means everywhere and everything."""

    area: list[int]
    service: str


def place_names(rows: Iterable[Narrowed], *, session: Session) -> dict[int, str]:
    """Names of the units that rows are narrowed to; no statement when none is."""
    wanted = {unit for row in rows for unit in row.area}
    if not wanted:
        return {}
    found = session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(wanted)))
    return {key or 0: name for key, name in found}


def reach_words(row: Narrowed, names: Mapping[int, str]) -> str:
    """东街镇、西街镇；助餐; empty where nothing is named."""
    return "；".join(part for part in ("、".join(named(row, names)), row.service) if part)


def named(row: Narrowed, names: Mapping[int, str]) -> Sequence[str]:
    """The units of a row by name."""
    return [names.get(unit, "") for unit in row.area]
