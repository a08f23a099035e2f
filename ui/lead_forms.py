"""What is recorded of a lead on its way: the receipt of the hand-over, and what came back."""

import streamlit as st

from services import clock
from services.actor import Actor
from services.lead_reading import LeadDetail
from services.lead_work import hand_over, record_outcome
from ui.forms import Form
from ui.leads import DESTINATIONS
from ui.page import section


def hand_over_form(actor: Actor, lead: LeadDetail) -> None:
    """The receipt."""
    section("登记移送和回执")
    form = Form(f"hand-over-{lead.id}", draft_of=actor, version=lead.version)
    to = form.choice(
        "destination", "移送去向", DESTINATIONS, lead.destination.value, required=True, radio=True
    )
    day = form.day("handed_over_on", "移送日期", clock.today(), required=True)
    receiver = form.text("receiver", "接收单位", required=True, max_chars=100)
    person = form.text("receiver_person", "接收人", required=True, max_chars=40)
    number = form.text("receipt_number", "回执编号", max_chars=60)
    if form.submit("登记移送"):
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


def outcome_form(actor: Actor, lead: LeadDetail) -> None:
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
