"""Close-out steps that fall to units of the base: what stands below a township or department is checked there."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.permissions import Action, Scope, ruling
from domain.units import AT_THE_BASE
from models.finding import Finding
from models.unit import Unit
from services.actor import Actor
from services.upper_units import looks_after
from services.visibility import visible_units

OF_ITSELF = "本单位整改的问题由上级单位办理这一步，本单位不能自己办理。"


def everywhere(actor: Actor) -> bool:
    """Whether the actor checks problems of all units."""
    return ruling(actor.role, Action.FINDING_CHECK).scope is Scope.ALL


def of_itself(actor: Actor, row: Finding, *, session: Session) -> bool:
    """Whether the actor would check what the own unit rectified, with a unit above it to do so."""
    if everywhere(actor) or (row.lead_unit_id or row.unit_id) != actor.unit_id:
        return False
    return bool(session.scalar(sql.select(_below_another(actor))))


def checked_by(actor: Actor) -> ColumnElement[bool]:
    """Condition on problems: the actor's unit is one whose people check them, where a step falls to their role."""
    if everywhere(actor):
        return sql.true()
    rectifier: Any = sql.func.coalesce(col(Finding.lead_unit_id), col(Finding.unit_id))
    another = sql.or_(rectifier != actor.unit_id, ~_below_another(actor))
    return sql.and_(rectifier.in_(visible_units(actor)), another)


def checking_unit(row: Finding, *, session: Session) -> str:
    """Name of the unit whose people take the steps of the base: the one that looks after who rectifies, else itself.

    "" for those whom nobody at the base looks after and who have no people there, as providers.
    """
    unit = session.get_one(Unit, row.lead_unit_id or row.unit_id)
    upper = sql.select(col(Unit.name)).where(col(Unit.id) == unit.parent_id, looks_after(Unit))
    return session.scalar(upper) or (unit.name if unit.kind in AT_THE_BASE else "")


def _below_another(actor: Actor) -> ColumnElement[bool]:
    mine, upper = aliased(Unit), aliased(Unit)
    return sql.exists().where(
        col(mine.id) == actor.unit_id, col(upper.id) == col(mine.parent_id), looks_after(upper)
    )
