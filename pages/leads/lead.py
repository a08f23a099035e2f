"""移送与回执: what is known of a lead, to whom did it go, what came back? Discipline only."""

from collections.abc import Mapping

import streamlit as st

from domain.leads import DESTINATION_NAMES, LeadStep, may_step
from domain.permissions import Action
from services.lead_reading import LeadDetail, lead_timeline, read_lead
from services.lead_work import close_lead
from ui.evidence import show_evidence, upload
from ui.guard import guard, required, told
from ui.lead_forms import draw_steps
from ui.leads import lead_badge
from ui.links import id_param, page_url
from ui.page import Step, facts, flash, next_step, page_head, section
from ui.seen import on_screen
from ui.timeline import show_timeline
from ui.visits import long_text
from ui.wording import day_text, moment_text, yuan

NEXT = {
    "received": "等待登记移送：填写接收单位、接收人和回执编号。",
    "handed_over": "已移送，等待接收单位反馈处置结果。",
    "answered": "已反馈，可以办结；结果有变化的可以再次登记。",
    "closed": "线索已办结。",
}
TAKEN = {
    "title": "问题摘要",
    "description": "问题描述",
    "basis": "依据条款",
    "requirement": "整改要求",
    "progress": "进展情况",
    "found_by": "发现人",
    "responsible_person": "责任人",
    "remark": "备注",
}


def show_lead(lead: LeadDetail) -> None:
    """The lead as it was reported."""
    facts(
        {
            "问题性质": lead.choices.natures.get(lead.nature, lead.nature),
            "发生环节": lead.choices.stages.get(lead.stage, lead.stage),
            "被反映人或单位": lead.subject,
            "单位及职务": lead.subject_post,
            "涉及金额": yuan(lead.amount_fen),
            "发现日期": day_text(lead.found_on),
            "报告人": f"{lead.reported_by}（{lead.reported_from}）",
            "登记时间": moment_text(lead.created_at),
            "原问题": f"{lead.finding_number} {lead.finding_unit}".strip(),
            "移送去向": DESTINATION_NAMES[lead.destination],
        }
    )
    long_text("主要问题（事实）", lead.facts)
    if lead.measures_taken:
        long_text("已采取的处理", lead.measures_taken)


def show_taken(taken: Mapping[str, object]) -> None:
    """What the finding said before it was handed over."""
    said = {name: str(taken[key]) for key, name in TAKEN.items() if taken.get(key)}
    if said:
        with st.expander("原问题在台账中的内容（现仅本组可见）"):
            for label, words in said.items():
                long_text(label, words)


def show_files(lead: LeadDetail) -> None:
    """Files that came with the finding, and those of the lead itself."""
    section("证据目录和材料")
    for name in lead.evidence_list:
        st.text(name)
    brought = lead.finding_id is not None and show_evidence(actor, "finding", lead.finding_id, quiet=True)
    show_evidence(actor, "lead", lead.id, quiet=bool(brought))
    if may_add and upload(actor, "lead", lead.id, unit_id=actor.unit_id, label="添加材料"):
        st.rerun()


actor = guard(Action.LEAD_READ)
with required():
    lead = read_lead(actor, id_param())
may_add = lead.closed_on is None
seen = on_screen(f"lead-{lead.id}", lead.version)
where: list[Step] = ["线索", ("线索登记", page_url("leads", campaign=lead.campaign_id))]
with page_head(f"线索 {lead.number}", where=where, badges=[lead_badge(lead.state)]):
    if may_step(lead.state, LeadStep.CLOSE) and st.button("办结", type="primary", key="close"):
        with told():
            close_lead(actor, lead.id, seen)
            flash("线索已办结。")
            st.rerun()
next_step(NEXT[lead.state.value])
with st.container(key="stacks-lead"):
    left, right = st.columns([3, 2], gap="large")
with left:
    show_lead(lead)
    show_taken(lead.taken)
    show_files(lead)
with right:
    if lead.handed_over_on:
        section("移送和回执")
        facts(
            {
                "移送日期": day_text(lead.handed_over_on),
                "接收单位": lead.receiver,
                "接收人": lead.receiver_person,
                "回执编号": lead.receipt_number,
                "反馈日期": day_text(lead.answered_on),
                "处置结果": lead.outcome,
            }
        )
    draw_steps(actor, lead)
    section("经过")
    show_timeline(lead_timeline(actor, lead.id))
