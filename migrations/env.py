"""Runs the revisions on the database named by the configuration (or by the environment)."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import DateTime, String
from sqlalchemy.types import TypeDecorator

from models import engine, settings
from models.tables import metadata


def render_item(kind: str, item: Any, _context: Any) -> "str | Literal[False]":
    """Write plain SQLAlchemy types into revisions: an old revision must not change with the code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        plain = item.impl_instance
        if isinstance(plain, DateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(plain, String):
            return f"sa.String(length={plain.length})"
    return False


def run() -> None:
    url = context.config.attributes.get("url") or settings.load().url
    bound = engine.build(url)
    try:
        with bound.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                render_as_batch=True,
                compare_type=True,
                render_item=render_item,
            )
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
    finally:
        bound.dispose()


run()
