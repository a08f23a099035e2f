"""服务单位对比: which provider has problems, is over a line, or is barred?"""

import streamlit as st

from domain.permissions import Action
from domain.rectification import DENOMINATOR_NOTE
from services.provider_comparison import ProviderRow, compare_providers
from ui.board import FINDING_HEADS, address, finding_figures
from ui.campaigns import chosen_campaign
from ui.charts import PROGRESS, stacked_bars
from ui.figure_table import Figure, count, figure_table
from ui.guard import guard
from ui.listing import Listing
from ui.page import empty, page_head, section
from ui.wording import day_cell

SORTS = {
    "-over_line": "触线多的在前",
    "-overdue": "逾期多的在前",
    "rate": "整改率低的在前",
    "-rate": "整改率高的在前",
    "-found": "发现问题多的在前",
    "name": "按登记顺序",
}


def barred(row: ProviderRow) -> Figure:
    """Whether it is barred, and until when."""
    if not row.barred:
        return Figure("—")
    until = f"至 {day_cell(row.barred_until)}" if row.barred_until else "未定期限或永久"
    return Figure(f"■ 禁入（{until}）", address("bans"), bad=True)


def row_of(row: ProviderRow) -> list[Figure | str]:
    """A provider; every number opens its rows."""
    cells: list[Figure | str] = [row.name]
    if row.over_line is not None:
        rows = address("verdicts", provider=row.id)
        cells += [count(row.over_line, rows, bad=True), count(row.judged or 0, rows)]
    return [*cells, barred(row), *finding_figures(row.progress, campaign.id, provider=row.id)]


actor = guard(Action.DASHBOARD_READ)
page_head("服务单位对比", where=["看板"])
campaign = chosen_campaign(actor)
view = Listing("provider-comparison")
with view.filters():
    sort = view.choice("by", "排序", SORTS, everything="触线多的在前（默认）", width=240)
found = compare_providers(actor, campaign.id, sort=sort or "-over_line")
if not found:
    empty(
        "这里对比各服务单位",
        "该专项行动的范围内还没有登记服务单位。",
        "专项办在“名录”中登记服务单位后会出现在这里。",
    )
    st.stop()
stacked_bars(
    [(row.name, (row.progress.done, row.progress.in_time, row.progress.overdue)) for row in found],
    PROGRESS,
    unit="问题数",
)
section("各服务单位", DENOMINATOR_NOTE)
judged = ["触线判定", "待研判"] if found[0].over_line is not None else []
figure_table(
    ["服务单位", *judged, "禁入", *FINDING_HEADS], [row_of(row) for row in found], caption="各服务单位对比"
)
st.caption("问题按涉及的服务单位统计，不论在哪里发现。")
