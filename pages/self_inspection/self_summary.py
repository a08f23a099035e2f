"""自查汇总: who reported, on time, what did they find?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.phases import due_sentence
from domain.self_inspection import RECEIVED
from services import clock
from services.campaign_creation import IN_SCOPE
from services.kind_names import kind_names
from services.self_reminders import remind_missing
from services.self_rollup import group_choices
from services.self_sheet import summary_workbook
from services.self_summary import STANDINGS, Filter, SummaryRow, summarize
from ui.badges import Badge
from ui.campaigns import chosen_campaign
from ui.guard import guard, required, told
from ui.listing import Listing
from ui.page import flash, page_head
from ui.self_badges import late_badge, report_badge
from ui.self_further import show_further
from ui.table import Cell, Column
from ui.wording import moment_cell, yuan_cell

COLUMNS = (
    Column("unit", "单位", width="22%", sort=True),
    Column("kind", "类别"),
    Column("township", "上级单位"),
    Column("state", "状态", sort=True),
    Column("late", "时限"),
    Column("submitted", "首次报送", sort=True),
    Column("problems", "自查问题", align="right", sort=True),
    Column("amount", "涉及金额（元）", align="right"),
    Column("note", "说明", wrap=True),
)


def line(row: SummaryRow) -> dict[str, Cell]:
    """A reporter; the row opens its report."""
    late: list[Badge] = [] if row.excused else late_badge(row.state, found.due, late=row.late)
    returned = f"退回 {row.returned_count} 次" if row.returned_count else ""
    return {
        "id": row.unit_id,
        "unit": row.unit,
        "kind": kinds[row.kind],
        "township": row.township,
        "state": report_badge(row.state, row.excused),
        "late": late[0] if late else None,
        "submitted": moment_cell(row.first_submitted_at),
        "problems": row.problems if row.state in RECEIVED else None,
        "amount": yuan_cell(row.amount_fen) if row.state in RECEIVED else None,
        "note": row.excused or returned,
    }


def remind(label: str, unit_ids: list[int], key: str) -> None:
    """One click; what happened is told."""
    if st.button(label, key=key):
        with told():
            flash(remind_missing(actor, campaign.id, unit_ids).sentence)
            st.rerun()


actor = guard(Action.DASHBOARD_READ)
page_head("自查汇总", where=["自查"])
campaign = chosen_campaign(actor)
kinds = kind_names(actor, campaign.id)
with required():
    groups = group_choices(actor, campaign.id, asked=st.query_params.get("township", ""))

view = Listing("self-summary", default_sort="unit")
with view.filters():
    standing = view.choice("standing", "报送情况", STANDINGS)
    kind = view.choice("kind", "类别", {kind.value: kinds[kind] for kind in IN_SCOPE})
    township = view.choice("township", "单位（含下级）", groups)
    words = view.text("q", "单位名称")
wanted = Filter(
    standing if standing in STANDINGS else "", kind, int(township) if township else None, words,
    view.sort, view.page, view.size,
)  # fmt: skip
found = summarize(actor, campaign.id, wanted)
missing = found.total - found.received
others = any(row.unit_id != actor.unit_id for row in found.rows)
may_remind = ruling(actor.role, Action.SELF_REMIND).allowed and others
view.count(
    found.total,
    f"已报 {found.received} 个，其中逾期报送 {found.late} 个",
    due_sentence(found.due, clock.today()),
)
show_further(actor, campaign.id)
ticked = view.table(
    [line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="self_unit",
    id_name="unit",
    selectable=may_remind,
    caption="自查报送情况",
)
with st.container(horizontal=True):
    if may_remind:
        if ticked:
            remind(f"催报勾选的 {len(ticked)} 个单位", ticked, "remind-ticked")
        if missing:
            remind("一键催报全部未报单位", [], "remind-all")
    view.export(
        "导出 Excel",
        lambda: summary_workbook(actor, campaign.id, wanted),
        f"{campaign.name}自查报送情况.xlsx",
    )
