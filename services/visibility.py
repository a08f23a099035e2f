"""Which rows an actor may see or touch: unit scopes turned into SQL and into checks."""

from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, select

from domain.errors import Refused
from domain.permissions import Action, Scope, require, title_of
from models.unit import UnitTree
from services.actor import Actor


def visible_units(actor: Actor) -> Any:
    """Sub-select of the ids of the actor's unit and those below it."""
    return select(UnitTree.descendant_id).where(UnitTree.ancestor_id == actor.unit_id)


def within(actor: Actor, action: Action, *columns: Any) -> ColumnElement[bool]:
    """Condition: one of the unit columns (or expressions) lies in the actor's scope for this action."""
    scope = require(actor.role, action)
    if scope is Scope.ALL:
        return true()
    if scope is Scope.OWN:
        return or_(*(column == actor.unit_id for column in columns))
    return or_(*(column.in_(visible_units(actor)) for column in columns))


def covers(actor: Actor, action: Action, unit_id: int | None, *, session: Session) -> bool:
    """Whether a unit lies in the actor's scope for this action."""
    scope = require(actor.role, action)
    if scope is Scope.ALL or unit_id == actor.unit_id:
        return True
    if scope is Scope.OWN or unit_id is None:
        return False
    found = select(UnitTree.depth).where(
        UnitTree.ancestor_id == actor.unit_id, UnitTree.descendant_id == unit_id
    )
    return session.exec(found).first() is not None


def require_unit(actor: Actor, action: Action, *unit_ids: int | None, session: Session) -> None:
    """`Refused` unless one of the units lies in the actor's scope."""
    if not any(covers(actor, action, unit_id, session=session) for unit_id in unit_ids):
        raise out_of_reach(actor, action)


def out_of_reach(actor: Actor, action: Action) -> Refused:
    """What to raise for a row outside the actor's scope."""
    return Refused(f"这条记录不属于{actor.unit_name}，您不能{title_of(action)}。")
