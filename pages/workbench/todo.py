"""我的待办: what is due from me, in the order of its deadline, and where do I do it?"""

from collections.abc import Sequence
from math import ceil

import streamlit as st

from domain.permissions import Action, ruling
from services.campaigns import list_campaigns
from services.regimes import regime_choices
from services.todo import TodoItem, list_todo
from services.todo_kinds import KINDS
from services.units import list_units
from ui.board import follow, task_light, task_url
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.starting import nothing_to_do
from ui.table import Cell, Column, Line, draw
from ui.waiting import said
from ui.wording import day_cell, moment_cell

VISITS = frozenset({"visit", "visit_close"})  # their titles are ours and the name of a unit
COLUMNS = (
    Column("due", "期限", width="9.5em"),
    Column("light", "预警", width="8.5em"),
    Column("title", "事项", wrap=True, link=True, width="30%"),
    Column("step", "我要办的", wrap=True),
    Column("unit", "单位", wrap=True),
    Column("campaign", "专项行动", wrap=True),
)


def cells(item: TodoItem) -> list[Cell]:
    """One row of the table."""
    due = day_cell(item.due) if item.due or not item.since else f"{moment_cell(item.since)[:10]} 起"
    step = f"须处置，不得搁置：{item.step}" if item.kind == "decision_must" else item.step
    title = said(item.title) if item.kind in VISITS else item.title
    return [due, task_light(item), title, said(step), item.unit, item.campaign]


def drawn_columns(items: Sequence[TodoItem]) -> int:
    """How many columns say something: the campaign stands last and is left out when there is but one."""
    return len(COLUMNS) - (len({item.campaign for item in items} - {""}) < 2)


def begun() -> bool:
    """Whether there is anything yet out of which tasks can come."""
    if ruling(actor.role, Action.UNIT_EDIT).allowed:
        return len(list_units(actor)) > 1
    starts = ruling(actor.role, Action.REGIME_EDIT).allowed and regime_choices(actor)
    return bool(starts or list_campaigns(actor))


actor = guard(Action.TODO_READ)
page_head("我的待办", where=["工作台"])
view = Listing("todo")
kind = st.query_params.get("kind", "")
found = list_todo(actor, kinds=[kind] if kind in KINDS else [], page=view.page, size=view.size)
if not found.counts:
    nothing_to_do(actor, begun=begun())

with view.filters():
    options = {code: f"{said(KINDS[code].name)}（{number}）" for code, number in found.counts.items()}
    view.choice("kind", "类别", options, width=260)
view.count(found.total, f"逾期 {found.overdue} 条" if found.overdue else "")
width = drawn_columns(found.items)
lines = [
    Line(number, cells(item)[:width], task_url(item), item.title) for number, item in enumerate(found.items)
]
drawn = draw(
    "todo:table",
    lines,
    COLUMNS[:width],
    caption="我的待办",
    page=view.page,
    pages=ceil(found.total / view.size),
)
if drawn.open is not None:
    follow(lines[drawn.open].href)
if drawn.page is not None:
    st.query_params["page"] = str(drawn.page)
    st.rerun()
