"""工作日历: which days differ here, by which document, and which deadlines would a change move?"""

import streamlit as st

from domain.calendar import version_words
from domain.permissions import Action
from services import clock
from services.actor import Actor
from services.calendar_changes import deadline_shifts, recompute_deadlines
from services.calendars import CalendarSheet, calendar_sheet
from ui.calendar_forms import add_day, announce, take_back
from ui.forms import Form
from ui.guard import guard
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.table import Cell, Column
from ui.wording import day_cell

DAYS = (
    Column("day", "日期"),
    Column("works", "安排"),
    Column("source", "依据文件", wrap=True),
    Column("state", "状态", wrap=True),
)
SHIFTS = (
    Column("number", "问题"),
    Column("old", "原期限"),
    Column("new", "重算后"),
    Column("difference", "变化", wrap=True),
)


def show_shifts(actor: Actor) -> None:
    """Deadlines that the calendar in force would move, and the button that moves them."""
    shifts = deadline_shifts(actor)
    section("受影响的期限", "已经算好的期限不会自己变动，核对后统一重算，逐条留痕并通知单位")
    if not shifts:
        st.caption("没有期限需要重算。")
        return
    rows: list[dict[str, Cell]] = [
        {
            "id": one.finding_id,
            "number": one.number,
            "old": day_cell(one.old_due),
            "new": day_cell(one.new_due),
            "difference": one.difference,
        }
        for one in shifts
    ]
    simple_table(rows, SHIFTS, key="shifts", opens="finding", caption="受影响的期限")
    form = Form("calendar-recompute", version=len(shifts), narrow=True)
    reason = form.reason("重算的理由")
    if form.submit(f"重算 {len(shifts)} 项期限", danger=True):
        with form.told():
            number = recompute_deadlines(actor, form.version, reason)
            form.done(f"已重算 {number} 项期限。")
            st.rerun()


def show_days(sheet: CalendarSheet) -> None:
    """The overlay, newest first."""
    rows: list[dict[str, Cell]] = [
        {
            "id": number,
            "day": day_cell(one.day),
            "works": "上班" if one.working else "休息",
            "source": one.source,
            "state": f"已撤销：{one.withdrawn_reason}" if one.withdrawn_reason else "有效",
        }
        for number, one in enumerate(sheet.days, start=1)
    ]
    simple_table(rows, DAYS, key="calendar-days", caption="本地安排")


actor = guard(Action.CALENDAR_EDIT)
page_head("工作日历", where=["系统"])
sheet = calendar_sheet(actor)
known = f"系统自带国务院办公厅公布的 {min(sheet.known_years)}—{max(sheet.known_years)} 年安排"
announced = "、".join(f"{year} 年" for year in sheet.announced)
facts({"放假安排": known, "本地登记的年份": announced, "日历版本": version_words(sheet.version)})
if not any(year in (*sheet.known_years, *sheet.announced) for year in (clock.today().year + 1,)):
    st.caption(f"{clock.today().year + 1} 年的放假安排尚未录入，落在该年的期限暂按周末推算并注明。")
left, right = st.columns(2, gap="large")
with left:
    section("本地安排")
    show_days(sheet)
with right:
    for title, draw in (("增加或修改一天", add_day), ("撤销一天", take_back), ("登记新年份", announce)):
        with st.expander(title, expanded=title.startswith("增加")):
            draw(actor, sheet)
show_shifts(actor)
