"""Databases for tests: migrated once for each test process, emptied for each test.

SQLite copies a migrated file over the last one. PostgreSQL is a cluster of its own for each test process,
reached through a socket in its folder; deleting the rows is ten times faster there than a new database. The
engine stays the same for all tests of a process, and with it what SQLAlchemy has compiled.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import Engine

import migrations
from models import engine

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=40")
WORK = "work"
# All rows go, the guards of the audit log notwithstanding, and numbers begin at 1 again.
EMPTY: LiteralString = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
SET session_replication_role = replica;
DO $$
DECLARE one record;
BEGIN
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', one.tablename);
    END LOOP;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
END $$
"""
SUPERUSER = "postgres"  # inside the database, whoever runs the server


@dataclass(frozen=True, slots=True)
class Database:
    """A database of one test: which kind it is and where."""

    kind: str
    url: str


@dataclass(frozen=True)
class SqliteTemplate:
    """A migrated file that is only ever copied, and the file that the tests of this process work on."""

    file: Path

    @cached_property
    def _work(self) -> Path:
        return self.file.with_name("xiaohao.db")

    @cached_property
    def _engine(self) -> Engine:
        return engine.build(f"sqlite:///{self._work}")

    @contextmanager
    def fresh(self) -> Iterator[Database]:
        """The process is bound to a migrated database without a row."""
        for leftover in ("-wal", "-shm"):
            self._work.with_name(self._work.name + leftover).unlink(missing_ok=True)
        shutil.copyfile(self.file, self._work)
        engine.bind(self._engine)
        try:
            yield Database("sqlite", f"sqlite:///{self._work}")
        finally:
            self._engine.dispose()

    @contextmanager
    def empty(self, folder: Path) -> Iterator[Database]:
        yield Database("sqlite", f"sqlite:///{folder / 'empty.db'}")


def sqlite_template(folder: Path) -> SqliteTemplate:
    """Migrate a new file in `folder`; its write-ahead log is folded in when the last connection closes."""
    file = folder / "template.db"
    migrations.upgrade(f"sqlite:///{file}")
    return SqliteTemplate(file)


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL server in `folder`, with a migrated database that each test finds empty."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self.folder}"

    def execute(self, statement: LiteralString, *names: str, database: str = "postgres") -> None:
        """Run one statement of administration; `names` are quoted into its braces."""
        composed = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(
            host=str(self.folder), user=SUPERUSER, dbname=database, autocommit=True
        ) as connection:
            connection.execute(composed)

    @cached_property
    def _engine(self) -> Engine:
        return engine.build(self.url(WORK))

    @contextmanager
    def fresh(self) -> Iterator[Database]:
        """The process is bound to a migrated database without a row."""
        self.execute(EMPTY, database=WORK)
        engine.bind(self._engine)
        yield Database("postgresql", self.url(WORK))

    def close(self) -> None:
        """Close the connections that were kept from test to test."""
        self._engine.dispose()

    @contextmanager
    def empty(self, _folder: Path) -> Iterator[Database]:
        name = f"test_{uuid4().hex[:12]}"
        self.execute("CREATE DATABASE {} TEMPLATE template0", name)
        try:
            yield Database("postgresql", self.url(name))
        finally:
            self.execute("DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def postgresql_cluster() -> Iterator[Cluster]:
    """A new server for this process, stopped and removed at the end."""
    # Short, and open to the server's user: a socket's path has room for 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="xiaohao-", dir="/tmp"))
    if as_other := other_user():
        shutil.chown(folder, as_other)
    cluster = Cluster(folder)
    try:
        start(folder)
        cluster.execute("CREATE DATABASE {}", WORK)
        migrations.upgrade(cluster.url(WORK))
        yield cluster
        cluster.close()
    finally:
        if (folder / "data/postmaster.pid").exists():
            postgres("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


def start(folder: Path) -> None:
    data = str(folder / "data")
    postgres("initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = [*FAST, "listen_addresses=", f"unix_socket_directories={folder}"]
    flags = " ".join(f"-c {option}" for option in options)
    postgres("pg_ctl", "-D", data, "-l", str(folder / "log"), "-o", flags, "-w", "start")


def postgres(program: str, *arguments: str) -> None:
    """Run a program of the server, as somebody who is not root."""
    command = [server_program(program), *arguments]
    done = subprocess.run(command, user=other_user(), cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def other_user() -> str | None:
    """Whom root must become, because the server refuses root; Debian's package creates this user."""
    return "postgres" if os.geteuid() == 0 else None


def server_program(name: str) -> str:
    """Debian keeps the server's programs away from the PATH, in a folder for each version."""
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    packaged = [str(path) for path in sorted(versions, key=lambda path: float(path.parts[-3]))]
    found = shutil.which(name) or (packaged[-1] if packaged else None)
    if found is None:
        raise FileNotFoundError(f"{name} is missing; `python3 -m tools setup` installs PostgreSQL")
    return found
