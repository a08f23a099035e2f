"""One phase and one duty as the page of phases shows them, with what the office can do about them."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from domain.library.models.filing import HANDS_IN
from domain.permissions import Action, ruling
from domain.phases import GATE_NAMES, PHASE_STATE_NAMES, Gate, PhaseState, Unmet, due_sentence
from services import clock
from services.actor import Actor
from services.campaigns import CampaignView, DutyView, PhaseView
from services.phase_dates import move_duty, move_phase
from services.phases import Readiness, close_phase, open_phase
from ui.badges import Badge
from ui.campaigns import PHASE_SIGNS
from ui.forms import Form, confirmed
from ui.links import page_link
from ui.page import facts
from ui.plain import plain
from ui.wording import day_text, moment_text


class PhaseBoxes:
    """Draws the boxes of one campaign for one reader."""

    def __init__(self, actor: Actor, campaign: CampaignView) -> None:
        self.actor = actor
        self.campaign = campaign
        running = campaign.state == "running"
        self.may_close = running and ruling(actor.role, Action.PHASE_CLOSE).allowed
        self.may_edit = running and ruling(actor.role, Action.CAMPAIGN_EDIT).allowed

    def phase(self, number: int, ready: Readiness) -> None:
        """Dates and remarks on the left, what can be done on the right."""
        phase = ready.phase
        state = PhaseState(phase.state)
        with st.container(border=True, key=f"phase-{phase.code}"):
            st.markdown(f"**{number}　{plain(phase.name)}**")
            left, right = st.columns([7, 4], gap="large")
            with left:
                facts(_phase_facts(phase))
                if phase.does:
                    st.caption(plain("；".join(phase.does) + "。"))
                _notes(ready)
            with right:
                if state is not PhaseState.CLOSED:
                    self._unmet(ready.unmet, "办结" if state is PhaseState.OPEN else "启动")
                if self.may_close:
                    self._act(ready)

    def _unmet(self, unmet: Sequence[Unmet], what: str) -> None:
        for one in unmet:
            st.warning(plain(f"{what}前还差：{one.sentence}。"))
            if one.names:
                page_link(
                    "查看未办结的单位并催报", "self_summary", campaign=self.campaign.id, standing="missing"
                )

    def _act(self, ready: Readiness) -> None:
        phase = ready.phase
        state = PhaseState(phase.state)
        if state is PhaseState.CLOSED:
            self._reopen(phase)
        else:
            self._step(ready, state)
        if self.may_edit:
            self._move(phase)

    def _step(self, ready: Readiness, state: PhaseState) -> None:
        """Open or close, with a reason for each condition that the office may go past."""
        phase = ready.phase
        opens = state is PhaseState.PLANNED
        word = "启动本阶段" if opens else "办结本阶段"
        form = Form(f"phase-{phase.id}", version=phase.version, row=phase.code)
        with form:
            waived = {
                one.gate: form.text(
                    f"waive_{one.gate.value}", f"确认或例外理由：{GATE_NAMES[one.gate]}", max_chars=500
                )
                for one in ready.unmet
                if one.waivable
            }
            if form.submit(word):
                with form.told():
                    act = open_phase if opens else close_phase
                    act(self.actor, phase.id, form.version, waived=waived)
                    done(form, f"“{phase.name}”已{'启动' if opens else '办结'}。")

    def _reopen(self, phase: PhaseView) -> None:
        with confirmed(f"reopen-{phase.id}", "重新启动", version=phase.version, row=phase.code) as form:
            reason = form.reason("重新启动的理由")
            if form.submit("重新启动"):
                with form.told():
                    open_phase(self.actor, phase.id, form.version, reason=reason)
                    done(form, f"“{phase.name}”已重新启动。")

    def _move(self, phase: PhaseView) -> None:
        with confirmed(f"move-{phase.id}", "调整日期", version=phase.version, row=phase.code) as form:
            start = form.day("start", "开始日期", phase.start)
            end = form.day("end", "结束日期", phase.end, required=True)
            reason = form.reason("调整理由和依据")
            if form.submit("保存日期"):
                with form.told():
                    move_phase(self.actor, phase.id, start, end, reason, form.version)
                    done(form, f"“{phase.name}”的日期已调整。")

    def duty(self, duty: DutyView) -> None:
        """One duty to report, with its deadline."""
        with st.container(border=True, key=f"duty-{duty.code}"):
            left, right = st.columns([7, 4], gap="large")
            with left:
                facts(_duty_facts(duty, self.campaign.unit_names))
            with right:
                if duty.kind == "self_inspection":
                    page_link("查看报送情况", "self_summary", campaign=self.campaign.id)
                elif HANDS_IN & set(duty.unit_kinds):
                    page_link("查看报送情况", "campaign_filings", campaign=self.campaign.id, code=duty.code)
                if self.may_edit:
                    self._move_duty(duty)

    def _move_duty(self, duty: DutyView) -> None:
        shown = duty.due.isoformat() if duty.due else ""
        with confirmed(f"duty-{duty.code}", "调整截止日期", version=shown, row=duty.code) as form:
            due = form.day("due", "截止日期", duty.due, required=True)
            reason = form.reason("调整理由和依据")
            if form.submit("保存截止日期") and form.filled(due="请填写截止日期。") and due is not None:
                with form.told():
                    seen = date.fromisoformat(form.token) if form.token else None
                    move_duty(self.actor, self.campaign.id, duty.code, due, reason, seen)
                    done(form, f"“{duty.name}”的截止日期已调整。")


def done(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done(sentence)
    st.rerun()


def _phase_facts(phase: PhaseView) -> dict[str, str | Badge]:
    sign, tone = PHASE_SIGNS[phase.state]
    found: dict[str, str | Badge] = {
        "状态": Badge(PHASE_STATE_NAMES[PhaseState(phase.state)], sign, tone),
        "开始": day_text(phase.start) if phase.start else "方案未规定",
        "截止": day_text(phase.end),
        "依据": phase.clause,
    }
    if phase.opened_at:
        found["启动时间"] = moment_text(phase.opened_at)
    if phase.closed_at:
        found["办结时间"] = moment_text(phase.closed_at)
    return found


def _notes(ready: Readiness) -> None:
    closed = ready.phase.state == PhaseState.CLOSED
    warned = [note.sentence for note in ready.notes if note.warns and not closed]
    if warned:
        st.warning(plain("；".join(warned) + "。"))
    told = [note.sentence for note in ready.notes if not note.warns]
    if told:
        st.caption(plain("；".join(told) + "。"))
    for left in ready.phase.exceptions:
        what = left.get("unit") or GATE_NAMES[Gate(str(left["gate"]))]
        st.caption(plain(f"例外：{what}：{left['reason']}"))


def _duty_facts(duty: DutyView, names: Mapping[str, str]) -> dict[str, str | Badge]:
    return {
        "报送事项": duty.name,
        "截止": due_sentence(duty.due, clock.today()) if duty.due else duty.words or "未规定",
        "报送单位": "、".join(name for kind, name in names.items() if kind in duty.unit_kinds),
        "依据": duty.clause,
    }
