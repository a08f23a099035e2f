"""行动概览: are we on time, who has not reported, what is wrong, how far has rectification come?"""

from datetime import date

import streamlit as st

from domain.permissions import Action, ruling
from domain.phases import due_sentence
from domain.rectification import DENOMINATOR_NOTE
from services.campaign_overview import Overview, overview
from services.self_reminders import remind_missing
from services.self_rollup import Group
from ui.campaign_charts import category_chart, coverage_chart, phase_chart, stages
from ui.campaigns import campaign_badge, chosen_campaign, ledger_url, rate, summary_url
from ui.figure_table import Figure, count, figure_table
from ui.guard import guard, told
from ui.links import open_page, page_url
from ui.navigation import BY_STEM
from ui.page import figures, flash, next_step, page_head, section
from ui.wording import wan_yuan


def head_figures(seen: Overview) -> None:
    """Four figures that say how it stands; each opens its rows below or on its page."""
    reports, found = seen.coverage, seen.findings
    values = {
        "自查报送": (
            f"{reports.received}/{reports.expected}",
            f"逾期报送 {reports.late}，未报 {reports.missing}",
        ),
        "发现问题": (str(found.found), f"应整改 {found.due}，长期坚持 {found.ongoing}"),
        "逾期未整改": (str(found.overdue), "已过期限未报结果"),
        "整改率（按项）": (rate(found.done, found.due), f"{found.done}/{found.due} 项"),
        "整改率（按金额）": (
            rate(found.rectified_fen, found.amount_fen),
            f"{wan_yuan(found.rectified_fen)}/{wan_yuan(found.amount_fen)}",
        ),
    }
    if seen.open_decisions is not None:
        values["待定处置决定"] = (str(seen.open_decisions), "尚未作出决定")
    figures(values, open_figure)


def open_figure(label: str) -> None:
    """The rows behind a figure."""
    if label == "自查报送":
        open_page("self_summary", campaign=campaign.id)
    if label == "待定处置决定" and "decisions" in BY_STEM:
        open_page("decisions")
    light = "red" if label == "逾期未整改" else ""
    open_page("findings", campaign=campaign.id, light=light)


def group_row(group: Group) -> list[Figure | str]:
    """A township: counts that open the summary."""
    sums, key = group.coverage, group.unit_id

    def rows_of(standing: str) -> str:
        kind = "" if key else "provider"
        return summary_url(campaign.id, standing=standing, township=key or None, kind=kind)

    return [
        group.name,
        count(sums.expected, rows_of("")),
        count(sums.received, rows_of("received")),
        count(sums.on_time, rows_of("on_time")),
        count(sums.late, rows_of("late"), bad=True),
        count(sums.missing, rows_of("missing"), bad=overdue),
        count(sums.excused, rows_of("excused")),
        Figure(rate(sums.received, sums.expected)),
    ]


def show_reports(seen: Overview) -> None:
    """Coverage by township, and the one click that reminds everybody."""
    section("自查报送", due_sentence(seen.reports_due, seen.today))
    if not seen.reports:
        st.caption("该方案没有规定自查报告。")
        return
    may_remind = ruling(actor.role, Action.REMIND).allowed and seen.state == "running"
    label = f"一键催报 {seen.coverage.missing} 个未报单位"
    if seen.coverage.missing and may_remind and st.button(label, key="remind", type="primary"):
        with told():
            flash(remind_missing(actor, campaign.id).sentence)
            st.rerun()
    left, right = st.columns([2, 3], gap="large")
    with left:
        coverage_chart([(group.name, group.coverage) for group in seen.groups])
    with right:
        heads = ["镇街", "应报", "已报", "按时", "逾期报送", "未报", "例外", "报送率"]
        figure_table(heads, [group_row(group) for group in seen.groups], caption="各镇街自查报送情况")


def show_findings(seen: Overview) -> None:
    """Findings by category and state."""
    section("问题和整改", DENOMINATOR_NOTE)
    if not seen.findings.found:
        st.caption("还没有登记问题。自查报告报送、核查登记或导入后，这里按类别和办理状态统计。")
        return
    left, right = st.columns([2, 4], gap="medium")
    with left:
        category_chart(seen.categories)
    rows: list[list[Figure | str]] = []
    for one in seen.categories:
        row: list[Figure | str] = [
            one.name,
            count(one.progress.found, ledger_url(campaign.id, category=one.code)),
        ]
        for states in stages().values():
            number = sum(one.states.get(state, 0) for state in states)
            row.append(count(number, ledger_url(campaign.id, category=one.code, state=",".join(states))))
        overdue_url = ledger_url(campaign.id, category=one.code, light="red")
        row.append(count(one.progress.overdue, overdue_url, bad=True))
        row.append(Figure(rate(one.progress.done, one.progress.due)))
        row.append(Figure(rate(one.progress.rectified_fen, one.progress.amount_fen)))
        rows.append(row)
    with right:
        heads = ["问题类别", "发现", *stages(), "逾期", "按项", "按金额"]
        figure_table(heads, rows, caption="各类问题整改情况")


actor = guard(Action.DASHBOARD_READ)
campaign = chosen_campaign(actor)
seen = overview(actor, campaign.id)
overdue = seen.reports_due is not None and seen.reports_due < seen.today
with page_head(
    seen.name, where=["专项行动", ("行动列表", page_url("campaigns"))], badges=[campaign_badge(seen.state)]
):
    if st.button("阶段与报送", key="phases"):
        open_page("phases", campaign=campaign.id)
if seen.current is not None:
    end: date | None = seen.current.end
    next_step(f"当前阶段：{seen.current.name}，{due_sentence(end, seen.today)}")
head_figures(seen)
section("阶段进度")
phase_chart(seen.phases, seen.today)
show_reports(seen)
show_findings(seen)
