"""Taking a settlement back: a draft by the office, an approved one by a leader."""

import streamlit as st

from services.actor import Actor
from services.settlement_revocation import revoke_settlement
from services.settlements import SettlementRow, cancel_settlement
from ui.forms import Form


def draw_cancelling(actor: Actor, row: SettlementRow) -> None:
    """The office takes it back."""
    with st.expander("作废"):
        form = Form(f"cancel-{row.id}", version=row.version)
        reason = form.reason("作废的原因")
        if form.submit("作废", danger=True):
            with form.told():
                cancel_settlement(actor, row.id, form.version, reason)
                form.done("结算已作废，可以重新编制。")
                st.rerun()


def draw_revocation(actor: Actor, row: SettlementRow) -> None:
    """A leader takes back what was approved."""
    with st.expander("撤销批准"):
        st.caption(
            "批错了的，撤销以后扣减的款项重新待结算，这个季度可以重新编制；已经支付的款项请另行追回或者补付。"
        )
        form = Form(f"revoke-{row.id}", version=row.version)
        reason = form.reason("撤销的原因")
        if form.submit("撤销结算", danger=True):
            with form.told():
                revoke_settlement(actor, row.id, form.version, reason)
                form.done("结算已撤销，可以重新编制。")
                st.rerun()
