"""What the pages of leads share: the badge, and the fields in which a lead is written down."""

from collections.abc import Mapping

import streamlit as st

from domain.leads import DESTINATION_NAMES, STATE_NAMES, LeadState
from services.leads import LeadChoices
from ui.badges import Badge, Tone
from ui.forms import Form
from ui.visits import quiet

_STATES: dict[LeadState, tuple[str, Tone]] = {
    LeadState.RECEIVED: ("○", "soon"),
    LeadState.HANDED_OVER: ("◑", "active"),
    LeadState.ANSWERED: ("◕", "active"),
    LeadState.CLOSED: ("✓", "good"),
}
DESTINATIONS = {one.value: name for one, name in DESTINATION_NAMES.items()}


def lead_badge(state: LeadState) -> Badge:
    """State of a lead."""
    sign, tone = _STATES[state]
    return Badge(STATE_NAMES[state], sign, tone)


def lead_fields(form: Form, choices: LeadChoices) -> dict[str, object]:
    """The fields of a lead; what is not filled in is left out, so that the service names it."""
    nature = form.choice("nature", "问题性质", choices.natures, required=True)
    _explain(choices, nature)
    stage = form.choice("stage", "发生环节", choices.stages, required=True)
    subject = form.text("subject", "被反映人或单位", required=True, max_chars=200)
    post = form.text("subject_post", "被反映人单位及职务", max_chars=200)
    st.caption("主要问题只写时间、地点、行为、金额等事实，不作定性。")
    facts = form.area("facts", "主要问题（事实）", required=True, height=180, max_chars=8000)
    amount = form.text("amount_fen", "涉及金额（元）", "0")
    taken = form.area("measures_taken", "已采取的处理（停发、整改等）", height=80, max_chars=2000)
    destination = form.choice(
        "destination", "移送去向（按干部管理权限）", DESTINATIONS, required=True, radio=True
    )
    values: Mapping[str, object] = {
        "nature": nature,
        "stage": stage,
        "subject": subject,
        "subject_post": post,
        "facts": facts,
        "amount_fen": amount,
        "measures_taken": taken,
        "destination": destination,
    }
    return {name: value for name, value in values.items() if value != ""}


def _explain(choices: LeadChoices, nature: str) -> None:
    """Examples and the usual route of a nature, as the scheme gives them."""
    examples = "、".join(choices.examples.get(nature, ()))
    route = choices.routes.get(nature, "")
    told = [f"常见表现：{examples}" if examples else "", f"通常去向：{route}" if route else ""]
    if any(told):
        quiet("；".join(one for one in told if one))
