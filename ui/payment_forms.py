"""Payments on the page of a decision: what came in, the entry of a payment, and of one that was a mistake."""

import streamlit as st

from domain.decisions import DecisionState
from domain.permissions import Action, ruling
from services import clock
from services.actor import Actor
from services.decision_reading import DecisionView
from services.payment_entry import record_payment, withdraw_payment
from ui.forms import Form
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column
from ui.wording import day_text, yuan

_COLUMNS = (
    Column("paid_on", "缴款日期"),
    Column("amount", "金额", align="right"),
    Column("receipt", "凭证"),
    Column("by", "登记人"),
    Column("withdrawn", "撤销"),
)


def show_payments(view: DecisionView) -> None:
    """What came in, withdrawn entries too."""
    if not view.payments:
        return
    section("缴款", f"还应缴{yuan(view.outstanding_fen)}" if view.outstanding_fen else "已缴清")
    rows: list[dict[str, Cell]] = [
        {
            "paid_on": day_text(one.paid_on),
            "amount": yuan(one.amount_fen),
            "receipt": one.receipt,
            "by": one.by or None,
            "withdrawn": one.withdrawn or None,
        }
        for one in view.payments
    ]
    simple_table(rows, _COLUMNS, key="payments", caption="缴款")


def draw_payment(actor: Actor, view: DecisionView) -> None:
    """The entry of a payment, the whole or an instalment."""
    with st.expander("登记缴款"):
        form = Form(f"pay-{view.row.id}", version=view.row.version)
        with form:
            st.caption(f"还应缴{yuan(view.outstanding_fen)}。分期缴的，每缴一次登记一次。")
            values: dict[str, object] = {
                "paid_on": form.day("paid_on", "缴款日期", clock.today(), required=True),
                "amount_fen": form.text("amount_fen", "缴款金额（元）", help="不填就是全部缴清"),
                "receipt": form.text(
                    "receipt", "缴款凭证", required=True, placeholder="例如：非税收入票据号"
                ),
            }
            if form.submit("登记缴款"):
                with form.told():
                    paid = record_payment(actor, view.row.id, form.version, values)
                    late = f"，逾期{paid.late}天" if paid.late else ""
                    left = f"已登记，还应缴{yuan(paid.left_fen)}" if paid.left_fen else "已登记缴清"
                    form.done(f"{left}{late}。")
                    st.rerun()


def draw_correction(actor: Actor, view: DecisionView) -> None:
    """The withdrawal of a payment that was entered wrongly."""
    standing = {
        str(one.id): f"{day_text(one.paid_on)} {yuan(one.amount_fen)} {one.receipt}"
        for one in view.payments
        if not one.withdrawn
    }
    if not standing or not may_correct(actor, view):
        return
    with st.expander("撤销登记错的缴款"):
        form = Form(f"unpay-{view.row.id}", version=view.row.version)
        with form:
            st.caption("登记错了决定、日期或金额的，撤销后重新登记；撤销的记录照样保留。")
            only = next(iter(standing)) if len(standing) == 1 else ""
            picked = form.choice("payment", "哪一笔", standing, only, required=True)
            reason = form.reason("撤销的理由")
            if form.submit("撤销这笔缴款", danger=True) and form.filled(payment="请选择一笔缴款。"):
                with form.told():
                    left = withdraw_payment(actor, view.row.id, form.version, int(picked), reason)
                    form.done(f"已撤销，还应缴{yuan(left)}。")
                    st.rerun()


def may_correct(actor: Actor, view: DecisionView) -> bool:
    """Whether to offer the withdrawal; the service asks again and says why not."""
    correctable = {DecisionState.IN_FORCE, DecisionState.FULFILLED, DecisionState.EXPIRED}
    may = ruling(actor.role, Action.DECISION_SERVE).allowed
    return may and view.row.state in correctable and view.settled_in is None
