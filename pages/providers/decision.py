"""处置详情: the notice, the statement and the figures side by side, and the next step."""

import streamlit as st

from domain.amounts import quantity
from domain.decisions import UNDECIDED, DecisionState, Step, Track
from domain.permissions import Action, ruling
from services.decision_reading import DecisionView, decision_history, read_decision
from ui.decision_forms import draw_step
from ui.decision_reports import show_reports
from ui.evidence import show_evidence, upload
from ui.guard import guard, required
from ui.links import id_param, open_page, page_link, page_url
from ui.listing import simple_table
from ui.page import Step as Crumb
from ui.page import facts, next_step, page_head, section
from ui.payment_forms import draw_correction, draw_payment, show_payments
from ui.provider_words import NATURES, decision_badge, range_text
from ui.table import Cell, Column
from ui.timeline import show_timeline
from ui.wording import day_text, moment_text, yuan

OFFERS = (
    Column("title", "规则规定的处理", wrap=True, width="38%"),
    Column("nature", "性质"),
    Column("amount", "金额、期限和条件", wrap=True, width="38%"),
)
WAITING = {
    DecisionState.OPEN: "等待专项办提出处置意见",
    DecisionState.PROPOSED: "等待专项办送达事先告知书",
    DecisionState.NOTICE_SERVED: "等待当事人陈述申辩，期满后由领导审批",
    DecisionState.HEARD: "等待领导审批",
    DecisionState.APPROVED: "等待专项办送达决定书",
    DecisionState.REJECTED: "未获批准，等待专项办重新提出意见",
    DecisionState.SERVED: "已送达，等待生效",
    DecisionState.IN_FORCE: "决定生效中",
}
ORDER_WAITING = {
    DecisionState.OPEN: "等待专项办下达整改要求",
    DecisionState.IN_FORCE: "等待整改，期满后由专项办认定是否改到位",
}


def waiting(view: DecisionView) -> str:
    """What is next, by whom, until when."""
    words = WAITING if view.row.track is Track.SANCTION else {**WAITING, **ORDER_WAITING}
    parts = [words.get(view.row.state, "")]
    if view.row.state is DecisionState.IN_FORCE and view.ends_on:
        parts[0] += f"，至{day_text(view.ends_on)}"
    if view.row.state is DecisionState.NOTICE_SERVED:
        parts.append(f"陈述申辩截至{day_text(view.statement_due)}")
    if view.row.state is DecisionState.IN_FORCE and view.row.due and view.row.track is Track.ORDER:
        parts.append(f"整改截至{day_text(view.row.due)}")
    if view.row.state is DecisionState.IN_FORCE and view.outstanding_fen:
        until = f"，截至{day_text(view.row.due)}" if view.row.due else ""
        parts.append(f"待缴{yuan(view.outstanding_fen)}{until}，等待专项办登记缴款或者在结算中扣减")
    parts.append(view.row.warning)
    return "；".join(part for part in parts if part)


def show_verdict(view: DecisionView) -> None:
    """Left: what the rule says, by which figures."""
    section("判定", f"{view.row.rule} {view.row.clause}")
    st.code(view.arithmetic, language=None, wrap_lines=True)
    facts({"统计期": view.row.period, "监管方案": view.regime, "性质": NATURES[view.row.nature]})
    rows: list[dict[str, Cell]] = [
        {
            "title": ("择一：" if offer.choice else "") + offer.title,
            "nature": NATURES[offer.nature],
            "amount": "；".join(
                filter(None, [range_text(offer.range, offer.amount_words), offer.term, offer.open_condition])
            ),
        }
        for offer in view.offers
    ]
    simple_table(rows, OFFERS, key="offers", caption="规则规定的处理")
    if ruling(actor.role, Action.VERDICT_READ).allowed or view.subject_id:
        stem = "unit_verdict" if view.subject_id else "verdict"
        page_link("查看判定和数据", stem, id=view.verdict_id)


def show_proposal(view: DecisionView) -> None:
    """Right: what a person intends, what the party said, what was decided."""
    section("处置意见和陈述申辩")
    deeds = "；".join(_deed(deed) for deed in view.deeds)
    facts({"拟作出的处理": deeds, "理由": view.reason, "提出人": view.proposer})
    if view.notice_served_on:
        facts({"告知书送达": f"{day_text(view.notice_served_on)}，{view.notice_receipt}",
               "陈述申辩期限": view.statement_arithmetic})  # fmt: skip
        silent = "期满没有提出" if view.decider else "尚未提出"
        facts({"陈述申辩意见": view.statement or silent})
    if view.decider:
        facts(
            {
                "审批人": view.decider,
                "审批时间": moment_text(view.decided_at),
                "审批意见": view.decision_reason,
            }
        )
    if view.served_on:
        facts({"送达": f"{day_text(view.served_on)}，{view.receipt}", "生效": day_text(view.in_force_on)})
        lasts = {"期限": view.due_arithmetic, "至": ends(view)}
        if any(lasts.values()):
            facts({name: words for name, words in lasts.items() if words})
    if view.outstanding_fen and view.row.state is DecisionState.IN_FORCE:
        facts({"待缴": yuan(view.outstanding_fen)})
    if view.paid_on:
        facts({"缴清": f"{day_text(view.paid_on)}，{view.paid_receipt}"})
    if view.closed_on:
        facts({"办结": day_text(view.closed_on), "说明": view.closing_reason})


