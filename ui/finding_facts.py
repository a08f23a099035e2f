"""What a finding's page tells: facts, order, result, steps, measures, extensions."""

from datetime import date
from html import escape

import streamlit as st

from domain.findings import EXTENSION_STATE_NAMES, KIND_NAMES, SOURCE_NAMES, ExtensionState
from domain.permissions import Action
from services.findings_detail import FindingDetail
from ui.links import page_link, page_url
from ui.listing import simple_table
from ui.page import facts, section
from ui.plain import plain
from ui.table import Cell, Column
from ui.wording import NONE, day_cell, day_text, moment_cell, moment_text, yuan


def block(label: str, text: str) -> None:
    """A longer text over the whole width; nothing when it is empty."""
    if text:
        lines = escape(text).replace("\n", "<br>")
        st.html(
            f'<dl class="xh-facts" style="grid-template-columns:1fr"><div><dt>{label}</dt><dd>{lines}</dd></div></dl>'
        )


def _known(pairs: dict[str, str]) -> dict[str, str]:
    """Without what is empty."""
    return {label: text for label, text in pairs.items() if text not in ("", NONE)}


def show_facts(detail: FindingDetail) -> None:
    """The problem itself."""
    section("问题")
    one = detail.facts
    block("具体问题描述", one.description)
    facts(
        _known(
            {
                "被检查单位": one.unit,
                "问题来源": SOURCE_NAMES[one.source] + ("（主动上报）" if one.voluntary else ""),
                "问题类别": one.category,
                detail.nature.name: detail.nature.text,
                "检查要点": one.item,
                "发现日期": day_text(one.found_on),
                "发现单位（人）": one.found_by,
                "涉及金额": yuan(one.amount_fen or None),
                "涉及人数": f"{one.people} 人" if one.people else "",
                "服务单位": one.provider,
                "依据条款": one.basis,
            }
        )
    )
    block("备注", one.remark)
    block("撤销原因", detail.ending.withdrawn_reason)
    _links(detail)


def _links(detail: FindingDetail) -> None:
    linked = [(f"系 {detail.relapse_of[1]} 销号后复发", detail.relapse_of[0])] if detail.relapse_of else []
    linked += [(f"销号后复发，重新立账 {number}", key) for key, number in detail.relapses]
    for words, key in linked:
        st.html(f'<a href="{page_url("finding", id=key)}" target="_self">{words}</a>')
    if detail.visit_id:
        st.html(f'<a href="{page_url("visit", id=detail.visit_id)}" target="_self">查看核查记录</a>')


def show_work(detail: FindingDetail) -> None:
    """The order and how far it is."""
    work, ending = detail.work, detail.ending
    if not work.lead_unit:
        return
    section("整改")
    block("整改要求", work.requirement)
    block("整改目标", work.goal)
    facts(
        _known(
            {
                "整改类型": KIND_NAMES[work.kind],
                "事项性质": detail.matter,
                "牵头单位": work.lead_unit,
                "配合单位": "、".join(work.assisting),
                "责任领导": work.leader,
                "责任人": work.person,
                "督办": detail.level,
                "整改期限": day_text(work.due),
                "退回次数": f"{ending.returned_count} 次" if ending.returned_count else "",
            }
        )
    )
    if work.deadline is not None:
        block("期限计算", f"{work.deadline.rule}。{work.deadline.explain()}。")
    show_result(detail)


def show_result(detail: FindingDetail) -> None:
    """How far the rectification is, as the unit says."""
    work = detail.work
    block("整改情况", work.progress)
    block("建章立制成果", work.systems_built)
    block("问责情况", work.accountability)
    facts(
        _known(
            {
                "最近更新": moment_text(work.progress_at),
                "整改到位金额": yuan(work.rectified_fen or None),
                "其中追回资金": yuan(work.recovered_fen or None),
                "报送": f"{moment_text(work.submitted_at)} {work.submitted_by}" if work.submitted_at else "",
            }
        )
    )


def show_steps(detail: FindingDetail) -> None:
    """The close-out steps, who took them, and what came after."""
    if not detail.passes and not detail.ending.looked_back_on:
        return
    _show_order(detail)
    rows = [
        {
            "id": number,
            "round": f"第{one.round}轮",
            "step": one.step,
            "result": "通过" if one.passed else "退回",
            "people": one.people,
            "at": moment_cell(one.at),
            "opinion": one.opinion,
        }
        for number, one in enumerate(detail.passes, start=1)
    ]
    columns = (
        Column("step", "步骤"),
        Column("result", "结果"),
        Column("people", "办理人"),
        Column("at", "时间"),
        Column("opinion", "意见", wrap=True),
        Column("round", "轮次"),
    )
    simple_table(rows, columns, key=f"passes-{detail.id}", caption="销号程序")
    ending = detail.ending
    facts(
        _known(
            {
                "公示": _span(ending.publicity_from, ending.publicity_to),
                "销号时间": moment_text(ending.closed_at),
                "整改完成日": day_text(ending.completed_on),
                "应开展回头看": "" if ending.looked_back_on else day_text(ending.look_back_due),
                "回头看": day_text(ending.looked_back_on),
            }
        )
    )
    block("回头看结果", ending.look_back_result)


def _show_order(detail: FindingDetail) -> None:
    """The steps that this problem passes, and why it does not pass the others."""
    section("销号程序", " → ".join(step.name for step in detail.steps))
    for step, only in detail.left_out:
        st.caption(plain(f"“{step.name}”只办理{only}，本问题不办理。"))


def _span(first: date | None, last: date | None) -> str:
    return f"{day_cell(first)} 至 {day_cell(last)}" if first and last else ""


def show_extensions(detail: FindingDetail) -> None:
    """All requests for more time."""
    if not detail.extensions:
        return
    section("延期申请")
    rows: list[dict[str, Cell]] = [
        {
            "id": one.id,
            "asked": f"{moment_cell(one.asked_at)} {one.asked_by}",
            "dates": f"{day_cell(one.old_due)} → {day_cell(one.new_due)}",
            "state": EXTENSION_STATE_NAMES[one.state],
            "granted": day_cell(one.granted_due),
            "reason": one.reason,
            "opinion": one.opinion,
        }
        for one in detail.extensions
    ]
    columns = (
        Column("asked", "申请"),
        Column("dates", "原期限 → 申请期限"),
        Column("state", "结果"),
        Column("granted", "批准期限"),
        Column("reason", "理由", wrap=True),
        Column("opinion", "审批意见", wrap=True),
    )
    simple_table(rows, columns, key=f"extensions-{detail.id}", caption="延期申请")
    waiting = any(one.state is ExtensionState.ASKED for one in detail.extensions)
    if waiting and detail.can.may(Action.EXTENSION_DECIDE):
        page_link("审批延期申请", "finding_extensions")
