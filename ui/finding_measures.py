"""Measures of a finding: the list, and the form that adds, finishes and gives up."""

import streamlit as st

from domain.permissions import Action
from services import clock
from services.actor import Actor
from services.findings_detail import FindingDetail
from services.findings_measures import MeasureView, add_measure, drop_measure, finish_measure
from ui.forms import Form
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column
from ui.wording import day_cell

_COLUMNS = (
    Column("text", "措施", wrap=True),
    Column("person", "责任人"),
    Column("due", "期限"),
    Column("state", "状态"),
)


def show_measures(actor: Actor, detail: FindingDetail) -> None:
    """The list, and below it what may be changed."""
    edits = detail.can.may(Action.MEASURE_EDIT)
    if not detail.measures and not edits:
        return
    section("整改措施", f"{len(detail.measures)} 项")
    today = clock.today()
    rows: list[dict[str, Cell]] = [
        {
            "id": one.id,
            "text": one.text + (f"（取消：{one.dropped_reason}）" if one.dropped_reason else ""),
            "person": one.person,
            "due": day_cell(one.due),
            "state": one.state(today),
        }
        for one in detail.measures
    ]
    simple_table(rows, _COLUMNS, key=f"measures-{detail.id}", caption="整改措施")
    if edits:
        with st.expander("增加、完成或取消措施"):
            _add(actor, detail)
            _change(actor, detail, [one for one in detail.measures if one.open])


def _add(actor: Actor, detail: FindingDetail) -> None:
    form = Form(f"finding-{detail.id}-measure", version=detail.version, draft_of=actor)
    first, second, third = st.columns([3, 1, 1])
    with first:
        text = form.text("text", "新措施", required=True)
    with second:
        person = form.text("person", "责任人")
    with third:
        due = form.day("due", "期限")
    if form.submit("增加措施"):
        with form.told():
            add_measure(actor, detail.id, form.version, {"text": text, "person": person, "due": due})
            form.done("已增加措施。")
            st.rerun()


def _change(actor: Actor, detail: FindingDetail, still_open: list[MeasureView]) -> None:
    if not still_open:
        return
    form = Form(f"finding-{detail.id}-measure-end", version=detail.version)
    known = {str(one.id): one for one in still_open}
    chosen = form.choice("measure", "措施", {key: one.text for key, one in known.items()}, required=True)
    reason = form.text("reason", "取消原因（仅取消时填写）")
    done, dropped = st.columns(2)
    key = f"finding-{detail.id}-measure"  # with the number: a second click is none on the measure that comes next
    with form.told():
        if done.button("标为完成", key=f"{key}-done-{chosen}", disabled=not chosen):
            finish_measure(actor, int(chosen), known[chosen].version, form.version)
            form.done("已标为完成。")
            st.rerun()
        if dropped.button("取消措施", key=f"{key}-drop-{chosen}", disabled=not chosen):
            drop_measure(actor, int(chosen), known[chosen].version, form.version, {"reason": reason})
            form.done("已取消措施。")
            st.rerun()
