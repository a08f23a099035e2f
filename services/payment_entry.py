"""The entry that money of a decision was paid, and by when it has to be."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from domain.amounts import yuan
from domain.decisions import DecisionState, Step
from domain.errors import Invalid, WrongState
from domain.forms import Form, Text, require_past
from domain.library.models.scheme import Scheme
from domain.payments import late_by
from domain.permissions import Action
from services.actor import Actor
from services.audit import record
from services.decision_access import OBJECT, HeldDecision, hold_decision
from services.decision_judging import decision_changed
from services.order_terms import fixed_day
from services.payments import goes_on, outstanding, ruled_deadline
from services.use_case import INJECTED, command


class Payment(Form):
    """The day on which the whole amount was paid, and by which voucher."""

    paid_on: date
    receipt: Annotated[Text, Field(min_length=1, max_length=300)]


@command(Action.DECISION_SERVE)
def record_payment(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Record that the whole amount was paid; days late. The decision is fulfilled unless it also bars."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    fen = outstanding(held.row)
    if held.state is not DecisionState.IN_FORCE or not fen:
        raise WrongState("这项决定现在没有待缴的款项。")
    form = Payment.read(values)
    require_past("paid_on", form.paid_on, held.today, "缴清日期")
    if held.row.served_on is not None and form.paid_on < held.row.served_on:
        raise Invalid({"paid_on": "缴清日期不能早于决定送达之日"})
    late = late_by(form.paid_on, held.row.due)
    _store(held, form, fen, late)
    return late


def _store(held: HeldDecision, form: Payment, fen: int, late: int) -> None:
    words = f"{form.paid_on}缴清{yuan(fen)}元{f'，逾期{late}天' if late else ''}，凭证：{form.receipt}"
    paid = {"paid_on": form.paid_on, "paid_receipt": form.receipt}
    summary = f"处置 {held.row.number}：{words}"
    if not goes_on(held.row):
        closing = {"closed_on": held.today, "closing_reason": words}
        held.save(Step.FULFIL, {**paid, **closing}, summary)
        return
    for name, value in paid.items():
        setattr(held.row, name, value)
    held.row.version += 1
    held.session.add(held.row)
    record(
        held.actor, Action.DECISION_SERVE, OBJECT, held.row.key, summary,
        after={"paid_on": form.paid_on, "paid_receipt": form.receipt}, session=held.session,
    )  # fmt: skip
    decision_changed(held.party, held.regime.key, held.row.number, None, session=held.session)


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
