"""日历: what ends or begins on which day of the month?"""

from datetime import date

import streamlit as st

from domain.permissions import Action
from services import clock
from services.agenda import WORDS, AgendaDay, month_agenda
from ui.board import agenda_url, follow
from ui.guard import guard
from ui.month import entry_words, show_month
from ui.page import page_head, section
from ui.table import Column, Line, draw
from ui.waiting import said
from ui.wording import day_cell

COLUMNS = (
    Column("day", "日期", width="8em"),
    Column("words", "事项", wrap=True, link=True),
    Column("unit", "单位", wrap=True),
    Column("campaign", "专项行动", wrap=True),
)
FIRST_YEAR, LAST_YEAR = 2000, 2100


def month_of(text: str, today: date) -> date:
    """The first day of the month in the address ("2026-06"), else of this month."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if FIRST_YEAR < found.year < LAST_YEAR else today.replace(day=1)


def turn(first: date, months: int) -> None:
    """Go to another month; the address keeps it."""
    number = first.year * 12 + first.month - 1 + months
    st.query_params["month"] = f"{number // 12}-{number % 12 + 1:02}"


def show_list(days: tuple[AgendaDay, ...], kind: str) -> None:
    """All entries of the month, one a line."""
    entries = [entry for day in days for entry in day.entries if kind in ("", entry.kind)]
    if not entries:
        st.caption("本月没有时间节点。")
        return
    lines = [
        Line(number, [day_cell(entry.day), entry_words(entry), entry.unit, entry.campaign], agenda_url(entry))
        for number, entry in enumerate(entries)
    ]
    drawn = draw("agenda:table", lines, COLUMNS, caption="本月时间节点")
    if drawn.open is not None:
        follow(lines[drawn.open].href)


actor = guard(Action.TODO_READ)
today = clock.today()
first = month_of(st.query_params.get("month", ""), today)
with page_head(f"{first.year}年{first.month}月", where=["工作台", "日历"]):
    st.button("上月", key="back", on_click=turn, args=(first, -1))
    st.button("本月", key="now", on_click=turn, args=(today.replace(day=1), 0))
    st.button("下月", key="on", on_click=turn, args=(first, 1))
days = month_agenda(actor, first.year, first.month)
show_month(days, today, agenda_url)
section("本月时间节点", "阶段和报送的截止日期遇休息日不自动顺延")
shown = {entry.kind for day in days for entry in day.entries}
options = ["", *(kind for kind in WORDS if kind in shown)]
chosen = st.segmented_control(
    "类别", options, format_func=lambda one: said(WORDS.get(one, "全部")), default=""
)
show_list(days, chosen or "")
