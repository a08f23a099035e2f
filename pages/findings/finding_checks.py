"""待审核待验收: which results wait for a check, and which of them wait for me?"""

import streamlit as st

from domain.permissions import ROLE_NAMES, Action
from services import clock
from services.findings_queues import MOST_ROWS, Waiting, check_queue, close_out_steps
from ui.badges import Badge, state_badge
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.plain import plain
from ui.table import Cell, Column
from ui.wording import day_cell, moment_cell

COLUMNS = (
    Column("number", "编号"),
    Column("title", "问题", wrap=True, width="30%"),
    Column("unit", "整改单位", wrap=True),
    Column("state", "状态"),
    Column("step", "下一步"),
    Column("due", "办理期限"),
    Column("mine", "由我办理"),
    Column("submitted", "报送时间"),
    Column("round", "轮次", align="right"),
    Column("publicity", "公示截止"),
)


def late(row: Waiting) -> bool:
    """Whether the step should have been taken by now."""
    return row.step_due is not None and row.step_due < clock.today()


def line(row: Waiting) -> dict[str, Cell]:
    """A row of the queue."""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "unit": row.unit,
        "state": state_badge(row.state),
        "step": row.step,
        "due": Badge(f"逾期 {row.step_due}", "■", "late") if late(row) else day_cell(row.step_due),
        "mine": "是" if row.mine else "否",
        "submitted": moment_cell(row.submitted_at),
        "round": row.round,
        "publicity": day_cell(row.publicity_to),
    }


actor = guard(Action.FINDING_CHECK)
page_head("待审核待验收", where=["问题整改"])
campaign = chosen_campaign(actor)
rows = check_queue(actor, campaign.id)
steps = close_out_steps(actor, campaign.id)
if not any(actor.role in step.roles for step in steps):
    order = " → ".join(step.name for step in steps)
    st.info(
        plain(f"本专项行动的销号程序是：{order}，没有由{ROLE_NAMES[actor.role]}办理的步骤。这里只看进展。")
    )
view = Listing("finding_checks")
with view.filters():
    step = view.choice(
        "step", "下一步", {name: name for name in dict.fromkeys(row.step for row in rows) if name}
    )
    mine = view.tick("mine", "只看由我办理的")
shown = [row for row in rows if (not step or row.step == step) and (row.mine or not mine)]
more = f"按报送先后显示前 {MOST_ROWS} 条" if len(rows) == MOST_ROWS else ""
view.count(len(shown), f"由我办理 {sum(row.mine for row in shown)} 条", more)
view.table(
    [line(row) for row in shown],
    COLUMNS,
    total=len(shown),
    opens="finding",
    caption="待审核待验收",
    nothing=("这里列出等待审核、验收、公示、销号的问题", "目前没有整改单位报送的结果等待办理。"),
)
