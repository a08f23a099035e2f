"""What a supervisor asks: is the database there, and is its schema the one of this code."""

import tomllib
from dataclasses import dataclass
from functools import cache

from sqlalchemy.exc import SQLAlchemyError

import migrations
from models import engine, settings


@dataclass(frozen=True, slots=True)
class Health:
    """Two facts; the system works when both are true."""

    database: bool
    migrations: bool

    @property
    def well(self) -> bool:
        return self.database and self.migrations


def check() -> Health:
    """Ask the database; never raises."""
    try:
        current = migrations.is_current()
    except SQLAlchemyError:
        return Health(database=False, migrations=False)
    return Health(database=True, migrations=current)


def migrate() -> None:
    """Bring the database of this installation to the schema of this code."""
    engine.use(settings.load().url)
    migrations.upgrade(settings.load().url)


@cache
def version() -> str:
    """Version of this code, as pyproject.toml states it."""
    with (settings.ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
