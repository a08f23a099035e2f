"""What the unit that rectifies does on a finding's page."""

from datetime import timedelta
from typing import Any

import streamlit as st

from services.actor import Actor
from services.extension_limits import extension_limits
from services.extensions import ask_extension
from services.findings_detail import FindingDetail
from services.findings_rectify import receive_finding, report_progress, submit_result
from ui.forms import Form
from ui.plain import plain
from ui.wording import day_text


def receive_form(actor: Actor, detail: FindingDetail) -> None:
    """Sign for the order."""
    form = Form(f"finding-{detail.id}-receive", version=detail.version)
    st.caption("签收表示本单位已收到整改通知；期限自通知送达次日起计算，不因签收早晚而改变。")
    if form.submit("签收"):
        with form.told():
            receive_finding(actor, detail.id, form.version)
            form.done("已签收，请按期整改并报送结果。")
            st.rerun()


def _progress_fields(form: Form, detail: FindingDetail) -> dict[str, Any]:
    work = detail.work
    text = form.area("progress", "整改情况", work.progress, required=True, height=120)
    first, second, third, fourth = st.columns(4)
    with first:
        rectified = form.text("rectified_fen", "整改到位金额（元）", _yuan(work.rectified_fen))
    with second:
        recovered = form.text("recovered_fen", "其中追回资金（元）", _yuan(work.recovered_fen))
    with third:
        leader = form.text("responsible_leader", "责任领导", work.leader)
    with fourth:
        person = form.text("responsible_person", "责任人", work.person)
    return {
        "progress": text,
        "rectified_fen": rectified,
        "recovered_fen": recovered,
        "responsible_leader": leader,
        "responsible_person": person,
    }


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}" if fen else ""


def progress_form(actor: Actor, detail: FindingDetail) -> None:
    """How far the rectification is."""
    form = Form(f"finding-{detail.id}-progress", version=detail.version, draft_of=actor)
    values = _progress_fields(form, detail)
    if form.submit("保存进展"):
        with form.told():
            report_progress(actor, detail.id, form.version, values)
            form.done("进展已更新。")
            st.rerun()


def submit_form(actor: Actor, detail: FindingDetail) -> None:
    """Hand in the result."""
    form = Form(f"finding-{detail.id}-submit", version=detail.version, draft_of=actor)
    st.caption("报送前请在下方“佐证材料”上传至少一份证明整改到位的材料。报送后由他人审核、验收。")
    values = _progress_fields(form, detail)
    values["systems_built"] = form.area("systems_built", "建章立制成果", detail.work.systems_built, height=70)
    values["accountability"] = form.area("accountability", "问责情况", detail.work.accountability, height=70)
    if form.submit("报送整改结果"):
        with form.told():
            submit_result(actor, detail.id, form.version, values)
            form.done("整改结果已报送，等待审核。")
            st.rerun()


def extension_form(actor: Actor, detail: FindingDetail) -> None:
    """Ask for more time."""
    due = detail.work.due
    if due is None:
        return
    form = Form(f"finding-{detail.id}-extension", version=detail.version, draft_of=actor, narrow=True)
    st.caption(f"现期限 {day_text(due)}（含当日）。延期须在到期前申请，批准前仍按现期限办理。")
    if limits := extension_limits(actor, detail.id):
        st.caption(plain(limits))
    until = form.day("new_due", "申请延期至", required=True, min_value=due + timedelta(days=1))
    reason = form.reason("延期理由")
    if form.submit("提交申请"):
        with form.told():
            values = {"new_due": until, "reason": reason}
            ask_extension(actor, detail.id, form.version, values)
            form.done("延期申请已提交，等待专项办审批。")
            st.rerun()
