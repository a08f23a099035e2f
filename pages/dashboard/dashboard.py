"""总览: where do the campaigns stand, what is wrong, who is late, and what needs my signature?"""

from collections.abc import Sequence

import streamlit as st

from domain.permissions import Action
from domain.rectification import DENOMINATOR_NOTE
from services.dashboard import PROVIDERS, Dashboard, UnitLine, dashboard
from services.todo import TodoItem
from ui.board import FINDING_HEADS, finding_figures, follow, rate, task_url
from ui.charts import PROGRESS, stacked_bars
from ui.dashboard_rows import OVERDUE, PROVIDER_HEADS, RATE, REPORTED, STAGE_HEADS, first_rows, stage_row
from ui.figure_table import Figure, figure_table
from ui.guard import guard
from ui.links import id_param, page_link, page_url
from ui.page import figures, page_head, section
from ui.starting import no_campaign

UNITS_SHOWN = 14


def head(board: Dashboard) -> None:
    """The three numbers that matter; each opens its rows."""
    reports, found = board.coverage, board.progress
    by_amount = rate(found.rectified_fen, found.amount_fen)
    values = {
        REPORTED: (
            f"{reports.received}/{reports.expected}",
            f"未报 {reports.missing}，逾期报送 {reports.late}",
        ),
        RATE: (
            rate(found.done, found.due),
            f"{found.done}/{found.due} 项；按金额 {by_amount}",
        ),
        OVERDUE: (str(found.overdue), f"整改中共 {found.open} 项；另有长期坚持 {found.ongoing} 项"),
    }
    figures(values, lambda label: follow(first_rows(board, label)))


def unit_row(line: UnitLine) -> tuple[str, tuple[int, int, int]]:
    """A bar: done, in time, overdue."""
    return line.name, (line.progress.done, line.progress.in_time, line.progress.overdue)


def matters(title: str, items: Sequence[TodoItem], total: int) -> None:
    """Tasks in the order of their urgency; no heading where there are none."""
    if not items:
        return
    section(title, f"共 {total} 件")
    rows: list[list[Figure | str]] = [
        [item.unit or item.title, Figure(f"{item.step} {item.title}", task_url(item))] for item in items
    ]
    figure_table(["单位", "事项"], rows, caption=title, words=True)
    if total > len(items):
        page_link("查看全部待办", "todo")


actor = guard(Action.DASHBOARD_READ)
board = dashboard(actor, campaign_id=id_param("campaign"))
page_head(
    "总览", where=["看板", *([("全部进行中的行动", page_url("dashboard"))] if id_param("campaign") else [])]
)
if not board.cards:
    no_campaign(actor, "这里显示各专项行动的总体情况", "目前没有进行中的专项行动。")
head(board)
waits = board.to_sign_total + board.to_watch_total
left, right = st.columns(2, gap="large") if waits else (st.container(), None)
with left:
    section("各单位整改进展", "含下级单位，逾期多的在前")
    stacked_bars([unit_row(line) for line in board.lines[:UNITS_SHOWN]], PROGRESS, unit="问题数")
    if len(board.cards) == 1:
        page_link("单位对比", "unit_comparison", campaign=board.cards[0].id)
if right is not None:
    with right:
        matters("待我审批", board.to_sign, board.to_sign_total)
        matters("需要关注", board.to_watch, board.to_watch_total)
section("各专项行动")
heads = [*STAGE_HEADS, *(PROVIDER_HEADS if board.cards[0].over_line is not None else ())]
figure_table(heads, [stage_row(card) for card in board.cards], caption="各专项行动进度")
section("整改情况", DENOMINATOR_NOTE)
rows: list[list[Figure | str]] = [
    [card.name, *finding_figures(card.progress, card.id)] for card in board.cards
]
if len(board.cards) == 1:
    key = board.cards[0].id
    units = [line for line in board.lines if line.id != PROVIDERS][:UNITS_SHOWN]
    rows += [[line.name, *finding_figures(line.progress, key, unit=line.id)] for line in units]
figure_table(["专项行动和单位", *FINDING_HEADS], rows, caption="整改情况")
