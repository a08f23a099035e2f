"""Contracts put right: what was typed wrongly, and an end that was a mistake."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from domain.bans import Reach
from domain.decisions import DecisionState
from domain.errors import Invalid, WrongState
from domain.permissions import Action
from models.decision import Decision
from models.provider import Contract
from models.settlement import Settlement
from services import clock
from services.actor import Actor
from services.audit import changed
from services.contract_access import (
    ENDED,
    RUNNING,
    days_moved,
    given,
    note_use,
    provider_of,
    require_new_number,
    running,
    tell,
)
from services.contract_terms import ContractForm
from services.enforcement import Purpose, reach_of, require_not_barred
from services.provider_access import bump, hold
from services.turns import take_turn
from services.use_case import INJECTED, command, query


@command(Action.CONTRACT_EDIT)
def correct_contract(
    actor: Actor,
    contract_id: int,
    version: int,
    values: Mapping[str, Any],
    reason: str,
    *,
    session: Session = INJECTED,
) -> None:
    """Put right what was typed wrongly; a later end that was agreed on is an extension, and says so."""
    row = running(contract_id, version, session=session)
    form, text = ContractForm.read(values), given(reason, "更正合同")
    columns = _columns(form)
    was, now = changed({name: getattr(row, name) for name in columns}, columns)
    if not now:
        raise Invalid({"": "没有改动，不需要更正。"})
    if "number" in now:
        require_new_number(form.number, session=session)
    if {"annual_fen", "quarter_fen", "start", "end"} & now.keys():
        _require_no_draft(row, session=session)
    if {"start", "area", "service"} & now.keys():
        used = require_not_barred(
            provider_of(row, session=session), clock.today(), Purpose.CONTRACT, also_on=form.start,
            reach=Reach(frozenset(form.area), form.service), session=session,
        )  # fmt: skip
        note_use(used, row.key, session=session)
    bump(row, columns, session=session)
    tell(actor, row, f"更正合同 {row.number}", session=session, reason=text, before=was, after=now)
    days_moved(row, f"合同 {row.number} 更正", session=session)


def _columns(form: ContractForm) -> dict[str, object]:
    return {
        "number": form.number, "title": form.title, "buyer": form.buyer, "start": form.start, "end": form.end,
        "annual_fen": form.annual, "quarter_fen": form.quarter, "area": list(form.area), "service": form.service,
        "terms": dict(form.terms),
    }  # fmt: skip


def _require_no_draft(row: Contract, *, session: Session) -> None:
    """A draft keeps the money that it was reckoned with."""
    drafts = select(Settlement.period).where(Settlement.contract_id == row.key, Settlement.state == "draft")
    if found := session.exec(drafts.order_by(col(Settlement.period))).all():
        raise WrongState(f"{'、'.join(found)}的结算已经按原来的金额、期限编制，请先作废，更正以后重新编制。")


@command(Action.CONTRACT_EDIT)
def resume_contract(
    actor: Actor, contract_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Let a contract run on that was ended by mistake, or by a decision that was revoked since."""
    take_turn(session=session)
    row = hold(Contract, contract_id, version, "合同", session=session)
    text = given(reason, "恢复合同")
    if why := _stays_ended(row, session=session):
        raise WrongState(why)
    used = require_not_barred(
        provider_of(row, session=session), clock.today(), Purpose.EXTEND, reach=reach_of(row), session=session
    )
    ended = {"state": row.state, "ended_on": row.ended_on, "end_reason": row.end_reason}
    bump(row, {"state": RUNNING, "ended_on": None, "end_reason": "", "decision_id": None}, session=session)
    note_use(used, row.key, session=session)
    tell(
        actor, row, f"恢复合同 {row.number}", session=session, reason=text, before=ended,
        after={"state": RUNNING, "ended_on": None, "end_reason": ""},
    )  # fmt: skip
    days_moved(row, f"合同 {row.number} 恢复", session=session)


@query(Action.CONTRACT_EDIT)
def may_resume(actor: Actor, contract_id: int, *, session: Session = INJECTED) -> bool:
    """Whether to offer that a contract runs on."""
    row = session.get(Contract, contract_id)
    return row is not None and not _stays_ended(row, session=session)


def _stays_ended(row: Contract, *, session: Session) -> str:
    """Why the contract cannot run on; "" where it can."""
    if row.state == RUNNING:
        return f"合同 {row.number} 正在履行，不需要恢复。"
    follower = select(Contract.number).where(Contract.renews_id == row.key, Contract.state == RUNNING)
    if (number := session.exec(follower).first()) is not None:
        return f"合同 {row.number} 已经续签为 {number}，不能恢复。"
    if row.state == ENDED or row.decision_id is None:
        return ""
    decision = session.get(Decision, row.decision_id)
    if decision is not None and decision.state == DecisionState.REVOKED.value:
        return ""
    return f"合同 {row.number} 是依处置决定解除的，撤销那项决定以后才能恢复。"
