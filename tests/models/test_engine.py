"""Promises of the engine: no lost update, foreign keys held, no rows of people in error messages."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import select

from models import engine
from models.account import Setting
from models.unit import Unit
from tests.databases import Database

WRITERS, ROUNDS = 6, 15


def add_one(_: int) -> None:
    for _round in range(ROUNDS):
        with engine.transaction() as session:
            row = session.exec(select(Setting).where(Setting.name == "counter").with_for_update()).one()
            count = row.value["count"]
            assert isinstance(count, int)
            row.value = {"count": count + 1}


def write_and_fail() -> None:
    with engine.transaction() as session:
        session.add(Setting(name="never", value={}))
        session.flush()
        raise RuntimeError


def write_unit_below_nothing() -> None:
    with engine.transaction() as session:
        session.add(Unit(name="杜撰街道", kind="township", parent_id=99))


def test_no_update_is_lost_when_several_people_write_at_once(database: Database) -> None:
    with engine.transaction() as session:
        session.add(Setting(name="counter", value={"count": 0}))
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(add_one, range(WRITERS)))
    with engine.reading() as session:
        assert session.exec(select(Setting)).one().value == {"count": WRITERS * ROUNDS}


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with engine.transaction() as writing:
        writing.add(Setting(name="half done", value={}))
        writing.flush()
        with engine.reading() as session:
            assert session.exec(select(Setting)).all() == []


def test_an_error_rolls_the_whole_transaction_back(database: Database) -> None:
    with pytest.raises(RuntimeError):
        write_and_fail()
    with engine.reading() as session:
        assert session.exec(select(Setting)).all() == []


def test_a_foreign_key_to_nothing_is_refused_without_printing_the_row(database: Database) -> None:
    with pytest.raises(sa.exc.IntegrityError) as caught:
        write_unit_below_nothing()
    assert "杜撰街道" not in str(caught.value)


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    bound = engine.build(f"sqlite:///{tmp_path / 'new' / 'folder' / 'x.db'}")
    with bound.connect() as connection:
        assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"
    bound.dispose()


def test_a_database_in_memory_takes_the_pool_that_such_a_one_has() -> None:
    bound = engine.build("sqlite://")
    with bound.connect() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1
    bound.dispose()
