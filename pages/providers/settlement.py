"""结算详情: the arithmetic of one quarter, its gate, and the approval."""

import streamlit as st

from domain.permissions import Action, ruling
from services.settlement_today import sums_today
from services.settlements import (
    SettlementRow,
    approve_settlement,
    read_settlement,
    settlement_history,
)
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import simple_table
from ui.page import Step, facts, next_step, page_head, section
from ui.settlement_ends import draw_cancelling, draw_revocation
from ui.settlement_gate import show_gate
from ui.table import Cell, Column
from ui.timeline import show_timeline
from ui.wording import moment_text, yuan, yuan_cell

LINES = (
    Column("number", "处置编号", link=True),
    Column("clause", "依据"),
    Column("fen", "扣减（元）", align="right"),
)
BADGES = {
    "draft": Badge("待审批", "◔", "active"),
    "approved": Badge("已批准", "✓", "good"),
    "cancelled": Badge("已作废", "×", "ended"),
}


def show_sums(row: SettlementRow) -> None:
    """Funds, less what is taken off."""
    facts(
        {
            "项目资金": yuan(row.base_fen),
            "废单": yuan(row.voided_fen) + (f"（{row.voided_note}）" if row.voided_note else ""),
            "扣减": yuan(row.deducted_fen),
            "应付": yuan(row.payable_fen),
        }
    )
    if row.decided_at or row.opinion:
        facts({"审批时间": moment_text(row.decided_at), "意见": row.opinion})
    lines: list[dict[str, Cell]] = [
        {
            "id": int(str(one["decision_id"])),
            "number": str(one["number"]),
            "clause": str(one["clause"]),
            "fen": yuan_cell(int(str(one["fen"]))),
        }
        for one in row.lines
    ]  # fmt: skip
    if lines:
        section("生效的扣减决定")
        simple_table(lines, LINES, key="lines", opens="decision", caption="扣减")


def approve(row: SettlementRow) -> None:
    """A leader's answer."""
    form = Form(f"approve-{row.id}", version=row.version)
    opinion = form.area("opinion", "审批意见", required=True, height=80)
    despite = form.area("despite", "仍予批准的理由（有未办结事项时填写）", height=80) if row.obstacles else ""
    if form.submit("批准结算"):
        with form.told():
            approve_settlement(actor, row.id, form.version, opinion, despite=despite)
            form.done("结算已批准。")
            st.rerun()


actor = guard(Action.SETTLEMENT_READ)
with required():
    row = read_settlement(actor, id_param())
where: list[Step] = ["服务单位", ("结算与续签", page_url("settlements"))]
where.append((row.provider, page_url("provider", id=row.provider_id)))
page_head(f"{row.contract} {row.period} 结算", where=where, badges=[BADGES[row.state]])
if row.state == "draft":
    next_step(
        "等待领导审批。"
        if not row.obstacles
        else f"有 {len(row.obstacles)} 项未办结，办结后才能批准；领导写明理由的除外。"
    )
if (today := sums_today(actor, row.id)) is not None:
    next_step(f"编制以后扣减有变化，批准时按今日生效的决定计算：{today.sentence()}。")
show_sums(row)
show_gate(row)
if row.state == "draft" and ruling(actor.role, Action.SETTLEMENT_APPROVE).allowed:
    section("审批")
    approve(row)
if row.state == "draft" and ruling(actor.role, Action.SETTLEMENT_EDIT).allowed:
    draw_cancelling(actor, row)
if row.state == "approved" and ruling(actor.role, Action.SETTLEMENT_APPROVE).allowed:
    draw_revocation(actor, row)
section("经过")
show_timeline(settlement_history(actor, row.id))
