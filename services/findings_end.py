"""Findings that leave the work of the ledger: withdrawn with a reason, or transferred as a lead."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import StringConstraints
from sqlmodel import Session

from domain.forms import Form, Text
from domain.permissions import Action
from domain.workflow import Move, State
from services.actor import Actor
from services.extensions import lapse
from services.findings_access import hold
from services.findings_notices import tell_unit
from services.use_case import INJECTED, command


class Withdrawal(Form):
    """Why a row no longer counts."""

    reason: Annotated[Text, StringConstraints(min_length=1, max_length=2000)]


@command(Action.FINDING_WITHDRAW)
def withdraw_finding(
    actor: Actor, finding_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Withdraw a finding; the row stays in the ledger with its reason."""
    given = Withdrawal.read(values)
    held = hold(actor, Action.FINDING_WITHDRAW, finding_id, version, session=session)
    held.require_move(Move.WITHDRAW)
    told = held.state is not State.REGISTERED
    lapse(held, "问题已撤销")
    held.row.state, held.row.withdrawn_reason = State.WITHDRAWN.value, given.reason
    held.save(Action.FINDING_WITHDRAW, "撤销问题", reason=given.reason)
    if told:
        tell_unit(actor, held.row, f"问题 {held.row.number}已撤销：{given.reason}", session=session)


def mark_transferred(actor: Actor, finding_id: int, version: int, *, session: Session) -> None:
    """Say in the ledger that a finding was transferred, and nothing more.

    Internal: `services.leads` calls it after it has taken the facts into the compartment. Nobody is told.
    """
    held = hold(actor, Action.LEAD_TRANSFER, finding_id, version, session=session)
    held.require_move(Move.TRANSFER)
    lapse(held, "问题已移送")
    held.row.state, held.row.transferred = State.TRANSFERRED.value, True
    held.save(Action.LEAD_TRANSFER, "已移送")
