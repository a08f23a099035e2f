"""通知: what was my unit told, and what has nobody read yet?"""

from math import ceil

import streamlit as st

from domain.permissions import Action
from services.notices import NoticeRow, list_notices, mark_read
from ui.badges import Badge
from ui.board import follow
from ui.guard import guard, told
from ui.listing import Listing
from ui.page import empty, page_head
from ui.table import Cell, Column, Line, draw
from ui.wording import moment_cell

COLUMNS = (
    Column("at", "时间", width="9.5em"),
    Column("read", "状态", width="6em"),
    Column("text", "内容", wrap=True, link=True, width="55%"),
    Column("sender", "发送人"),
    Column("campaign", "专项行动", wrap=True),
)
READ, UNREAD = Badge("已读", "✓", "ended"), Badge("未读", "●", "active")


def line(row: NoticeRow, width: int) -> Line:
    """A row of the table; it opens what the message is about."""
    mark = READ if row.read else UNREAD
    cells: list[Cell] = [moment_cell(row.at), mark, row.text, row.sender, row.campaign]
    return Line(row.id, cells[:width], row.link, row.text[:40])


def read(row: NoticeRow) -> None:
    """Read the message and go where it leads."""
    with told():
        mark_read(actor, [row.id])
    follow(row.link)
    st.rerun()


actor = guard(Action.NOTICE_READ)
view = Listing("notices")
with page_head("通知", where=["工作台"]):
    place = st.container()
with view.filters():
    words = view.text("q", "搜索")
    unread_only = view.tick("unread", "只看未读")
found = list_notices(actor, unread_only=unread_only, words=words, page=view.page, size=view.size)
view.count(found.total, f"未读 {found.unread} 条")
if not found.rows:
    empty("这里显示发给您单位的通知", "交办、退回、催办和送达都会在这里留一条通知。")
    st.stop()
width = len(COLUMNS) - (len({row.campaign for row in found.rows} - {""}) < 2)  # the campaign stands last
drawn = draw(
    "notices:table",
    [line(row, width) for row in found.rows],
    COLUMNS[:width],
    caption="通知",
    selectable=True,
    page=view.page,
    pages=ceil(found.total / view.size),
)
unread = [row.id for row in found.rows if not row.read]
chosen = [key for key in drawn.ticked if key in unread] or unread
label = "标为已读" if drawn.ticked else f"本页 {len(unread)} 条标为已读"
if place.button(label, key="read", disabled=not unread):
    with told():
        mark_read(actor, chosen)
        st.rerun()
if drawn.open is not None:
    read(next(row for row in found.rows if row.id == drawn.open))
if drawn.page is not None:
    st.query_params["page"] = str(drawn.page)
    st.rerun()
