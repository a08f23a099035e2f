"""What those who check do on a finding's page: pass a step, return, look back."""

import streamlit as st

from domain.workflow import State, StepKind
from services import clock
from services.actor import Actor
from services.close_out import pass_step, return_finding
from services.findings_detail import FindingDetail
from services.look_back import record_look_back
from ui.forms import Form
from ui.links import open_page
from ui.wording import day_text


def pass_form(actor: Actor, detail: FindingDetail) -> None:
    """Take the step that is due."""
    step = detail.can.step
    if step is None:
        return
    form = Form(f"finding-{detail.id}-pass-{step.code}", version=detail.version, draft_of=actor, narrow=True)
    second = ""
    if step.two_people:
        people = {str(key): name for key, name in detail.can.colleagues}
        second = form.choice("second_account_id", "同行人员（须两人以上）", people, required=True)
    if step.posting is not None:
        st.caption(f"{step.name}：{step.posting.text}，当日不计入，期满次日起才能办理下一步。")
    last = detail.ending.publicity_to
    if detail.state is State.PUBLISHED and last is not None and clock.today() <= last:
        st.caption(f"到 {day_text(last)}（含当日）期满。")
    opinion = form.area("opinion", f"{step.name}意见", required=True, height=100)
    starts = "开始公示" if "公示" in step.name else f"开始：{step.name}"
    pressed = form.submit(f"{step.name}通过" if step.kind is not StepKind.PUBLICITY else starts)
    alone = {"second_account_id": f"“{step.name}”须由两人以上共同办理，请补选一名同行人员。"}
    if pressed and form.filled(**(alone if step.two_people else {})):
        values = {"opinion": opinion, "second_account_id": int(second) if second else None}
        with form.told():
            pass_step(actor, detail.id, form.version, values)
            form.done(f"“{step.name}”已办理。")
            st.rerun()


def return_form(actor: Actor, detail: FindingDetail) -> None:
    """Send the result back."""
    form = Form(f"finding-{detail.id}-return", version=detail.version, draft_of=actor, narrow=True)
    st.caption(f"退回后由整改单位重新报送，已退回 {detail.ending.returned_count} 次。整改期限不变。")
    reason = form.reason("退回原因")
    if form.submit("退回整改", danger=True):
        with form.told():
            return_finding(actor, detail.id, form.version, {"reason": reason})
            form.done("已退回整改单位。")
            st.rerun()


def look_back_form(actor: Actor, detail: FindingDetail) -> None:
    """Record a look back; a relapse opens a new finding."""
    form = Form(f"finding-{detail.id}-look-back", version=detail.version, draft_of=actor, narrow=True)
    day = form.day("looked_back_on", "回头看日期", clock.today(), required=True)
    result = form.area("result", "回头看结果", required=True, height=90)
    relapsed = form.tick("relapsed", "问题复发，重新立账并关联本问题")
    relapse = form.area("relapse", "复发的具体情况", required=True, height=110) if relapsed else ""
    if form.submit("保存"):
        values = {"looked_back_on": day, "result": result, "relapsed": relapsed, "relapse": relapse}
        with form.told():
            new = record_look_back(actor, detail.id, form.version, values)
            form.done("回头看结果已保存。" if new is None else "已重新立账，请尽快交办。")
            if new is not None:
                open_page("finding", id=new)
            st.rerun()
