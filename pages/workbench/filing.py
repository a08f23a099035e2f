"""报送材料: one report of one unit: what is asked, how it stands, hand it in; or receive it, or give it back."""

import streamlit as st

from domain.filing import FilingState
from domain.permissions import Action
from services.filing_access import OBJECT, FilingPlace
from services.filing_hand_in import withdraw_filing
from services.filing_view import FilingView, filing_timeline, read_filed, read_filing
from ui.evidence import show_evidence
from ui.filing_forms import begin, receive, send, write
from ui.filings import standing_badge, state_badge, waits_for
from ui.guard import guard, required, told
from ui.links import id_param
from ui.page import facts, flash, next_step, page_head, section
from ui.plain import plain
from ui.timeline import show_timeline
from ui.wording import day_text, moment_text

PAPER = {
    FilingState.DRAFT,
    FilingState.SUBMITTED,
    FilingState.ACCEPTED,
}  # of these the standing says too little


def head() -> None:
    """What it is, how it stands, what can be done now and by whom."""
    badges = [
        standing_badge(view.came),
        *([state_badge(view.state)] if view.state in PAPER and not view.upwards else []),
    ]
    with page_head(view.title, where=["报送材料", view.where], badges=badges):
        if view.may_withdraw and st.button("撤回修改", key="withdraw"):
            with told():
                withdraw_filing(actor, view.id, view.version)
                flash("已撤回，修改以后重新报送。")
                st.rerun()
    next_step(waits_for(view))
    if view.reason and view.state is FilingState.RETURNED:
        st.warning(f"退回理由：{plain(view.reason)}")
    elif view.reason and view.state is FilingState.WAIVED:
        st.info(f"免予报送：{plain(view.reason)}")
    shown = {
        "报送单位": view.unit,
        "截止": f"{day_text(view.came.due)} {view.came.hour}".strip() if view.came.due else view.came.why,
        "报给": view.to,
        "材料": view.document,
        "依据": view.clause,
        "报出" if view.upwards else "首次报来": f"{day_text(view.came.day)} {view.came.clock}".strip()
        if view.came.day
        else "",
        "报送人": f"{view.submitted_by} {moment_text(view.submitted_at)}" if view.submitted_by else "",
        "登记" if view.upwards else "办理": f"{view.reviewed_by} {moment_text(view.reviewed_at)}"
        if view.reviewed_by
        else "",
    }
    facts({name: value for name, value in shown.items() if value})
    if view.contents:
        st.caption(plain("应当写明：" + "；".join(view.contents) + "。"))


def asked() -> FilingView:
    """The report in the address: by its number, or by the turn (of the own unit unless one is named)."""
    if id_param():
        return read_filed(actor, id_param())
    place = FilingPlace(
        id_param("unit") or actor.unit_id,
        st.query_params.get("filing", "") or st.query_params.get("code", ""),
        id_param("regime"),
        id_param("campaign"),
        st.query_params.get("period", ""),
    )
    return read_filing(actor, place)


actor = guard(Action.FILING_READ)
with required():
    view = asked()
head()
if view.may_write:
    (begin if not view.id else send if view.upwards else write)(actor, view)
elif view.id and (view.text or view.state is not FilingState.WAIVED):
    section("报送内容")
    st.text(view.text or ("没有文字，见附件。" if view.online else "纸质材料，由收件的一方登记。"))
    if view.online or view.upwards:
        show_evidence(actor, OBJECT, view.id)
if view.may_receive:
    receive(actor, view)
if view.id:
    section("经过")
    show_timeline(filing_timeline(actor, view.id))
