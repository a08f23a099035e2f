"""Which units of a campaign a report is asked of by name, found again when its scope, its scheme or a name changes."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.library.models.scheme import Scheme
from domain.library.named_units import exceptions_of_who, holds_of, names_in
from models.campaign import Campaign, Deliverable
from models.unit import Unit
from services.libraries import scheme_of

NOBODY = 0  # no unit has this id: the scheme names somebody who is not registered


def name_units(campaign: Campaign, *, session: Session) -> None:
    """Write into the campaign's reports whom the scheme means; those of whom it leaves nobody out name nobody."""
    left_out = left_out_by_name(scheme_of(campaign, session=session))
    session.flush()
    units: Sequence[Unit] = ()
    if left_out:
        units = session.exec(select(Unit).order_by(col(Unit.id))).all()  # those out of use may come back
    for row in session.exec(select(Deliverable).where(Deliverable.campaign_id == campaign.key)).all():
        named = _asked(units, row.unit_kinds, left_out[row.duty]) if row.duty in left_out else []
        if row.only != named:
            row.only = named
            session.add(row)


def name_anew(*, session: Session) -> None:
    """The same in all running campaigns, after a unit got another name."""
    running = select(Campaign).where(Campaign.state == "running").order_by(col(Campaign.id))
    for campaign in session.exec(running).all():
        if left_out_by_name(scheme_of(campaign, session=session)):
            name_units(campaign, session=session)


def left_out_by_name(scheme: Scheme) -> dict[str, tuple[Any, ...]]:
    """Conditions by which units are left out for who they are, by the ids of the deliverables that name some."""
    found = {one.id: exceptions_of_who(one.unless) for one in scheme.deliverables if one.unless is not None}
    return {key: parts for key, parts in found.items() if any(map(names_in, parts))}


def unknown_names(scheme: Scheme, *, session: Session) -> list[str]:
    """Names of the scheme that no unit has; no statement where it names nobody."""
    parts = [part for parts in left_out_by_name(scheme).values() for part in parts]
    asked = list(dict.fromkeys(name for part in parts for name in names_in(part)))
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


def _asked(units: Sequence[Unit], kinds: Sequence[str], left_out: Sequence[Any]) -> list[int]:
    """Units of the kinds that nothing leaves out."""
    mine = [unit for unit in units if unit.kind in kinds]
    asked = [unit.key for unit in mine if not any(holds_of(part, unit.kind, unit.name) for part in left_out)]
    return asked or [NOBODY]
