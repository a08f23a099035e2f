"""What the unit and the other end do with one report: begin, write, hand in; receive, give back, let off."""

from datetime import date

import streamlit as st

from domain.filing import LONGEST_TEXT, FilingState
from services import clock
from services.actor import Actor
from services.campaigns import CampaignRow
from services.filing_access import OBJECT
from services.filing_hand_in import open_filing, submit_filing
from services.filing_receive import (
    accept_filing,
    lift_waiver,
    return_filing,
    take_back_paper,
    waive_filing,
)
from services.filing_send import register_sent
from services.filing_view import FilingView
from services.phase_dates import ask_since
from ui.evidence import show_evidence, upload
from ui.forms import Form, confirmed
from ui.guard import told
from ui.links import Param, open_page, page_link
from ui.page import section
from ui.wording import day_text


def begin(actor: Actor, view: FilingView) -> None:
    """Nothing is there yet: one click makes the sheet on which one writes and to which files belong."""
    if st.button("登记报出" if view.upwards else "开始填写", key="begin", type="primary"):
        with told():
            open_page("filing", id=open_filing(actor, view.place))


def write(actor: Actor, view: FilingView) -> None:
    """Words, files, and the button that hands in."""
    section("报送内容", "写明情况，或者上传附件，两样都可以；报送以后由收件的一方接收")
    st.markdown("附件")
    show_evidence(actor, OBJECT, view.id, withdrawable=True)
    if upload(actor, OBJECT, view.id, unit_id=view.place.unit_id, label="上传附件", camera=True):
        st.rerun()
    with Form(f"filing-{view.id}", draft_of=actor, initial={"text": view.text}, version=view.version) as form:
        text = form.area("text", "报送内容", max_chars=LONGEST_TEXT, height=220)
        if form.submit("报送"):
            with form.told():
                came = submit_filing(actor, view.id, text, form.version)
                _finished(form, "已报送，逾期报送，等待接收。" if came.too_late else "已报送，等待接收。")


def send(actor: Actor, view: FilingView) -> None:
    """The office has sent it: when, to whom, under which number; a copy where there is one."""
    section("登记报出", "报给上级的材料在这里留底；附件可以不传，要传的先传再登记")
    show_evidence(actor, OBJECT, view.id, withdrawable=True)
    if upload(actor, OBJECT, view.id, unit_id=view.place.unit_id, label="上传附件", camera=True):
        st.rerun()
    with Form(f"send-{view.id}", version=view.version, narrow=True) as form:
        values = {
            "day": form.day("day", "哪天报出（办结）", clock.today(), required=True, max_value=clock.today()),
            "to": form.text("to", "报给谁", view.to, required=bool(view.to), max_chars=100),
            "number": form.text("number", "发文字号", max_chars=60, placeholder="没有的不填"),
            "note": form.area("note", "说明", max_chars=2000, height=90),
        }
        if form.submit("登记已报出"):
            with form.told():
                came = register_sent(actor, view.id, values, form.version)
                _finished(form, f"已登记报出{f'，{came.delay}' if came.too_late else ''}。")


def receive(actor: Actor, view: FilingView) -> None:
    """What the other end does with it."""
    section("接收" if view.state is FilingState.SUBMITTED else "更正" if view.came.day else "不需要报送的")
    if view.state is FilingState.SUBMITTED:
        with Form(f"accept-{view.id}", version=view.version) as form:
            if form.submit("接收"):
                with form.told():
                    accept_filing(actor, view.id, form.version)
                    _finished(form, f"{view.unit}的材料已接收。")
    if view.state is FilingState.SUBMITTED or (view.state is FilingState.ACCEPTED and view.online):
        _give_back(actor, view)
    elif view.state is FilingState.ACCEPTED:
        _take_back(actor, view)
    elif view.state is FilingState.WAIVED:
        _lift(actor, view)
    else:
        if not view.upwards:
            _paper_where(view)
        _let_off(actor, view)


def _give_back(actor: Actor, view: FilingView) -> None:
    """Return it with a reason; it is owed again."""
    with confirmed(f"return-{view.id}", "退回补正", version=view.version) as form:
        reason = form.reason("退回理由和需要补正的内容")
        if form.submit("退回", danger=True):
            with form.told():
                return_filing(actor, view.id, reason, form.version)
                _finished(form, f"{view.unit}的材料已退回，需要重新报送。")


def _take_back(actor: Actor, view: FilingView) -> None:
    """A day registered by mistake, of what came on paper or what the office itself sent."""
    with confirmed(
        f"paper-{view.id}", f"撤回{'报出' if view.upwards else '报来'}登记", version=view.version
    ) as form:
        reason = form.reason("撤回登记的原因（登错了单位、日期）")
        if form.submit("撤回登记", danger=True):
            with form.told():
                take_back_paper(actor, view.id, reason, form.version)
                _finished(form, "已撤回，可以重新登记。")


def _paper_where(view: FilingView) -> None:
    """What came on paper is registered in the list, several units at once."""
    at = view.place
    if at.campaign_id:
        page_link(
            "交来纸质件的，到“材料报送”里勾选登记", "campaign_filings", campaign=at.campaign_id, code=at.code
        )
        return
    turn: dict[str, Param] = {"regime": at.regime_id, "filing": at.code, f"period-{at.code}": at.period}
    page_link("交来纸质件的，到“报送情况”里勾选登记", "filings", **turn)


def _let_off(actor: Actor, view: FilingView) -> None:
    """The unit need not hand this in."""
    with confirmed("waive", "登记免予报送", version=view.version) as form:
        reason = form.reason("免予报送的理由和依据")
        if form.submit("登记免予报送", danger=True):
            with form.told():
                waive_filing(actor, view.place, reason, form.version)
                _finished(form, f"已登记{view.unit}免予报送。")


def _lift(actor: Actor, view: FilingView) -> None:
    """It has to be handed in after all."""
    with confirmed(f"lift-{view.id}", "取消免予报送", version=view.version) as form:
        reason = form.reason("取消的理由")
        if form.submit("取消免予报送", danger=True):
            with form.told():
                lift_waiver(actor, view.id, reason, form.version)
                _finished(form, f"{view.unit}需要报送这项材料。")


def move_start(actor: Actor, campaign: CampaignRow) -> None:
    """What was due before the system kept account need not be asked for one by one."""
    with confirmed(f"since-{campaign.id}", "调整从哪天起核对", version=f"{campaign.filings_since}") as form:
        st.caption("这一天以前到期的，各单位不用再报，也不算逾期；以后可以再调整，改动留下记录。")
        day = form.day("day", "从哪天起核对", campaign.filings_since, required=True, max_value=clock.today())
        reason = form.reason("理由，例如以前的已经报来")
        if form.submit("保存"):
            with form.told():
                ask_since(actor, campaign.id, day, reason, date.fromisoformat(form.token))
                _finished(form, f"已改为从{day_text(day)}起核对。")


def _finished(form: Form, sentence: str) -> None:
    """Say it and draw anew."""
    form.done(sentence)
    st.rerun()
