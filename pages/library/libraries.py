"""制度库: which schemes are there, in which versions, and who uses them?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.library_reading import SOURCE_NAMES, VersionRow, list_versions
from ui.badges import Badge
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import empty, page_head
from ui.table import Cell, Column
from ui.wording import moment_cell

COLUMNS = (
    Column("name", "方案", wrap=True, width="30%"),
    Column("version", "版本"),
    Column("state", "状态"),
    Column("users", "在用", wrap=True),
    Column("source", "来源"),
    Column("checksum", "校验值"),
    Column("added_at", "登记时间"),
)
NEWEST = {"newest": "最新版", "older": "旧版"}
USED = {"used": "在用", "unused": "未用"}


def line(row: VersionRow) -> dict[str, Cell]:
    """A row of the list."""
    users = [*(one.name for one in row.campaigns), *(f"{one.name}（监管）" for one in row.regimes)]
    return {
        "id": row.id,
        "name": row.name,
        "version": row.version,
        "state": Badge("最新版", "●", "good") if row.newest else Badge("旧版", "○", "ended"),
        "users": "；".join(users),
        "source": SOURCE_NAMES.get(row.source, row.source),
        "checksum": row.checksum[:8],
        "added_at": moment_cell(row.added_at),
    }


def fits(row: VersionRow, words: str, source: str, age: str, used: str) -> bool:
    """Whether the row passes the filters."""
    in_use = bool(row.campaigns or row.regimes)
    return (
        words.casefold() in f"{row.scheme} {row.name} {row.version} {row.checksum}".casefold()
        and source in ("", row.source)
        and age in ("", "newest" if row.newest else "older")
        and used in ("", "used" if in_use else "unused")
    )


actor = guard(Action.LIBRARY_READ)
may_edit = ruling(actor.role, Action.LIBRARY_EDIT).allowed
with page_head("制度库", where=["专项行动"]):
    if may_edit and st.button("上传方案", type="primary", key="upload"):
        open_page("library_upload")
rows = list_versions(actor)
if not rows:
    first = "点右上角“上传方案”，上传打包好的方案文件夹。" if may_edit else "由专项办或系统管理员上传。"
    empty("这里列出可以据以开展行动的方案", "制度库里还没有方案。", first)
    st.stop()
view = Listing("libraries")
with view.filters():
    words = view.text("q", "方案、版本或校验值")
    source = view.choice("source", "来源", SOURCE_NAMES)
    age = view.choice("age", "状态", NEWEST)
    used = view.choice("used", "使用", USED)
found = [row for row in rows if fits(row, words, source, age, used)]
start = (view.page - 1) * view.size
view.count(len(found), f"方案 {len({row.scheme for row in found})} 个")
view.table(
    [line(row) for row in found[start : start + view.size]],
    COLUMNS,
    total=len(found),
    opens="library",
    caption="制度库",
)
