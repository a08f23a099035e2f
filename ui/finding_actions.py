"""The forms of a finding's page: one act at a time, only what the person may do now.

Each form sends the version that was on the screen when the page was opened. When somebody else changed the
finding meanwhile, the first attempt tells what; what was typed stays, and the next attempt applies it.
"""

from collections.abc import Callable

import streamlit as st

from domain.errors import Conflict
from domain.permissions import Action
from domain.workflow import Move, State, StepKind
from services.actor import Actor
from services.findings_detail import FindingDetail
from ui.finding_check_forms import look_back_form, pass_form, return_form
from ui.finding_office_forms import (
    assign_form,
    escalate_form,
    ongoing_form,
    remind_form,
    transfer_link,
    withdraw_form,
)
from ui.finding_unit_forms import extension_form, progress_form, receive_form, submit_form

Send = Callable[[Callable[[int], object]], None]
Draw = Callable[[Actor, FindingDetail, Send], None]


def _acts(detail: FindingDetail) -> dict[str, Draw]:
    """What the actor may do, the most urgent first."""
    can, step = detail.can, detail.can.step
    wait = detail.state is State.PUBLISHED and step is not None and step.kind is not StepKind.PUBLICITY
    again = detail.state is not State.REGISTERED
    offered: tuple[tuple[object, str, Draw], ...] = (
        (Move.RECEIVE, "签收", receive_form),
        (Move.PASS, step.name if step and not wait else "公示期满后办理", pass_form),
        (Move.RETURN, "退回整改", return_form),
        (Move.ASSIGN, "重新交办" if again else "交办", assign_form),
        (Move.SUBMIT, "报送整改结果", submit_form),
        (Move.PROGRESS, "更新进展", progress_form),
        (Action.EXTENSION_ASK, "申请延期", extension_form),
        (Action.FINDING_LOOK_BACK, "回头看", look_back_form),
        (Action.REMIND, "催办", remind_form),
        (Action.FINDING_ESCALATE, "督办升级", escalate_form),
        (Move.TO_ONGOING, "转为长期坚持", ongoing_form),
        (Move.TRANSFER, "移送线索", transfer_link),
        (Move.WITHDRAW, "撤销", withdraw_form),
    )
    return {label: draw for what, label, draw in offered if isinstance(what, Move | Action) and can.may(what)}


def show_actions(actor: Actor, detail: FindingDetail) -> None:
    """The choice of acts and the form of the chosen one."""
    acts = _acts(detail)
    if not acts:
        return
    key = f"finding-{detail.id}-act"
    seen = f"finding-{detail.id}-seen"
    if key not in st.session_state:
        st.session_state[seen] = detail.version  # the page has just been opened
    elif st.session_state[key] not in acts:
        del st.session_state[key]

    def send(act: Callable[[int], object]) -> None:
        """Act on the version that was read; after a conflict the next attempt is on the present one."""
        try:
            act(int(st.session_state.get(seen, detail.version)))
        except Conflict:
            st.session_state[seen] = detail.version
            raise
        st.session_state.pop(seen, None)
        st.session_state.pop(key, None)

    with st.container(border=True, key=f"finding-acts-{detail.id}"):
        chosen = st.radio("办理", list(acts), horizontal=True, key=key)
        acts[chosen](actor, detail, send)
