"""核查详情: what was found at this place, beside what it said of itself, and what comes next."""

import streamlit as st

from domain.findings import Answer
from domain.permissions import Action, ruling
from domain.visits import VisitStep, may_start
from services.visit_sheet import Sheet, read_visit
from services.visit_signing import close_visit
from services.visits import visit_timeline
from ui.evidence import show_evidence
from ui.guard import guard, required, told
from ui.links import id_param, open_page, page_link, page_url
from ui.page import Step, facts, flash, next_step, page_head, section
from ui.seen import on_screen
from ui.timeline import show_timeline
from ui.visit_plan_forms import cancel, replan
from ui.visits import long_text, sheet_table, visit_badge, waiting_sentence
from ui.wording import day_text, moment_text


def head(sheet: Sheet) -> None:
    """Where we are and the one thing to do next."""
    word = sheet.check_word
    where: list[Step] = [word, (f"{word}任务", page_url("visits", campaign=sheet.campaign_id))]
    with page_head(f"{word}：{sheet.unit}", where=where, badges=[visit_badge(sheet.state, word)]):
        records = sheet.mine and may_start(sheet.state, VisitStep.RECORD)
        if records and st.button("填写现场记录", type="primary", key="record"):
            open_page("visit_record", id=sheet.id)
        closes = sheet.mine and may_start(sheet.state, VisitStep.CLOSE)
        close = closes and st.button(f"{word}办结", type="primary", key="close")
    seen = on_screen(f"visit-{sheet.id}", sheet.version)
    if close:
        with told():
            close_visit(actor, sheet.id, seen)
            flash(f"{word}已办结。")
            st.rerun()
    next_step(waiting_sentence(sheet))


def show_facts(sheet: Sheet) -> None:
    """The record as the place signed it."""
    signed = f"{sheet.signed_by}（{sheet.signed_post}）" if sheet.signed_post else sheet.signed_by
    facts(
        {
            "专项行动": sheet.campaign,
            "计划日期": day_text(sheet.planned_on),
            f"{sheet.check_word}日期": day_text(sheet.visited_on),
            f"{sheet.check_word}人员": "、".join(
                one.name + ("（组长）" if one.leads else "") for one in sheet.team
            ),
            "在场人员": sheet.people_present,
            "签字": signed or (f"拒签：{sheet.sign_refusal}" if sheet.sign_refusal else ""),
            "签字时间": moment_text(sheet.signed_at),
        }
    )
    if sheet.cancel_reason:
        long_text("取消原因", sheet.cancel_reason)
    long_text(f"{sheet.check_word}事实", sheet.facts)
    long_text(f"被{sheet.check_word}单位意见", sheet.unit_opinion)


def show_items(sheet: Sheet) -> None:
    """All items; those that need attention first when asked for."""
    section(f"{sheet.check_word}要点", f"已填 {sheet.answered}/{len(sheet.lines)} 项")
    only = st.toggle("只看不符合和基本符合", key="only-problems")
    lines = sheet.lines
    if only:
        lines = [line for line in lines if line.answer in {Answer.FAILS, Answer.MOSTLY}]
    sheet_table(lines, key=f"sheet-{sheet.id}", word=sheet.check_word)
    page_link(f"自查{sheet.check_word}对照", "comparison", campaign=sheet.campaign_id, visit=sheet.id)


def show_problems(sheet: Sheet) -> None:
    """Items that fail: their findings, or the button to register one."""
    failing = [line for line in sheet.lines if line.answer in {Answer.FAILS, Answer.MOSTLY}]
    if not failing:
        return
    section("发现的问题")
    registers = sheet.mine and may_start(sheet.state, VisitStep.REGISTER)
    for line in failing:
        with st.container(horizontal=True, vertical_alignment="center"):
            names = "、".join(f"{one.number} {one.title}" for one in line.findings)
            st.text(f"{line.item.code}　{names or '尚未登记问题'}")
            if registers and not line.hidden and st.button("登记问题", key=f"register-{line.item.code}"):
                open_page("visit_problem", visit=sheet.id, item=line.item.code)


actor = guard(Action.VISIT_READ)
with required():
    sheet = read_visit(actor, id_param())
head(sheet)
show_facts(sheet)
show_problems(sheet)
show_items(sheet)
section("现场照片和材料")
show_evidence(actor, "visit", sheet.id)
if ruling(actor.role, Action.VISIT_PLAN).allowed:
    if may_start(sheet.state, VisitStep.REPLAN):
        replan(actor, sheet)
    if may_start(sheet.state, VisitStep.CANCEL):
        cancel(actor, sheet)
section("经过")
show_timeline(visit_timeline(actor, sheet.id))
