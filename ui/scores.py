"""Scoring sheets on the screen: results in a list, items with their points, marks and their forms."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any

import streamlit as st

from domain.library.decimals import short
from domain.library.models.scoring import ManualStep
from domain.thresholds.sheet_scores import VetoFound
from domain.thresholds.truth import NO, YES
from services.score_export import missing_words
from services.score_sheets import ScoreRow
from services.score_view import ItemView, MarkView, SheetLink, SheetView
from ui.badges import Badge
from ui.forms import Form
from ui.links import open_page
from ui.state import assign, position
from ui.table import Cell, Column
from ui.wording import moment_cell, told_apart

PENDING, SCORED = Badge("待评", "▲", "soon"), Badge("已评出", "✓", "good")
EXEMPT = Badge("不适用", "—", "ended")
UNGRADED = Badge("等次待定", "▲", "soon")
STATES = {"pending": "待评", "scored": "已评出", "exempt": "不适用"}
RESULTS = (
    Column("name", "名称", wrap=True, width="26%"),
    Column("rank", "名次", align="right"),
    Column("total", "总分", align="right"),
    Column("grade", "等次"),
    Column("state", "状态"),
    Column("told", "还缺什么、为什么", wrap=True, width="36%"),
)
ITEMS = (
    Column("name", "项目", wrap=True, width="24%"),
    Column("clause", "依据", wrap=True, width="12%"),
    Column("out_of", "分值", align="right"),
    Column("points", "得分", align="right"),
    Column("told", "怎么算的", wrap=True, width="46%"),
)
VETOES = (
    Column("name", "事项", wrap=True, width="26%"),
    Column("clause", "依据", wrap=True, width="12%"),
    Column("state", "结果"),
    Column("told", "说明", wrap=True, width="44%"),
)
MARKS = (
    Column("at", "登记时间"),
    Column("item", "项目", wrap=True, width="18%"),
    Column("points", "评分", align="right"),
    Column("reason", "理由", wrap=True, width="28%"),
    Column("given_by", "评分人", wrap=True),
    Column("recorded_by", "登记人"),
    Column("state", "状态"),
    Column("why", "更正原因", wrap=True),
)
_CURRENT, _REPLACED = Badge("有效", "✓", "good"), Badge("已更正", "×", "ended")


def result_line(row: ScoreRow) -> dict[str, Cell]:
    """What one party came to."""
    return {
        "id": row.party_id, "rank": row.rank, "name": row.shown, "total": _points(row.score.total),
        "grade": row.score.grade, "state": state_badge(row), "told": missing_words(row),
    }  # fmt: skip


def grade_badge(view: SheetView) -> Badge:
    """The grade in the head of a sheet: the best one, the worst one, those between."""
    grade, order = view.score.grade, view.kind.grades
    if view.score.total is None:
        return EXEMPT if view.score.exempt else PENDING
    if not grade:
        return UNGRADED if view.score.in_doubt else SCORED
    if order and grade == order[0]:
        return Badge(grade, "✓", "good")
    return (
        Badge(grade, "■", "late") if grade in order[-1:] or grade not in order else Badge(grade, "●", "plain")
    )


def state_of(row: ScoreRow) -> str:
    """Which of `STATES`."""
    if row.score.exempt:
        return "exempt"
    return "pending" if row.pending else "scored"


def state_badge(row: ScoreRow) -> Badge:
    """Whether a result stands."""
    if row.score.exempt:
        return EXEMPT
    if row.pending:
        return PENDING
    return UNGRADED if row.score.in_doubt else SCORED


def item_line(one: ItemView, number: int) -> dict[str, Cell]:
    """An item with its points and how they came about."""
    item, score = one.item, one.score
    points: Cell = _open_word(one) if score.points is None else short(score.points)
    out_of = _bonus_range(one) if item.bonus else short(score.out_of)
    name = f"{item.name}（加减分）" if item.bonus else item.name
    return {
        "id": number, "name": name, "clause": item.clause, "out_of": out_of, "points": points,
        "told": one.told,
    }  # fmt: skip


def _open_word(one: ItemView) -> Badge:
    if one.hidden:
        return Badge("未公布", "○", "plain")
    return PENDING if one.waits else Badge("待核", "▲", "soon")


def _bonus_range(one: ItemView) -> str:
    low, high = one.item.at_least, one.item.at_most
    most = one.item.points if high is None else high
    return f"{short(low or Fraction(0))}至{short(most)}"


def veto_line(one: VetoFound, number: int) -> dict[str, Cell]:
    """Whether a veto holds."""
    state = Badge("待定", "○", "plain")
    if one.truth is YES:
        state = Badge("成立", "■", "late")
    if one.truth is NO:
        state = Badge("不成立", "✓", "good")
    return {"id": number, "name": one.name, "clause": one.clause, "state": state, "told": one.told}


def mark_line(one: MarkView, names: Mapping[str, str]) -> dict[str, Cell]:
    """A mark that somebody gave."""
    return {
        "id": one.id, "at": moment_cell(one.recorded_at), "item": names.get(one.item, one.item),
        "points": short(one.points), "reason": one.reason, "given_by": one.given_by,
        "recorded_by": one.recorded_by, "state": _REPLACED if one.superseded else _CURRENT,
        "why": one.correction_reason,
    }  # fmt: skip


def mark_fields(
    form: Form, one: ItemView, step: ManualStep, *, now: MarkView | None = None
) -> dict[str, Any]:
    """Points and reason for one item, side by side; `now` is the mark that stands."""
    key = one.item.key
    by = f"由{one.item.assessed_by}评定" if one.item.assessed_by else ""
    stands = f"现在{short(now.points)}分（{now.reason}）" if now else ""
    told = "；".join(filter(None, (one.item.clause, step.manual, one.item.method, by, stands)))
    st.html(f"<p><b>{escape(one.item.name)}</b>　<small>{escape(told)}</small></p>")
    left, right = st.columns([1, 3])
    with left:
        points = form.text(f"points:{key}", "分数", placeholder=bounds_words(step))
    with right:
        reason = form.text(f"reason:{key}", "理由", max_chars=4000)
    return {"points": points, "reason": reason}


def which_mark(marked: Sequence[ItemView]) -> ItemView | None:
    """The item whose mark is to be corrected, once somebody has chosen it."""
    names = told_apart({one.item.key: one.item.name for one in marked})
    key, chosen = "correct-item", st.session_state.get("correct-item")
    assign(key, chosen if chosen in names else None)
    at = position(key, list(names))
    picked = st.selectbox(
        "更正哪一项", list(names), at, format_func=names.__getitem__, key=key, placeholder="请选择"
    )
    return next((one for one in marked if one.item.key == picked), None)


def bounds_words(step: ManualStep) -> str:
    """-10至0分."""
    return f"{short(step.at_least)}至{short(step.at_most)}分"


def show_sheet_links(links: Sequence[SheetLink]) -> None:
    """A button to each sheet of a party."""
    for one in links:
        place = one.place
        if st.button(f"考核评分：{one.title}", key=f"sheet-{place.sheet}", type="tertiary"):
            open_page(
                "score_sheet", id=place.party_id, regime=place.regime_id, sheet=place.sheet,
                period=place.period,
            )  # fmt: skip


def _points(points: Fraction | None) -> str:
    return "" if points is None else short(points)
