"""How a unit stands with a report: a word, a sign, days, for lists."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from domain.filing import FILING_STATE_NAMES, FilingState
from domain.permissions import Action, ruling
from domain.thresholds.came import Came, Standing
from services.actor import Actor
from services.campaign_filings import DutyTurn
from services.filing_turns import Turn
from services.filing_view import FilingView
from services.filings import FilingRow
from ui import waiting
from ui.badges import Badge, Tone
from ui.links import page_link
from ui.plain import plain
from ui.table import Cell, Column
from ui.wording import day_cell

FILINGS = (
    Column("unit", "单位", width="26%"),
    Column("state", "状态"),
    Column("due", "截止"),
    Column("came", "报来"),
    Column("note", "说明", wrap=True),
)
SIGNS: dict[Standing, tuple[str, Tone]] = {
    Standing.OVERDUE: ("■", "late"),
    Standing.RETURNED: ("▲", "soon"),
    Standing.UNDATED: ("?", "plain"),
    Standing.UNKNOWN: ("○", "plain"),
    Standing.DUE: ("○", "plain"),
    Standing.LATE: ("▲", "soon"),
    Standing.IN_TIME: ("✓", "good"),
    Standing.WAIVED: ("—", "ended"),
}
LACKING = (Standing.OVERDUE, Standing.RETURNED, Standing.DUE, Standing.UNKNOWN)


_STATES: dict[FilingState, tuple[str, Tone]] = {
    FilingState.NOT_STARTED: ("○", "plain"),
    FilingState.DRAFT: ("◑", "active"),
    FilingState.SUBMITTED: ("◑", "active"),
    FilingState.RETURNED: ("▲", "soon"),
    FilingState.ACCEPTED: ("✓", "good"),
    FilingState.WAIVED: ("—", "ended"),
}


def link_to_receipts(section: str, kind: str) -> None:
    """The way to what was handed in and waits for being received, in whichever turn."""
    if waits := waiting.known(section):
        page_link(f"{waits} 份待接收，到待办里办理", "todo", kind=kind)


def needs_regime(actor: Actor, why: str) -> None:
    """What a report needs that a campaign alone does not record, and who does what about it."""
    may = ruling(actor.role, Action.REGIME_EDIT).allowed
    who = "启用" if may else "由专项办启用"
    st.info(
        f"{plain(why)}。这些只能在监管方案里登记：{who}同一方案的监管方案、登记以后，系统自动核对这项报送。"
    )
    if may:
        page_link("启用监管方案", "regime_new")


def standing_badge(came: Came) -> Badge:
    """按时报来, 逾期未报…"""
    return Badge(came.standing.value, *SIGNS[came.standing])


def state_badge(state: FilingState) -> Badge:
    """How far the paper is: 填写中, 待接收…"""
    return Badge(FILING_STATE_NAMES[state], *_STATES[state])


def waits_for(view: FilingView) -> str:
    """What can be done now, and by whom."""
    if view.ended:
        return view.ended
    if view.state is FilingState.WAIVED or view.came.waived:
        return "不需要报送"
    if view.upwards:
        return _waits_to_be_sent(view)
    if view.on_paper or (view.state is FilingState.ACCEPTED and not view.online):
        return "收件的一方已经登记报来（纸质）"
    if view.state is FilingState.SUBMITTED:
        return f"等待接收；{view.unit}在接收以前可以撤回"
    if view.state is FilingState.ACCEPTED:
        return "已经接收，不用再办"
    if view.came.wanting:
        return f"还不知道应当哪天以前报送：{view.came.wanting}"
    again = "补正后重新报送" if view.state is FilingState.RETURNED else "报送"
    return f"等待 {view.unit} {again}" + (f"，{view.came.delay}" if view.came.delay else "")


def _waits_to_be_sent(view: FilingView) -> str:
    """The same of what the office itself reports upwards."""
    if view.on_paper or view.state is FilingState.ACCEPTED:
        return "已经登记报出，不用再办"
    return f"等待 {view.unit} 报出并登记" + (f"，{view.came.delay}" if view.came.delay else "")


def nearest(turns: Sequence[DutyTurn], today: date) -> str:
    """The turn that is at hand: the last one that was due, before that the first one."""
    dated = [one for one in turns if one.due is not None]
    ahead = [one for one in dated if one.due is not None and one.due >= today]
    over = [one for one in dated if one not in ahead]
    return (over[-1:] or ahead[:1] or list(turns[:1]))[0].code


def filing_line(row: FilingRow) -> dict[str, Cell]:
    """One unit with this turn, known by the unit."""
    came = f"{day_cell(row.came.day)} {row.came.clock}".strip() if row.came.day else ""
    return {
        "id": row.unit_id, "unit": row.name, "state": standing_badge(row.came),
        "due": day_cell(row.came.due), "came": came, "note": row.came.waived or row.came.wanting or row.came.delay,
    }  # fmt: skip


def turn_words(one: Turn) -> str:
    """2026年5月，2026-06-05 截止."""
    until = f"{one.due.day} 截止" if one.due.day else one.due.text
    return f"{one.label}，{until}" if one.label else until
