"""考核复核: what is contested and why, what was decided by whom, and the form for whoever decides."""

from typing import Any

import streamlit as st

from domain.permissions import Action
from domain.score_reviews import ReviewState
from services.score_deciding import decide_review
from services.score_review_view import ReviewView, read_review
from services.score_reviews import withdraw_review
from services.score_view import SheetView, read_sheet
from ui.evidence import show_evidence, upload
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import simple_table
from ui.page import facts, next_step, page_head, section
from ui.score_turn import review_badge
from ui.scores import ITEMS, MARKS, item_line, mark_fields, mark_line
from ui.wording import day_cell, moment_cell

_CHOICES = {ReviewState.UPHELD.value: "维持原来的结果", ReviewState.CHANGED.value: "变更"}


def decide(one: ReviewView, sheet: SheetView) -> None:
    """Uphold, or give new marks; both with the reason."""
    section("复核决定", "决定以后通知申请的单位，改了的分保留原来的记录")
    form = Form(f"decide-review-{one.id}", version=one.version)
    with form:
        state = form.choice("state", "决定", _CHOICES, required=True, radio=True)
        marks: dict[str, Any] = {}
        if state == ReviewState.CHANGED.value:
            st.caption(
                "只填要改的项；由数据算的分不能在这里改，数据错了先更正数据，分数随着更新，再选“变更”。"
            )
            marks = {
                item.item.key: mark_fields(form, item, item.asked, now=item.mark)
                for item in sheet.items
                if item.mark and item.asked
            }
        opinion = form.area("opinion", "决定的理由", required=True, height=120, max_chars=4000)
        if form.submit("作出决定", danger=True):
            with form.told():
                values = {"state": state, "opinion": opinion}
                now = decide_review(actor, one.id, form.version, values, marks)
                form.done(f"已作出复核决定，现在的结果：{now.words}。")
                st.rerun()


def take_back(one: ReviewView) -> None:
    """Whoever asked may take the request back."""
    with st.expander("撤回申请"):
        form = Form(f"withdraw-review-{one.id}", version=one.version, narrow=True)
        with form:
            reason = form.reason("撤回的原因")
            if form.submit("撤回", danger=True):
                with form.told():
                    withdraw_review(actor, one.id, form.version, reason)
                    form.done("已撤回复核申请。")
                    st.rerun()


actor = guard(Action.SCORE_READ)
with required():
    one = read_review(actor, id_param())
    sheet = read_sheet(actor, one.place)
place = one.place
address: dict[str, str | int | None]
address = {"regime": place.regime_id, "sheet": place.sheet, "period": place.period}
own_sheet = page_url("score_sheet", id=place.party_id, **address)
where: list[str | tuple[str, str]] = ["服务单位", ("考核评分", page_url("scores", **address))]
where.append(("评分表", own_sheet))
page_head(f"{one.party} 复核", where=where, badges=[review_badge(one.state)])
facts(
    {
        "评分表": one.title,
        "申请日期": day_cell(one.asked_on),
        "申请人": one.asked_by,
        "有异议的项": "、".join(one.items) or "整个结果",
        "告知的结果": one.before.words,
        "决定期限": f"{day_cell(one.due)}（{one.term}）" if one.due else one.term,
    }
)
section("异议和理由", "照片、记录等材料附在下面")
st.text(one.reason)
show_evidence(actor, "score_review", one.id, withdrawable=one.own, quiet=True)
if one.own and upload(actor, "score_review", one.id, unit_id=actor.unit_id):
    st.rerun()
if one.state in (ReviewState.UPHELD, ReviewState.CHANGED) and one.after:
    section("复核决定")
    facts(
        {
            "决定": review_badge(one.state),
            "复核后的结果": one.after.words,
            "决定人": one.decided_by,
            "决定时间": moment_cell(one.decided_at) if one.decided_at else "",
        }
    )
if one.opinion:
    st.text(one.opinion)
section("现在的得分")
simple_table(
    [item_line(item, at) for at, item in enumerate(sheet.items, 1)], ITEMS, key="items", caption="得分"
)
if sheet.history:
    with st.expander(f"评分记录（{len(sheet.history)} 次）"):
        names = {item.item.key: item.item.name for item in sheet.items}
        simple_table(
            [mark_line(mark, names) for mark in sheet.history], MARKS, key="marks", caption="评分记录"
        )
if one.state is ReviewState.ASKED and not one.may_decide:
    next_step(one.cannot or "等待专项办或者领导复核，由没有评过这张表的人决定。")
if one.may_decide:
    decide(one, sheet)
if one.own:
    take_back(one)
