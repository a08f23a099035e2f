"""设置: what holds for the whole installation."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from domain.permissions import Action
from domain.terms import Unit
from domain.traffic_lights import LightBounds
from services.demo_data import is_demo
from services.settings_store import MOST_DAYS, SystemSettings, read_settings, save_settings
from ui.forms import Form
from ui.guard import guard
from ui.page import page_head, section

UNITS = {Unit.CALENDAR_DAY.value: "自然日", Unit.WORKING_DAY.value: "工作日"}

actor = guard(Action.SETTINGS_EDIT)
stands = read_settings(actor)
page_head("设置", where=["系统"])
if is_demo():
    st.info(
        "这里是演示数据。要正式使用，请停止系统，在服务器的终端执行 python3 -m tools clear-demo："
        "演示数据移到备份文件夹，系统回到首次启动。"
    )
form = Form(
    "settings",
    narrow=True,
    initial={
        "district": stands.district,
        "yellow_days": stands.bounds.yellow_days,
        "unit": stands.bounds.unit.value,
    },
)


def settings(values: Mapping[str, Any]) -> SystemSettings:
    """The settings that these fields spell."""
    return SystemSettings(
        values["district"],
        LightBounds(values["yellow_days"], Unit(values["unit"] or Unit.CALENDAR_DAY.value)),
    )


with form:
    section("区县")
    district = form.text("district", "区县名称", required=True, max_chars=60, help="出现在登录页和文书里")
    section("期限提示", "专项行动没有另行规定时，按这里")
    days = form.number(
        "yellow_days", "还剩几天算“临近”", max_value=MOST_DAYS, help="到期当天也算，过期算逾期"
    )
    unit = form.choice("unit", "按什么日计", UNITS, required=True, radio=True)
    if form.submit("保存"):
        with form.told():
            typed = {"district": district, "yellow_days": days, "unit": unit}
            save_settings(actor, settings(typed), seen=settings(form.shown))
            form.done("设置已保存。")
            st.rerun()
