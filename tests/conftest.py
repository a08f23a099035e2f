"""Fixtures for all tests. `database` gives each test a fresh one of each kind."""

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

from tests.databases import (
    Cluster,
    Database,
    SqliteTemplate,
    postgresql_cluster,
    sqlite_template,
)

KINDS = ("sqlite", "postgresql")
MEASURED = ("domain", "services")  # the rooms whose tests are to cover the two packages of these names

# The same examples on every machine, and no clock: a busy machine is not a failure.
settings.register_profile("house", derandomize=True, deadline=None)
settings.load_profile("house")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say again which checks failed before the tests, where people look: at the end."""
    if failed := os.environ.get("XIAOHAO_FAILED_CHECKS"):
        terminalreporter.section("failed before the tests", red=True, bold=True)
        terminalreporter.line(failed)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool | None, bool | None]:
    """Measure coverage where it is asked for, once: tracing makes a test twice as slow.

    In a process of several there are two that measure, and the first goes on when the second stops.
    """
    stopped: list[Coverage] = []
    while not is_measured(item) and (running := Coverage.current()) is not None:
        running.stop()
        stopped.append(running)
    try:
        return (yield)
    finally:
        for one in reversed(stopped):
            one.start()


def is_measured(item: pytest.Item) -> bool:
    """Tests of the two rooms; of two runs on two databases the first, and no runs over a hundred examples."""
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    again = KINDS[1] in item.name or item.get_closest_marker("hypothesis") is not None
    return room in MEASURED and not again


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    return sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[Cluster]:
    with postgresql_cluster() as cluster:
        yield cluster


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test: evidence and the SQLite file go there."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("XIAOHAO_DATA_DIR", str(folder))
    monkeypatch.delenv("XIAOHAO_DATABASE_URL", raising=False)
    return folder


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[Database]:
    """A migrated, empty database, bound to the application; the test runs once on each kind."""
    with template(request).fresh() as fresh:
        yield fresh


@pytest.fixture
def sqlite_database(migrated_sqlite: SqliteTemplate, data_dir: Path) -> Iterator[Database]:
    """The same on SQLite only, for tests that are not about the database: pages and routes."""
    with migrated_sqlite.fresh() as fresh:
        yield fresh


@pytest.fixture(params=KINDS)
def unmigrated_database(request: pytest.FixtureRequest, data_dir: Path) -> Iterator[Database]:
    """A database without a single table, bound to nothing, for the tests of the revisions."""
    with template(request).empty(data_dir) as empty:
        yield empty


def template(request: pytest.FixtureRequest) -> SqliteTemplate | Cluster:
    """Start only the kind that this test runs on."""
    found: SqliteTemplate | Cluster = request.getfixturevalue(f"migrated_{request.param}")
    return found
