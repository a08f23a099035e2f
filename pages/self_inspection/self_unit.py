"""单位自查情况: where one unit stands; its report, reminders, exceptions, and filling in for a village."""

import streamlit as st

from domain.permissions import Action, ruling
from domain.phases import due_sentence
from domain.self_inspection import WITH_UNIT
from services import clock
from services.self_reminders import remind_missing
from services.self_rollup import excuse_unit, lift_exemption
from services.self_standing import UnitStanding, unit_standing
from ui.campaigns import chosen_campaign
from ui.forms import Form, confirmed
from ui.guard import guard, required, told
from ui.links import id_param, open_page, page_link
from ui.page import facts, flash, page_head
from ui.self_badges import late_badge, report_badge
from ui.wording import day_text


def finished(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done(sentence)
    st.rerun()


def exception(one: UnitStanding) -> None:
    """Let the unit off, or take that back."""
    if one.excused:
        with confirmed(f"lift-{one.unit_id}", "取消例外") as form:
            reason = form.reason("取消理由")
            if form.submit("取消例外"):
                with form.told():
                    lift_exemption(actor, campaign.id, one.unit_id, reason)
                    finished(form, f"已取消例外，{one.unit}须报送自查报告。")
        return
    with confirmed(f"excuse-{one.unit_id}", "登记例外（不需要报送）") as form:
        reason = form.reason("例外理由和依据")
        if form.submit("登记例外"):
            with form.told():
                excuse_unit(actor, campaign.id, one.unit_id, reason)
                finished(form, f"已登记例外：{one.unit}。")


def remind(one: UnitStanding) -> None:
    """Remind this unit alone."""
    if st.button("催报", key="remind"):
        with told():
            flash(remind_missing(actor, campaign.id, [one.unit_id]).sentence)
            st.rerun()


actor = guard(Action.SELF_READ)
campaign = chosen_campaign(actor)
with required():
    one = unit_standing(actor, campaign.id, id_param("unit"))
if one.report_id is not None and one.state not in WITH_UNIT:
    open_page("self_report", id=one.report_id)
badges = [report_badge(one.state, one.excused), *late_badge(one.state, one.due, late=one.late)]
trail = ["自查", campaign.name]
with page_head(f"{one.unit}自查情况", where=trail, badges=badges):
    if one.may_write and st.button(
        "代为填报" if one.unit_id != actor.unit_id else "填报", key="write", type="primary"
    ):
        open_page("my_report", campaign=campaign.id, unit=one.unit_id)
facts({"报送时限": due_sentence(one.due, clock.today()), "上级": one.parent, "例外理由": one.excused,
       "催报记录": "、".join(day_text(day) for day in one.reminded)})  # fmt: skip
if one.report_id is not None and st.button("查看已填内容", key="read"):
    open_page("self_report", id=one.report_id)
if ruling(actor.role, Action.SELF_REMIND).allowed and not one.excused and one.unit_id != actor.unit_id:
    remind(one)
if one.may_excuse:
    exception(one)
if ruling(actor.role, Action.DASHBOARD_READ).allowed:
    page_link("返回自查汇总", "self_summary", campaign=campaign.id)
