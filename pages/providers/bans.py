"""禁入名单: who is barred or suspended, by which decision, until when; who was let through in spite of it?"""

import streamlit as st

from domain.permissions import Action
from services.ban_exceptions import list_overrides
from services.bans import list_bans
from ui.guard import guard
from ui.listing import Listing
from ui.overrides import show_overrides
from ui.page import page_head
from ui.provider_tables import ban_line
from ui.table import Column

COLUMNS = (
    Column("provider", "服务单位", wrap=True, link=True),
    Column("kind", "种类"),
    Column("state", "状态"),
    Column("end", "至（含当日）"),
    Column("credit_code", "统一社会信用代码"),
    Column("representative", "法定代表人"),
    Column("decision", "处置编号"),
    Column("rule", "规则"),
    Column("scope", "范围", wrap=True),
    Column("start", "自"),
)

actor = guard(Action.BAN_READ)
page_head("禁入名单", where=["服务单位"])
st.caption(
    "禁入期内不能签订、延长、续签合同，不能入库、参加服务单位抽取和结算；同一法定代表人、同一实际控制人的单位一并受限。"
    "决定写明范围的，只在该区域、该服务或者该事项内限制；暂停可以按提前解除的程序恢复。"
)
view = Listing("bans")
with view.filters():
    words = view.text("q", "单位、代码、法定代表人、控制人、处置编号", width=320)
    current = view.tick("current", "只看生效中")
found = list_bans(actor, words=words, current=current, page=view.page, size=view.size)
view.count(found.total, f"生效中 {found.in_force} 家次")
view.table(
    [ban_line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="ban",
    caption="禁入名单",
    nothing=("没有符合条件的记录", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出被禁入、暂停的单位", "目前没有。取消资格、禁入、暂停的处置决定生效后自动列入。"),
)
show_overrides(list_overrides(actor))
