"""Moving a whole installation from one database to another: every row, in order, and counted again.

The audit chain is copied as it stands and computed anew in the target, so that nothing can be lost or changed
on the way without being told. The source is only read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sql
from sqlalchemy import Connection, Engine, Table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

import migrations
from domain.errors import Refused
from models import engine
from models.tables import metadata
from services.audit import GENESIS, first_break, last_hash
from services.demo_data import require_idle

BATCH = 2000
Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was copied; `head` is the hash of the last audit entry, equal on both sides."""

    tables: int
    rows: int
    head: str

    @property
    def told_chain(self) -> str:
        return "审计链完整" + (f"，末条校验值 {self.head[:12]}…。" if self.head != GENESIS else "。")


def move(source_url: str, target_url: str, *, tell: Tell) -> Receipt:
    """Copy all rows; `Refused` when the target holds rows, the source is in use, or something differs."""
    if make_url(source_url) == make_url(target_url):
        raise Refused("新地址和现在的数据库是同一个，没有什么可以转移。")
    _require_alone(source_url)
    migrations.upgrade(target_url)
    with (
        _opened(source_url) as source,
        _opened(target_url) as target,
        source.execution_options(readonly=True).connect() as old,
        target.begin() as new,
    ):
        _require_empty(new)
        with _checked_at_the_end(new):
            counts = {table.name: _copy(table, old, new, tell) for table in metadata.sorted_tables}
        _continue_numbers(new)
        _compare(counts, new)
        head = _chain(old, new)
    return Receipt(len(counts), sum(counts.values()), head)


def _require_alone(url: str) -> None:
    """A write during the copy would be lost: nobody else may have the source open."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        engine.current().dispose()
        require_idle(Path(parsed.database))


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    bound = engine.build(url)
    try:
        yield bound
    finally:
        bound.dispose()


def _require_empty(target: Connection) -> None:
    for table in metadata.sorted_tables:
        if target.execute(sql.select(sql.literal(1)).select_from(table).limit(1)).first() is not None:
            raise Refused(f"目标数据库不是空的（{table.name} 里已有数据），没有转移任何内容。请换一个空库。")


@contextmanager
def _checked_at_the_end(target: Connection) -> Iterator[None]:
    """Units may stand below units that come later: references are checked when all rows are there."""
    if target.dialect.name == "sqlite":
        target.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        yield
        return
    keys = [
        (table.name, key.name) for table in metadata.sorted_tables for key in table.foreign_key_constraints
    ]
    for table, key in keys:
        target.exec_driver_sql(
            f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED'
        )
    yield
    target.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, key in keys:
        target.exec_driver_sql(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE')


def _copy(table: Table, old: Connection, new: Connection, tell: Tell) -> int:
    found = old.execution_options(yield_per=BATCH).execute(
        sql.select(table).order_by(*table.primary_key.columns)
    )
    copied = 0
    for rows in found.mappings().partitions(BATCH):
        try:
            new.execute(sql.insert(table), [dict(row) for row in rows])
        except DBAPIError as error:
            told = str(error.orig).splitlines()[0]
            raise Refused(f"“{table.name}”有目标数据库不接受的数据，没有转移任何内容：{told}") from error
        copied += len(rows)
    tell(f"  {table.name}：{copied} 行")
    return copied


def _continue_numbers(target: Connection) -> None:
    """New rows get the next number; SQLite takes it from the rows themselves."""
    if target.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        if "id" in table.c and isinstance(table.c.id.type, sql.Integer):
            last = target.execute(sql.select(sql.func.max(table.c.id))).scalar()
            if last is not None:
                sequence = sql.func.pg_get_serial_sequence(f'"{table.name}"', "id")
                target.execute(sql.select(sql.func.setval(sequence, last)))


def _compare(counts: dict[str, int], target: Connection) -> None:
    for table in metadata.sorted_tables:
        there = target.execute(sql.select(sql.func.count()).select_from(table)).scalar_one()
        if there != counts[table.name]:
            raise Refused(f"“{table.name}”应有{counts[table.name]}行，只到了{there}行，没有转移任何内容。")


def _chain(old: Connection, new: Connection) -> str:
    """The last hash, when the chain is whole in the target and ends as in the source."""
    with Session(old) as before, Session(new) as after:
        broken = first_break(after)
        if broken is not None:
            raise Refused(f"审计记录第{broken}条与前后对不上，没有转移任何内容。请先在原系统校验完整性。")
        head = last_hash(after)
        if head != last_hash(before):
            raise Refused("审计记录的末条与原来不一致，没有转移任何内容。")
    return head
