"""Schema changes. `upgrade` is called at every start; it does nothing when the database is current."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from models import engine
from models.tables import metadata

HERE = Path(__file__).resolve().parent


def configuration(url: str) -> Config:
    """Alembic configuration for a database, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to a revision."""
    command.upgrade(configuration(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database back to a revision ("base" for an empty one)."""
    command.downgrade(configuration(url), revision)


def is_current() -> bool:
    """Whether the bound database is at the newest revision."""
    head = ScriptDirectory.from_config(configuration("")).get_current_head()
    with engine.current().connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def drift(url: str) -> list[object]:
    """Differences between the database and the tables of the code; empty when they agree."""
    bound = engine.build(url)
    try:
        with bound.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return list(compare_metadata(context, metadata))
    finally:
        bound.dispose()
