"""禁入详情: one ban; its early release and the override of a leader."""

from functools import partial

import streamlit as st

from domain.permissions import Action, ruling
from services import clock
from services.ban_exceptions import (
    ReleaseRow,
    ask_release,
    decide_release,
    list_overrides,
    list_releases,
    override_ban,
)
from services.bans import BanRow, Reached, reached_too, read_ban
from services.decision_access import sees_decisions
from services.enforcement import KIND_NAMES, PURPOSE_NAMES
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, page_link, page_url
from ui.overrides import show_overrides, show_reached
from ui.page import facts, next_step, page_head, section
from ui.provider_words import ban_badge
from ui.reasoned import reasoned
from ui.wording import day_text, moment_text

RELEASES = {"asked": "待审批", "granted": "已批准", "refused": "未批准"}


def show(ban: BanRow) -> None:
    """Who, by what, until when."""
    end = day_text(ban.end) + "（含当日）" if ban.end else ban.term
    facts(
        {
            "统一社会信用代码": ban.credit_code,
            "法定代表人": ban.legal_representative,
            "实际控制人": ban.controller,
            "范围": ban.scope,
            "限于": ban.reach or "全部区域、服务和事项",
            "期限": f"{day_text(ban.start)}至{end}",
            "依据": f"{ban.rule} {ban.clause}",
        }
    )
    if sees_decisions(actor):
        page_link(f"查看处置 {ban.decision}", "decision", id=ban.decision_id)


def ask(ban: BanRow) -> None:
    """The office asks."""
    reasoned(
        f"release-{ban.id}", ban.version, partial(ask_release, actor, ban.id),
        title="申请提前解除", label="提前解除的理由", button="提交申请", said="已提交，等待领导审批。",
    )  # fmt: skip


def decide(release: ReleaseRow) -> None:
    """A leader answers."""
    section("提前解除申请", f"{release.asked_by} {moment_text(release.asked_at)}")
    facts({"理由": release.reason, "状态": RELEASES[release.state], "审批意见": release.opinion})
    if release.state != "asked" or not ruling(actor.role, Action.BAN_RELEASE_DECIDE).allowed:
        return
    form = Form(f"decide-{release.id}", version=release.version)
    answer = form.choice("granted", "审批", {"1": "同意提前解除", "0": "不同意"}, radio=True, required=True)
    opinion = form.area("opinion", "审批意见", required=True, height=80)
    if form.submit("审批") and form.filled(granted="请选择审批结论"):
        with form.told():
            decide_release(actor, release.id, form.version, answer == "1", opinion)
            form.done("审批已记录。")
            st.rerun()


def override(ban: BanRow, others: list[Reached]) -> None:
    """A leader lets the provider, or another one that the ban reaches, through once."""
    with st.expander("特批"):
        st.caption("一事一批，用后失效，列在禁入名单和看板上。")
        form = Form(f"override-{ban.id}")
        names = {str(ban.provider_id): ban.provider} | {str(one.provider_id): one.provider for one in others}
        only = None if others else str(ban.provider_id)
        whom = form.choice("provider_id", "特批哪一家", names, only, required=True)
        purposes = {purpose.value: name for purpose, name in PURPOSE_NAMES.items()}
        purpose = form.choice("purpose", "特批事项", purposes, required=True)
        reason = form.reason("特批的理由")
        if form.submit("特批", danger=True) and form.filled(provider_id="请选择特批哪一家"):
            with form.told():
                override_ban(actor, int(whom), purpose, reason)
                form.done("已特批，可以办理一次。")
                st.rerun()


actor = guard(Action.BAN_READ)
with required():
    ban = read_ban(actor, id_param())
state = ban.state_on(clock.today())
word = KIND_NAMES[ban.kind]
page_head(
    f"{word}：{ban.provider}",
    where=["服务单位", ("禁入名单", page_url("bans"))],
    badges=[ban_badge(state, ban.kind)],
)
if state == "in_force":
    until = f"最后一日为{day_text(ban.end)}，次日起可以参与" if ban.end else ban.term
    next_step(f"{word}中：{until}。")
show(ban)
reached = reached_too(actor, ban.id) if state == "in_force" else []
show_reached(reached)
for release in list_releases(actor, ban_id=ban.id):
    decide(release)
show_overrides([row for row in list_overrides(actor) if row.decision == ban.decision])
if state == "in_force":
    if ruling(actor.role, Action.BAN_RELEASE_ASK).allowed:
        ask(ban)
    if ruling(actor.role, Action.BAN_OVERRIDE).allowed:
        override(ban, reached)
