"""Getting at contracts, and what each change of one has in common: its number, its entry, what is judged anew."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, select

from domain.errors import Invalid, WrongState
from domain.permissions import Action
from models.ban import BanOverride
from models.provider import Contract, Provider
from services.actor import Actor
from services.audit import record
from services.provider_access import hold
from services.turns import take_turn
from services.use_case import later
from services.verdicts import refresh_providers

OBJECT = "contract"
RUNNING, ENDED, TERMINATED = "running", "ended", "terminated"


def require_new_number(number: str, *, session: Session) -> None:
    """`Invalid` where another contract has the number."""
    if session.exec(select(Contract.id).where(Contract.number == number)).first() is not None:
        raise Invalid({"number": f"合同编号 {number} 已经登记"})


def note_use(used: Iterable[BanOverride], contract_id: int, *, session: Session) -> None:
    """Keep with overrides of a bar for which contract they were used."""
    for override in used:
        override.contract_id = contract_id
        session.add(override)


def running(contract_id: int, version: int, *, session: Session) -> Contract:
    """A contract in force, locked."""
    take_turn(session=session)
    row = hold(Contract, contract_id, version, "合同", session=session)
    if row.state != RUNNING:
        raise WrongState(f"合同 {row.number} 已经终止或解除，不能再办理。")
    return row


def provider_of(row: Contract, *, session: Session) -> Provider:
    """Whom a contract is with."""
    return session.exec(select(Provider).where(Provider.id == row.provider_id)).one()


def given(reason: str, what: str) -> str:
    """A reason that was given; `Invalid` where none was."""
    if not reason.strip():
        raise Invalid({"reason": f"请写明{what}的原因"})
    return reason.strip()[:2000]


def tell(actor: Actor, row: Contract, summary: str, *, session: Session, **told: Any) -> None:
    """Append an entry about a contract to the audit log."""
    record(actor, Action.CONTRACT_EDIT, OBJECT, row.key, summary, session=session, **told)


def days_moved(row: Contract, why: str, *, session: Session) -> None:
    """What hangs on the contract's days is judged anew at the end: its money, reports due before it runs out."""
    later(
        session, f"contract of {row.provider_id}",
        lambda at_the_end: refresh_providers([row.provider_id], why, session=at_the_end),
    )  # fmt: skip
