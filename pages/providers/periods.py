"""统计期办结: which periods are over, who has no data in them, and closing them."""

from zlib import crc32

import streamlit as st

from domain.permissions import Action
from services.measurement_periods import Closing, close_periods, open_periods
from ui.badges import Badge
from ui.forms import Form
from ui.guard import guard
from ui.links import page_url
from ui.listing import Listing
from ui.page import page_head, section
from ui.registers import chosen_regime
from ui.table import Cell, Column

COLUMNS = (
    Column("period", "统计期"),
    Column("name", "数据", wrap=True, width="24%"),
    Column("final_from", "数据自何日起不再变动"),
    Column("missing", "没有数据的", wrap=True, width="36%"),
    Column("state", "状态"),
)
NAMED = 6


def mark(one: Closing) -> int:
    """What a tick clings to: a place in the list would pass to the next row as soon as this one is closed."""
    return crc32(f"{one.metric} {one.period}".encode())


def line(one: Closing) -> dict[str, Cell]:
    """A period that can be closed."""
    many = f"{'、'.join(one.missing[:NAMED])}" + (
        f" 等 {len(one.missing)} 家" if len(one.missing) > NAMED else ""
    )
    state = Badge("有缺报", "▲", "soon") if one.missing else Badge("可以办结", "✓", "good")
    return {
        "id": mark(one), "period": one.period, "name": one.name, "final_from": one.final_from.isoformat(),
        "missing": many, "state": state,
    }  # fmt: skip


actor = guard(Action.PERIOD_CLOSE)
page_head("统计期办结", where=["服务单位", ("测评与投诉", page_url("measurements"))])
regime_id = chosen_regime(actor)
st.caption(
    "办结以后，这一期的数据只能由专项办写明原因更正、补报，系统重新计算并说明哪些判定变了。"
    "可以下期补做的，等补做的一期结束才能办结；按日统计的不用办结。缺报的办结后仍为待核。"
)
found = open_periods(actor, regime_id)
view = Listing("periods")
start = (view.page - 1) * view.size
view.count(len(found), f"有缺报 {sum(1 for one in found if one.missing)} 条")
ticked = view.table(
    [line(one) for one in found[start : start + view.size]],
    COLUMNS,
    total=len(found),
    selectable=True,
    caption="待办结的统计期",
    nothing=("没有待办结的统计期", "已经结束的统计期都办结了。"),
)
chosen = [one for one in found if mark(one) in ticked]
if chosen:
    section("办结", "、".join(f"{one.name} {one.period}" for one in chosen[:NAMED]))
    form = Form("periods-close", narrow=True)
    with form:
        lacking = any(one.missing for one in chosen)
        reason = form.area("reason", "缺报的原因", required=lacking, height=80) if lacking else ""
        if form.submit(f"办结 {len(chosen)} 个统计期", danger=True):
            with form.told():
                number = close_periods(actor, regime_id, [(one.metric, one.period) for one in chosen], reason)
                form.done(f"已办结 {number} 个统计期。")
                st.rerun()
