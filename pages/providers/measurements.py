"""测评与投诉: what was measured, by whom, and what cannot be judged yet?"""

import streamlit as st

from domain.permissions import Action, ruling
from services.measurement_list import list_measurements
from services.measurement_options import fact_specs
from services.survey_draw_records import sees_draws
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.provider_tables import measurement_line
from ui.table import Column

COLUMNS = (
    Column("period", "统计期", sort=True, link=True),
    Column("provider", "服务单位", sort=True, wrap=True),
    Column("metric", "数据", sort=True, wrap=True),
    Column("value", "数值", wrap=True, width="22%"),
    Column("sample", "样本", wrap=True, width="15%"),
    Column("unit", "填报单位", sort=True, wrap=True),
    Column("state", "状态"),
)

actor = guard(Action.MEASUREMENT_READ)
records = ruling(actor.role, Action.MEASUREMENT_RECORD).allowed
with page_head("测评与投诉", where=["服务单位"]):
    if ruling(actor.role, Action.PERIOD_CLOSE).allowed and st.button("统计期办结", key="periods"):
        open_page("periods")
    if sees_draws(actor.role) and st.button("测评名单", key="survey-draws"):
        open_page("survey_draws")
    if records and st.button("导入", key="import"):
        open_page("measurement_import")
    if records and st.button("登记数据", type="primary", key="new"):
        open_page("measurement_new")
view = Listing("measurements", default_sort="-period")
with view.filters():
    words = view.text("q", "服务单位")
    period = view.text("period", "统计期", width=140, placeholder="2026-03 或 2026Q1")
    history = view.tick("history", "包括已更正的")
found = list_measurements(
    actor, words=words, period=period, history=history, sort=view.sort, page=view.page, size=view.size
)
specs = fact_specs(actor)
view.count(found.total, f"待核 {found.not_final} 条" if found.not_final else "")
view.table(
    [measurement_line(row, specs.get(row.regime_id or 0, {})) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="measurement",
    caption="测评与投诉",
    nothing=("没有符合条件的数据", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出满意度测评、投诉统计等数据", "还没有登记。"),
)
