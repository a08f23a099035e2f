"""评分表: what one party came to item by item, how, what a person still has to mark, and who marked what."""

import streamlit as st

from domain.library.decimals import short
from domain.permissions import Action
from services.score_marks import correct_mark, give_marks
from services.score_places import SheetPlace
from services.score_view import ItemView, read_sheet
from ui.choosing import one_of
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import Listing, simple_table
from ui.page import facts, next_step, page_head, section
from ui.registers import change_words
from ui.score_standing import show_standing
from ui.scores import (
    ITEMS,
    MARKS,
    VETOES,
    bounds_words,
    grade_badge,
    item_line,
    mark_fields,
    mark_line,
    veto_line,
    which_mark,
)


def give(waiting: list[ItemView]) -> None:
    """Marks on the items that wait for one; those left blank go on waiting."""
    section("评分", "逐项填写分数和理由，没有填的以后再评")
    form = Form(f"marks-{place.sheet}-{sheet.place.period}-{place.party_id}")
    with form:
        given = {one.item.key: mark_fields(form, one, one.asked) for one in waiting if one.asked}
        by = form.text("given_by", "评分人", f"{actor.unit_name} {actor.name}", required=True, max_chars=100)
        if form.submit("保存评分"):
            with form.told():
                done = give_marks(actor, sheet.place, given, by)
                form.done(f"已登记{len(done.ids)}项评分。" + change_words(done.changes))
                st.rerun()


def correct(marked: list[ItemView]) -> None:
    """A new mark in place of one that was wrong."""
    with st.expander("更正评分"):
        st.caption("更正会登记新的一次评分，原来的保留；依据它作出的判定会重新计算。")
        one = which_mark(marked)
        if one is None or one.mark is None or one.asked is None:
            return
        form = Form(f"correct-mark-{one.mark.id}", version=one.mark.version)
        with form:
            points = form.text(
                "points", f"分数（{bounds_words(one.asked)}）", short(one.mark.points), required=True
            )
            reason = form.text("reason", "理由", one.mark.reason, required=True, max_chars=4000)
            by = form.text("given_by", "评分人", one.mark.given_by, required=True, max_chars=100)
            why = form.reason("更正的原因和依据", "why")
            if form.submit("更正", danger=True):
                with form.told():
                    values = {"points": points, "reason": reason, "given_by": by}
                    done = correct_mark(actor, one.mark.id, form.version, values, why)
                    form.done("已更正。" + change_words(done.changes))
                    st.rerun()


actor = guard(Action.SCORE_READ)
params = st.query_params
place = SheetPlace(id_param("regime"), params.get("sheet", ""), params.get("period", ""), id_param())
with required():
    sheet = read_sheet(actor, place)
kind, score = sheet.kind, sheet.score
back = page_url("scores", regime=place.regime_id, sheet=place.sheet, period=sheet.place.period)
page_head(f"{sheet.name} {kind.name}", where=["服务单位", ("考核评分", back)], badges=[grade_badge(sheet)])
view = Listing("score-sheet")
with view.filters():
    known = {sheet.place.period: sheet.place.period, **kind.periods}
    one_of(view, "period", "统计期", known, sheet.place.period)
total = "" if score.total is None else f"{short(score.total)}分"
facts(
    {
        "总分": total or ("不适用" if score.exempt else "待评"),
        "等次": score.grade or ("待定" if score.in_doubt else ""),
        "满分": f"{short(kind.total)}分",
        "怎样合计": sheet.total,
        "依据": kind.clause,
    }
)
waiting = [one for one in sheet.items if one.waits]
if waiting:
    next_step(f"等待评分：{'、'.join(one.item.name for one in waiting)}。")
if score.in_doubt:
    next_step(score.in_doubt)
section("各项得分")
simple_table(
    [item_line(one, at) for at, one in enumerate(sheet.items, 1)], ITEMS, key="items", caption="各项得分"
)
if score.vetoes:
    section("一票否决和等次限制")
    lines = [veto_line(one, at) for at, one in enumerate(score.vetoes, 1)]
    simple_table(lines, VETOES, key="vetoes", caption="一票否决和等次限制")
show_standing(actor, sheet)
marked = [one for one in sheet.items if one.mark]
if sheet.may_give and waiting:
    give(waiting)
if sheet.may_give and marked:
    correct(marked)
if sheet.history:
    section("评分记录", f"共 {len(sheet.history)} 次")
    names = {one.item.key: one.item.name for one in sheet.items}
    simple_table([mark_line(one, names) for one in sheet.history], MARKS, key="marks", caption="评分记录")
