"""供应商库: which pools there are, and how many providers are in each?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.vendor_pools import create_pool, list_pools
from ui.contract_form import reach_fields
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page
from ui.listing import simple_table
from ui.page import empty, page_head
from ui.table import Cell, Column

COLUMNS = (
    Column("name", "名称", link=True),
    Column("basis", "依据", wrap=True, width="34%"),
    Column("reach", "服务区域和项目", wrap=True, width="24%"),
    Column("members", "在库单位", align="right"),
)

actor = guard(Action.POOL_READ)
page_head("供应商库", where=["服务单位"])
rows: list[dict[str, Cell]] = [
    {"id": one.id, "name": one.name, "basis": one.basis, "reach": one.reach or "不限", "members": one.members}
    for one in list_pools(actor)
]
if rows:
    simple_table(rows, COLUMNS, key="pools", opens="vendor_pool", caption="供应商库")
else:
    empty("这里列出供应商库", "还没有建立。")
if ruling(actor.role, Action.POOL_EDIT).allowed:
    with st.expander("建立供应商库", expanded=not rows):
        form = Form("pool-new")
        name = form.text("name", "名称", required=True, max_chars=100)
        basis = form.text("basis", "依据文件", required=True, max_chars=300)
        area, service = reach_fields(form, actor)
        conditions = form.area("conditions", "入库条件（一行一条）", required=True, height=120)
        if form.submit("建立"):
            with form.told():
                lines = tuple(one.strip() for one in conditions.splitlines() if one.strip())
                values = {"name": name, "basis": basis, "conditions": lines, "area": area, "service": service}
                new = create_pool(actor, values)
                form.done(f"供应商库“{name}”已建立。")
                open_page("vendor_pool", id=new)
