"""Databases for tests: migrated once, copied for each test.

SQLite copies a migrated file. PostgreSQL is a cluster of its own for each test process, reached through a
socket in its folder, where `CREATE DATABASE … TEMPLATE` makes the copy.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql

import migrations

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_connections=40")
TEMPLATE = "migrated"
SUPERUSER = "postgres"  # inside the database, whoever runs the server


@dataclass(frozen=True, slots=True)
class Database:
    """A database of one test: which kind it is and where."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class SqliteTemplate:
    """A migrated file that is only ever copied."""

    file: Path

    @contextmanager
    def copy(self, folder: Path) -> Iterator[Database]:
        target = folder / "xiaohao.db"
        shutil.copyfile(self.file, target)
        yield Database("sqlite", f"sqlite:///{target}")

    @contextmanager
    def empty(self, folder: Path) -> Iterator[Database]:
        yield Database("sqlite", f"sqlite:///{folder / 'empty.db'}")


def sqlite_template(folder: Path) -> SqliteTemplate:
    """Migrate a new file in `folder`; its write-ahead log is folded in when the last connection closes."""
    file = folder / "template.db"
    migrations.upgrade(f"sqlite:///{file}")
    return SqliteTemplate(file)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL server in `folder`, with a migrated template."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self.folder}"

    def execute(self, statement: LiteralString, *names: str) -> None:
        """Run one statement of administration; `names` are quoted into its braces."""
        composed = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(
            host=str(self.folder), user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(composed)

    @contextmanager
    def copy(self, _folder: Path, template: str = TEMPLATE) -> Iterator[Database]:
        name = f"test_{uuid4().hex[:12]}"
        self.execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        try:
            yield Database("postgresql", self.url(name))
        finally:
            self.execute("DROP DATABASE {} WITH (FORCE)", name)

    @contextmanager
    def empty(self, folder: Path) -> Iterator[Database]:
        with self.copy(folder, "template0") as database:
            yield database


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
        cluster.execute("CREATE DATABASE {}", TEMPLATE)
        migrations.upgrade(cluster.url(TEMPLATE))
        yield cluster
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
