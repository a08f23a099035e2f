"""Rows that are handed to a statement as one value, on both databases."""

from datetime import date

import pytest
import sqlalchemy as sql
from sqlalchemy.types import Date, Integer, String

from models import engine
from services.inline_rows import inline_rows

ROWS = [("2026-05", date(2026, 6, 5), 1), ("引“号”'", date(2025, 12, 31), 0)]


@pytest.mark.usefixtures("database")
def test_texts_days_and_numbers_come_back_as_they_were_given() -> None:
    table = inline_rows(ROWS, period=String(), due=Date(), times=Integer())
    with engine.reading() as session:
        found = session.execute(sql.select(table).order_by(table.c.due.desc())).all()
    assert [tuple(row) for row in found] == ROWS


@pytest.mark.usefixtures("database")
def test_days_are_compared_as_days() -> None:
    table = inline_rows(ROWS, period=String(), due=Date(), times=Integer())
    late = sql.select(table.c.period).where(table.c.due < date(2026, 1, 1), table.c.times == 0)
    with engine.reading() as session:
        assert session.execute(late).scalars().all() == ["引“号”'"]


@pytest.mark.usefixtures("database")
def test_more_rows_are_the_same_statement() -> None:
    one, two = (
        sql.select(inline_rows(rows, period=String(), due=Date(), times=Integer()))._generate_cache_key()
        for rows in (ROWS[:1], ROWS)
    )
    assert one is not None
    assert two is not None
    assert one.key == two.key
    with engine.reading() as session:
        table = inline_rows([], period=String(), due=Date(), times=Integer())
        assert session.execute(sql.select(table)).all() == []
