"""Subjects (判定对象) of a regime besides providers: units, and persons or bodies that a scheme speaks of."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from models.base import Versioned


class Subject(Versioned, table=True):
    """A unit or person judged under a regime; `kind` is the name that the scheme uses for it.

    unit_id: the unit that it is or belongs to, which decides who sees it; `is_unit` tells which of the two.
    """

    __tablename__ = "subject"
    __table_args__ = (UniqueConstraint("regime_id", "kind", "name"),)

    regime_id: int = Field(foreign_key="provider_regime.id", index=True)
    kind: str = Field(max_length=40)
    name: str = Field(max_length=100)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    is_unit: bool = Field(default=True)
    active: bool = Field(default=True)
