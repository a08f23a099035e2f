"""The forms of a finding's page: one act at a time, only what the person may do now.

Each form sends the version that was on the screen when it was opened (`ui.forms.Form.version`), so that two
people on one finding are told of each other, and what was typed stays.
"""

from collections.abc import Callable

import streamlit as st

from domain.findings import ExtensionState
from domain.permissions import Action
from domain.workflow import Move, State
from services import clock
from services.actor import Actor
from services.findings_detail import FindingDetail
from ui.finding_check_forms import look_back_form, pass_form, return_form
from ui.finding_nature_forms import raise_form, settle_form
from ui.finding_objections import objection_form
from ui.finding_office_forms import (
    assign_form,
    escalate_form,
    ongoing_form,
    remind_form,
    transfer_link,
    withdraw_form,
)
from ui.finding_unit_forms import extension_form, progress_form, receive_form, submit_form
from ui.state import position

Draw = Callable[[Actor, FindingDetail], None]


def _acts(detail: FindingDetail) -> dict[str, Draw]:
    """What the actor may do, the most urgent first."""
    can, step = detail.can, detail.can.step
    last = detail.ending.publicity_to
    wait = detail.state is State.PUBLISHED and last is not None and clock.today() <= last
    asked = any(one.state is ExtensionState.ASKED for one in detail.extensions)
    again = detail.state is not State.REGISTERED
    offered: tuple[tuple[Move | Action, str, Draw], ...] = (
        (Move.RECEIVE, "签收", receive_form),
        *([(Action.FINDING_ASSIGN, f"按“{detail.nature.due}”管理", raise_form)] if detail.nature.due else []),
        (Move.PASS, step.name if step and not wait else "公示期满后办理", pass_form),
        (Move.RETURN, "退回整改", return_form),
        *([] if again else [(Move.ASSIGN, "交办", assign_form)]),
        (Move.SUBMIT, "报送整改结果", submit_form),
        (Move.PROGRESS, "更新进展", progress_form),
        (Action.EXTENSION_ASK, "申请延期", extension_form),
        (Action.FINDING_LOOK_BACK, "回头看", look_back_form),
        *([(Action.FINDING_ESCALATE, "督办升级", escalate_form)] if detail.reached else []),
        (Action.REMIND, "催办", remind_form),
        *([] if detail.reached else [(Action.FINDING_ESCALATE, "督办升级", escalate_form)]),
        *([(Move.ASSIGN, "交办", assign_form)] if again else []),
        *(
            [(Action.FINDING_ASSIGN, f"定{detail.nature.name}", settle_form)]
            if detail.nature.name and again
            else []
        ),
        (Move.TO_ONGOING, "转为长期坚持", ongoing_form),
        (Move.TRANSFER, "移送线索", transfer_link),
        (Move.WITHDRAW, "撤销", withdraw_form),
    )
    hidden: set[Move | Action] = {Action.EXTENSION_ASK} if asked else set()
    if detail.open_objection is not None:
        hidden |= {Move.PASS, Move.RETURN}
    acts = {label: draw for what, label, draw in offered if can.may(what) and what not in hidden}
    objection = {"公示异议": objection_form} if can.posting is not None else {}
    return {**objection, **acts} if detail.open_objection is not None else {**acts, **objection}


def show_actions(actor: Actor, detail: FindingDetail) -> None:
    """The choice of acts and the form of the chosen one."""
    acts = _acts(detail)
    if not acts:
        return
    key = f"finding-{detail.id}-act"
    if st.session_state.get(key) not in acts:
        st.session_state[key] = next(iter(acts))
    with st.container(border=True, key=f"finding-acts-{detail.id}"):
        st.radio("办理", list(acts), position(key, list(acts)), horizontal=True, key=key)
        acts[st.session_state[key]](actor, detail)
