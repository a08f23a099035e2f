"""Changing what was planned: another day or team, or calling the visit off."""

import streamlit as st

from services.actor import Actor
from services.visit_sheet import Sheet
from services.visits import cancel_visit, inspectors, replan_visit
from ui.forms import Form, confirmed


def replan(actor: Actor, sheet: Sheet) -> None:
    """Another day or team."""
    people = {str(key): name for key, name in inspectors(actor).items()}
    team = [str(member.account_id) for member in sheet.team]
    with st.expander("调整安排"):
        initial = {"planned_on": sheet.planned_on, "inspectors": team}
        form = Form(f"replan-{sheet.id}", initial=initial, version=sheet.version)
        day = form.day("planned_on", f"{sheet.check_word}日期", required=True)
        chosen = form.choices("inspectors", f"{sheet.check_word}人员（两人以上）", people, required=True)
        if form.submit("保存"):
            with form.told():
                values: dict[str, object] = {"planned_on": day, "inspectors": tuple(map(int, chosen))}
                replan_visit(actor, sheet.id, values, form.version)
                form.done("安排已调整。")
                st.rerun()


def cancel(actor: Actor, sheet: Sheet) -> None:
    """Call it off."""
    cancelling = f"取消{sheet.check_word}"
    with confirmed(f"cancel-{sheet.id}", cancelling, version=sheet.version) as form:
        reason = form.reason("取消原因")
        if form.submit(cancelling, danger=True):
            with form.told():
                cancel_visit(actor, sheet.id, reason, form.version)
                form.done(f"{sheet.check_word}已取消。")
                st.rerun()
