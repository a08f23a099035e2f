"""Running balances and lists of one party, as they stand today."""

import streamlit as st

from services.standings import BalanceToday, ListToday, Standings
from ui.badges import Badge
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column
from ui.wording import day_cell

BALANCES = (
    Column("name", "积分"),
    Column("points", "今日分值", align="right"),
    Column("state", "状态"),
    Column("arithmetic", "算式", wrap=True, width="44%"),
    Column("basis", "依据", wrap=True, width="24%"),
)
LISTS = (
    Column("name", "名单"),
    Column("state", "状态"),
    Column("since", "列入"),
    Column("until", "至"),
    Column("basis", "依据", wrap=True, width="40%"),
)


def show_standings(found: Standings) -> None:
    """What runs on between verdicts; nothing where the scheme keeps neither points nor lists."""
    if found.balances:
        section("积分", "截至今日")
        simple_table([_balance(one) for one in found.balances], BALANCES, key="balances", caption="积分")
    if found.lists:
        section("名单", "截至今日")
        simple_table([_listed(one) for one in found.lists], LISTS, key="rolls", caption="名单")
    if found.balances or found.lists:
        st.caption("由登记的数据和查实事项算出，以登记和更正后的为准。")


def _balance(one: BalanceToday) -> dict[str, Cell]:
    state = Badge("已算出", "✓", "good") if one.sure else Badge("待核", "▲", "soon")
    return {
        "name": one.name, "points": one.points or "—", "state": state, "arithmetic": one.arithmetic,
        "basis": one.basis,
    }  # fmt: skip


def _listed(one: ListToday) -> dict[str, Cell]:
    state = Badge("在名单上", "■", "late") if one.since else Badge("不在名单上", "○", "ended")
    state = Badge("待核", "▲", "soon") if one.doubt else state
    basis = f"{one.basis}（{one.doubt}）" if one.doubt else one.basis
    until: Cell = day_cell(one.until) if one.until or one.since is None else "未定终止日"
    return {
        "name": one.name, "state": state, "since": day_cell(one.since), "until": until, "basis": basis,
    }  # fmt: skip
