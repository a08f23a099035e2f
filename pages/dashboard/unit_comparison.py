"""单位对比: which unit reports, rectifies and is late, side by side?"""

import streamlit as st

from domain.permissions import Action
from domain.rectification import DENOMINATOR_NOTE, Progress
from domain.self_inspection import Coverage
from services.unit_comparison import UnitRow, compare_units
from ui.board import FINDING_HEADS, finding_figures, told_rate
from ui.campaigns import chosen_campaign, summary_url
from ui.charts import PROGRESS, stacked_bars
from ui.figure_table import Figure, count, figure_table
from ui.guard import guard
from ui.listing import Listing
from ui.page import empty, page_head, section

SORTS = {
    "-overdue": "逾期多的在前",
    "rate": "整改率（按项）低的在前",
    "-rate": "整改率（按项）高的在前",
    "rate_by_amount": "整改率（按金额）低的在前",
    "coverage": "报送率低的在前",
    "-missing": "未报多的在前",
    "-found": "发现问题多的在前",
    "name": "按单位顺序",
}


def row_of(row: UnitRow, campaign_id: int) -> list[Figure | str]:
    """A unit; every number opens its rows, but for those that are mixed there with what stands below it."""

    def reports(standing: str) -> str:
        return summary_url(campaign_id, standing=standing, township=row.id)

    sums = row.coverage
    if row.alone:
        return [f"{row.name}（本级）", *told_only(sums, row.progress)]
    return [
        row.name,
        Figure(told_rate(sums.received, sums.expected), reports("")),
        count(sums.late, reports("late"), bad=True),
        count(sums.missing, reports("missing")),
        *finding_figures(row.progress, campaign_id, unit=row.id),
    ]


def told_only(sums: Coverage, progress: Progress) -> list[Figure]:
    """Figures that open nothing."""
    whole = [Figure(figure.text) for figure in finding_figures(progress, campaign.id)]
    reported = Figure(told_rate(sums.received, sums.expected))
    return [reported, Figure(str(sums.late)), Figure(str(sums.missing)), *whole]


actor = guard(Action.DASHBOARD_READ)
page_head("单位对比", where=["看板"])
campaign = chosen_campaign(actor)
view = Listing("unit-comparison")
with view.filters():
    sort = view.choice("by", "排序", SORTS, everything="逾期多的在前（默认）", width=240)
    found = compare_units(actor, campaign.id, sort=sort or "-overdue")
    wider = {str(key): f"{name}及其下级" for key, name in found.wider.items()}
    inside = view.choice("inside", "范围", wider, everything="全部单位", width=240) if wider else ""
if inside:
    found = compare_units(actor, campaign.id, inside=int(inside), sort=sort or "-overdue")
if not found.rows:
    empty("这里对比各单位的报送和整改情况", "该专项行动的范围内还没有单位报送自查或发现问题。")
    st.stop()
stacked_bars(
    [(row.name, (row.progress.done, row.progress.in_time, row.progress.overdue)) for row in found.rows],
    PROGRESS,
    unit="问题数",
)
section(wider[inside] if inside else "各单位（含下级单位）", DENOMINATOR_NOTE)
heads = ["单位", "自查报送", "逾期报送", "未报", *FINDING_HEADS]
rows = [row_of(row, campaign.id) for row in found.rows]
whole: list[Figure | str] = ["合计", *told_only(found.coverage, found.progress)]
figure_table(heads, [*rows, *([whole] if len(rows) > 1 else [])], caption="各单位对比")
st.caption(
    "按被检查单位统计；服务单位的问题见“服务单位对比”。没有应整改问题的单位，整改率记为“—”，排在最后。"
)
