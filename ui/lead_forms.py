"""What is recorded of a lead on its way: the receipt of the hand-over, and what came back."""

from functools import partial

import streamlit as st

from domain.leads import LeadState, LeadStep, may_step
from services import clock
from services.actor import Actor
from services.lead_letter import letter_defaults, write_letter
from services.lead_reading import LeadDetail
from services.lead_work import hand_over, record_outcome, reopen_lead
from ui.forms import Form
from ui.leads import DESTINATIONS
from ui.listing import WORD
from ui.page import section
from ui.reasoned import reasoned


def draw_steps(actor: Actor, lead: LeadDetail) -> None:
    """What the state of the lead lets somebody record."""
    if may_step(lead.state, LeadStep.HAND_OVER):
        _letter(actor, lead)
    if lead.state is LeadState.RECEIVED:
        section("登记移送和回执")
        _hand_over(actor, lead)
    elif may_step(lead.state, LeadStep.HAND_OVER):
        with st.expander("更正移送登记"):
            _hand_over(actor, lead)
    if may_step(lead.state, LeadStep.ANSWER):
        _outcome(actor, lead)
    if may_step(lead.state, LeadStep.REOPEN):
        _reopen(actor, lead)


def _hand_over(actor: Actor, lead: LeadDetail) -> None:
    """The receipt, and what was written of it where it is put right."""
    initial = {"receiver": lead.receiver, "receiver_person": lead.receiver_person,
               "receipt_number": lead.receipt_number}  # fmt: skip
    form = Form(f"hand-over-{lead.id}", draft_of=actor, initial=initial, version=lead.version)
    to = form.choice(
        "destination", "移送去向", DESTINATIONS, lead.destination.value, required=True, radio=True
    )
    day = form.day("handed_over_on", "移送日期", lead.handed_over_on or clock.today(), required=True)
    receiver = form.text("receiver", "接收单位", required=True, max_chars=100)
    person = form.text("receiver_person", "接收人", required=True, max_chars=40)
    number = form.text("receipt_number", "回执编号", max_chars=60)
    if form.submit("更正移送登记" if lead.handed_over_on else "登记移送"):
        with form.told():
            values: dict[str, object] = {
                "destination": to,
                "handed_over_on": day,
                "receiver": receiver,
                "receiver_person": person,
                "receipt_number": number,
            }
            hand_over(actor, lead.id, values, form.version)
            form.done("移送已登记。")
            st.rerun()


def _reopen(actor: Actor, lead: LeadDetail) -> None:
    """A closed lead goes on."""
    act = partial(reopen_lead, actor, lead.id)
    said = "线索已恢复办理。"
    reasoned(f"reopen-{lead.id}", lead.version, act, title="恢复办理", label="恢复办理的理由", said=said)


def _letter(actor: Actor, lead: LeadDetail) -> None:
    """The letter that goes with the lead; it is not registered among the documents that others see."""
    with st.expander("生成移送函（Word）"):
        initial = letter_defaults(actor, lead.id)
        form = Form(f"lead-letter-{lead.id}", initial=initial, version=lead.version)
        st.caption("内容取自本线索，只写事实，不写性质；不进入文书登记，生成情况记入本组日志。")
        texts = {
            "number": form.text("number", "发文字号", max_chars=60, help="按本单位登记的字号填写，没有就留空"),
            "secrecy": form.text("secrecy", "密级和保密期限", max_chars=20, placeholder="按需填写"),
            "addressee": form.text("addressee", "主送", required=True, max_chars=100),
            "issuer": form.text("issuer", "移送单位署名", required=True, max_chars=100),
            "subject_status": form.text(
                "subject_status", "政治面貌、是否监察对象", max_chars=100, placeholder="不清楚的留空，印为“待核实”"
            ),
            "source": form.area("source", "线索来源", required=True, height=70, max_chars=300),
            "evidence": form.area("evidence", "证据材料目录（一行一件）", height=110, max_chars=8000),
            "basis": form.area(
                "basis", "移送依据", required=True, height=90, max_chars=1000,
                placeholder="写明法律条款和方案条款，例如：《中华人民共和国监察法》第三十七条；本方案关于移送的规定",
            ),
            "contact": form.text("contact", "联系人", max_chars=40),
            "phone": form.text("phone", "联系电话", max_chars=40),
        }  # fmt: skip
        day = form.day("day", "成文日期", clock.today(), required=True)
        if form.submit("生成移送函"):
            with form.told():
                letter = write_letter(actor, lead.id, {**texts, "day": day})
                st.success("已生成，请下载后核对、签发。")
                st.download_button(
                    "下载移送函", letter.content, letter.file_name, WORD, key="letter", on_click="ignore"
                )


def _outcome(actor: Actor, lead: LeadDetail) -> None:
    """What came back, in the receiver's words."""
    section("登记反馈结果", "按接收单位的答复如实填写")
    form = Form(f"outcome-{lead.id}", initial={"outcome": lead.outcome}, version=lead.version)
    day = form.day("answered_on", "反馈日期", clock.today(), required=True)
    outcome = form.area("outcome", "处置结果", required=True, height=120, max_chars=2000)
    if form.submit("保存反馈结果"):
        with form.told():
            record_outcome(actor, lead.id, {"answered_on": day, "outcome": outcome}, form.version)
            form.done("反馈结果已登记。")
            st.rerun()
