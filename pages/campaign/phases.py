"""阶段与报送: which phase runs, what keeps the next step, what is to be reported until when?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.phases import GATE_NAMES, PHASE_STATE_NAMES, Gate, PhaseState, Unmet, due_sentence
from domain.units import UNIT_KIND_NAMES
from services import clock
from services.campaigns import CampaignView, DutyView, read_campaign
from services.phase_dates import move_duty, move_phase
from services.phases import Readiness, close_phase, open_phase, phase_readiness
from ui.badges import Badge
from ui.campaigns import PHASE_SIGNS, campaign_badge, chosen_campaign, summary_url
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.page import Step, facts, flash, page_head, section
from ui.wording import day_text, moment_text


def phase_box(ready: Readiness) -> None:
    """One phase: dates, remarks, what is missing, and what the office can do."""
    phase = ready.phase
    sign, tone = PHASE_SIGNS[phase.state]
    with st.container(border=True, key=f"phase-{phase.code}"):
        section(phase.name, PHASE_STATE_NAMES[PhaseState(phase.state)])
        facts(
            {
                "状态": Badge(PHASE_STATE_NAMES[PhaseState(phase.state)], sign, tone),
                "开始": day_text(phase.start) if phase.start else "方案未规定",
                "截止": day_text(phase.end),
                "启动时间": moment_text(phase.opened_at),
                "办结时间": moment_text(phase.closed_at),
                "依据": phase.clause,
            }
        )
        for does in phase.does:
            st.markdown(f"- {does}")
        for note in ready.notes:
            if note.warns:
                st.warning(note.sentence)
            else:
                st.caption(note.sentence)
        for left in phase.exceptions:
            what = left.get("unit") or GATE_NAMES[Gate(str(left["gate"]))]
            st.caption(f"例外：{what}：{left['reason']}")
        if may_close and campaign.state == "running":
            phase_actions(ready)


def show_unmet(unmet: tuple[Unmet, ...], what: str) -> None:
    """What is not there yet; names lead to the list of who is missing."""
    for one in unmet:
        st.warning(f"{what}前还差：{one.sentence}")
        if one.names:
            st.html(
                f'<a href="{summary_url(campaign.id, standing="missing")}" target="_self">查看未报单位并催办</a>'
            )


def waivers(form: Form, unmet: tuple[Unmet, ...]) -> dict[Gate, str]:
    """A reason for each condition that the office may go past."""
    return {
        one.gate: form.text(
            f"waive_{one.gate.value}", f"“{GATE_NAMES[one.gate]}”的确认或例外理由", max_chars=500
        )
        for one in unmet
        if one.waivable
    }


def phase_actions(ready: Readiness) -> None:
    """Open, close, move."""
    phase = ready.phase
    state = PhaseState(phase.state)
    if state is not PhaseState.CLOSED:
        show_unmet(ready.unmet, "办结" if state is PhaseState.OPEN else "启动")
    form = Form(f"phase-{phase.id}-{phase.version}")
    with form:
        given = waivers(form, ready.unmet)
        if state is PhaseState.OPEN and form.submit("办结本阶段"):
            with form.told():
                close_phase(actor, phase.id, phase.version, waived=given)
                done(form, f"“{phase.name}”已办结。")
        if state is PhaseState.PLANNED and form.submit("启动本阶段"):
            with form.told():
                open_phase(actor, phase.id, phase.version, waived=given)
                done(form, f"“{phase.name}”已启动。")
    if state is PhaseState.CLOSED:
        with confirmed(f"reopen-{phase.id}", "重新启动") as again:
            reason = again.reason("重新启动的理由")
            if again.submit("重新启动"):
                with again.told():
                    open_phase(actor, phase.id, phase.version, reason=reason)
                    done(again, f"“{phase.name}”已重新启动。")
    with confirmed(f"move-{phase.id}", "调整日期") as move:
        start = move.day("start", "开始日期", phase.start)
        end = move.day("end", "结束日期", phase.end, required=True)
        reason = move.reason("调整理由和依据")
        if move.submit("保存日期"):
            with move.told():
                move_phase(actor, phase.id, start, end, reason, phase.version)
                done(move, f"“{phase.name}”的日期已调整。")


def done(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done()
    flash(sentence)
    st.rerun()


def duty_box(duty: DutyView) -> None:
    """One duty to report, with its deadline."""
    with st.container(border=True, key=f"duty-{duty.code}"):
        who = "、".join(UNIT_KIND_NAMES[kind] for kind in UNIT_KIND_NAMES if kind in duty.unit_kinds)
        facts(
            {
                "报送事项": duty.name,
                "截止": due_sentence(duty.due, clock.today()) if duty.due else duty.words or "未规定",
                "报送单位": who,
                "依据": duty.clause,
            }
        )
        if duty.kind == "self_inspection":
            st.html(f'<a href="{summary_url(campaign.id)}" target="_self">查看报送情况</a>')
        if may_edit and campaign.state == "running":
            with confirmed(f"duty-{duty.code}", "调整截止日期") as form:
                due = form.day("due", "截止日期", duty.due, required=True)
                reason = form.reason("调整理由和依据")
                if form.submit("保存截止日期") and form.filled(due="请填写截止日期。"):
                    with form.told():
                        if due is not None:
                            move_duty(actor, campaign.id, duty.code, due, reason, duty.due)
                        done(form, f"“{duty.name}”的截止日期已调整。")


def show_head(view: CampaignView) -> None:
    """What the campaign stands on."""
    facts(
        {
            "方案": f"{view.scheme}（版本 {view.scheme_version}）",
            "授权依据": view.authority or "未登记，文书使用“核查”",
            "单位范围": f"{view.units} 个单位",
            "销号程序": " → ".join(step.name for step in view.steps),
        }
    )


actor = guard(Action.CAMPAIGN_READ)
may_edit = ruling(actor.role, Action.CAMPAIGN_EDIT).allowed
may_close = ruling(actor.role, Action.PHASE_CLOSE).allowed
campaign = chosen_campaign(actor)
with required():
    view = read_campaign(actor, campaign.id)
trail: list[Step] = ["专项行动", ("行动列表", page_url("campaigns")), view.name]
with page_head("阶段与报送", where=trail, badges=[campaign_badge(view.state)]):
    if may_edit and st.button("行动设置", key="settings"):
        open_page("campaign_settings", campaign=campaign.id)
show_head(view)
for ready in phase_readiness(actor, campaign.id):
    phase_box(ready)
section("报送事项")
for duty in view.duties:
    duty_box(duty)
