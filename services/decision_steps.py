"""The steps of a decision up to its approval: proposed, told, heard, approved or rejected by somebody else."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session

from domain.decisions import Step, require_another, require_hearing_over, require_right
from domain.errors import Invalid, WrongState
from domain.forms import Form, Text, Yuan, require_past
from domain.permissions import Action
from services import cases, clock
from services.actor import Actor
from services.decision_access import HeldDecision, hold_decision, is_party
from services.deed_terms import ReachForm, bars, fixed_terms, term_ranges
from services.deeds import Offer, offers, picked
from services.overtaken import is_overtaken
from services.regimes import regime_of
from services.use_case import INJECTED, command

Reason = Annotated[Text, Field(min_length=1, max_length=4000)]


class Proposal(Form):
    """What is intended: the deeds by their paths, an amount in yuan and a length for each that has a range, how far
    each reaches, and why."""

    deeds: tuple[str, ...]
    amounts: dict[str, Yuan] = Field(default_factory=dict)
    terms: dict[str, int] = Field(default_factory=dict)
    reaches: dict[str, dict[str, Any]] = Field(default_factory=dict)
    reason: Reason


class Delivery(Form):
    """When and how a paper reached the party."""

    served_on: date
    receipt: Annotated[Text, Field(min_length=1, max_length=300)]


class Statement(Form):
    """What the party said."""

    statement: Annotated[Text, Field(min_length=1, max_length=8000)]
    stated_on: date


@command(Action.DECISION_PROPOSE)
def propose(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Propose what to do: deeds out of the verdict's, amounts within their ranges, and the reason."""
    held = hold_decision(actor, Action.DECISION_PROPOSE, decision_id, version, session=session)
    held.require(Step.PROPOSE)
    held.require_fresh()
    form = Proposal.read(values)
    offered = offers(held.verdict.consequences)
    chosen = picked(offered, form.deeds, form.amounts)
    scheme = regime_of(held.regime.key, session=session).scheme
    ranges = term_ranges(scheme, held.verdict.rule, held.verdict.tier, offered)
    terms = fixed_terms(ranges, {offer.path for offer, _ in chosen}, form.terms)
    amounts = [fen for offer, fen in chosen if fen is not None and not offer.unit]
    measure = {
        "deeds": [
            deed_json(offer, fen) | terms.get(offer.path, {}) | _reach(offer, fen, form.reaches)
            for offer, fen in chosen
        ]
    }
    held.save(
        Step.PROPOSE,
        {
            "measure": measure, "amount_fen": sum(amounts) if amounts else None, "reason": form.reason,
            "proposed_by": actor.account_id, "proposed_at": clock.now(), "notice_served_on": None,
            "notice_receipt": "", "statement_due": None, "statement_deadline": {}, "statement": "",
            "statement_on": None,
        },
        f"处置 {held.row.number}：提出意见——{'、'.join(offer.title for offer, _ in chosen)}",
        reason=form.reason,
    )  # fmt: skip


def deed_json(offer: Offer, fen: int | None) -> dict[str, Any]:
    """A deed as a decision keeps it, with its sum in fen, or with how many hundredths of its unit."""
    kept = {name: value for name, value in offer.words.items() if name != "alternatives"}
    held = offer.range.to_json() if offer.range else None
    size = {"amount_fen": None, "quantity": fen, "unit": offer.unit} if offer.unit else {"amount_fen": fen}
    return {**kept, "path": offer.path, "title": offer.title, **size, "range": held}


