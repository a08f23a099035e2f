"""我的自查: what does my unit owe, until when, and how far are the villages below?"""

import streamlit as st

from domain.permissions import Action
from domain.phases import due_sentence
from domain.self_inspection import WITH_UNIT, ReportState
from services import clock
from services.self_mine import MyReport, my_reports
from ui.badges import show_badges
from ui.guard import guard
from ui.links import open_page
from ui.listing import simple_table
from ui.page import empty, page_head, section
from ui.plain import plain
from ui.self_badges import late_badge, report_badge
from ui.self_further import show_further
from ui.table import Cell, Column

COLUMNS = (
    Column("unit", "单位", width="40%"),
    Column("state", "状态"),
    Column("late", "时限"),
    Column("note", "说明", wrap=True),
)


def own_box(report: MyReport) -> None:
    """The own report with the one thing to do about it."""
    with st.container(border=True, key=f"own-{report.campaign_id}"):
        words, action = st.columns([4, 1], vertical_alignment="center")
        with words:
            st.markdown(f"**{plain(report.campaign)}　自查报告**")
            show_badges(
                report_badge(report.state, report.excused),
                *late_badge(report.state, report.due, late=report.late),
            )
            st.caption(plain(sentence(report)))
        with action:
            button(report)


def sentence(report: MyReport) -> str:
    """Until when, or what happened."""
    if report.excused and report.state in WITH_UNIT:
        return f"已登记例外，不需要报送：{report.excused}"
    if report.state is ReportState.RETURNED:
        return f"被退回：{report.return_reason}"
    if report.state in WITH_UNIT:
        return due_sentence(report.due, clock.today())
    return "已报送，等待审核。" if report.state is ReportState.SUBMITTED else "已审核通过。"


def button(report: MyReport) -> None:
    """Fill in, or look."""
    key = f"open-{report.campaign_id}"
    if report.state in WITH_UNIT:
        label = "开始填报" if report.state is ReportState.NOT_STARTED else "继续填报"
        if st.button(label, key=key, type="primary", width="stretch"):
            open_page("my_report", campaign=report.campaign_id, unit=report.unit_id)
    elif st.button("查看报告", key=key, width="stretch"):
        open_page("self_report", id=report.report_id)


def village_line(report: MyReport) -> dict[str, Cell]:
    """A village below."""
    late = late_badge(report.state, report.due, late=report.late)
    return {
        "id": report.unit_id,
        "unit": report.unit,
        "state": report_badge(report.state, report.excused),
        "late": late[0] if late else None,
        "note": report.excused if report.state in WITH_UNIT else report.return_reason,
    }


actor = guard(Action.SELF_WRITE)
page_head("我的自查", where=["自查"])
reports = my_reports(actor)
if not reports:
    empty("这里列出本单位要报的自查报告", "目前没有需要本单位自查的专项行动。", "专项办布置后会出现在这里。")
    st.stop()
for campaign_id in dict.fromkeys(report.campaign_id for report in reports):
    mine = [report for report in reports if report.campaign_id == campaign_id]
    for own in (report for report in mine if report.own):
        own_box(own)
        show_further(actor, campaign_id)
    villages = [report for report in mine if not report.own]
    if villages:
        waiting = sum(one.state in WITH_UNIT and not one.excused for one in villages)
        section("下级单位", f"{mine[0].campaign}：{len(villages)} 个，未报 {waiting} 个")
        simple_table(
            [village_line(one) for one in villages],
            COLUMNS,
            key=f"below-{campaign_id}",
            opens="self_unit",
            id_name="unit",
            caption="下级单位自查情况",
        )
