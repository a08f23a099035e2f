"""Contracts: signed, extended, renewed, ended; each of them asks whether the provider is barred."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.bans import Reach
from domain.errors import Invalid, WrongState
from domain.permissions import Action
from models.ban import BanOverride
from models.provider import Contract, Provider
from models.settlement import RenewalProof
from services import clock
from services.actor import Actor
from services.contract_access import (
    ENDED,
    RUNNING,
    TERMINATED,
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
from services.entry_rules import require_admitted
from services.provider_access import bump, find_provider, hold
from services.renewals import Eligibility, eligibility_of
from services.turns import take_turn
from services.use_case import INJECTED, command
from services.verdicts import refresh_providers


@dataclass(frozen=True, slots=True)
class Ending:
    """How a contract ends before or at its end."""

    day: date
    reason: str
    state: str = ENDED
    decision_id: int | None = None


@command(Action.CONTRACT_EDIT)
def create_contract(
    actor: Actor, provider_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """A new contract; refused while the provider is barred today or on its first day."""
    provider = find_provider(actor, provider_id, Action.CONTRACT_EDIT, session=session)
    form = ContractForm.read(values)
    used = _require_free(provider, Purpose.CONTRACT, form, session=session)
    return _store(actor, provider, form, used, f"签订服务合同 {form.number}", session=session).key


@command(Action.CONTRACT_EDIT)
def extend_contract(
    actor: Actor, contract_id: int, version: int, end: date, reason: str, *, session: Session = INJECTED
) -> None:
    """Move the end of a running contract; the old end and the reason stay with it."""
    row = running(contract_id, version, session=session)
    reason = given(reason, "延长合同")
    if end <= row.end:
        raise Invalid({"end": f"新的终止日须晚于现在的终止日 {row.end}"})
    provider = provider_of(row, session=session)
    used = require_not_barred(provider, clock.today(), Purpose.EXTEND, reach=reach_of(row), session=session)
    old = row.end
    change: dict[str, object] = {
        "kind": "extend", "from": old.isoformat(), "to": end.isoformat(), "reason": reason,
        "on": clock.today().isoformat(),
    }  # fmt: skip
    bump(row, {"end": end, "changes": [*row.changes, change]}, session=session)
    note_use(used, row.key, session=session)
    tell(
        actor, row, f"合同 {row.number} 延长至{end}", session=session, reason=reason,
        before={"end": old}, after={"end": end},
    )  # fmt: skip
    days_moved(row, f"合同 {row.number} 延长", session=session)


@command(Action.CONTRACT_EDIT)
def renew_contract(
    actor: Actor,
    contract_id: int,
    version: int,
    values: Mapping[str, Any],
    *,
    exception: str = "",
    session: Session = INJECTED,
) -> int:
    """A contract that follows another one; needs the proof of eligibility, or a written exception.

    The term may not be longer than what the provider is eligible for.
    """
    take_turn(session=session)
    old = hold(Contract, contract_id, version, "合同", session=session)
    if old.state == TERMINATED:
        raise WrongState(f"合同 {old.number} 已经解除，不能续签。")
    form = ContractForm.read(values)
    provider = provider_of(old, session=session)
    if form.start <= old.end:
        raise Invalid({"start": f"续签合同须从原合同终止（{old.end}）之后开始"})
    used = _require_free(provider, Purpose.RENEW, form, session=session)
    proof = eligibility_of(provider, form.start, session=session)
    _require_eligible(proof, form, exception)
    row = _store(
        actor, provider, form, used, f"续签服务合同 {form.number}", session=session, reason=exception
    )
    row.renews_id = old.key
    if proof is not None and proof.verdict_id:
        session.add(_proof_row(row, proof))
    bump(old, {}, session=session)
    return row.key


def _require_free(
    provider: Provider, purpose: Purpose, form: ContractForm, *, session: Session
) -> list[BanOverride]:
    """Neither barred there today or on the first day, nor kept out by an entry rule."""
    reach = Reach(frozenset(form.area), form.service)
    require_admitted(provider, purpose, session=session)
    return require_not_barred(
        provider, clock.today(), purpose, also_on=form.start, reach=reach, session=session
    )


def _require_eligible(proof: Eligibility | None, form: ContractForm, exception: str) -> None:
    if proof is None or exception.strip():
        return
    if not proof.years:
        raise WrongState(f"不具备续签条件：{proof.why}。确需续签的，请填写例外理由，并附集体研究的依据。")
    if form.end > proof.last_day(form.start):
        limit = proof.last_day(form.start)
        raise Invalid({"end": f"按测评结果最多续签{proof.years}年，终止日不能晚于{limit}"})


def _proof_row(row: Contract, proof: Eligibility) -> RenewalProof:
    return RenewalProof(
        contract_id=row.key, verdict_id=proof.verdict_id, years=proof.years, arithmetic=proof.why,
        at=clock.now(),
    )  # fmt: skip


@command(Action.CONTRACT_EDIT)
def end_contract(
    actor: Actor, contract_id: int, version: int, day: date, reason: str, *, session: Session = INJECTED
) -> None:
    """End a contract by agreement or because it ran out; a termination comes from a decision only."""
    row = running(contract_id, version, session=session)
    close(actor, row, Ending(day, given(reason, "终止合同")), session=session)
    days_moved(row, f"合同 {row.number} 终止", session=session)


def close(actor: Actor, row: Contract, ending: Ending, *, session: Session) -> None:
    """End a running contract; `terminated` when a decision did it."""
    if ending.day < row.start:
        raise Invalid({"day": "终止日不能早于合同起始日"})
    word = "解除" if ending.state == TERMINATED else "终止"
    bump(
        row,
        {
            "state": ending.state, "ended_on": ending.day, "end_reason": ending.reason,
            "decision_id": ending.decision_id,
        },
        session=session,
    )  # fmt: skip
    tell(
        actor, row, f"合同 {row.number} 于{ending.day}{word}", session=session, reason=ending.reason,
        before={"state": RUNNING}, after={"state": ending.state, "ended_on": ending.day},
    )  # fmt: skip


def running_contracts(provider_id: int, *, session: Session) -> list[Contract]:
    """Contracts of a provider that are in force, locked."""
    statement = select(Contract).where(Contract.provider_id == provider_id, Contract.state == RUNNING)
    return list(session.exec(statement.order_by(col(Contract.id)).with_for_update()).all())


def _store(
    actor: Actor,
    provider: Provider,
    form: ContractForm,
    used: Iterable[BanOverride],
    summary: str,
    *,
    session: Session,
    reason: str = "",
) -> Contract:
    require_new_number(form.number, session=session)
    row = Contract(
        provider_id=provider.key, number=form.number, title=form.title, buyer=form.buyer,
        area=list(form.area), service=form.service, start=form.start, end=form.end, annual_fen=form.annual,
        quarter_fen=form.quarter, terms=dict(form.terms), created_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    reasons = [override.reason for override in used]
    note_use(used, row.key, session=session)
    told = f"{summary}（禁入期内，经领导特批）" if reasons else summary
    tell(
        actor,
        row,
        told,
        session=session,
        reason=reason or "；".join(reasons),
        after=row.model_dump(exclude={"id", "created_at"}),
    )
    refresh_providers([provider.key], summary, session=session)  # its money is what rules take percentages of
    return row
