"""The close-out steps of a campaign as a list that grows and shrinks."""

import streamlit as st

from domain.permissions import ROLE_NAMES, Role
from domain.workflow import Step, StepKind
from services.actor import Actor
from services.campaign_settings import set_close_out
from services.campaigns import CampaignView
from ui.forms import Form

KINDS = {"review": "审核", "verify": "现场验收", "publicity": "公示", "strike": "销号"}
CHECKERS = {
    role.value: ROLE_NAMES[role] for role in (Role.OFFICE, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE)
}


def close_out_form(actor: Actor, view: CampaignView) -> None:
    """The steps between a submitted rectification and 销号, as a list that can grow and shrink."""
    key = f"steps-{view.id}-{view.version}"
    st.session_state.setdefault(key, len(view.steps))
    form = Form(key)
    steps = [
        step_row(form, number, view.steps[number] if number < len(view.steps) else None)
        for number in range(st.session_state[key])
    ]
    with st.container(horizontal=True):
        if st.button("增加一步", key=f"{key}-more"):
            st.session_state[key] += 1
            st.rerun()
        if st.button("去掉最后一步", key=f"{key}-less", disabled=len(steps) < 2):
            st.session_state[key] -= 1
            st.rerun()
    reason = form.reason("修改理由")
    if form.submit("保存销号程序"):
        with form.told():
            set_close_out(actor, view.id, steps, reason, view.version)
            form.done("销号程序已保存。")
            st.rerun()


def step_row(form: Form, number: int, step: Step | None) -> dict[str, object]:
    """One step in one line."""
    name_at, kind_at, roles_at, days_at, two_at = st.columns([3, 2, 4, 2, 2], vertical_alignment="bottom")
    with name_at:
        name = form.text(f"name_{number}", f"第{number + 1}步", step.name if step else "", max_chars=30)
    with kind_at:
        kind = form.choice(
            f"kind_{number}", "性质", KINDS, step.kind.value if step else "review", required=True
        )
    with roles_at:
        stands = [role.value for role in step.roles if role.value in CHECKERS] if step else []
        roles = form.choices(f"roles_{number}", "谁办理", CHECKERS, stands)
    with days_at:
        days = form.number(f"days_{number}", "公示工作日", step.publicity_days if step else 0, max_value=60)
    with two_at:
        two = form.tick(f"two_{number}", "两人以上", step.two_people if step else False)
    return {
        "name": name,
        "kind": StepKind(kind or "review"),
        "roles": tuple(Role(role) for role in roles),
        "publicity_days": days,
        "two_people": two,
    }
