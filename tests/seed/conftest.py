"""The demo district, filled once and only read afterwards.

On SQLite, where people try it: it goes through services, and those are tested on both databases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from argon2 import PasswordHasher
from sqlmodel import select

from domain.permissions import Role
from models import engine
from models.account import Account
from seed.demo import DemoAccounts, fill
from services import clock, passwords
from services.actor import Actor
from tests.databases import SqliteTemplate

TODAY = date(2026, 11, 20)
PASSWORD = "qingshan-bailu-shiqiao-42"
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True, slots=True)
class Filled:
    """The accounts that were told, and what the progress bar was told on the way."""

    made: DemoAccounts
    told: tuple[tuple[float, str], ...]

    def actor(self, username: str) -> Actor:
        """Somebody who was told."""
        with engine.reading() as session:
            row = session.exec(select(Account).where(Account.username == username)).one()
        return Actor(row.key, row.name, Role(row.role), row.unit_id, "")


@pytest.fixture(scope="module")
def district(migrated_sqlite: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A filled database; `TODAY` is today for the tests as well."""
    folder = tmp_path_factory.mktemp("demo")
    told: list[tuple[float, str]] = []
    passwords.use(_CHEAP)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XIAOHAO_DATA_DIR", str(folder))
        patch.delenv("XIAOHAO_DATABASE_URL", raising=False)
        with migrated_sqlite.fresh(), clock.frozen(TODAY):
            made = fill(lambda share, what: told.append((share, what)), password=PASSWORD)
            yield Filled(made, tuple(told))
    passwords.use(PasswordHasher())