def _reach(offer: Offer, fen: int | None, given: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """How far a bar reaches, as the person who proposes it says."""
    if not bars(offer.do, fen):
        return {}
    return {"reach": ReachForm.read(given.get(offer.path, {})).model_dump(mode="json")}


@command(Action.DECISION_SERVE)
def serve_notice(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> date:
    """Record that the prior notice was served; the last day for a statement, computed from the data."""
    held = hold_decision(actor, Action.DECISION_SERVE, decision_id, version, session=session)
    held.require(Step.SERVE_NOTICE)
    held.require_fresh()
    form = _delivery(values, held)
    deadline = held.procedure.statement.after(form.served_on, held.calendar)
    held.save(
        Step.SERVE_NOTICE,
        {
            "notice_served_on": form.served_on, "notice_receipt": form.receipt,
            "statement_due": deadline.due, "statement_deadline": deadline.to_json(),
        },
        f"处置 {held.row.number}：送达事先告知书，陈述申辩截至{deadline.due}",
    )  # fmt: skip
    return deadline.due


def _delivery(values: Mapping[str, Any], held: HeldDecision) -> Delivery:
    form = Delivery.read(values)
    require_past("served_on", form.served_on, held.today, "送达日期")
    earliest = held.row.decided_at or held.row.proposed_at
    if earliest is not None and form.served_on < clock.local(earliest).date():
        raise Invalid({"served_on": "送达日期不能早于文书作出之日"})
    return form


@command(Action.STATEMENT_RECORD)
def record_statement(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> None:
    """Record what the party said; the party itself states it as of today."""
    held = hold_decision(actor, Action.STATEMENT_RECORD, decision_id, version, session=session)
    held.require(Step.HEAR)
    today = {"stated_on": held.today} if is_party(actor, Action.STATEMENT_RECORD) else {}
    form = Statement.read({**values, **today})
    require_past("stated_on", form.stated_on, held.today, "陈述日期")
    served_on = held.row.notice_served_on
    if served_on is not None and form.stated_on < served_on:
        raise Invalid({"stated_on": "陈述日期不能早于告知书送达日期"})
    late = "（超过期限）" if held.row.statement_due and form.stated_on > held.row.statement_due else ""
    text = f"{held.row.statement}\n\n{form.statement}".strip() if held.row.statement else form.statement
    held.save(
        Step.HEAR,
        {"statement": text[:8000], "statement_on": form.stated_on},
        f"处置 {held.row.number}：记录陈述申辩意见{late}",
    )


@command(Action.DECISION_APPROVE)
def approve(
    actor: Actor, decision_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Approve after the hearing; never by the person who proposed."""
    held = _to_decide(actor, decision_id, version, Step.APPROVE, session=session)
    held.require_fresh()
    require_hearing_over(held.state, held.row.statement_due, held.today)
    _decide(held, Step.APPROVE, reason, "批准")


@command(Action.DECISION_APPROVE)
def reject(actor: Actor, decision_id: int, version: int, reason: str, *, session: Session = INJECTED) -> None:
    """Send a proposal back; what must be decided stays on the lists until it is proposed again."""
    held = _to_decide(actor, decision_id, version, Step.REJECT, session=session)
    _decide(held, Step.REJECT, reason, "不批准")


def _to_decide(actor: Actor, decision_id: int, version: int, step: Step, *, session: Session) -> HeldDecision:
    held = hold_decision(actor, Action.DECISION_APPROVE, decision_id, version, session=session)
    held.require(step)
    require_another(held.row.proposed_by, actor.account_id, "这项处置意见")
    return held


def _decide(held: HeldDecision, step: Step, reason: str, word: str) -> None:
    held.save(
        step,
        {
            "decided_by": held.actor.account_id, "decided_at": clock.now(),
            "decision_reason": given(reason, f"{word}的理由"),
        },
        f"处置 {held.row.number}：{word}",
        reason=reason.strip(),
    )  # fmt: skip


@command(Action.DECISION_APPROVE)
def waive(
    actor: Actor,
    decision_id: int,
    version: int,
    reason: str,
    *,
    instead: int | None = None,
    session: Session = INJECTED,
) -> None:
    """Leave a right unused, by a leader and with a reason; what must be done cannot be waived.

    instead: the verdict of a lighter rule on the same figures, whose case is opened in its place.
    """
    held = hold_decision(actor, Action.DECISION_APPROVE, decision_id, version, session=session)
    held.require(Step.WAIVE)
    require_right(held.row.nature)
    require_another(held.row.proposed_by, actor.account_id, "这项处置意见")
    text = given(reason, "不行使权利的理由")
    lighter = cases.lighter(held.verdict, instead, session=session) if instead is not None else None
    closing = {"closed_on": held.today, "closing_reason": text, "decided_by": actor.account_id}
    words = f"，改按 {lighter.rule} 处理" if lighter is not None else ""
    held.save(Step.WAIVE, closing, f"处置 {held.row.number}：决定不行使权利{words}", reason=text)
    if lighter is not None:
        cases.open_for(regime_of(held.regime.key, session=session), lighter, held.today, session=session)


@command(Action.DECISION_PROPOSE)
def drop(actor: Actor, decision_id: int, version: int, reason: str, *, session: Session = INJECTED) -> None:
    """End a case whose verdict came out differently; the new verdict opens its own when there is cause."""
    held = hold_decision(actor, Action.DECISION_PROPOSE, decision_id, version, session=session)
    held.require(Step.DROP)
    if not is_overtaken(held.verdict, session=session):
        raise WrongState("所依据的判定仍然有效，不能终止办理；有权处置而不处置的，由领导决定不行使权利。")
    text = given(reason, "终止办理的原因")
    closing = {"closed_on": held.today, "closing_reason": text}
    held.save(Step.DROP, closing, f"处置 {held.row.number}：终止办理", reason=text)
    regime = regime_of(held.regime.key, session=session)
    cases.follow(held.side, regime, [held.party.key], held.today, session=session)


def given(text: str, what: str, field: str = "reason") -> str:
    """The text without blanks around it, or `Invalid`."""
    if not text.strip():
        raise Invalid({field: f"请填写{what}"})
    return text.strip()[:4000]
