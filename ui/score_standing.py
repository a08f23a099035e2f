"""What a party was told of its sheet, until when it may ask for a review, its requests, and the form to ask."""

import streamlit as st

from domain.permissions import Role
from services import clock
from services.actor import Actor
from services.score_review_view import Standing, standing_of
from services.score_reviews import ask_review
from services.score_view import SheetView
from ui.forms import Form
from ui.links import open_page
from ui.page import next_step, section
from ui.score_turn import review_table
from ui.wording import day_cell


def show_standing(actor: Actor, sheet: SheetView) -> None:
    """The whole section; nothing where the scheme has no review and nothing was told."""
    state = standing_of(actor, sheet.place)
    if not sheet.review and not state.tellings:
        return
    section("结果告知和复核")
    if sheet.review:
        st.caption(sheet.review)
    for one in state.tellings:
        how = "复核决定" if one.review else "告知"
        st.html(f"<p>{day_cell(one.on)} {how}：{one.result.words}</p>")
    if state.tellings and state.tellings[-1].result.to_json() != _now(sheet):
        next_step("现在的结果与最近一次告知的不同，由专项办在“考核评分”再登记一次告知。")
    if state.reviews:
        review_table(state.reviews)
    if not sheet.review or state.cannot == "-":
        return
    if state.cannot:
        st.caption(state.cannot.rstrip("。") + "。")
        return
    _ask(actor, sheet, state)


def _now(sheet: SheetView) -> dict[str, str]:
    total = sheet.score.total
    return {"total": "" if total is None else str(total), "grade": sheet.score.grade}


def _ask(actor: Actor, sheet: SheetView, state: Standing) -> None:
    """The request: which items, and why."""
    until = f"最迟{day_cell(state.until)}（含当日）：{state.term}" if state.until else state.term
    with st.expander("申请复核"):
        st.caption(until)
        place = sheet.place
        form = Form(f"ask-review-{place.sheet}-{place.period}-{place.party_id}", narrow=True)
        with form:
            names = {one.item.key: one.item.name for one in sheet.items}
            items = form.choices("items", "对哪几项有异议（不选就是整个结果）", names)
            reason = form.area("reason", "异议和理由", required=True, height=120, max_chars=4000)
            day = None
            if actor.role is Role.OFFICE:
                day = form.day(
                    "asked_on", "哪天收到的书面申请", clock.today(), required=True, max_value=clock.today()
                )
            if form.submit("申请复核"):
                with form.told():
                    values = {"items": tuple(items), "reason": reason, "asked_on": day}
                    review_id = ask_review(actor, place, values)
                    form.done("已申请复核，由没有评过这张表的人决定。")
                    open_page("score_review", id=review_id)
