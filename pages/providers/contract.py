"""合同详情: one contract: its terms, its elements, whether it may be renewed, how it ended."""

from datetime import timedelta

import streamlit as st

from domain.amounts import yuan as exact
from domain.permissions import Action, ruling
from services import clock
from services.contract_list import ContractRow, contract_history, read_contract, renewal_proof
from services.contracts import end_contract, extend_contract, renew_contract
from services.renewals import renewal_eligibility
from ui.contract_corrections import draw_correction, draw_resumption
from ui.contract_form import contract_fields, missing_elements
from ui.forms import Form
from ui.guard import guard, required, told
from ui.links import id_param, open_page, page_link, page_url
from ui.page import Step, facts, next_step, page_head, section
from ui.plain import plain
from ui.provider_words import contract_badge
from ui.timeline import show_timeline
from ui.wording import day_text, yuan


def show_terms(contract: ContractRow) -> None:
    """What was agreed."""
    missing = missing_elements(contract.terms)
    facts(
        {
            "名称": contract.title,
            "购买主体": contract.buyer,
            "期限": f"{day_text(contract.start)}至{day_text(contract.end)}",
            "服务区域和项目": contract.reach or "不限",
            "全年资金": yuan(contract.annual_fen),
            "每季度资金": yuan(contract.quarter_fen),
            "合同要素": f"缺：{'、'.join(missing)}" if missing else "齐全",
        }
    )
    if contract.ended_on:
        facts({"终止日": day_text(contract.ended_on), "原因": contract.end_reason})
    for change in contract.changes:
        st.caption(plain(f"{change['on']} 由{change['from']}延长至{change['to']}：{change['reason']}"))


def show_eligibility(contract: ContractRow) -> None:
    """Whether the provider may be renewed after this contract, with the proof."""
    with told():
        proof = renewal_eligibility(actor, contract.provider_id, contract.end)
        if proof is None:
            return
        section("续签资格", f"{proof.rule} {proof.clause}".strip())
        words = f"可以续签{proof.years}年" if proof.years else "目前不具备续签条件"
        facts({"结论": words, "依据的数据": proof.why})
        if proof.verdict_id:
            page_link("查看判定", "verdict", id=proof.verdict_id)


def extend(contract: ContractRow) -> None:
    """A later end."""
    with st.expander("延长合同"):
        form = Form(f"extend-{contract.id}", version=contract.version)
        end = form.day("end", "延长至", contract.end + timedelta(days=90), required=True)
        reason = form.reason("延长的原因")
        if form.submit("延长") and form.filled(end="请填写日期"):
            with form.told():
                assert end is not None  # noqa: S101 - `filled` has asked
                extend_contract(actor, contract.id, form.version, end, reason)
                form.done("合同已延长。")
                st.rerun()


def renew(contract: ContractRow) -> None:
    """A contract that follows."""
    with st.expander("续签合同"):
        start = contract.end + timedelta(days=1)
        form = Form(f"renew-{contract.id}", version=contract.version)
        initial = {
            "title": contract.title, "buyer": contract.buyer, "start": start,
            "annual": exact(contract.annual_fen), "quarter": exact(contract.quarter_fen),
            "area": contract.area, "service": contract.service,
        }  # fmt: skip
        values = contract_fields(form, actor, initial)
        exception = form.area("exception", "例外理由（不具备续签条件而续签时填写）", height=80)
        if form.submit("续签") and form.filled(start="请填写起始日", end="请填写终止日"):
            with form.told():
                new = renew_contract(actor, contract.id, form.version, values, exception=exception)
                form.done("已续签。")
                open_page("contract", id=new)


def end(contract: ContractRow) -> None:
    """An end by agreement; a termination needs a decision."""
    with st.expander("终止合同"):
        st.caption("因违约解除合同须走处置程序（判定—告知—批准—送达），决定生效时合同自动解除。")
        form = Form(f"end-{contract.id}", version=contract.version)
        day = form.day("day", "终止日", clock.today(), required=True)
        reason = form.reason("终止的原因")
        if form.submit("终止合同", danger=True) and day is not None:
            with form.told():
                end_contract(actor, contract.id, form.version, day, reason)
                form.done("合同已终止。")
                st.rerun()


actor = guard(Action.CONTRACT_READ)
with required():
    contract = read_contract(actor, id_param())
where: list[Step] = ["服务单位", ("合同", page_url("contracts"))]
where.append((contract.provider, page_url("provider", id=contract.provider_id)))
page_head(f"合同 {contract.number}", where=where, badges=[contract_badge(contract)])
if contract.run_out:
    next_step("合同期已届满，请办理终止或续签。")
show_terms(contract)
if contract.decision_id:
    page_link("查看解除合同的处置", "decision", id=contract.decision_id)
proven = renewal_proof(actor, contract.id)
if proven:
    facts({"续签时的证明": f"可续签{proven.years}年：{proven.arithmetic}"})
show_eligibility(contract)
if ruling(actor.role, Action.CONTRACT_EDIT).allowed:
    section("办理")
    if contract.state == "running":
        extend(contract)
        draw_correction(actor, contract)
        end(contract)
    draw_resumption(actor, contract)
    if contract.state != "terminated":
        renew(contract)
section("经过")
show_timeline(contract_history(actor, contract.id))
