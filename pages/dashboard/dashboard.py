"""总览: where do the campaigns stand, what is wrong, who is late, and what needs my signature?"""

import streamlit as st

from domain.permissions import Action
from domain.phases import due_sentence
from domain.rectification import DENOMINATOR_NOTE
from services import clock
from services.dashboard import PROVIDERS, CampaignCard, Dashboard, UnitLine, dashboard
from ui.board import (
    FINDING_HEADS,
    address,
    finding_figures,
    findings_url,
    follow,
    rate,
    task_url,
    told_amount,
    told_rate,
)
from ui.campaigns import summary_url
from ui.charts import PROGRESS, stacked_bars
from ui.figure_table import Figure, count, figure_table
from ui.guard import guard
from ui.links import id_param, page_link, page_url
from ui.page import empty, figures, page_head, section

UNITS_SHOWN = 14
REPORTED, RATE, OVERDUE = "自查报送", "整改率（按项）", "逾期未整改"


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
            f"{found.done}/{found.due} 项；按金额 {by_amount}（{told_amount(found)}）",
        ),
        OVERDUE: (str(found.overdue), f"整改中共 {found.open} 项；另有长期坚持 {found.ongoing} 项"),
    }
    figures(values, lambda label: follow(first_rows(board, label)))


def first_rows(board: Dashboard, label: str) -> str:
    """The rows behind a figure, of the campaign that has most of them; the table below opens the others."""
    if label == REPORTED:
        card = max(board.cards, key=lambda one: one.coverage.missing)
        return summary_url(card.id, standing="missing" if card.coverage.missing else "")
    if label == RATE:
        card = max(board.cards, key=lambda one: one.progress.due)
        return findings_url(card.id, "due")
    card = max(board.cards, key=lambda one: one.progress.overdue)
    return findings_url(card.id, "overdue")


def campaign_row(card: CampaignCard) -> list[Figure | str]:
    """A campaign with a link behind every number."""
    phase = (
        f"{card.phase}（{due_sentence(card.phase_end, clock.today())}）" if card.phase else "没有进行中的阶段"
    )
    cover = Figure(told_rate(card.coverage.received, card.coverage.expected), summary_url(card.id))
    return [
        card.name,
        Figure(phase, address("campaign", campaign=card.id)),
        cover,
        count(card.coverage.missing, summary_url(card.id, standing="missing")),
        *finding_figures(card.progress, card.id),
        *providers(card),
    ]


def providers(card: CampaignCard) -> list[Figure]:
    """Providers over a line, and bans that somebody let pass; not for those who may not read verdicts."""
    if card.over_line is None or card.overrides is None:
        return []
    over = count(card.over_line, address("provider_comparison", campaign=card.id), bad=True)
    return [over, count(card.overrides, address("bans"), bad=True)]


def unit_row(line: UnitLine) -> tuple[str, tuple[int, int, int]]:
    """A bar: done, in time, overdue."""
    return line.name, (line.progress.done, line.progress.in_time, line.progress.overdue)


def signing(board: Dashboard) -> None:
    """What waits for a signature, in the order of its urgency."""
    section("待我审批", f"共 {board.to_sign_total} 件" if board.to_sign_total else "")
    if not board.to_sign:
        st.caption("现在没有需要您签批的事项。")
        return
    rows: list[list[Figure | str]] = [
        [item.title, Figure(item.step, task_url(item)), Figure(item.unit)] for item in board.to_sign
    ]
    figure_table(["事项", "办理", "单位"], rows, caption="待我审批")
    if board.to_sign_total > len(board.to_sign):
        page_link("查看全部待办", "todo")


actor = guard(Action.DASHBOARD_READ)
board = dashboard(actor, campaign_id=id_param("campaign"))
page_head(
    "总览", where=["看板", *([("全部进行中的行动", page_url("dashboard"))] if id_param("campaign") else [])]
)
if not board.cards:
    empty("这里显示各专项行动的总体情况", "目前没有进行中的专项行动。", "专项办创建专项行动后会出现在这里。")
    st.stop()
head(board)
left, right = st.columns([3, 2], gap="large") if board.to_sign_total else (st.container(), None)
with left:
    section("各单位整改进展", "含下级村居，逾期多的在前")
    stacked_bars([unit_row(line) for line in board.lines[:UNITS_SHOWN]], PROGRESS, unit="问题数")
    if len(board.cards) == 1:
        page_link("单位对比", "unit_comparison", campaign=board.cards[0].id)
if right is not None:
    with right:
        signing(board)
section("各专项行动", DENOMINATOR_NOTE)
names = ["专项行动", "当前阶段", "自查报送", "未报", *FINDING_HEADS]
names += ["触线服务单位", "禁入特批"] if board.cards[0].over_line is not None else []
figure_table(names, [campaign_row(card) for card in board.cards], caption="各专项行动")
if board.lines and len(board.cards) == 1:
    section("各单位")
    card = board.cards[0]
    rows: list[list[Figure | str]] = [
        [line.name, *finding_figures(line.progress, card.id, unit=line.id)]
        for line in board.lines
        if line.id != PROVIDERS
    ]
    figure_table(["镇街", *FINDING_HEADS], rows, caption="各单位整改情况")
