"""The figures of a campaign's overview: each one opens the rows behind it."""

import streamlit as st

from domain.phases import due_sentence
from domain.rectification import DENOMINATOR_NOTE
from services.campaign_overview import CategoryFigures, Overview
from services.self_rollup import Group
from ui.campaign_charts import category_chart, coverage_chart, stages
from ui.campaigns import ledger_url, rate, summary_url
from ui.figure_table import Figure, count, figure_table
from ui.links import open_page, page_link
from ui.navigation import BY_STEM
from ui.page import figures, section
from ui.wording import wan_yuan

_REPORTS, _OVERDUE, _DECISIONS = "自查报送", "逾期未整改", "待定处置决定"


def head_figures(seen: Overview) -> None:
    """What the campaign comes to, in one line."""
    reports, found = seen.coverage, seen.findings
    values = {
        _REPORTS: (
            f"{reports.received}/{reports.expected}",
            f"逾期报送 {reports.late}，未报 {reports.missing}",
        ),
        "发现问题": (str(found.found), f"应整改 {found.due}，长期坚持 {found.ongoing}"),
        _OVERDUE: (str(found.overdue), "已过期限未报结果"),
        "整改率（按项）": (rate(found.done, found.due), f"{found.done}/{found.due} 项"),
        "整改率（按金额）": (
            rate(found.rectified_fen, found.amount_fen),
            f"{wan_yuan(found.rectified_fen)}/{wan_yuan(found.amount_fen)}",
        ),
    }
    if seen.open_decisions is not None:
        values[_DECISIONS] = (str(seen.open_decisions), "尚未作出决定")
    figures(values, lambda label: _open(seen, label))


def _open(seen: Overview, label: str) -> None:
    """The rows behind a figure."""
    if label == _REPORTS:
        open_page("self_summary", campaign=seen.campaign_id)
    if label == _DECISIONS and "decisions" in BY_STEM:
        open_page("decisions")
    open_page("findings", campaign=seen.campaign_id, light="red" if label == _OVERDUE else "")


def show_coverage(seen: Overview) -> None:
    """Who has reported, by whom they count with."""
    with st.container(key="stacks-coverage"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        coverage_chart([(group.name, group.coverage) for group in seen.groups])
    with right:
        heads = ["单位", "应报", "已报", "按时", "逾期报送", "未报", "例外", "报送率"]
        rows = [_group_row(seen, group) for group in seen.groups]
        figure_table(heads, rows, caption="各单位自查报送情况")


def _group_row(seen: Overview, group: Group) -> list[Figure | str]:
    sums, key = group.coverage, group.unit_id
    past = seen.reports_due is not None and seen.reports_due < seen.today

    def rows_of(standing: str) -> str:
        return summary_url(seen.campaign_id, standing=standing, township=str(key))

    return [
        group.name,
        count(sums.expected, rows_of("")),
        count(sums.received, rows_of("received")),
        count(sums.on_time, rows_of("on_time")),
        count(sums.late, rows_of("late"), bad=True),
        count(sums.missing, rows_of("missing"), bad=past),
        count(sums.excused, rows_of("excused")),
        Figure(rate(sums.received, sums.expected)),
    ]


def reports_head(seen: Overview) -> None:
    """The heading of the section on reports, with the deadline."""
    section("自查报送", due_sentence(seen.reports_due, seen.today))


def show_filings(seen: Overview) -> None:
    """Other reports that units hand in: how many came by their days, and how many are missing."""
    told = seen.filings
    if not told.due and told.next_due is None:
        return
    section("材料报送", "自查报告以外，各单位按期报送的材料，由监管方案核对的不计")
    came = f"到期应报 {told.due} 份，已报 {told.received} 份（逾期报来 {told.late} 份），逾期未报 {told.overdue} 份"
    ahead = f"下一次 {told.next_due} 截止" if told.next_due else ""
    st.text("；".join(part for part in (came if told.due else "还没有到期的", ahead) if part) + "。")
    page_link("查看谁报了、谁没有报", "campaign_filings", campaign=seen.campaign_id)


def show_findings(seen: Overview) -> None:
    """Findings by category and stage."""
    section("问题和整改", DENOMINATOR_NOTE)
    if not seen.findings.found:
        st.caption("还没有登记问题。自查报告报送、核查登记或导入后，这里按类别和办理状态统计。")
        return
    with st.container(key="stacks-findings"):
        left, right = st.columns([2, 4], gap="medium")
    with left:
        category_chart(seen.categories)
    with right:
        heads = ["问题类别", "发现", *stages(), "逾期", "按项", "按金额"]
        rows = [_category(seen.campaign_id, one) for one in seen.categories]
        figure_table(heads, rows, caption="各类问题整改情况")


def _category(campaign_id: int, one: CategoryFigures) -> list[Figure | str]:
    def rows_of(state: str = "", light: str = "") -> str:
        return ledger_url(campaign_id, category=one.code, state=state, light=light)

    by_stage = [
        count(sum(one.states.get(state, 0) for state in states), rows_of(state=",".join(states)))
        for states in stages().values()
    ]
    return [
        one.name,
        count(one.progress.found, rows_of()),
        *by_stage,
        count(one.progress.overdue, rows_of(light="red"), bad=True),
        Figure(rate(one.progress.done, one.progress.due)),
        Figure(rate(one.progress.rectified_fen, one.progress.amount_fen)),
    ]
