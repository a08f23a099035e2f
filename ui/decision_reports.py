"""What a party reported on an order, and the form for its report."""

import streamlit as st

from domain.decisions import DecisionState, Track
from domain.permissions import Action, ruling
from services.actor import Actor
from services.decision_reading import DecisionView
from services.order_reports import list_reports, report_order
from ui.forms import Form
from ui.page import facts, section
from ui.wording import moment_text

_SHOWN = frozenset({DecisionState.IN_FORCE, DecisionState.FULFILLED, DecisionState.UNFULFILLED})


def show_reports(actor: Actor, view: DecisionView) -> None:
    """What the party reported on the order, and its form for a further report."""
    if view.row.track is not Track.ORDER or view.row.state not in _SHOWN:
        return
    told = list_reports(actor, view.row.id)
    section("改正报告", f"共 {len(told)} 份")
    if not told:
        st.caption("还没有报告。")
    for one in told:
        late = "（逾期）" if one.late else ""
        facts({f"{moment_text(one.reported_at)}{late} {one.reported_by}": one.text, "佐证材料": one.evidence})
    if view.row.state is not DecisionState.IN_FORCE or not ruling(actor.role, Action.ORDER_REPORT).allowed:
        return
    with st.expander("报告改正情况", expanded=not told):
        form = Form(f"order-report-{view.row.id}", draft_of=actor, version=view.row.version)
        with form:
            st.caption("逐条写明怎样改的、结果怎样。文件在下面“佐证材料”上传，这里写名称和编号。")
            text = form.area("text", "改正情况", required=True, height=140)
            evidence = form.area("evidence", "佐证材料（名称、编号）", required=True, height=80)
            if form.submit("报告"):
                with form.told():
                    report_order(actor, view.row.id, form.version, {"text": text, "evidence": evidence})
                    form.done("已报告，等待专项办认定。")
                    st.rerun()
