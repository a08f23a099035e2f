"""Money of a decision that the party pays itself: what is owed, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.amounts import yuan
from domain.calendar import WorkCalendar
from domain.deadlines import Deadline
from domain.decisions import Track
from domain.errors import WrongState
from domain.library.models.scheme import Scheme
from domain.payments import OWED, owed
from models.account import Account
from models.decision import Decision
from models.payment import DecisionPayment
from services.deeds import find_deed
from services.order_terms import deed_term

_BARS_TOO = frozenset({"ban", "disqualify", "exclude", "suspend"})  # what goes on after the money is paid


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment as the page of its decision shows it; `withdrawn` is the reason, empty while it stands."""

    id: int
    paid_on: date
    amount_fen: int
    receipt: str
    by: str
    withdrawn: str


def payments_of(row: Decision, *, session: Session) -> list[PaymentRow]:
    """What came in for a decision, withdrawn entries too. One statement, none where nothing is owed."""
    if not owed(_deeds(row)):
        return []
    found = session.exec(
        select(DecisionPayment, Account.name)
        .outerjoin(Account, col(Account.id) == col(DecisionPayment.recorded_by))
        .where(DecisionPayment.decision_id == row.key)
        .order_by(col(DecisionPayment.id))
    ).all()
    return [
        PaymentRow(one.key, one.paid_on, one.amount_fen, one.receipt, name or "", one.withdrawn_reason)
        for one, name in found
    ]


def outstanding(row: Decision) -> int:
    """What is still owed in fen: neither paid nor taken in a settlement."""
    if Track(row.track) is not Track.SANCTION or row.paid_on is not None or row.settled_in is not None:
        return 0
    return owed(_deeds(row)) - row.paid_fen


def require_paid(row: Decision) -> None:
    """`WrongState` while money is owed: a decision about money is not fulfilled without it."""
    fen = outstanding(row)
    if fen:
        raise WrongState(f"还有{yuan(fen)}元没有缴清，也没有在结算中扣减；缴清的请用“登记缴款”。")


def ruled_deadline(
    row: Decision, tier: str, scheme: Scheme, served_on: date, calendar: WorkCalendar
) -> Deadline | None:
    """By when money has to be paid by the rule itself."""
    for deed in _deeds(row):
        if deed["do"] in OWED:
            found = find_deed(scheme, row.rule, tier, deed["do"], str(deed.get("text", "")))
            deadline = deed_term(found, served_on, calendar, deed)
            if deadline is not None:
                return deadline
    return None


def goes_on(row: Decision) -> bool:
    """Whether something of the decision lasts after the money is paid."""
    return any(deed["do"] in _BARS_TOO for deed in _deeds(row))


def _deeds(row: Decision) -> list[Mapping[str, Any]]:
    deeds = row.measure.get("deeds")
    return deeds if isinstance(deeds, list) else []
