"""结算与续签: what is to be paid for the quarter, what stands in the way, who may be renewed or recommended?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.contract_list import list_contracts
from services.settlements import SettlementRow, list_settlements, prepare_settlement
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page, page_link
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import yuan_cell

COLUMNS = (
    Column("period", "季度", link=True),
    Column("provider", "服务单位", wrap=True),
    Column("state", "状态"),
    Column("payable", "应付（元）", align="right"),
    Column("base", "项目资金（元）", align="right"),
    Column("voided", "废单（元）", align="right"),
    Column("deducted", "扣减（元）", align="right"),
    Column("contract", "合同"),
)
MOST_CHOICES = 10_000  # contracts to choose from: all of them
STATES = {"draft": "待审批", "approved": "已批准", "cancelled": "已作废"}


def badge(state: str) -> Badge:
    """State of a settlement."""
    known = {"draft": Badge("待审批", "◔", "active"), "approved": Badge("已批准", "✓", "good")}
    return known.get(state, Badge("已作废", "×", "ended"))


def line(row: SettlementRow) -> dict[str, Cell]:
    """A settlement as a row."""
    return {
        "id": row.id,
        "period": row.period,
        "provider": row.provider,
        "contract": row.contract,
        "base": yuan_cell(row.base_fen),
        "voided": yuan_cell(row.voided_fen),
        "deducted": yuan_cell(row.deducted_fen),
        "payable": yuan_cell(row.payable_fen),
        "state": badge(row.state),
    }


def prepare() -> None:
    """A new settlement."""
    with st.expander("编制结算"):
        contracts = {
            str(row.id): f"{row.number} {row.provider}"
            for row in list_contracts(actor, size=MOST_CHOICES).rows
        }
        form = Form("settlement-new")
        contract = form.choice("contract_id", "合同", contracts, required=True)
        left, middle, right = st.columns(3)
        with left:
            period = form.text("period", "季度", required=True, placeholder="例如 2026Q1")
        with middle:
            base = form.text("base", "项目资金（元）", placeholder="不填即合同的季度资金")
        with right:
            voided = form.text("voided", "废单金额（元）", placeholder="没有填 0")
        note = form.text("voided_note", "废单数量和依据", max_chars=1000)
        if form.submit("编制") and form.filled(contract_id="请选择合同", period="请填写季度"):
            values = {
                "contract_id": int(contract), "period": period, "base": base, "voided": voided,
                "voided_note": note,
            }  # fmt: skip
            with form.told():
                new = prepare_settlement(actor, values)
                form.done("结算已编制，等待领导审批。")
                open_page("settlement", id=new)


actor = guard(Action.SETTLEMENT_READ)
page_head("结算与续签", where=["服务单位"])
if ruling(actor.role, Action.SETTLEMENT_EDIT).allowed:
    prepare()
view = Listing("settlements")
with view.filters():
    period = view.text("period", "季度", width=140, placeholder="2026Q1")
    state = view.choice("state", "状态", STATES)
total, found = list_settlements(actor, period=period, state=state, page=view.page, size=view.size)
view.count(total)
view.table(
    [line(row) for row in found],
    COLUMNS,
    total=total,
    opens="settlement",
    caption="季度结算",
    nothing=("没有符合条件的结算", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出季度结算", "季度结束后由专项办编制，领导批准。"),
)
st.caption("续签资格在合同详情中查看：合同 › 续签资格。")
if ruling(actor.role, Action.VERDICT_READ).allowed:
    page_link("评优推荐：谁可以推荐，谁不得参评", "awards")
