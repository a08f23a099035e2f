"""Rows that a statement is handed as one value.

A statement with a literal for each of their cells is built, compiled and kept anew for each number of rows, which
takes a hundred times as long as to run it.

turns = inline_rows([("2026-05", date(2026, 6, 5))], period=String(), due=Date())
select(turns.c.due).where(turns.c.period == "2026-05")
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import JSON, Date, Integer, TypeEngine


class each_row(GenericFunction[Any]):
    """The elements of a list in JSON, one a row."""

    name = "xiaohao_each_row"
    inherit_cache = True


class day_of(GenericFunction[date]):
    """A day out of its text in ISO form."""

    name = "xiaohao_day_of"
    type = Date()
    inherit_cache = True


@compiles(each_row, "sqlite")
def _each_sqlite(element: each_row, compiler: Any, **options: Any) -> str:
    return f"json_each{compiler.process(element.clause_expr, **options)}"


@compiles(each_row, "postgresql")
def _each_postgresql(element: each_row, compiler: Any, **options: Any) -> str:
    return f"json_array_elements(CAST({compiler.process(element.clause_expr, **options)} AS JSON))"


@compiles(day_of, "sqlite")
def _day_sqlite(element: day_of, compiler: Any, **options: Any) -> str:
    text: str = compiler.process(element.clause_expr, **options)
    return text  # days are texts there


@compiles(day_of, "postgresql")
def _day_postgresql(element: day_of, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clause_expr, **options)} AS DATE)"


def inline_rows(rows: Sequence[Sequence[str | int | date]], **columns: TypeEngine[Any]) -> sql.Subquery:
    """A table of these rows, each with a cell for each column: texts, whole numbers and days."""
    told = json.dumps(rows, ensure_ascii=False, default=date.isoformat)
    each = each_row(sql.literal(told, sql.String)).table_valued(sql.column("value", JSON()))
    cells = [
        _cell(each.c.value[place], kind).label(name) for place, (name, kind) in enumerate(columns.items())
    ]
    return sql.select(*cells).subquery()


def _cell(value: Any, kind: TypeEngine[Any]) -> Any:
    if isinstance(kind, Integer):
        return value.as_integer()
    return day_of(value.as_string()) if isinstance(kind, Date) else value.as_string()
