"""Which units review, receive and check what comes from those below them, in place of the office."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import col

from domain.permissions import Role
from domain.units import UnitKind
from models.account import Account


def looks_after(upper: Any) -> ColumnElement[bool]:
    """Condition on units: a township, or a department that has somebody in the role of the base."""
    clerk = sql.exists().where(
        col(Account.unit_id) == col(upper.id), col(Account.role) == Role.TOWNSHIP.value, col(Account.active)
    )
    return sql.or_(
        col(upper.kind) == UnitKind.TOWNSHIP.value,
        sql.and_(col(upper.kind) == UnitKind.DEPARTMENT.value, clerk),
    )
