"""Changing the work calendar: a day more, a day taken back, a year entered in full."""

from datetime import date

import streamlit as st

from services.actor import Actor
from services.calendars import CalendarSheet, announce_year, set_calendar_day, withdraw_calendar_day
from ui.forms import Form


def add_day(actor: Actor, sheet: CalendarSheet) -> None:
    """Put a day into the overlay."""
    form = Form("calendar-day", version=sheet.token, draft_of=actor)
    day = form.day("day", "日期", required=True)
    works = form.choice("working", "安排", {"no": "休息", "yes": "上班"}, "no", required=True, radio=True)
    source = form.text("source", "依据文件", required=True, placeholder="文件名称和文号")
    if form.submit("保存这一天"):
        with form.told():
            set_calendar_day(actor, {"day": day, "working": works == "yes", "source": source}, form.token)
            form.done("工作日历已更新，请核对下方受影响的期限。")
            st.rerun()


def take_back(actor: Actor, sheet: CalendarSheet) -> None:
    """Withdraw a day of the overlay."""
    days = {
        one.day.isoformat(): f"{one.day}（{one.source}）" for one in sheet.days if not one.withdrawn_reason
    }
    form = Form("calendar-withdraw", version=sheet.token)
    chosen = form.choice("day", "撤销哪一天", days)
    reason = form.reason("撤销原因")
    if form.submit("撤销", danger=True, disabled=not chosen):
        with form.told():
            withdraw_calendar_day(actor, date.fromisoformat(chosen), reason, form.token)
            form.done("已撤销，请核对下方受影响的期限。")
            st.rerun()


def announce(actor: Actor, sheet: CalendarSheet) -> None:
    """Say that a year's arrangement has been entered in full."""
    form = Form("calendar-year", version=sheet.token)
    year = form.number("year", "年份", max(sheet.known_years) + 1, min_value=2004, max_value=2100)
    source = form.text("source", "放假安排的文件", required=True)
    st.caption("先把该年的放假和调休上班逐日录入，再登记；登记后该年的期限不再标为推算。")
    if form.submit("登记该年已录全"):
        with form.told():
            announce_year(actor, year, source, form.token)
            form.done(f"已登记 {year} 年放假安排。")
            st.rerun()
