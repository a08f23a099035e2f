"""单位对比: which township reports, rectifies and is late, side by side?"""

import streamlit as st

from domain.permissions import Action
from domain.rectification import DENOMINATOR_NOTE
from services.unit_comparison import Comparison, UnitRow, compare_units
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
    """A township; every number opens its rows."""

    def reports(standing: str) -> str:
        return summary_url(campaign_id, standing=standing, township=row.id)

    sums = row.coverage
    return [
        row.name,
        Figure(told_rate(sums.received, sums.expected), reports("")),
        count(sums.late, reports("late"), bad=True),
        count(sums.missing, reports("missing")),
        *finding_figures(row.progress, campaign_id, unit=row.id),
    ]


def total_row(found: Comparison) -> list[Figure | str]:
    """The sum of the townships shown."""
    sums, progress = found.coverage, found.progress
    whole = [Figure(figure.text) for figure in finding_figures(progress, campaign.id)]
    reported = Figure(told_rate(sums.received, sums.expected))
    return ["合计", reported, Figure(str(sums.late)), Figure(str(sums.missing)), *whole]


actor = guard(Action.DASHBOARD_READ)
page_head("单位对比", where=["看板"])
campaign = chosen_campaign(actor)
view = Listing("unit-comparison")
with view.filters():
    sort = view.choice("by", "排序", SORTS, everything="逾期多的在前（默认）", width=240)
found = compare_units(actor, campaign.id, sort=sort or "-overdue")
if not found.rows:
    empty("这里对比各镇街的报送和整改情况", "该专项行动的范围内还没有镇街报送自查或发现问题。")
    st.stop()
stacked_bars(
    [(row.name, (row.progress.done, row.progress.in_time, row.progress.overdue)) for row in found.rows],
    PROGRESS,
    unit="问题数",
)
section("各镇街（含下级村居）", DENOMINATOR_NOTE)
heads = ["镇街", "自查报送", "逾期报送", "未报", *FINDING_HEADS]
rows = [row_of(row, campaign.id) for row in found.rows]
figure_table(heads, [*rows, *([total_row(found)] if len(rows) > 1 else [])], caption="各镇街对比")
st.caption(
    "按被检查单位统计；服务单位的问题见“服务单位对比”。没有应整改问题的单位，整改率记为“—”，排在最后。"
)
