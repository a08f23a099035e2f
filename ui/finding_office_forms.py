"""What the office does on a finding's page: order, remind, escalate, make ongoing, withdraw, transfer."""

import streamlit as st

from domain.workflow import State
from services.actor import Actor
from services.escalations import escalate_finding
from services.findings_assign import assign_finding, make_ongoing
from services.findings_bulk import remind_many
from services.findings_detail import FindingDetail
from services.findings_end import withdraw_finding
from services.ledger_options import ledger_options
from ui.finding_orders import order_fields
from ui.forms import Form
from ui.links import open_page
from ui.plain import plain


def assign_form(actor: Actor, detail: FindingDetail) -> None:
    """Order the rectification, or order it anew."""
    work = detail.work
    lead = detail.lead_unit_id or detail.unit_id
    initial = {
        "lead_unit_id": str(lead),
        **_rectified_as(detail),
        "requirement": work.requirement,
        "goal": work.goal,
        "responsible_leader": work.leader,
        "responsible_person": work.person,
    }
    if detail.nature.word:
        initial["nature"] = detail.nature.word
    form = Form(f"finding-{detail.id}-assign", version=detail.version, draft_of=actor, initial=initial)
    if work.lead_unit:
        st.caption("重新交办会重新送达、重新计算期限；待审批的延期申请自动终结。")
    values = order_fields(form, actor, ledger_options(actor, detail.campaign_id), detail.id)
    if form.submit("交办"):
        with form.told():
            assign_finding(actor, detail.id, form.version, values)
            form.done("已交办，并通知牵头单位。")
            st.rerun()


def _rectified_as(detail: FindingDetail) -> dict[str, str]:
    """How the problem was registered to be rectified; a kind of the scheme's own is the one that its item asks for."""
    matter = detail.suggested[1] if detail.state is State.REGISTERED else ""
    return {"kind": detail.work.kind.value, **({"matter": matter} if matter else {})}


def ongoing_form(actor: Actor, detail: FindingDetail) -> None:
    """Make it a duty without an end."""
    form = Form(f"finding-{detail.id}-ongoing", version=detail.version, draft_of=actor, narrow=True)
    goal = form.area("goal", "阶段性目标", required=True, height=80)
    reason = form.reason("转为长期坚持的理由")
    if form.submit("转为长期坚持", danger=True):
        with form.told():
            make_ongoing(actor, detail.id, form.version, {"goal": goal, "reason": reason})
            form.done("已转为长期坚持，单独统计。")
            st.rerun()


def escalate_form(actor: Actor, detail: FindingDetail) -> None:
    """Raise the level of supervision; what the scheme asks for is filled in, so that one click does it."""
    higher = {str(one.number): one.name for one in detail.levels if one.number > detail.escalation}
    next_level = detail.escalation + 1
    reached = next((one for one in detail.levels if one.number == detail.reached), None)
    initial = {"level": str(reached.number), "reason": f"按方案督办规定：{reached.text}"} if reached else {}
    form = Form(
        f"finding-{detail.id}-escalate", version=detail.version, draft_of=actor, narrow=True, initial=initial
    )
    st.caption(f"目前：{detail.level or '尚未督办'}。督办一事一单，升级后在右侧“文书”制发。")
    if reached:
        st.info(f"已达到“{reached.name}”的条件：{reached.text}")
    level = form.choice(
        "level", "升级为", higher or {str(next_level): f"第{next_level}级督办"}, required=True
    )
    reason = form.reason("督办原因")
    if form.submit("督办升级", danger=True):
        values = {"level": int(level) if level else None, "reason": reason}
        with form.told():
            escalate_finding(actor, detail.id, form.version, values)
            form.done("督办级别已升级，并通知牵头单位。")
            st.rerun()


def remind_form(actor: Actor, detail: FindingDetail) -> None:
    """Remind the lead unit, once a day."""
    form = Form(f"finding-{detail.id}-remind", version=detail.version, narrow=True)
    reason = form.reason("催办内容")
    if form.submit("提醒牵头单位"):
        with form.told():
            result = remind_many(actor, detail.campaign_id, {detail.id: form.version}, {"reason": reason})
            if result.refused:
                st.warning(plain(result.refused[0].why_not))
            else:
                form.done("已提醒牵头单位。")
                st.rerun()


def withdraw_form(actor: Actor, detail: FindingDetail) -> None:
    """Withdraw the finding; the row stays."""
    form = Form(f"finding-{detail.id}-withdraw", version=detail.version, narrow=True)
    st.caption("撤销后问题仍保留在台账，注明原因，不再办理和统计。")
    reason = form.reason("撤销原因")
    if form.submit("撤销", danger=True):
        with form.told():
            withdraw_finding(actor, detail.id, form.version, {"reason": reason})
            form.done("问题已撤销。")
            st.rerun()


def transfer_link(actor: Actor, detail: FindingDetail) -> None:
    """The way to the form of a lead, which is a page of its own."""
    st.caption("涉嫌违纪违法的，填写移送单交派驻纪检监察组；移送后台账只显示已移送。")
    if st.button("填写移送单", key=f"finding-{detail.id}-transfer", type="primary"):
        open_page("lead_transfer", finding=detail.id)