def ends(view: DecisionView) -> str:
    """The day on which it ends by itself, and what that was before days were left out."""
    if view.ends_on is None:
        return ""
    bare = view.ends_unpaused
    moved = f"（原为{day_text(bare)}，有不计入期限的时间）" if bare and bare != view.ends_on else ""
    return f"{day_text(view.ends_on)}{moved}"


def _deed(deed: object) -> str:
    words = dict(deed) if isinstance(deed, dict) else {}
    fen, size = words.get("amount_fen"), words.get("quantity")
    amount = f"，{yuan(fen)}" if isinstance(fen, int) else ""
    amount = f"，{quantity(size, str(words.get('unit', '')))}" if isinstance(size, int) else amount
    lasts = f"，期限{words['lasts']}" if words.get("lasts") else ""
    held = f"（幅度{words['lasts_range']}）" if words.get("lasts_range") else ""
    return f"{words.get('title', '')}{amount}{lasts}{held}"


def act(view: DecisionView) -> None:
    """The steps that this person may take now; the main one open, the others folded."""
    moves = [move for move in view.moves if not (move.step is Step.DROP and not view.row.stale)]
    moves = [move for move in moves if not (move.step is Step.WAIVE and view.row.nature != "may")]
    if view.paid_on:  # closed by the payment: that is taken back
        moves = [move for move in moves if move.step is not Step.REOPEN]
    owing = view.row.state is DecisionState.IN_FORCE and view.outstanding_fen
    if owing:  # nothing of it is fulfilled before it is paid
        moves = [move for move in moves if move.step is not Step.FULFIL]
    pays = owing and ruling(actor.role, Action.DECISION_SERVE).allowed
    if not moves and not pays:
        return
    section("办理")
    if pays:
        draw_payment(actor, view)
    for place, move in enumerate(moves):
        with st.expander(move.title, expanded=place == 0 and _comes_next(move.step, view)):
            draw_step(move.step, actor, view)


def _comes_next(step: Step, view: DecisionView) -> bool:
    """Whether the state waits for this step: not when it is an exception, nor for words that only add to others."""
    added = step is Step.HEAR and view.row.state is DecisionState.HEARD
    return not added and step not in {Step.WAIVE, Step.REVOKE, Step.DROP, Step.REOPEN}


def papers(view: DecisionView) -> None:
    """The documents that this state owes."""
    kind = {
        DecisionState.PROPOSED: "prior_notice", DecisionState.NOTICE_SERVED: "prior_notice",
        DecisionState.HEARD: "prior_notice", DecisionState.APPROVED: "decision_notice",
        DecisionState.SERVED: "decision_notice", DecisionState.IN_FORCE: "decision_notice",
    }.get(view.row.state)  # fmt: skip
    if kind is None or view.row.track is Track.ORDER:
        return
    label = "制发事先告知书" if kind == "prior_notice" else "制发决定书"
    if ruling(actor.role, Action.DOCUMENT_ISSUE).allowed and st.button(label, key="paper"):
        open_page("document_new", kind=kind, ids=view.row.id)


actor = guard(Action.DECISION_READ)
with required():
    view = read_decision(actor, id_param())
where: list[Crumb] = ["服务单位", ("处置决定", page_url("decisions"))]
party = page_url("unit_target", id=view.subject_id) if view.subject_id else ""
where.append((view.row.provider, party or page_url("provider", id=view.row.provider_id)))
with page_head(f"{view.row.number} {view.row.title}", where=where, badges=[decision_badge(view.row.state)]):
    papers(view)
next_step(waiting(view) or view.closing_reason or "已办结")
if view.row.stale:
    st.warning(
        "所依据的判定已因数据更正或方案换版有了变化。请终止办理，再按新的判定提出处置意见。"
        if view.row.state in UNDECIDED
        else "作出处置以后，所依据的判定因数据更正或方案换版有了变化。"
    )
with st.container(key="stacks-decision"):
    left, right = st.columns(2)
with left:
    show_verdict(view)
with right:
    if view.deeds or view.closed_on:
        show_proposal(view)
    else:
        act(view)
if view.deeds:
    act(view)
show_payments(view)
draw_correction(actor, view)
show_reports(actor, view)
if view.settled_in and ruling(actor.role, Action.SETTLEMENT_READ).allowed:
    page_link("查看扣减这笔款项的结算", "settlement", id=view.settled_in)
for ban_id in view.ban_ids:
    page_link("查看禁入记录", "ban", id=ban_id)
section("佐证材料")
show_evidence(actor, "decision", view.row.id)
adds = any(ruling(actor.role, action).allowed for action in (Action.DECISION_PROPOSE, Action.ORDER_REPORT))
if adds and upload(actor, "decision", view.row.id, unit_id=view.unit_id):
    st.rerun()
section("经过")
show_timeline(decision_history(actor, view.row.id))
