"""Units: the district, its office, townships, villages, providers, assessors, departments."""

from sqlmodel import Field

from models.base import Base, Versioned


class Unit(Versioned, table=True):
    """A unit of the district; `kind` is a value of `domain.units.UnitKind`."""

    __tablename__ = "unit"

    name: str = Field(max_length=100, unique=True)
    kind: str = Field(max_length=16, index=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    code: str = Field(default="", max_length=32)  # unified social credit code or local number
    contact: str = Field(default="", max_length=50)
    phone: str = Field(default="", max_length=30)
    active: bool = Field(default=True)


class UnitTree(Base, table=True):
    """Closure of the parent relation: one row for each (unit, itself or a unit below)."""

    __tablename__ = "unit_tree"

    ancestor_id: int = Field(foreign_key="unit.id", primary_key=True)
    descendant_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)
    depth: int
