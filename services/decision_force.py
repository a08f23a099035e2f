"""The steps of a decision after its approval: served, in force, fulfilled or not, revoked; and orders."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from domain.decisions import STATE_NAMES, Step, Track
from domain.errors import Invalid, WrongState
from domain.forms import Form, Text, require_past
from domain.permissions import Action
from services import clock, decision_effects
from services.actor import Actor
from services.decision_access import HeldDecision, hold_decision
from services.decision_steps import given
from services.deeds import find_deed, offers
from services.order_terms import order_deadline
from services.parties import refresh_party
from services.payment_entry import payment_term
from services.payments import require_paid
from services.regimes import regime_of
from services.use_case import INJECTED, command
from services.verdicts import VerdictChange


class Service(Form):
    """How the decision reached the party, and from when it is in force (by default from that day)."""

    served_on: date
    receipt: Annotated[Text, Field(min_length=1, max_length=300)]
    in_force_on: date | None = None
    pay_by: date | None = None  # of money, only where the rule states no term


class Order(Form):
    """An order to put things right; `due` only where the rule states no term."""

    served_on: date
    receipt: Annotated[Text, Field(min_length=1, max_length=300)]
    requirement: Annotated[Text, Field(min_length=1, max_length=4000)]
    due: date | None = None


class Failure(Form):
    """A person's finding that an order was not obeyed in time, with what proves it."""

    reason: Annotated[Text, Field(min_length=1, max_length=4000)]
    evidence: Annotated[Text, Field(min_length=1, max_length=2000)]


