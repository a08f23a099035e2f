"""A turn of a scoring sheet on the screen: who has not marked, telling results, the notice, requests for review."""

from collections.abc import Sequence

import streamlit as st

from domain.permissions import Action, ruling
from domain.score_reviews import REVIEW_NAMES, ReviewState
from services import clock
from services.actor import Actor
from services.score_missing import Missing, due_words, missing_of, remind_marks
from services.score_review_view import ReviewView, reviews_of_turn
from services.score_rounds import RoundPlace, round_to_issue
from services.score_sheets import ScoreRow, SheetKind, may_see_all
from services.score_telling import Untold, tell_results, telling_of
from ui.badges import Badge, Tone
from ui.documents import document_buttons
from ui.forms import Form
from ui.guard import told
from ui.links import open_page
from ui.listing import simple_table
from ui.page import flash, section
from ui.table import Cell, Column
from ui.wording import day_cell

_NAMED = 6  # of those who wait, as many are named
_REVIEW_SIGNS: dict[ReviewState, tuple[str, Tone]] = {
    ReviewState.ASKED: ("▲", "soon"),
    ReviewState.UPHELD: ("✓", "good"),
    ReviewState.CHANGED: ("●", "plain"),
    ReviewState.WITHDRAWN: ("—", "ended"),
}
MISSING = (
    Column("by", "由谁评", wrap=True, width="22%"),
    Column("item", "项目", wrap=True, width="24%"),
    Column("number", "还缺", align="right"),
    Column("parties", "还没有评的", wrap=True, width="40%"),
)
REVIEWS = (
    Column("party", "申请复核的", wrap=True, link=True, width="22%"),
    Column("asked_on", "申请日期"),
    Column("due", "决定期限"),
    Column("state", "状态"),
    Column("result", "结果", wrap=True, width="20%"),
    Column("reason", "理由", wrap=True, width="26%"),
)


def review_badge(state: ReviewState) -> Badge:
    """How a request stands."""
    return Badge(REVIEW_NAMES[state], *_REVIEW_SIGNS[state])


def show_missing(actor: Actor, kind: SheetKind, place: RoundPlace, rows: Sequence[ScoreRow]) -> None:
    """Whose marks are missing, by whoever gives them; the office can remind them."""
    found = missing_of(kind, rows) if may_see_all(actor) else ()
    if not found:
        return
    section("谁还没有评", due_words(actor, place))
    lines = [_missing_line(one, at) for at, one in enumerate(found)]
    simple_table(lines, MISSING, key="missing", caption="谁还没有评")
    if ruling(actor.role, Action.REMIND).allowed and st.button("催办评分", key="remind-marks"):
        with told():
            flash(remind_marks(actor, place).sentence)
            st.rerun()


def _missing_line(one: Missing, at: int) -> dict[str, Cell]:
    named = "、".join(one.parties[:_NAMED])
    more = f"等{len(one.parties)}个" if len(one.parties) > _NAMED else ""
    by = one.assessed_by or "专项办和核查人员（方案没有写由谁评）"
    return {"id": at, "by": by, "item": one.item, "number": f"{len(one.parties)}个", "parties": named + more}


def show_telling(actor: Actor, place: RoundPlace) -> None:
    """For the office: the notice of the results, and the day on which they were told."""
    if not ruling(actor.role, Action.SCORE_TELL).allowed:
        return
    state = telling_of(actor, place)
    if not state.fresh and not state.told:
        return
    last = f"，最近一次{day_cell(state.last_on)}" if state.last_on else ""
    section("结果通报和告知", f"已告知 {state.told} 个{last}；评出还没有告知的 {len(state.fresh)} 个")
    if state.round_id:
        document_buttons(actor, "score_round", state.round_id, ["score_results"])
    elif st.button("制发考核结果通报", key="issue-results"):
        with told():
            open_page("document_new", kind="score_results", ids=round_to_issue(actor, place))
    if state.fresh:
        _tell(actor, place, state)


def _tell(actor: Actor, place: RoundPlace, state: Untold) -> None:
    """The day on which results were told to those who do not know them yet."""
    form = Form(f"tell-{place.sheet}-{place.period}", narrow=True)
    with form:
        names = "、".join(one.name for one in state.fresh[:_NAMED])
        more = f"等{len(state.fresh)}个" if len(state.fresh) > _NAMED else ""
        pending = f"还有 {state.pending} 个没有评完，评完以后再告知。" if state.pending else ""
        st.caption(f"登记以后，申请复核的期限从这一天起算，并通知本单位：{names}{more}。{pending}")
        day = form.day(
            "told_on", f"{state.event}的日期", clock.today(), required=True, max_value=clock.today()
        )
        how = form.text(
            "how", "怎样告知的", required=True, max_chars=200, placeholder="例如：印发通报、当面签收"
        )
        if form.submit(f"登记已告知 {len(state.fresh)} 个"):
            with form.told():
                names_told = tell_results(actor, place, day, how)
                form.done(f"已登记{len(names_told)}个的结果告知，并发出通知。")
                st.rerun()


def show_reviews(actor: Actor, place: RoundPlace) -> None:
    """Requests for review in the turn, where there are any."""
    found = reviews_of_turn(actor, place)
    if not found:
        return
    waiting = sum(one.state is ReviewState.ASKED for one in found)
    section("复核", f"共 {len(found)} 件，待复核 {waiting} 件")
    review_table(found)


def review_table(found: Sequence[ReviewView]) -> None:
    """Requests as a table; each opens its page."""
    simple_table(
        [review_line(one) for one in found], REVIEWS, key="reviews", opens="score_review", caption="复核"
    )


def review_line(one: ReviewView) -> dict[str, Cell]:
    """A request as a row."""
    result = one.before.words
    if one.after and one.after != one.before:
        result = f"{result}，复核后{one.after.words}"
    return {
        "id": one.id, "party": one.party, "asked_on": day_cell(one.asked_on),
        "due": day_cell(one.due) if one.due else "", "state": review_badge(one.state),
        "result": result, "reason": one.reason,
    }  # fmt: skip
