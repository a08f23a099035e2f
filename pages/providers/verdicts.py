"""判定: what do the rules say of the latest figures, and what calls for a decision?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.thresholds.verdicts import Outcome
from services.regimes import regime_choices
from services.verdict_list import list_verdicts
from services.verdicts import compute_verdicts
from ui.guard import guard, told
from ui.links import id_param
from ui.listing import Listing
from ui.page import flash, page_head
from ui.provider_tables import verdict_line
from ui.table import Column

COLUMNS = (
    Column("rule", "规则", sort=True, link=True),
    Column("provider", "服务单位", sort=True, wrap=True),
    Column("period", "统计期", sort=True),
    Column("title", "内容", wrap=True, width="20%"),
    Column("arithmetic", "算式", wrap=True, width="28%"),
    Column("unit", "统计单元"),
    Column("nature", "性质"),
    Column("state", "判定", sort=False),
)
SHOWN = (Outcome.TRIGGERED, Outcome.NEEDS_JUDGEMENT, Outcome.PENDING_DATA, Outcome.NOT_TRIGGERED, Outcome.NOT_MET,
         Outcome.MET)  # fmt: skip


def compute() -> None:
    """Judge everybody anew and say what changed."""
    with told():
        changes = [change for key in regimes for change in compute_verdicts(actor, int(key))]
        flash(f"已重新计算，{len(changes)} 项判定有变化。" if changes else "已重新计算，判定没有变化。")
        st.rerun()


actor = guard(Action.VERDICT_READ)
regimes = regime_choices(actor)
with page_head("判定", where=["服务单位"]):
    computes = ruling(actor.role, Action.VERDICT_COMPUTE).allowed and regimes
    pressed = computes and st.button("重新计算", type="primary", key="compute")
if pressed:
    compute()
view = Listing("verdicts", default_sort="")
with view.filters():
    words = view.text("q", "服务单位、规则、条款")
    outcomes = view.choices("outcome", "判定", {one.value: one.label for one in SHOWN})
    period = view.text("period", "统计期", width=130)
    regime = view.choice("regime", "监管方案", regimes)
    daily = view.tick("daily", "含逐日事项的待核数据")
fold = not (daily or period or Outcome.PENDING_DATA.value in outcomes)
found = list_verdicts(
    actor, fold=fold, words=words, outcomes=outcomes, period=period, regime_id=int(regime) if regime else None,
    provider_id=id_param("provider") or None, sort=view.sort, page=view.page, size=view.size,
)  # fmt: skip
left_out = f"另有逐日待核 {found.folded} 项未列出" if found.folded else ""
view.count(found.total, f"触发 {found.triggered} 项", f"待核 {found.pending} 项", left_out)
view.table(
    [verdict_line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="verdict",
    caption="判定",
    nothing=("没有符合条件的判定", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出规则对每家单位的判定", "登记测评或投诉数据后自动计算。"),
)