@command(Action.DECISION_SERVE)
def serve_decision(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Record that the decision was served; it is in force from that day unless it names a later one."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.SERVE)
    form = Service.read(values)
    require_past("served_on", form.served_on, held.today, "送达日期")
    decided = held.row.decided_at
    if decided is not None and form.served_on < clock.local(decided).date():
        raise Invalid({"served_on": "送达日期不能早于决定作出之日"})
    in_force_on = form.in_force_on or form.served_on
    if in_force_on < form.served_on:
        raise Invalid({"in_force_on": "生效日期不能早于送达日期"})
    scheme = regime_of(held.regime.key, session=session).scheme
    term = payment_term(held, scheme, form.served_on, form.pay_by)
    held.save(
        Step.SERVE,
        {"served_on": form.served_on, "receipt": form.receipt, "in_force_on": in_force_on, **term},
        f"处置 {held.row.number}：送达决定书",
    )
    if in_force_on <= held.today:
        _enter_force(held)


@command(Action.DECISION_SERVE)
def enter_force(actor: Actor, decision_id: int, version: int, *, session: Session = INJECTED) -> None:
    """Put a served decision in force on or after the day that it names."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.ENTER_FORCE)
    if held.row.in_force_on is not None and held.today < held.row.in_force_on:
        raise WrongState(f"决定自{held.row.in_force_on}起生效，现在还没有到期。")
    _enter_force(held)


def _enter_force(held: HeldDecision) -> None:
    """In force means enforced: contracts end, bans are registered, in the same transaction."""
    regime = regime_of(held.regime.key, session=held.session)
    held.save(Step.ENTER_FORCE, {}, f"处置 {held.row.number}：决定生效")
    held.row.ends_on = decision_effects.apply(held, regime.scheme)
    held.session.add(held.row)


@command(Action.DECISION_SERVE)
def issue_order(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> date:
    """Serve an order to rectify; the day by which it has to be obeyed, by the rule's own term."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.ISSUE)
    held.require_fresh()
    form = Order.read(values)
    require_past("served_on", form.served_on, held.today, "送达日期")
    scheme = regime_of(held.regime.key, session=session).scheme
    offered = offers(held.verdict.consequences)
    order = next((offer for offer in offered if offer.do == "rectify"), offered[0])
    deed = find_deed(scheme, held.verdict.rule, held.verdict.tier, order.do, str(order.words.get("text", "")))
    deadline = order_deadline(deed, form.served_on, form.due, held.calendar, order.words)
    held.save(
        Step.ISSUE,
        {
            "measure": {"deeds": [{**order.words, "path": order.path, "title": order.title}]},
            "served_on": form.served_on, "receipt": form.receipt, "reason": form.requirement,
            "in_force_on": form.served_on, "due": deadline.due, "deadline": deadline.to_json(),
            "proposed_by": actor.account_id, "proposed_at": clock.now(),
        },
        f"处置 {held.row.number}：下达“{order.title}”，截至{deadline.due}",
        reason=form.requirement,
    )  # fmt: skip
    return deadline.due


@command(Action.DECISION_SERVE)
def fulfil(
    actor: Actor, decision_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> list[VerdictChange]:
    """A person finds that the decision or order has been obeyed."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.FULFIL)
    require_paid(held.row)
    text = given(reason, "认定的依据")
    closing = {"closed_on": held.today, "closing_reason": text}
    held.save(Step.FULFIL, closing, f"处置 {held.row.number}：认定已经履行", reason=text)
    return _answer(held, obeyed=True, reason=text, evidence="")


@command(Action.DECISION_SERVE)
def find_unfulfilled(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> list[VerdictChange]:
    """A person finds, after the term and with evidence, that an order was not obeyed; rules go on from there."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.FAIL)
    form = Failure.read(values)
    if held.row.due is not None and held.today <= held.row.due:
        raise WrongState(f"整改期限截至{held.row.due}，期满之前不能认定逾期未改到位。")
    held.save(
        Step.FAIL,
        {"closed_on": held.today, "closing_reason": f"{form.reason}\n证据：{form.evidence}"[:4000]},
        f"处置 {held.row.number}：认定逾期未改到位",
        reason=form.reason,
    )
    return _answer(held, obeyed=False, reason=form.reason, evidence=form.evidence)


@command(Action.DECISION_SERVE)
def reopen(
    actor: Actor, decision_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> list[VerdictChange]:
    """Take back the finding that it was obeyed or not: in force again, and what rules ask about it unanswered."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.REOPEN)
    if held.row.paid_on is not None:
        raise WrongState("这项决定因缴清款项而办结；登记错了的，撤销那一笔缴款。")
    text = given(reason, "撤回认定的理由")
    found = STATE_NAMES[held.state]
    summary = f"处置 {held.row.number}：撤回“{found}”的认定"
    held.save(Step.REOPEN, {"closed_on": None, "closing_reason": ""}, summary, reason=text)
    if not decision_effects.take_answers_back(held):
        return []
    return refresh_party(held.party, f"撤回处置 {held.row.number} 的认定", session=session)


def _answer(held: HeldDecision, *, obeyed: bool, reason: str, evidence: str) -> list[VerdictChange]:
    """What was found about an order answers the questions that other rules ask about it."""
    if held.track is not Track.ORDER:
        return []
    regime = regime_of(held.regime.key, session=held.session)
    asked = decision_effects.answer_order(held, regime, obeyed=obeyed, reason=reason, evidence=evidence)
    if not asked:
        return []
    word = "已按期改到位" if obeyed else "逾期未改到位"
    return refresh_party(held.party, f"认定处置 {held.row.number} {word}", session=held.session)


@command(Action.DECISION_APPROVE)
def revoke(actor: Actor, decision_id: int, version: int, reason: str, *, session: Session = INJECTED) -> None:
    """Take a decision back, by a leader; its bans end today, its deductions are no longer settled."""
    held = hold_decision(actor, Action.DECISION_APPROVE, decision_id, version, session=session)
    held.require(Step.REVOKE)
    text = given(reason, "撤销的理由")
    closing = {"closed_on": held.today, "closing_reason": text}
    held.save(Step.REVOKE, closing, f"处置 {held.row.number}：撤销", reason=text)
    decision_effects.undo(held)
