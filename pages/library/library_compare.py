"""版本对比: what is different between two versions of a scheme?"""

import streamlit as st

from domain.library.articles import SECTIONS
from domain.library.comparing import CHANGE_NAMES, ChangeKind
from domain.permissions import Action
from services.library_comparison import compare_versions
from services.library_reading import VersionRow, list_versions
from ui.guard import guard, required
from ui.library_articles import library_style
from ui.library_differences import show_differences, show_files
from ui.links import id_param, page_url
from ui.listing import Listing
from ui.page import empty, page_head, section
from ui.state import assign, position, typed


def chosen(rows: list[VersionRow]) -> tuple[int, int]:
    """The two versions that the address names, else the two newest of the first scheme that has two."""
    old, new = id_param("old"), id_param("new")
    known = {row.id: row for row in rows}
    if old in known and new in known:
        return old, new
    pairs = [
        (rows[at + 1].id, row.id) for at, row in enumerate(rows[:-1]) if rows[at + 1].scheme == row.scheme
    ]
    if not pairs:
        empty("这里比较一个方案的两个版本", "还没有哪个方案有两个版本。", "上传新版后再来比较。")
        st.stop()
    return pairs[0]


def turn(name: str) -> None:
    """The address says which versions are compared."""
    st.query_params[name] = str(typed(f"compare-{name}"))


def pick(rows: list[VersionRow], old: int, new: int) -> None:
    """Another version of the same scheme on either side."""
    scheme = next(row.scheme for row in rows if row.id == new)
    words = {row.id: f"版本 {row.version}" for row in rows if row.scheme == scheme}
    left, right = st.columns(2)
    for column, name, label, value in ((left, "old", "旧版", old), (right, "new", "新版", new)):
        assign(f"compare-{name}", value if value in words else next(iter(words)))
        with column:
            st.selectbox(
                label,
                list(words),
                position(f"compare-{name}", list(words)),
                format_func=words.__getitem__,
                key=f"compare-{name}",
                on_change=turn,
                args=(name,),
            )


actor = guard(Action.LIBRARY_READ)
library_style()
rows = list_versions(actor)
old, new = chosen(rows)
with required():
    seen = compare_versions(actor, old, new)
page_head(
    "版本对比",
    where=["专项行动", ("制度库", page_url("libraries")), (seen.scheme, page_url("library", id=new))],
)
pick(rows, old, new)
view = Listing("compare")
with view.filters():
    kind = view.choice("kind", "变动", {one.value: name for one, name in CHANGE_NAMES.items()})
    present = {one.article.section for one in seen.differences}
    part = view.choice("part", "部分", {key: title for key, title in SECTIONS.items() if key in present})
found = [
    one for one in seen.differences if kind in ("", one.kind.value) and part in ("", one.article.section)
]
counts = {one: sum(each.kind is one for each in found) for one in ChangeKind}
view.count(len(found), *(f"{CHANGE_NAMES[one]} {number} 项" for one, number in counts.items()))
if not seen.differences and not seen.files:
    empty("没有不同", "两个版本的内容完全一样。")
show_differences(found, seen.old_version, seen.new_version)
if seen.files:
    section("文件逐行对比", "包括案例、注释等没有编号的内容；“-”是旧版的行，“+”是新版的行")
    show_files(seen.files)
