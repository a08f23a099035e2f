"""A dense table in the page: cells are text or badges, rows are links, heads sort, rows can be ticked.

The table itself is a component (`ui/assets/table.js`); sorting and paging happen in the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from ui.badges import Badge

Cell = str | int | Badge | None
ASSETS = Path(__file__).resolve().parent / "assets"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `name` is the key in the rows (and what sorting asks for when `sort` is true).

    link: this cell carries the row's link (else the first column does). wrap: long text breaks into lines.
    """

    name: str
    title: str
    align: Literal["left", "right", "center"] = "left"
    sort: bool = False
    width: str = ""
    wrap: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the table draws it."""

    id: int
    cells: Sequence[Cell]
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What people did to the table in this run: the row to open, the new sort or page, the ticked ids."""

    open: int | None = None
    sort: str = ""
    page: int | None = None
    ticked: list[int] = field(default_factory=list)


_mount = st.components.v2.component(
    "xiaohao_table",
    html='<div class="root"></div>',
    css=(ASSETS / "table.css").read_text(encoding="utf-8"),
    js=(ASSETS / "table.js").read_text(encoding="utf-8"),
)


def _cell(value: Cell) -> object:
    if isinstance(value, Badge):
        return {"word": value.word, "sign": value.sign, "tone": value.tone}
    return "—" if value is None or value == "" else value


def _column(column: Column, *, link: bool) -> dict[str, object]:
    return {
        "name": column.name,
        "title": column.title,
        "align": column.align,
        "sort": column.sort,
        "width": column.width,
        "wrap": column.wrap,
        "link": link,
    }


def _row(line: Line) -> dict[str, object]:
    cells = [_cell(value) for value in line.cells]
    return {"id": line.id, "href": line.href, "label": line.label or str(line.id), "cells": cells}


def draw(
    key: str,
    lines: Sequence[Line],
    columns: Sequence[Column],
    *,
    caption: str,
    selectable: bool = False,
    sort: str = "",
    page: int = 1,
    pages: int = 1,
) -> Drawn:
    """Draw the table; `sort` is a column name, with "-" in front for descending."""
    linked = next((column.name for column in columns if column.link), columns[0].name)
    ticked = _still_there(key, lines)
    data: Mapping[str, Any] = {  # tuples: of lists Streamlit asks pandas each time what they are
        "caption": caption,
        "columns": tuple(_column(column, link=column.name == linked) for column in columns),
        "rows": tuple(_row(line) for line in lines),
        "selectable": selectable,
        "ticked": tuple(ticked),
        "sort": sort.removeprefix("-"),
        "descending": sort.startswith("-"),
        "page": page,
        "pages": pages,
    }
    result = _mount(
        key=key,
        data=data,
        default={"ticked": []},
        on_ticked_change=_nothing,
        on_open_change=_nothing,
        on_sort_change=_nothing,
        on_page_change=_nothing,
    )
    there = {line.id for line in lines}
    chosen = [int(one) for one in result.ticked or [] if int(one) in there]
    return Drawn(result.open, result.sort or "", result.page, chosen)


def _still_there(key: str, lines: Sequence[Line]) -> list[int]:
    state = st.session_state.get(key) or {}
    there = {line.id for line in lines}
    return [one for one in (state.get("ticked") or []) if one in there]


def _nothing() -> None:
    """The component wants a callback for each event; the page reads the result instead."""
