"""我的报送: which reports does my unit owe, until when, and what has it handed in?"""

import streamlit as st

from domain.filing import FilingState
from domain.permissions import Action
from services.filing_view import HandedIn, handed_in, undated_filings
from services.todo import TodoItem, list_todo
from ui.board import follow, task_light, task_url
from ui.filings import state_badge
from ui.guard import guard
from ui.listing import simple_table
from ui.page import empty, page_head, section
from ui.plain import plain
from ui.table import Cell, Column, Line, draw
from ui.wording import day_cell

MOST = 200
OWED = (
    Column("due", "截止", width="9.5em"),
    Column("light", "预警", width="8.5em"),
    Column("title", "报送事项", wrap=True, link=True, width="42%"),
    Column("state", "状态"),
    Column("campaign", "专项行动", wrap=True),
)
HANDED_IN = (
    Column("title", "报送事项", wrap=True, width="34%"),
    Column("where", "专项行动或监管方案", wrap=True),
    Column("day", "报来日期"),
    Column("state", "状态"),
    Column("reason", "说明", wrap=True),
)


def owed_line(number: int, item: TodoItem, width: int) -> Line:
    """A turn that is still to be handed in."""
    state = state_badge(FilingState.RETURNED if item.kind == "filing_returned" else FilingState.NOT_STARTED)
    cells: list[Cell] = [day_cell(item.due), task_light(item), item.title, state, item.campaign]
    return Line(number, cells[:width], task_url(item), item.title)


def filed_line(row: HandedIn) -> dict[str, Cell]:
    """A report that has left the unit."""
    return {
        "id": row.id, "title": row.title, "where": row.where, "day": day_cell(row.first_day),
        "state": state_badge(row.state), "reason": row.reason,
    }  # fmt: skip


actor = guard(Action.FILING_WRITE)
page_head("我的报送", where=["工作台"])
owed = list_todo(actor, kinds=["filing_submit", "filing_send", "filing_returned"], size=MOST)
filed, undated = handed_in(actor), undated_filings(actor)
if not owed.items and not filed and not undated:
    empty(
        "这里列出本单位要报送的材料",
        "目前没有要报送的材料；自查报告在“我的自查”里填报，数据在“测评与投诉”里报送。",
        "方案要求本单位在某天以前报送的，到期前会出现在这里和待办里。",
    )
    st.stop()
section("待报送", f"{owed.total} 项，逾期 {owed.overdue} 项；每月、每季报送的，列出逾期的和最近要报的一期")
if owed.items:
    width = len(OWED) - (not any(item.campaign for item in owed.items))  # else the last column says nothing
    lines = [owed_line(number, item, width) for number, item in enumerate(owed.items)]
    drawn = draw("my-filings:owed", lines, OWED[:width], caption="待报送的材料")
    if drawn.open is not None:
        follow(lines[drawn.open].href)
    if owed.total > len(lines):
        st.caption(f"只显示前 {len(lines)} 项，报送以后显示其余的。")
else:
    st.caption("要报送的都已经报送。" if not undated else "现在没有到期的。")
for title, awaited in undated:
    st.caption(f"{plain(title)}：日期待填，登记{plain(awaited)}以后排出日子。")
section("已报送")
simple_table(
    [filed_line(row) for row in filed],
    HANDED_IN,
    key="my-filings:filed",
    opens="filing",
    caption="已报送的材料",
)
