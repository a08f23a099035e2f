"""The registry of tables and the column types that every table shares."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Table, TypeDecorator
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

# Constraint names must be known for batch migrations on SQLite.
NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in and out; SQLite keeps them as naive UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Large(TypeDecorator[int]):
    """Whole numbers beyond two thousand million, as sums of money in fen are; sums of them are whole numbers too."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(value)


class Base(SQLModel, registry=registry(metadata=MetaData(naming_convention=NAMING))):
    """Base of all tables; its own registry survives hot reloads of other SQLModel code."""


class Row(Base):
    """A row with a number of its own."""

    id: int | None = Field(default=None, primary_key=True)

    @property
    def key(self) -> int:
        """The primary key of a row that has been flushed."""
        if self.id is None:
            raise ValueError(f"{type(self).__name__} has not been stored yet")
        return self.id


class Versioned(Row):
    """A row that people edit: `version` grows with each change (optimistic locking)."""

    version: int = Field(default=1, nullable=False)


def table_of(model: type[Base]) -> Table:
    """The table behind a model, for statements over plain rows: many inserts cost a third of the time there."""
    found: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel hides its table
    return found


def moment(*, nullable: bool = False, index: bool = False) -> Any:
    """An aware UTC time column."""
    return Field(default=None, sa_type=UtcDateTime, nullable=nullable, index=index)


def document(default: Any = dict) -> Any:
    """A JSON column for values that are read and written whole."""
    return Field(default_factory=default, sa_type=JSON, nullable=False)
