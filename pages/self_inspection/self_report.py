"""自查报告: read what a unit says of itself; accept it or give it back with reasons."""

import streamlit as st

from domain.permissions import Action, ruling
from domain.self_inspection import ReportState, not_closed
from services.evidence import list_evidence
from services.self_inspections import ReportView, report_timeline, report_view
from services.self_review import accept_report, return_report
from ui.documents import document_buttons, print_button
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import id_param, open_page, page_link
from ui.page import facts, next_step, page_head, section
from ui.plain import plain
from ui.self_badges import late_badge, report_badge
from ui.self_reading import show_answers, show_below, show_problems, show_texts
from ui.timeline import show_timeline
from ui.wording import day_text, moment_text


def review(view: ReportView) -> None:
    """Accept, or return."""
    section("审核")
    waiting = not_closed(view.below)
    if view.state is ReportState.SUBMITTED:
        with Form(f"accept-{view.id}", version=view.version) as form:
            if waiting:
                st.warning(f"下级 {len(waiting)} 个单位的自查没有办结，办结或登记例外后才能审核通过。")
            if form.submit("审核通过", disabled=bool(waiting)):
                with form.told():
                    accept_report(actor, view.id, form.version)
                    finished(form, f"{view.unit}的自查报告已审核通过。")
    with confirmed(f"return-{view.id}", "退回修改", version=view.version) as form:
        reason = form.reason("退回理由和需要补正的内容")
        if form.submit("退回", danger=True):
            with form.told():
                return_report(actor, view.id, reason, form.version)
                finished(form, f"{view.unit}的自查报告已退回。")


def finished(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done(sentence)
    st.rerun()


def waits_for(view: ReportView) -> str:
    """What can be done now, and by whom."""
    if view.state in (ReportState.DRAFT, ReportState.RETURNED):
        return f"等待 {view.unit} 填报并报送"
    if view.state is ReportState.SUBMITTED and view.may_review:
        return "等待您审核：没有意见的审核通过，要改的写明理由退回"
    if view.state is ReportState.SUBMITTED:
        return "由您报送，等待他人审核" if view.handed_in else "等待上一级审核"
    return "已审核通过，内容不再修改" + ("，随阶段归档" if view.state is ReportState.LOCKED else "")


actor = guard(Action.SELF_READ)
with required():
    view = report_view(actor, id_param())
badges = [report_badge(view.state), *late_badge(view.state, view.due, late=view.late)]
with page_head(f"{view.unit}自查报告", where=["自查", view.campaign], badges=badges):
    print_button(actor, view.id, f"{view.unit}自查报告")
    if view.may_write and st.button("继续填报", key="write", type="primary"):
        open_page("my_report", id=view.id)
next_step(waits_for(view))
if view.return_reason:
    if view.state is ReportState.RETURNED:
        st.warning(f"退回理由：{plain(view.return_reason)}")
    else:  # answered meanwhile
        st.caption(f"上次退回理由：{plain(view.return_reason)}")
content = view.written.content
with st.container(key="stacks-self-report"):
    left, right = st.columns([5, 2], gap="large")
with right:
    if view.may_review:
        review(view)
    section("文书")
    document_buttons(actor, "self_inspection", view.id, ["self_report"])
    section("办理记录")
    show_timeline(report_timeline(actor, view.id))
with left:
    facts(
        {
            "截止": day_text(view.due),
            "首次报送": moment_text(view.first_submitted_at),
            "最近报送": moment_text(view.submitted_at),
            "报送人": view.submitted_by,
            "主要负责人": view.declared_by,
            "审核": f"{view.reviewed_by} {moment_text(view.reviewed_at)}" if view.reviewed_by else "",
            "自查问题": f"{len(content.problems)} 个" if content.problems else "零报告",
            "退回次数": str(view.returned_count),
        }
    )
    show_problems(view)
    show_answers(view, list_evidence(actor, "self_inspection", view.id))
    show_texts(view)
    show_below(view)
if ruling(actor.role, Action.DASHBOARD_READ).allowed:
    page_link("返回自查汇总", "self_summary", campaign=view.campaign_id)
