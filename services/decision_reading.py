"""One decision with everything that stands behind it, and what can be done next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.deadlines import Deadline
from domain.decisions import UNDECIDED, DecisionState, Move, Track, moves_from
from domain.errors import NotFound
from domain.lasting import TermRange
from domain.library.models.scheme import Scheme
from domain.permissions import Action, ruling
from domain.procedure import Procedure, procedure_of
from models.account import Account
from models.ban import Ban
from models.decision import Decision, Verdict
from models.provider import Provider, ProviderRegime
from models.subject import Subject
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.calendars import work_calendar
from services.cases import alternatives_of
from services.decision_access import OBJECT, visible_decisions
from services.decisions import DecisionRow, joined, row_of
from services.deed_terms import end_unpaused, term_ranges
from services.deeds import Offer, offers
from services.overtaken import is_overtaken
from services.payments import PaymentRow, outstanding, payments_of
from services.regimes import regime_of
from services.use_case import INJECTED, query
from services.verdict_rows import day_of


@dataclass(frozen=True, slots=True)
class Lighter:
    """A lighter rule on the same figures that a leader may choose in place of a right."""

    verdict_id: int
    rule: str
    title: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with its verdict, its procedure and what can be done next."""

    row: DecisionRow
    verdict_id: int
    lighter: Sequence[Lighter]
    arithmetic: str
    tier: str
    regime: str
    unit_id: int
    subject_id: int  # of a unit or person; 0 for a provider
    offers: Sequence[Offer]
    deeds: Sequence[Mapping[str, Any]]
    reason: str
    proposer_id: int | None
    proposer: str
    proposed_at: datetime | None
    notice_served_on: date | None
    notice_receipt: str
    statement_due: date | None
    statement_arithmetic: str
    statement: str
    statement_on: date | None
    decider: str
    decided_at: datetime | None
    decision_reason: str
    served_on: date | None
    receipt: str
    in_force_on: date | None
    ends_on: date | None
    due_arithmetic: str
    closed_on: date | None
    closing_reason: str
    procedure: Procedure
    moves: Sequence[Move]
    ban_ids: Sequence[int] = field(default_factory=tuple)
    terms: Mapping[str, TermRange] = field(default_factory=dict)
    superseded_by: int | None = None
    outstanding_fen: int = 0
    paid_on: date | None = None
    paid_receipt: str = ""
    settled_in: int | None = None
    payments: Sequence[PaymentRow] = field(default_factory=tuple)
    ends_unpaused: date | None = None  # the day on which it would end if all days counted


@query(Action.DECISION_READ)
def read_decision(actor: Actor, decision_id: int, *, session: Session = INJECTED) -> DecisionView:
    """One decision; what the party may not know yet it does not find."""
    proposer, decider = aliased(Account), aliased(Account)
    columns = (Decision, Provider, Verdict, ProviderRegime, proposer.name, decider.name, Subject)
    found: Any = session.execute(
        joined(*columns)
        .outerjoin(proposer, col(proposer.id) == col(Decision.proposed_by))
        .outerjoin(decider, col(decider.id) == col(Decision.decided_by))
        .where(col(Decision.id) == decision_id, visible_decisions(actor))
    ).first()
    if found is None:
        raise NotFound("没有这条处置记录，或者它不在您的查看范围内。")
    bans = session.exec(select(Ban.id).where(Ban.decision_id == decision_id)).all()
    names = (found[4] or "", found[5] or "")
    held = (found[0], found[1] or found[6], found[2], found[3])
    return _view(actor, held, names, [ban or 0 for ban in bans], session=session)


def _view(
    actor: Actor,
    held: tuple[Decision, Provider | Subject, Verdict, ProviderRegime],
    names: tuple[str, str],
    bans: Sequence[int],
    *,
    session: Session,
) -> DecisionView:
    row, party, verdict, regime = held
    base = row_of(row, party.name, verdict.title, verdict.period or day_of(verdict.place),
                is_overtaken(verdict, session=session), regime.procedure, session=session)  # fmt: skip
    deeds: Sequence[Mapping[str, Any]] = row.measure.get("deeds", [])  # type: ignore[assignment]  # JSON as stored
    offered = offers(verdict.consequences)
    scheme = regime_of(regime.key, session=session).scheme
    terms = term_ranges(scheme, verdict.rule, verdict.tier, offered)
    return DecisionView(
        base, verdict.key, _lighter(verdict, base.state, session=session), verdict.arithmetic, verdict.tier,
        regime.name, party.unit_id, verdict.subject_id or 0, offered, deeds, row.reason,
        row.proposed_by, names[0], row.proposed_at, row.notice_served_on, row.notice_receipt,
        row.statement_due, _arithmetic(row.statement_deadline), row.statement, row.statement_on,
        names[1], row.decided_at, row.decision_reason, row.served_on, row.receipt, row.in_force_on,
        row.ends_on, _arithmetic(row.deadline), row.closed_on, row.closing_reason,
        procedure_of(regime.procedure), _moves(actor, row, base.state), tuple(bans), terms,
        verdict.superseded_by, outstanding(row), row.paid_on, row.paid_receipt, row.settled_in,
        payments_of(row, session=session),
        _ends_unpaused(row, verdict, scheme, session=session),
    )  # fmt: skip


def _ends_unpaused(row: Decision, verdict: Verdict, scheme: Scheme, *, session: Session) -> date | None:
    deeds = row.measure.get("deeds")
    if row.ends_on is None or not isinstance(deeds, list) or not any(one.get("paused") for one in deeds):
        return None
    return end_unpaused(row, verdict.tier, scheme, deeds, work_calendar(session=session))


def _lighter(verdict: Verdict, state: DecisionState, *, session: Session) -> list[Lighter]:
    if state not in UNDECIDED:
        return []
    found = alternatives_of(verdict, session=session)
    return [Lighter(row.key, row.rule, row.title) for row in found]


def _moves(actor: Actor, row: Decision, state: DecisionState) -> list[Move]:
    """Steps that the state allows and the actor's role may take; the services ask everything again."""
    return [move for move in moves_from(state, Track(row.track)) if ruling(actor.role, move.action).allowed]


def _arithmetic(stored: Mapping[str, Any]) -> str:
    return Deadline.from_json(stored).explain() if stored else ""


@query(Action.DECISION_READ)
def decision_history(actor: Actor, decision_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to a decision that the actor may see."""
    read_decision(actor, decision_id, session=session)
    return timeline(OBJECT, decision_id, session=session)
