"""材料报送: of one turn of a campaign, who has handed in, in time or late, and who has not?"""

import streamlit as st

from domain.permissions import Action, ruling
from domain.thresholds.came import Standing
from services import clock
from services.campaign_filings import DutyTurn, filing_duties, list_turn, remind_turn
from services.filing_receive import register_paper
from services.filings import counts_of
from ui.campaigns import campaign_badge, chosen_campaign
from ui.choosing import one_of
from ui.filing_forms import move_start
from ui.filings import FILINGS, LACKING, filing_line, link_to_receipts, nearest, needs_regime
from ui.forms import Form
from ui.guard import guard, required, told
from ui.links import Param, page_link
from ui.listing import Listing
from ui.page import empty, flash, page_head, section
from ui.wording import day_text


def remind(label: str, unit_ids: list[int], key: str) -> None:
    """One click; what happened is told."""
    if st.button(label, key=key):
        with told():
            flash(remind_turn(actor, campaign.id, turn.code, unit_ids).sentence)
            st.rerun()


def register(ticked: list[int]) -> None:
    """The day on which the paper of those ticked came."""
    section("登记报来", f"{turn.name}，勾选的 {len(ticked)} 个单位；网上报送的不用登记，打开以后接收")
    form = Form("campaign-filings", narrow=True)
    with form:
        day = form.day("day", "哪天报来", default=clock.today(), required=True, max_value=clock.today())
        if form.submit(f"登记 {len(ticked)} 个单位"):
            with form.told():
                names = register_paper(actor, campaign.id, turn.code, ticked, day)
                form.done(f"已登记{len(names)}个单位的报送。")
                st.rerun()


def words_of(one: DutyTurn) -> str:
    """月度统计（2026年5月），2026-06-05 截止."""
    return f"{one.name}，{f'{one.due} 截止' if one.due else one.words or '日期未定'}"


actor = guard(Action.FILING_READ)
campaign = chosen_campaign(actor)
head = page_head("材料报送", where=["专项行动", campaign.name], badges=[campaign_badge(campaign.state)])
link_to_receipts("filing_receipts", "filing_receive")
turns = {one.code: one for one in filing_duties(actor, campaign.id)}
if not turns:
    empty(
        "这个专项行动没有要单位报送的其他材料",
        "自查报告在“自查汇总”里看；方案要求各单位报送别的材料的，这里逐期列出谁报了、谁没有报。",
    )
    st.stop()
view = Listing("campaign-filings")
with view.filters():
    labels = {one.code: words_of(one) for one in turns.values()}
    turn = turns[
        one_of(view, "code", "报送事项和期", labels, nearest(list(turns.values()), clock.today()), width=400)
    ]
    standing = view.choice("standing", "状态", {one.value: one.value for one in Standing})
    words = view.text("q", "单位名称")
since = f"；{day_text(campaign.filings_since)}起核对，以前到期的不问"
st.caption(f"{turn.clause}：{turn.name}，由{turn.who}报送{since}")
if turn.kept:
    st.info(f"这项材料由监管方案“{turn.kept}”核对，各单位在那里报送。")
    where: dict[str, Param] = {
        "regime": turn.regime_id,
        "filing": turn.key,
        f"period-{turn.key}": turn.period,
    }
    page_link("查看报送情况", "filings", **where)
    st.stop()
with required():
    rows = list_turn(actor, campaign.id, turn.code)
if turn.beyond and any(row.standing in (Standing.UNDATED, Standing.UNKNOWN) for row in rows):
    needs_regime(actor, turn.beyond)
found = [row for row in rows if standing in ("", row.standing.value) and words in row.name]
view.count(len(found), *(f"{one.value} {count} 个" for one, count in counts_of(found).items()))
running = campaign.state == "running"
may_register = running and ruling(actor.role, Action.FILING_RECEIVE).allowed
may_remind = running and ruling(actor.role, Action.REMIND).allowed
mine = [row for row in rows if row.unit_id == actor.unit_id and row.standing in LACKING]
if mine and running:
    page_link("本单位还没有报，点这里办理", "filing", campaign=campaign.id, code=turn.code)
start = (view.page - 1) * view.size
ticked = view.table(
    [filing_line(row) for row in found[start : start + view.size]],
    FILINGS,
    total=len(found),
    opens="filing",
    also={"campaign": campaign.id, "code": turn.code},
    id_name="unit",
    selectable=(may_register or may_remind) and any(row.unit_id != actor.unit_id for row in rows),
    caption="材料报送",
    nothing=("没有符合条件的单位", "可以放宽筛选条件后再试。")
    if rows
    else ("没有单位要报这项材料", "行动范围里没有这类单位，或者与您的单位无关。"),
)
lacking = {row.unit_id for row in rows if row.standing in LACKING} - {actor.unit_id}
awaited = [one for one in ticked if one in lacking]
if may_remind and lacking:
    with head:
        remind(f"催报全部未报的 {len(lacking)} 个单位", [], "remind-all")
if may_remind and awaited:
    remind(f"催报勾选的 {len(awaited)} 个单位", awaited, "remind-ticked")
if may_register and awaited:
    register(awaited)
if running and ruling(actor.role, Action.CAMPAIGN_EDIT).allowed:
    move_start(actor, campaign)
