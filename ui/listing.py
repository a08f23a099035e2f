"""A list page: filters that stay in the address, a count, a page of rows sorted in the database, export.

    view = Listing("findings", default_sort="-deadline")
    with view.filters():
        words = view.text("q", "搜索")
        state = view.choice("state", "状态", STATES)
    found = search_findings(actor, words=words, state=state, sort=view.sort, page=view.page, size=view.size)
    view.count(found.total, f"逾期 {found.overdue} 条")
    ticked = view.table(found.rows, COLUMNS, total=found.total, opens="finding", selectable=True)
    view.export("导出 Excel", lambda: ledger_bytes(...), "问题台账.xlsx")

The address is the truth: a link that is sent shows the same rows. Any change of a filter leads back to
page 1.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from html import escape
from math import ceil
from typing import Any

import streamlit as st

from ui.links import open_page, page_url
from ui.page import empty
from ui.state import assign, held, position, typed
from ui.table import Cell, Column, Line, draw

SIZE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Listing:
    """The state of one list, kept in the query string."""

    def __init__(self, key: str, *, default_sort: str = "", size: int = SIZE) -> None:
        """`default_sort` is a column name, with "-" in front for descending."""
        self.key = key
        self.size = size
        self.default_sort = default_sort
        self.names: list[str] = []
        self._told: list[str] = []

    @property
    def sort(self) -> str:
        """The column to sort by, "-" in front for descending. Services check it against their own list."""
        return str(st.query_params.get("sort", self.default_sort))

    @property
    def page(self) -> int:
        """The page, from 1."""
        text = st.query_params.get("page", "1")
        return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1

    @property
    def filtered(self) -> bool:
        """Whether any of the filters drawn so far is set."""
        return any(name in st.query_params for name in self.names)

    @property
    def in_words(self) -> str:
        """The filters that are set among those drawn so far, for the head of a file: 状态：待审核；预警：逾期."""
        return "；".join(self._told)

    def _tell(self, label: str, words: str) -> None:
        if words:
            self._told.append(f"{label}：{words}")

    def filters(self) -> AbstractContextManager[Any]:
        """The line of filters; it wraps on a narrow screen."""
        return st.container(horizontal=True, vertical_alignment="bottom", key=f"filters-{self.key}")

    def _write(self, name: str) -> None:
        value = typed(f"{self.key}?{name}")
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, bool):
            value = "1" if value else ""
        if isinstance(value, list):
            value = ",".join(value)
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
        st.query_params.pop("page", None)

    def _bind(self, name: str, value: object) -> dict[str, Any]:
        key = f"{self.key}?{name}"
        self.names.append(name)
        assign(key, value)
        return {"key": key, "on_change": self._write, "args": (name,)}

    def text(self, name: str, label: str, *, width: int = 220, placeholder: str = "") -> str:
        """Free text."""
        value = st.query_params.get(name, "")[:100]
        bound = self._bind(name, value)
        typed: str = st.text_input(label, held(bound["key"]), width=width, placeholder=placeholder, **bound)
        self._tell(label, typed.strip())
        return typed.strip()

    def choice(
        self, name: str, label: str, options: Mapping[str, str], *, everything: str = "全部", width: int = 160
    ) -> str:
        """One of `options` (value → words); "" for all."""
        given = st.query_params.get(name, "")
        words = {"": everything, **options}
        bound = self._bind(name, given if given in words else "")
        bound["index"] = position(bound["key"], list(words))
        chosen: str = st.selectbox(label, list(words), format_func=words.__getitem__, width=width, **bound)
        self._tell(label, words[chosen] if chosen else "")
        return chosen

    def choices(self, name: str, label: str, options: Mapping[str, str], *, width: int = 240) -> list[str]:
        """Any of `options`; nothing chosen means all."""
        given = [one for one in st.query_params.get(name, "").split(",") if one in options]
        bound = self._bind(name, given)
        chosen: list[str] = st.multiselect(
            label,
            list(options),
            held(bound["key"]),
            format_func=options.__getitem__,
            placeholder="全部",
            width=width,
            **bound,
        )
        self._tell(label, "、".join(options[one] for one in chosen))
        return chosen

    def day(self, name: str, label: str, *, width: int = 150) -> date | None:
        """A date, or None."""
        try:
            given = date.fromisoformat(st.query_params.get(name, ""))
        except ValueError:
            given = None
        bound = self._bind(name, given)
        value = st.date_input(label, held(bound["key"]), format="YYYY-MM-DD", width=width, **bound)
        self._tell(label, str(value or ""))
        return value if isinstance(value, date) else None

    def tick(self, name: str, label: str) -> bool:
        """Only the rows that …"""
        bound = self._bind(name, st.query_params.get(name) == "1")
        ticked = st.checkbox(label, held(bound["key"]), **bound)
        self._tell(label, "是" if ticked else "")
        return ticked

    def count(self, total: int, *notes: str) -> None:
        """共 612 条，逾期 18 条; with a way back to all rows while a filter is set."""
        line = "，".join([f"共 <b>{total:,}</b> 条", *(escape(note) for note in notes if note)])
        with st.container(horizontal=True, vertical_alignment="center", key=f"count-{self.key}"):
            st.html(f'<p class="xh-count">{line}</p>', width="content")
            if self.filtered and st.button("清除筛选", key=f"{self.key}:clear", type="tertiary"):
                for name in [*self.names, "page"]:
                    st.query_params.pop(name, None)
                st.rerun()

    def table(
        self,
        rows: Sequence[Mapping[str, Cell]],
        columns: Sequence[Column],
        *,
        total: int,
        opens: str = "",
        also: Mapping[str, str | int] | None = None,
        id_name: str = "id",
        selectable: bool = False,
        caption: str = "列表",
        nothing: tuple[str, str] = ("没有符合条件的记录", "可以放宽筛选条件后再试。"),
    ) -> list[int]:
        """The table; each row has an `id` and opens `opens` with it (and `also`). Returns the ids of ticked rows."""
        if not rows:
            empty(*nothing)
            return []
        href = partial(_href, opens, id_name, also or {})
        lines = [
            Line(int(str(row["id"])), [row[one.name] for one in columns], href(row), _words(row[columns[0].name]))
            for row in rows
        ]  # fmt: skip
        drawn = draw(
            f"{self.key}:table",
            lines,
            columns,
            caption=caption,
            selectable=selectable,
            sort=self.sort,
            page=self.page,
            pages=ceil(total / self.size),
        )
        if drawn.open is not None:
            open_page(opens, **{**(also or {}), id_name: drawn.open})
        if drawn.sort or drawn.page is not None:
            self._turn(drawn.sort, drawn.page)
        return drawn.ticked

    def _turn(self, sort: str, page: int | None) -> None:
        if sort:
            st.query_params["sort"] = sort
        st.query_params.pop("page", None)
        if page is not None and page > 1:
            st.query_params["page"] = str(page)
        st.rerun()

    def export(self, label: str, build: Callable[[], bytes], file_name: str) -> None:
        """A button that builds the file only when it is pressed; Excel or Word, as the file name ends."""
        ending = file_name.rpartition(".")[2]
        key = f"{self.key}:export" + ("" if ending == "xlsx" else f"-{ending}")
        mime = EXCEL if ending == "xlsx" else WORD
        st.download_button(label, data=build, file_name=file_name, mime=mime, key=key, on_click="ignore")


def simple_table(
    rows: Sequence[Mapping[str, Cell]],
    columns: Sequence[Column],
    *,
    key: str,
    opens: str = "",
    id_name: str = "id",
    caption: str = "列表",
) -> None:
    """A short table on a detail page: no filters, no pages; rows may link to `opens`."""
    lines = [
        Line(
            int(str(row.get("id", number))),
            [row[column.name] for column in columns],
            _href(opens, id_name, {}, row),
            _words(row[columns[0].name]),
        )
        for number, row in enumerate(rows, start=1)
    ]
    if not lines:
        st.caption("暂无。")
        return
    drawn = draw(key, lines, columns, caption=caption)
    if drawn.open is not None:
        open_page(opens, **{id_name: drawn.open})


def _href(opens: str, id_name: str, also: Mapping[str, str | int], row: Mapping[str, Cell]) -> str:
    return page_url(opens, **{**also, id_name: int(str(row["id"]))}) if opens else ""


def _words(value: Cell) -> str:
    return getattr(value, "word", None) or str(value)
