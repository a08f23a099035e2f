"""合同: which contracts run, which run out, which were terminated?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.contract_list import STATES, list_contracts
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.provider_tables import contract_line
from ui.table import Column

COLUMNS = (
    Column("number", "编号", sort=True, link=True),
    Column("provider", "服务单位", sort=True, wrap=True),
    Column("title", "名称", wrap=True, width="26%"),
    Column("buyer", "购买主体", wrap=True),
    Column("start", "起始", sort=True),
    Column("end", "终止", sort=True),
    Column("annual", "全年资金（元）", sort=True, align="right"),
    Column("state", "状态"),
)

actor = guard(Action.CONTRACT_READ)
edits = ruling(actor.role, Action.CONTRACT_EDIT).allowed
with page_head("合同", where=["服务单位"]):
    if edits and st.button("签订合同", type="primary", key="new"):
        open_page("contract_new")
view = Listing("contracts", default_sort="-end")
with view.filters():
    words = view.text("q", "编号、名称、单位")
    state = view.choice("state", "状态", STATES)
found = list_contracts(actor, words=words, state=state, sort=view.sort, page=view.page, size=view.size)
view.count(found.total)
view.table(
    [contract_line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="contract",
    caption="服务合同",
    nothing=("没有符合条件的合同", "可以放宽筛选条件后再试。")
    if view.filtered
    else (
        "这里列出服务合同",
        "还没有登记合同。",
    ),
)
