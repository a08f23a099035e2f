"""Entries of money that came in for a decision, one payment after the other; and by when it has to be paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.amounts import yuan
from domain.decisions import DecisionState, Step
from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text, Yuan, require_past
from domain.library.models.scheme import Scheme
from domain.payments import late_by
from domain.permissions import Action
from models.payment import DecisionPayment
from services import clock
from services.actor import Actor
from services.decision_access import HeldDecision, hold_decision
from services.decision_steps import given
from services.order_terms import fixed_day
from services.payments import goes_on, outstanding, ruled_deadline
from services.use_case import INJECTED, command


class Payment(Form):
    """The day on which money came in, how much (nothing given is all that is owed), and by which voucher."""

    paid_on: date
    amount_fen: Yuan = 0
    receipt: Annotated[Text, Field(min_length=1, max_length=300)]


@dataclass(frozen=True, slots=True)
class Paid:
    """left_fen: what is still owed; late: days after the term, of this payment."""

    left_fen: int
    late: int


@command(Action.DECISION_SERVE)
def record_payment(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> Paid:
    """Record a payment. With the last one the decision is fulfilled unless it also bars."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    fen = outstanding(held.row)
    if held.state is not DecisionState.IN_FORCE or not fen:
        raise WrongState("这项决定现在没有待缴的款项。")
    form = Payment.read(values)
    require_past("paid_on", form.paid_on, held.today, "缴款日期")
    if held.row.served_on is not None and form.paid_on < held.row.served_on:
        raise Invalid({"paid_on": "缴款日期不能早于决定送达之日"})
    amount = form.amount_fen or fen
    if amount > fen:
        raise Invalid({"amount_fen": f"还应缴{yuan(fen)}元，登记的不能比它多"})
    late = late_by(form.paid_on, held.row.due)
    _keep(held, form, amount)
    if amount == fen:
        _paid_up(held, form)
    else:
        words = f"{form.paid_on}缴款{yuan(amount)}元，还应缴{yuan(fen - amount)}元，凭证：{form.receipt}"
        held.amend({"paid_fen": held.row.paid_fen + amount}, f"处置 {held.row.number}：{words}")
    return Paid(fen - amount, late)


def _keep(held: HeldDecision, form: Payment, amount: int) -> None:
    held.session.add(
        DecisionPayment(
            decision_id=held.row.key, paid_on=form.paid_on, amount_fen=amount, receipt=form.receipt,
            recorded_by=held.actor.account_id, recorded_at=clock.now(),
        )
    )  # fmt: skip
    held.session.flush()


def _paid_up(held: HeldDecision, form: Payment) -> None:
    rows = _standing(held)
    total, last = sum(row.amount_fen for row in rows), max(row.paid_on for row in rows)
    times = f"，分{len(rows)}次" if len(rows) > 1 else ""
    late = late_by(last, held.row.due)
    words = f"{last}缴清{yuan(total)}元{times}{f'，逾期{late}天' if late else ''}，凭证：{form.receipt}"
    paid: dict[str, Any] = {"paid_fen": total, "paid_on": last, "paid_receipt": form.receipt}
    summary = f"处置 {held.row.number}：{words}"
    if goes_on(held.row):
        held.amend(paid, summary)
    else:
        held.save(Step.FULFIL, {**paid, "closed_on": held.today, "closing_reason": words}, summary)


@command(Action.DECISION_SERVE)
def withdraw_payment(
    actor: Actor, decision_id: int, version: int, payment_id: int, reason: str, *, session: Session = INJECTED
) -> int:
    """Take back a payment that was entered wrongly; what is owed now, in fen. A decision that it closed is in force."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    text = given(reason, "撤销这笔缴款的理由")
    if held.state not in {DecisionState.IN_FORCE, DecisionState.FULFILLED}:
        raise WrongState("这项决定已经撤销或者终止，缴款不再更正。")
    if held.row.settled_in is not None:
        raise WrongState("没有缴的部分已经在结算中扣减，缴款不能再更正；结算批错了的，请领导先撤销结算。")
    row = next((one for one in _standing(held) if one.id == payment_id), None)
    if row is None:
        raise NotFound("没有这笔缴款，或者它已经撤销。")
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = actor.account_id, clock.now(), text
    session.add(row)
    open_again: dict[str, Any] = {"paid_on": None, "paid_receipt": ""}
    if held.state is DecisionState.FULFILLED:
        open_again |= {"state": DecisionState.IN_FORCE.value, "closed_on": None, "closing_reason": ""}
    words = f"撤销{row.paid_on}登记的缴款{yuan(row.amount_fen)}元"
    left = held.row.paid_fen - row.amount_fen
    held.amend({**open_again, "paid_fen": left}, f"处置 {held.row.number}：{words}", reason=text)
    return outstanding(held.row)


def _standing(held: HeldDecision) -> list[DecisionPayment]:
    found = select(DecisionPayment).where(
        DecisionPayment.decision_id == held.row.key, col(DecisionPayment.withdrawn_at).is_(None)
    )
    return list(held.session.exec(found.order_by(col(DecisionPayment.id))))


def payment_term(held: HeldDecision, scheme: Scheme, served_on: date, given: date | None) -> dict[str, Any]:
    """The columns of the term by which money has to be paid: the rule's own, else the day of the decision."""
    if not outstanding(held.row):
        return {}
    ruled = ruled_deadline(held.row, held.verdict.tier, scheme, served_on, held.calendar)
    if ruled is not None:
        return {"due": ruled.due, "deadline": ruled.to_json()}
    if given is None:
        return {}
    if given <= served_on:
        raise Invalid({"pay_by": "缴款截止日须晚于送达日"})
    deadline = fixed_day(given, held.calendar, "决定书")
    return {"due": deadline.due, "deadline": deadline.to_json()}
