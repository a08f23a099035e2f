"""行动列表: which campaigns are there, and where does each stand?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.campaigns import CAMPAIGN_STATES, CampaignRow, list_campaigns
from ui.campaigns import campaign_badge
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import empty, page_head
from ui.table import Cell, Column
from ui.wording import day_cell

COLUMNS = (
    Column("name", "专项行动", width="30%", wrap=True),
    Column("year", "年份", align="center"),
    Column("scheme", "方案", wrap=True),
    Column("phase", "当前阶段"),
    Column("phase_end", "阶段截止"),
    Column("units", "单位数", align="right"),
    Column("state", "状态"),
)


def line(row: CampaignRow) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": row.id,
        "name": row.name,
        "year": str(row.year),
        "scheme": f"{row.scheme}（{row.version}）",
        "phase": row.phase,
        "phase_end": day_cell(row.phase_end),
        "units": row.units,
        "state": campaign_badge(row.state),
    }


actor = guard(Action.CAMPAIGN_READ)
may_create = ruling(actor.role, Action.CAMPAIGN_EDIT).allowed
with page_head("行动列表", where=["专项行动"]):
    if may_create and st.button("新建专项行动", type="primary", key="new"):
        open_page("campaign_new")

rows = list_campaigns(actor)
if not rows:
    first = "点右上角“新建专项行动”，选择方案后创建。" if may_create else "专项办创建后会出现在这里。"
    empty("这里列出各个专项行动", "目前还没有专项行动。", first)
    st.stop()

view = Listing("campaigns")
with view.filters():
    words = view.text("q", "名称")
    state = view.choice("state", "状态", CAMPAIGN_STATES)
found = [row for row in rows if words in row.name and state in ("", row.state)]
start = (view.page - 1) * view.size
view.count(len(found), f"进行中 {sum(row.state == 'running' for row in found)} 个")
opens = "campaign" if ruling(actor.role, Action.DASHBOARD_READ).allowed else "phases"
view.table(
    [line(row) for row in found[start : start + view.size]],
    COLUMNS,
    total=len(found),
    opens=opens,
    id_name="campaign",
    caption="专项行动",
)
