"""延期申请: who asks for more time, why, and what do we answer?"""

from datetime import date

import streamlit as st

from domain.permissions import Action
from domain.traffic_lights import days_left
from services import clock
from services.actor import Actor
from services.extension_limits import extension_limits
from services.extensions import ExtensionView, decide_extension, extension_queue
from ui.campaigns import chosen_campaign
from ui.finding_facts import block
from ui.forms import Form
from ui.guard import guard
from ui.links import page_link
from ui.listing import Listing
from ui.page import empty, facts, page_head
from ui.plain import plain
from ui.wording import day_text, moment_text


def card(actor: Actor, asked: ExtensionView, left: str) -> None:
    """One request in a line; its reason and the form of the answer open beneath."""
    moves = f"{day_text(asked.old_due)}（{left}）→ {day_text(asked.new_due)}"
    with st.expander(plain(f"{asked.number}　{asked.unit}　{asked.title}　{moves}")):
        page_link("打开问题", "finding", id=asked.finding_id)
        facts({"申请": f"{asked.asked_by} {moment_text(asked.asked_at)}"})
        block("延期理由", asked.reason)
        if limits := extension_limits(actor, asked.finding_id):
            st.caption(plain(limits))
        answer(actor, asked)


def answer(actor: Actor, asked: ExtensionView) -> None:
    """The form of the answer."""
    form = Form(f"extension-{asked.id}", version=asked.finding_version, row=asked.number, draft_of=actor)
    first, second = st.columns([1, 2])
    with first:
        decided = form.choice("granted", "审批", {"yes": "同意", "no": "不同意"}, required=True, radio=True)
        until = form.day("granted_due", "批准的期限", asked.new_due) if decided != "no" else None
    with second:
        opinion = form.area("opinion", "审批意见", required=True, height=90)
    if form.submit("提交审批"):
        values = {"granted": decided == "yes", "granted_due": until, "opinion": opinion}
        if form.filled(granted="请选择同意或者不同意"):
            with form.told():
                decide_extension(actor, asked.id, form.version, values)
                form.done(f"{asked.number} 的延期申请已审批，并通知整改单位。")
                st.rerun()


def left_until(due: date) -> str:
    """剩3天, 今日到期 or 逾期2天, in calendar days."""
    days = days_left(due, clock.today())
    return "今日到期" if days == 0 else f"剩{days}天" if days > 0 else f"逾期{-days}天"


actor = guard(Action.EXTENSION_DECIDE)
page_head("延期申请", where=["问题整改"])
campaign = chosen_campaign(actor)
waiting = extension_queue(actor, campaign.id)
view = Listing("finding_extensions")
if not waiting:
    empty("这里列出等待审批的延期申请", "目前没有单位申请延期。", "申请和审批的经过保留在各问题的详情里。")
    st.stop()
view.count(len(waiting), "按现期限先后排列，展开后审批")
start = (view.page - 1) * view.size
for one in waiting[start : start + view.size]:
    card(actor, one, left_until(one.old_due))
if len(waiting) > view.size:
    pages = -(-len(waiting) // view.size)
    for number in range(1, pages + 1):
        if number != view.page:
            page_link(f"第 {number} 页", "finding_extensions", campaign=campaign.id, page=number)
