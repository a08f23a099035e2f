"""频次与比例: how much had to be done for whom, what was done, what is missing, and who did it?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.thresholds.verdicts import Outcome
from services.duty_list import duties_of_regime, list_duties
from services.register_withdraw import withdraw_entries
from services.registers import list_entries, registers_of_regime
from ui.forms import Form
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head, section
from ui.registers import DUTIES, ENTRIES, change_words, chosen_regime, duty_line, entry_line

OUTCOMES = (Outcome.NOT_MET, Outcome.AWAITING_MAKE_UP, Outcome.PENDING_DATA, Outcome.MET)
BEHIND = 30  # rows of the registers below; a filter narrows them

actor = guard(Action.MEASUREMENT_READ)
head = page_head("频次与比例", where=["服务单位"])
regime_id = chosen_regime(actor)
with head:
    if ruling(actor.role, Action.MEASUREMENT_RECORD).allowed:
        if st.button("登记一条", key="add"):
            open_page("register_new", regime=regime_id)
        if st.button("导入登记表", type="primary", key="import"):
            open_page("register_import", regime=regime_id)
kinds = duties_of_regime(actor, regime_id)
view = Listing("duties")
with view.filters():
    duty = view.choice("duty", "要求", {key: f"{key} {one.title}" for key, one in kinds.items()}, width=300)
    period = view.text("period", "统计期", width=140, placeholder="2026 或 2026-03")
    words = view.text("q", "对象或服务单位")
    outcome = view.choice("outcome", "结果", {one.value: one.label for one in OUTCOMES})
found = list_duties(
    actor, regime_id, duty=duty, period=period, words=words, outcomes=[outcome] if outcome else (),
    page=view.page, size=view.size,
)  # fmt: skip
view.count(
    found.total,
    f"未完成 {found.not_met} 条" if found.not_met else "",
    f"待核 {found.pending} 条" if found.pending else "",
    f"另有 {found.folded} 个没有数据的日子未列" if found.folded else "",
)
view.table(
    [duty_line(row) for row in found.rows],
    DUTIES,
    total=found.total,
    opens="verdict" if ruling(actor.role, Action.VERDICT_READ).allowed else "",
    caption="频次与比例",
    nothing=("没有符合条件的记录", "可以放宽筛选条件后再试。")
    if view.filtered
    else (
        "这里对照方案规定的频次和比例",
        "还没有可以对照的一期。走访、回访、抽查和服务工单可以逐条登记，也可以导入登记表。",
    ),
)
if duty:
    st.caption(f"{kinds[duty].clause} {kinds[duty].title}。应完成数按比例计算时不足一个按一个计。")
registers = registers_of_regime(actor, regime_id)
wanted = kinds[duty].registers if duty else list(registers)
total, rows = (
    list_entries(actor, regime_id, facts=wanted, period=period, words=words, size=BEHIND)
    if wanted
    else (0, [])
)
section("登记明细", f"共 {total} 条" + (f"，显示最近 {BEHIND} 条" if total > BEHIND else ""))
may_record = ruling(actor.role, Action.MEASUREMENT_RECORD).allowed
ticked = Listing("entries").table(
    [entry_line(row, registers) for row in rows],
    ENTRIES,
    total=len(rows),
    selectable=may_record,
    caption="登记明细",
    nothing=("还没有登记", "可以逐条登记，也可以导入登记表。"),
)
if ticked:
    form = Form("entries-withdraw", narrow=True)
    with form:
        reason = form.reason("撤回的原因")
        if form.submit(f"撤回勾选的 {len(ticked)} 条登记", danger=True):
            with form.told():
                changes = withdraw_entries(actor, regime_id, ticked, reason)
                form.done(f"已撤回 {len(ticked)} 条登记，原登记留底。{change_words(changes)}")
                st.rerun()
