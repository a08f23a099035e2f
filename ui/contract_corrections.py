"""Putting a contract right: what was typed wrongly, and an end that was a mistake."""

from functools import partial

import streamlit as st

from domain.amounts import yuan as exact
from services.actor import Actor
from services.contract_corrections import correct_contract, may_resume, resume_contract
from services.contract_list import ContractRow
from ui.contract_form import contract_fields
from ui.forms import Form
from ui.reasoned import reasoned


def draw_correction(actor: Actor, contract: ContractRow) -> None:
    """All that was typed, to be put right."""
    with st.expander("更正合同"):
        st.caption("登记时写错了的在这里更正，原来的内容留在经过里；双方另行约定延长的，用“延长合同”。")
        form = Form(f"correct-{contract.id}", version=contract.version)
        initial = {
            "number": contract.number, "title": contract.title, "buyer": contract.buyer, "start": contract.start,
            "end": contract.end, "annual": exact(contract.annual_fen), "quarter": exact(contract.quarter_fen),
            "area": contract.area, "service": contract.service, "terms": contract.terms,
        }  # fmt: skip
        values = contract_fields(form, actor, initial)
        reason = form.reason("更正的原因")
        if form.submit("更正合同") and form.filled(start="请填写起始日", end="请填写终止日"):
            with form.told():
                correct_contract(actor, contract.id, form.version, values, reason)
                form.done("合同已更正，有关判定已重新计算。")
                st.rerun()


def draw_resumption(actor: Actor, contract: ContractRow) -> None:
    """A contract that was ended by mistake, or by a decision that was revoked since."""
    if not may_resume(actor, contract.id):
        return
    reasoned(
        f"resume-{contract.id}", contract.version, partial(resume_contract, actor, contract.id),
        title="恢复合同", label="恢复的原因", said="合同已恢复履行。",
        caption="误点终止的，或者解除合同的处置已经撤销的，可以恢复履行；原来的终止留在经过里。",
    )  # fmt: skip
