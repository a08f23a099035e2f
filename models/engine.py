"""The process-wide engine and the sessions that use cases run in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import SQLITE_FULL
from threading import Lock
from typing import Any

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, create_engine

from domain.errors import Full
from models import settings

BUSY_SECONDS = 30  # how long a writer waits for another one before it gives up
DISK_FULL = "53100"  # the SQLSTATE of PostgreSQL
# Each connection to SQLite keeps pages and prepared statements of its own, tens of megabytes: the same two are used
# over and over, and what a rush needs besides is closed again. Opening one takes less than a millisecond.
_FEW: dict[str, Any] = {"pool_size": 2, "max_overflow": 40, "pool_use_lifo": True}
NO_ROOM = "存储空间不足，这一步没有保存，已填写的内容不受影响。请联系系统管理员清理空间后重试。"


class _Bound:
    engine: Engine | None = None
    lock = Lock()


def _prepare_sqlite(engine: Engine) -> None:
    """WAL, foreign keys and BEGIN IMMEDIATE: with the defaults concurrent writers lose updates silently."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            "cache_size=-32000",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        readonly = connection.get_execution_options().get("readonly", False)
        connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")


def build(url: str) -> Engine:
    """An engine with the safe settings of each database."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        in_file = parsed.database not in {None, "", ":memory:"}
        if in_file:
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url,
            hide_parameters=True,
            connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
            **(_FEW if in_file else {}),
        )
        _prepare_sqlite(engine)
        return engine
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=20)


def use(url: str) -> Engine:
    """Bind the process to this database; the connections to the one before are closed."""
    if _Bound.engine is not None:
        _Bound.engine.dispose()
    return bind(build(url))


def bind(engine: Engine) -> Engine:
    """Bind the process to an engine (tests do so; the app binds lazily from its settings)."""
    with _Bound.lock:
        _Bound.engine = engine
        return engine


def current() -> Engine:
    """The engine of this process."""
    return _Bound.engine if _Bound.engine is not None else use(settings.load().url)


@contextmanager
def transaction() -> Iterator[Session]:
    """One write transaction: commits on success, rolls back on any error; `Full` when the disk has no room."""
    try:
        with Session(current(), expire_on_commit=False) as session, session.begin():
            yield session
    except DBAPIError as error:
        if not is_full(error):
            raise
        raise Full(NO_ROOM) from error


def is_full(error: DBAPIError) -> bool:
    """Whether the database refused for want of room."""
    cause = error.orig
    sqlite = getattr(cause, "sqlite_errorcode", None) == SQLITE_FULL
    return sqlite or getattr(cause, "sqlstate", None) == DISK_FULL


def refresh_statistics(session: Session) -> None:
    """Let the planner of SQLite know how many rows there are of what; PostgreSQL looks by itself.

    Some 0.15 s at 100,000 findings, without which it reads whole rows where an index would do. A connection that is
    open already reads the counts again only when the schema has changed, so their table is made anew.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TABLE IF EXISTS sqlite_stat1"))
        session.execute(text("ANALYZE"))


@contextmanager
def reading() -> Iterator[Session]:
    """One read transaction; on SQLite it never waits for a writer."""
    engine = current().execution_options(readonly=True)
    with Session(engine, expire_on_commit=False) as session:
        yield session
