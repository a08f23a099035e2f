"""Objections to the posting of a problem: the list of them, and the forms that record and settle one."""

import streamlit as st

from domain.objections import OUTCOME_NAMES, outcomes_for
from services import clock
from services.actor import Actor
from services.findings_detail import FindingDetail
from services.objections import record_objection, settle_objection
from ui.forms import Form
from ui.listing import simple_table
from ui.page import section
from ui.plain import plain
from ui.table import Cell, Column
from ui.wording import day_cell, day_text, moment_cell


def objection_form(actor: Actor, detail: FindingDetail) -> None:
    """Record an objection, or say what looking into the open one brought."""
    if detail.open_objection is None:
        _record(actor, detail)
    else:
        _settle(actor, detail)


def _record(actor: Actor, detail: FindingDetail) -> None:
    form = Form(f"finding-{detail.id}-objection", version=detail.version, draft_of=actor, narrow=True)
    ending = detail.ending
    st.caption(
        f"公示期 {day_text(ending.publicity_from)}至{day_text(ending.publicity_to)}。"
        "登记后先核实，核实处理以前不能办理下一步。"
    )
    day = form.day("received_on", "收到异议的日期", clock.today(), required=True)
    who = form.text("objector", "提出异议的单位或个人", required=True, placeholder="不愿具名的写“匿名”")
    text = form.area("text", "异议内容", required=True, height=110)
    if form.submit("登记异议"):
        with form.told():
            values = {"received_on": day, "objector": who, "text": text}
            record_objection(actor, detail.id, form.version, values)
            form.done("异议已登记，请核实后处理。")
            st.rerun()


def _settle(actor: Actor, detail: FindingDetail) -> None:
    open_one, posting = detail.open_objection, detail.can.posting
    if open_one is None or posting is None:
        return
    form = Form(f"finding-{detail.id}-objection-settle", version=detail.version, draft_of=actor, narrow=True)
    st.info(plain(f"{day_text(open_one.received_on)}，{open_one.objector}：{open_one.text}"))
    words = {one.value: OUTCOME_NAMES[one] for one in outcomes_for(posting, detail.state)}
    outcome = form.choice("outcome", "处理结果", words, required=True, radio=True)
    days = f"{posting.posting.text}，" if posting.posting is not None else ""
    st.caption(f"重新公示的，{days}从办理当日重新算起，当日不计入。")
    handling = form.area("handling", "核实和处理情况", required=True, height=110)
    if form.submit("保存处理结果"):
        with form.told():
            settle_objection(
                actor, detail.id, form.version, {"outcome": outcome or None, "handling": handling}
            )
            form.done("公示异议已处理。")
            st.rerun()


_COLUMNS = (
    Column("received", "收到", wrap=True),
    Column("who", "提出者"),
    Column("text", "异议", wrap=True),
    Column("outcome", "结果"),
    Column("handling", "核实和处理情况", wrap=True),
)


def show_objections(detail: FindingDetail) -> None:
    """All objections with what came of them."""
    if not detail.objections:
        return
    section("公示异议", f"{len(detail.objections)} 件")
    rows: list[dict[str, Cell]] = [
        {
            "id": one.id,
            "received": f"{day_cell(one.received_on)}（公示至 {day_cell(one.posted_to)}）",
            "who": one.objector,
            "text": one.text,
            "outcome": OUTCOME_NAMES[one.outcome] if one.outcome else "核实中",
            "handling": f"{one.handling}（{one.settled_by} {moment_cell(one.settled_at)}）"
            if one.outcome
            else "",
        }
        for one in detail.objections
    ]
    simple_table(rows, _COLUMNS, key=f"objections-{detail.id}", caption="公示异议")
