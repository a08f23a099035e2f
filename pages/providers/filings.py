"""报送情况: of one turn of a report, who has handed it in, in time or late, and who has not?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.thresholds.came import Standing
from services import clock
from services.filings import FilingKind, counts_of, filing_kinds, filing_regimes, list_filings
from services.filings_receive import may_receive, receive_filings, remind_filings
from services.register_withdraw import withdraw_filings
from ui.choosing import one_of
from ui.filings import FILINGS, LACKING, filing_line, link_to_receipts, turn_words
from ui.forms import Form
from ui.guard import guard, required, told
from ui.links import open_page, page_link
from ui.listing import Listing
from ui.page import empty, flash, page_head, section
from ui.registers import change_words, chosen_regime


def remind(label: str, party_ids: list[int], key: str) -> None:
    """One click; what happened is told."""
    if st.button(label, key=key):
        with told():
            flash(remind_filings(actor, regime_id, kind.key, period, party_ids).sentence)
            st.rerun()


def take_back(kind: FilingKind, ticked: list[int]) -> None:
    """A day that was registered by mistake."""
    form = Form("filings-withdraw", narrow=True)
    with form:
        reason = form.reason("撤回的原因（登错了单位、日期）")
        if form.submit(f"撤回 {len(ticked)} 个单位的报来登记", danger=True):
            with form.told():
                changes = withdraw_filings(actor, regime_id, kind.key, period, ticked, reason)
                form.done(f"已撤回，原登记留底，可以重新登记。{change_words(changes)}")
                st.rerun()


def register(kind: FilingKind, ticked: list[int]) -> None:
    """The day on which the reports of those ticked came."""
    section("登记报来", f"{kind.title}{turn.label}，勾选的 {len(ticked)} 个单位")
    form = Form("filings-receive", narrow=True)
    with form:
        day = form.day("day", "哪天报来", default=clock.today(), required=True, max_value=clock.today())
        at = form.text("at", "几点报来", placeholder="例如 16:30") if kind.hour else ""
        if form.submit(f"登记 {len(ticked)} 个单位"):
            with form.told():
                done = receive_filings(actor, regime_id, kind.key, period, ticked, day, at)
                form.done(f"已登记{len(done.names)}个单位的报送。" + change_words(done.changes))
                st.rerun()


actor = guard(Action.MEASUREMENT_READ)
may_remind = ruling(actor.role, Action.REMIND).allowed
head = page_head("报送情况", where=["服务单位"])
link_to_receipts("filings_kept", "filing_receive_kept")
regime_id = chosen_regime(actor, filing_regimes(actor))
kinds = {key: one for key, one in filing_kinds(actor, regime_id).items() if one.turns}
if not kinds:
    empty(
        "这个监管方案没有要单位报送的材料",
        "方案写了由哪些单位在某天以前报送的，这里逐期列出谁报了、谁没有报。",
    )
    st.stop()
view = Listing("filings")
with view.filters():
    kind = kinds[
        one_of(view, "filing", "报送事项", {key: f"{one.title}（{one.who}）" for key, one in kinds.items()})
    ]
    labels = {one.period: turn_words(one) for one in kind.turns.values()}
    period = one_of(view, f"period-{kind.key}", "哪一期，何时截止", labels, kind.current)
    standing = view.choice("standing", "状态", {one.value: one.value for one in Standing})
    words = view.text("q", "单位名称")
turn = kind.turns[period]
may_register = may_receive(actor, regime_id, kind.key)
if may_register and kind.of not in ("provider", "office"):
    with head:
        if st.button("登记退回补正", key="returned"):
            open_page("register_new", regime=regime_id)
with required():
    rows = list_filings(actor, regime_id, kind.key, period)
found = [row for row in rows if standing in ("", row.standing.value) and words in row.name]
view.count(len(found), *(f"{one.value} {count} 个" for one, count in counts_of(found).items()))
st.caption(f"{kind.clause}：{kind.title}，{turn.due.text}")
mine = {row.party_id for row in rows if row.unit_id == actor.unit_id}
lacking = {row.party_id for row in rows if row.standing in LACKING}
if lacking & mine:
    page_link("本单位还没有报，点这里办理", "filing", regime=regime_id, filing=kind.key, period=period)
start = (view.page - 1) * view.size
ticked = view.table(
    [filing_line(row) for row in found[start : start + view.size]],
    FILINGS,
    total=len(found),
    opens="filing",
    also={"regime": regime_id, "filing": kind.key, "period": period},
    id_name="unit",
    selectable=(may_register or may_remind) and any(row.party_id not in mine for row in rows),
    caption="报送情况",
    nothing=("没有符合条件的单位", "可以放宽筛选条件后再试。")
    if rows
    else ("这项材料不用您所在单位报送", "可以在上面换一项报送，或者换一个监管方案。"),
)
parties = {row.unit_id: row.party_id for row in rows}
ticked = [parties[one] for one in ticked]
awaited = [one for one in ticked if one in lacking - mine]
if may_remind and lacking - mine:
    with head:
        remind(f"催报全部未报的 {len(lacking - mine)} 个单位", [], "remind-all")
if may_remind and awaited:
    remind(f"催报勾选的 {len(awaited)} 个单位", awaited, "remind-ticked")
if may_register and awaited:
    register(kind, awaited)
if may_register and kind.of != "provider" and (came := [one for one in ticked if one not in lacking]):
    take_back(kind, came)
