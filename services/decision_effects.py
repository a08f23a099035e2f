"""What a decision in force does: contracts are terminated, bans registered; and what its revocation undoes."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlmodel import col, select

from domain.library.models import conditions
from domain.library.models.scheme import Scheme
from domain.library.scopes import visits
from models.ban import Ban
from models.measurement import Judgement
from services.audit import record
from services.contract_access import TERMINATED, days_moved
from services.contracts import Ending, close, running_contracts
from services.decision_access import HeldDecision
from services.deed_terms import ReachForm, barring, entry_end, latest, usual_purposes
from services.facts import JudgementForm, store_judgement
from services.provider_access import bump
from services.regimes import Regime
from services.sides import Side


def apply(held: HeldDecision, scheme: Scheme) -> date | None:
    """Carry out the deeds; the day on which the decision ends by itself, if there is one."""
    if held.side is not Side.PROVIDER:
        return None  # a unit or person has no contracts; what was decided of it is read by others (awards)
    deeds: list[dict[str, Any]] = list(held.row.measure.get("deeds", []))  # type: ignore[call-overload]  # JSON as stored
    if {deed["do"] for deed in deeds} & {"terminate", "disqualify"}:
        _terminate(held)
    return latest([_bar(held, scheme, deed, kind) for deed, kind in barring(deeds)])


def _terminate(held: HeldDecision) -> None:
    day = held.row.in_force_on or held.today
    reason = f"处置 {held.row.number}（{held.row.rule}，{held.row.clause}）"
    for contract in running_contracts(held.provider.key, session=held.session):
        ending = Ending(max(day, contract.start), reason, TERMINATED, held.row.key)
        close(held.actor, contract, ending, session=held.session)
        days_moved(contract, f"合同 {contract.number} 解除", session=held.session)


def _bar(held: HeldDecision, scheme: Scheme, deed: Mapping[str, Any], kind: str) -> date | None:
    """One entry of the register, as far as the decision says that it reaches."""
    start, end, permanent, term = entry_end(held.row, held.verdict.tier, scheme, deed, held.calendar)
    provider = held.provider
    reach = ReachForm.read(deed.get("reach") or {})
    row = Ban(
        decision_id=held.row.key, provider_id=provider.key, credit_code=provider.credit_code,
        legal_representative=provider.legal_representative,
        representative_id_hash=provider.representative_id_hash, controller=provider.controller,
        rule=held.row.rule, clause=held.row.clause, kind=kind,
        scope=str(deed.get("scope") or deed.get("title") or "本区范围")[:200],
        purposes=[one.value for one in reach.purposes or usual_purposes(deed["do"], str(deed.get("title", "")))],
        area=list(reach.area), service=reach.service, start=start, end=end, permanent=permanent, term=term,
    )  # fmt: skip
    held.session.add(row)
    held.session.flush()
    until = f"至{end}" if end else term
    word = "列入禁入名单" if kind == "ban" else "列入暂停名单"
    record(
        held.actor, "ban.registered", "ban", row.key, f"“{provider.name}”{word}，自{start}{until}",
        after=row.model_dump(exclude={"id", "representative_id_hash"}), session=held.session,
    )  # fmt: skip
    return end


def undo(held: HeldDecision) -> None:
    """Bans of a revoked decision end today; contracts that were terminated stay so."""
    for ban in held.session.exec(select(Ban).where(Ban.decision_id == held.row.key)).all():
        bump(ban, {"revoked_on": held.today}, session=held.session)
        record(
            held.actor, "ban.revoked", "ban", ban.key, f"处置 {held.row.number} 撤销，禁入随之解除",
            reason=held.row.closing_reason, session=held.session,
        )  # fmt: skip


def answer_order(
    held: HeldDecision, regime: Regime, *, obeyed: bool, reason: str, evidence: str
) -> list[str]:
    """Store what was found about an order as the answer to the questions of the rules that follow it.

    Where each reporting unit is judged by itself, the answer holds for the order's own unit only.
    """
    asked = questions_after(regime.scheme, held.row.rule)
    for question, denied in asked.items():
        form = JudgementForm(
            question=question, answer=obeyed if denied else not obeyed, reason=reason,
            period=held.verdict.period, reporting_unit_id=held.verdict.reporting_unit_id, evidence=evidence,
        )  # fmt: skip
        store_judgement(held.actor, held.party, form, session=held.session, decision_id=held.row.key)
    return list(asked)


def take_answers_back(held: HeldDecision) -> bool:
    """Leave unanswered what was answered by the finding about an order; whether anything was."""
    found = select(Judgement).where(
        Judgement.decision_id == held.row.key, col(Judgement.superseded).is_(False)
    )
    answers = held.session.exec(found).all()
    for one in answers:
        bump(one, {"superseded": True}, session=held.session)
    return bool(answers)


def questions_after(scheme: Scheme, rule: str) -> dict[str, bool]:
    """Questions to a person in rules that build on this one; true when asked whether all is well.

    A rule that goes on from an order asks in one condition for the order's rule and for a person's word
    that it was not obeyed; under `not` it asks whether it was.
    """
    found: dict[str, bool] = {}
    parts = _parts_of_rules(scheme)
    for place, other in enumerate(scheme.rules):
        nodes = parts[place]
        if other.when is None or other.id == rule:
            continue
        if not any(isinstance(node, conditions.Triggered) and node.triggered == rule for node in nodes):
            continue
        denied = {
            inner.judgement
            for node in nodes
            if isinstance(node, conditions.Not) and isinstance(inner := node.not_, conditions.Judged)
        }
        for node in nodes:
            if isinstance(node, conditions.Judged):
                found[node.judgement] = node.judgement in denied
    return found


def _parts_of_rules(scheme: Scheme) -> dict[int, list[BaseModel]]:
    """What each rule is made of, by its place in the scheme; read in one walk."""
    found: dict[int, list[BaseModel]] = defaultdict(list)
    for visit in visits(scheme):
        if visit.path[0] == "rules" and len(visit.path) > 1:
            found[int(visit.path[1])].append(visit.node)
    return found
