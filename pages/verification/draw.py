"""抽取记录: what was drawn, out of what, by which seed, before whom, and does it hold?"""

import streamlit as st

from domain.draws import Measure
from domain.permissions import Action
from services.draw_records import DrawRecord, read_draw
from services.visit_lists import VisitFilter, campaign_word, list_visits
from ui.badges import Badge
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.listing import simple_table
from ui.page import facts, page_head, section
from ui.table import Cell, Column
from ui.visits import quiet, visit_badge
from ui.wording import day_text, moment_text

MOST_DRAWN = 10_000  # visits of one draw: all of them


def rule_text(record: DrawRecord) -> str:
    """How many of each township."""
    if record.rule.measure is Measure.COUNT:
        return f"每个镇街 {record.rule.amount} 个"
    return f"每个镇街 {record.rule.amount}%，进位取整"


actor = guard(Action.VISIT_PLAN)
with required():
    record = read_draw(actor, id_param())
check = campaign_word(actor, record.campaign_id)
holds = Badge("重新计算一致", "✓", "good") if record.holds else Badge("重新计算不一致", "!", "late")
page_head(
    f"抽取记录：{record.title}",
    where=[check, ("随机抽取", page_url("draws", campaign=record.campaign_id))],
    badges=[holds],
)
facts(
    {
        "专项行动": record.campaign,
        "抽取时间": moment_text(record.at),
        "抽取人": record.drawn_by,
        "在场人": record.witnesses,
        "种子": record.seed,
        "抽取办法": rule_text(record),
        "范围": f"{record.pool_size} 个单位，抽中 {len(record.drawn)} 个",
        f"{check}日期": day_text(record.planned_on),
    }
)
if not record.holds:
    st.error("用留存的种子和名单重新计算，得到的结果与记录不一致，请核对记录是否被改动。")
section("抽中的单位")
visits = {
    row.unit_id: row for row in list_visits(actor, VisitFilter(draw_id=record.id), size=MOST_DRAWN).rows
}
rows: list[dict[str, Cell]] = [
    {
        "id": visits[place.unit_id].id,
        "unit": place.unit,
        "team": "、".join(place.inspectors),
        "state": visit_badge(visits[place.unit_id].state, check),
    }
    for place in record.drawn
    if place.unit_id in visits
]
columns = (
    Column("unit", "单位", wrap=True),
    Column("team", f"随机选派的{check}人员"),
    Column("state", f"{check}状态"),
)
simple_table(rows, columns, key="drawn", opens="visit", caption="抽中的单位")
section("未参加抽取的单位")
for unit, reason in record.avoided:
    quiet(f"{unit}：{reason}")
if not record.avoided:
    st.caption("没有。")
with st.expander("怎样核对"):
    st.text(
        "每个单位的签号是“种子:镇街编号:单位编号”的 SHA-256 值，各镇街取签号最小的若干个；"
        f"{check}人员按已派次数从少到多、再按“种子:单位编号:人员编号”的 SHA-256 值从小到大选派两人。"
    )
