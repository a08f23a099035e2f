"""Which units of a campaign a report is asked of by name, found again whenever its scope or its scheme changes."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.library.models.scheme import Scheme
from domain.library.named_units import asked_by_name
from models.campaign import Campaign, Deliverable
from models.unit import Unit
from services.libraries import scheme_of

NOBODY = 0  # no unit has this id: the scheme names somebody who is not registered


def name_units(campaign: Campaign, *, session: Session) -> None:
    """Write into the campaign's reports whom the scheme names; no statement where it names nobody."""
    named = names_asked(scheme_of(campaign, session=session))
    if not named:
        return
    session.flush()
    units = session.exec(select(Unit).where(col(Unit.active)).order_by(col(Unit.id))).all()
    found = select(Deliverable).where(
        Deliverable.campaign_id == campaign.key, col(Deliverable.duty).in_(named)
    )
    for row in session.exec(found).all():
        row.only = _called(units, row.unit_kinds, named[row.duty])
        session.add(row)


def names_asked(scheme: Scheme) -> dict[str, tuple[str, ...]]:
    """The names by the ids of the deliverables that are asked of named units only."""
    asked = {one.id: asked_by_name(one.unless) for one in scheme.deliverables if one.unless is not None}
    return {key: names for key, names in asked.items() if names}


def unknown_names(scheme: Scheme, *, session: Session) -> list[str]:
    """Names of the scheme that no unit has; no statement where it names nobody."""
    asked = list(dict.fromkeys(name for names in names_asked(scheme).values() for name in names))
    if not asked:
        return []
    known = session.exec(select(Unit.name).where(col(Unit.active))).all()
    return [name for name in asked if not any(unit.endswith(name) for unit in known)]


def is_asked() -> ColumnElement[bool]:
    """Condition on a deliverable and a unit: it names the unit, or nobody."""
    listed: Any = sql.cast(col(Deliverable.only), sql.Text)
    for sign in "[] ":
        listed = sql.func.replace(listed, sign, "")
    mine = sql.literal(",") + sql.cast(col(Unit.id), sql.Text) + sql.literal(",")
    return sql.or_(listed == "", (sql.literal(",") + listed + ",").contains(mine))


def _called(units: Sequence[Unit], kinds: Sequence[str], names: tuple[str, ...]) -> list[int]:
    return [unit.key for unit in units if unit.kind in kinds and unit.name.endswith(names)] or [NOBODY]
