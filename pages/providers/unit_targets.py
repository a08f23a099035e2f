"""各单位目标与责任: which unit has to reach what by when, where does it stand, who has not?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.thresholds.verdicts import Outcome
from services.regimes import regime_choices
from services.subjects import kinds_of
from services.targets import KINDS, list_targets
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.table import Column
from ui.targets import target_line

COLUMNS = (
    Column("subject", "单位（对象）", sort=True, link=True, wrap=True),
    Column("kind", "类别"),
    Column("title", "要求", wrap=True, width="26%"),
    Column("arithmetic", "现状与算式", wrap=True, width="28%"),
    Column("due", "截止", sort=True),
    Column("period", "统计期", sort=True),
    Column("outcome", "判定", sort=True),
)
SHOWN = (Outcome.NOT_MET, Outcome.TRIGGERED, Outcome.PENDING_DATA, Outcome.NEEDS_JUDGEMENT,
         Outcome.AWAITING_MAKE_UP, Outcome.IN_PROGRESS, Outcome.MET, Outcome.NOT_TRIGGERED)  # fmt: skip

actor = guard(Action.TARGET_READ)
regimes = regime_choices(actor)
with page_head("各单位目标与责任", where=["专项行动"]):
    if regimes and ruling(actor.role, Action.REGIME_EDIT).allowed and st.button("判定范围", key="scope"):
        open_page("unit_subjects")
    if (
        regimes
        and ruling(actor.role, Action.MEASUREMENT_RECORD).allowed
        and st.button("登记数据", type="primary", key="record")
    ):
        open_page("unit_figure_new")
view = Listing("unit-targets")
with view.filters():
    words = view.text("q", "单位、要求、条款")
    regime = view.choice("regime", "监管方案", regimes)
    kinds = {one.key: one.name for one in kinds_of(actor, int(regime))} if regime else {}
    of = view.choice("of", "对象", kinds) if kinds else ""
    asked = view.choices("kind", "类别", KINDS, width=200)
    outcomes = view.choices("outcome", "判定", {one.value: one.label for one in SHOWN})
found = list_targets(
    actor, regime_id=int(regime) if regime else None, subject_kind=of, kinds=asked, outcomes=outcomes,
    words=words, sort=view.sort, page=view.page, size=view.size,
)  # fmt: skip
notes = [f"{one.label} {found.counts[one]} 条" for one in SHOWN if one in found.counts]
view.count(found.total, *notes)
view.table(
    [target_line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="unit_verdict",
    caption="各单位目标与责任",
    nothing=("没有符合条件的记录", "可以放宽筛选条件后再试。")
    if view.filtered
    else ("这里列出方案对各单位和人员的目标、责任和规则，以及每一项的现状", "还没有单位纳入判定范围。"),
)
