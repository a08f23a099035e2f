"""测评名单: who was drawn for which survey, when and how often?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.survey_draw_records import list_survey_draws
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.listing import Listing
from ui.page import page_head
from ui.survey_draws import DRAWS, draw_line

actor = guard(Action.MEASUREMENT_READ)
with page_head("测评名单", where=["服务单位", ("测评与投诉", page_url("measurements"))]):
    if ruling(actor.role, Action.MEASUREMENT_RECORD).allowed and st.button(
        "抽取测评名单", type="primary", key="new"
    ):
        open_page("survey_draw_new")
view = Listing("survey-draws")
with view.filters():
    words = view.text("q", "服务单位")
    period = view.text("period", "统计期", width=140, placeholder="2026Q1")
with required():
    total, found = list_survey_draws(actor, words=words, period=period, page=view.page, size=view.size)
view.count(total)
view.table(
    [draw_line(row) for row in found],
    DRAWS,
    total=total,
    opens="survey_draw",
    caption="测评名单",
    nothing=("没有符合条件的名单", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出满意度测评抽取的名单", "还没有抽取。"),
)
