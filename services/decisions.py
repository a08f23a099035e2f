"""Decisions as lists and one by one: what waits for whom, and everything that stands behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.deadlines import Deadline
from domain.decisions import (
    UNDECIDED,
    UNDER_WAY,
    DecisionState,
    Move,
    Track,
    moves_from,
    state_on,
)
from domain.errors import NotFound
from domain.permissions import Action, ruling
from domain.procedure import Procedure, procedure_of
from models.account import Account
from models.ban import Ban
from models.decision import Decision, Verdict
from models.provider import Provider, ProviderRegime
from services import clock
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.calendars import work_calendar
from services.cases import alternatives_of
from services.decision_access import OBJECT, visible_decisions
from services.deeds import Offer, offers
from services.use_case import INJECTED, query

SORTS = {
    "number": Decision.number, "provider": Provider.name, "rule": Decision.rule,
    "opened_on": Decision.opened_on, "state": Decision.state, "lapses_on": Decision.lapses_on,
}  # fmt: skip
GROUPS: Mapping[str, frozenset[DecisionState]] = {
    "waiting": UNDER_WAY,
    "undecided": UNDECIDED,
    "to_sign": frozenset({DecisionState.NOTICE_SERVED, DecisionState.HEARD}),
    "in_force": frozenset({DecisionState.IN_FORCE}),
    "closed": frozenset(DecisionState) - UNDER_WAY - {DecisionState.IN_FORCE},
}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as lists show it; `waits_for` says what is next, `warning` what is pressing."""

    id: int
    number: str
    provider_id: int
    provider: str
    rule: str
    title: str
    clause: str
    nature: str
    track: Track
    state: DecisionState
    period: str
    measure: str
    amount_fen: int | None
    opened_on: date
    due: date | None
    lapses_on: date | None
    stale: bool
    warning: str
    version: int


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A page of decisions with how many of them are pressing."""

    total: int
    must_waiting: int
    rows: Sequence[DecisionRow]


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
    credit_code: str
    legal_representative: str
    unit_id: int
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
    superseded_by: int | None = None


@query(Action.DECISION_READ)
def list_decisions(
    actor: Actor,
    *,
    group: str = "",
    provider_id: int | None = None,
    words: str = "",
    nature: str = "",
    sort: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> DecisionPage:
    """Decisions by filter; two statements beside the calendar."""
    conditions: list[ColumnElement[bool]] = [visible_decisions(actor)]
    if group in GROUPS:
        conditions.append(col(Decision.state).in_([state.value for state in GROUPS[group]]))
    if provider_id is not None:
        conditions.append(col(Decision.provider_id) == provider_id)
    if nature:
        conditions.append(col(Decision.nature) == nature)
    if words:
        fields = (Provider.name, Decision.number, Decision.rule, Decision.clause)
        conditions.append(or_(*(col(one).contains(words, autoescape=True) for one in fields)))
    counts = session.exec(_joined(func.count(), _pressing()).where(*conditions)).one()
    columns = (Decision, col(Provider.name), col(Verdict.title), col(Verdict.period), col(Verdict.superseded),
               col(ProviderRegime.procedure))  # fmt: skip
    found = session.execute(
        _joined(*columns).where(*conditions).order_by(*_order(sort)).offset((page - 1) * size).limit(size)
    ).all()
    rows = [_row(*one, session=session) for one in found]
    return DecisionPage(counts[0], int(counts[1] or 0), rows)


def _joined(*columns: Any) -> Any:
    return (
        sql.select(*columns)
        .select_from(Decision)
        .join(Provider, col(Provider.id) == col(Decision.provider_id))
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .join(ProviderRegime, col(ProviderRegime.id) == col(Verdict.regime_id))
    )


def _pressing() -> Any:
    """What must be decided and nobody has proposed yet."""
    fresh = [DecisionState.OPEN.value, DecisionState.REJECTED.value]
    return func.count().filter(col(Decision.nature) == "must", col(Decision.state).in_(fresh))


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return [col(Decision.opened_on).desc(), col(Decision.id).desc()]
    return [col(column).desc() if sort.startswith("-") else col(column), col(Decision.id).desc()]


def _row(
    row: Decision, provider: str, title: str, period: str, stale: bool, procedure: Mapping[str, Any],
    *, session: Session,
) -> DecisionRow:
    today = clock.today()
    state = state_on(DecisionState(row.state), today, ends_on=row.ends_on, lapses_on=row.lapses_on)
    deeds: Sequence[Mapping[str, Any]] = row.measure.get("deeds", [])  # type: ignore[assignment]
    warning = _warning(row, state, procedure_of(procedure), session=session)
    return DecisionRow(
        row.key, row.number, row.provider_id or 0, provider, row.rule, title, row.clause, row.nature,
        Track(row.track), state, period, "、".join(str(deed["title"]) for deed in deeds), row.amount_fen,
        row.opened_on, row.due, row.lapses_on, stale, warning, row.version,
    )  # fmt: skip


def _warning(row: Decision, state: DecisionState, procedure: Procedure, *, session: Session) -> str:
    """What is pressing about it today; empty when nothing is."""
    today = clock.today()
    if state in UNDECIDED and row.lapses_on is not None and today >= procedure.warns_from(row.lapses_on):
        return f"权利将于{row.lapses_on}消灭，还剩{(row.lapses_on - today).days}天"
    if row.nature == "must" and state in {DecisionState.OPEN, DecisionState.REJECTED}:
        limit = procedure.must_escalates.after(row.opened_on, work_calendar(session=session)).due
        if today > limit:
            return f"应当处置，自{row.opened_on}立项已超过{procedure.must_escalates.period.text}，列入督办"
    if state is DecisionState.IN_FORCE and row.due is not None and today > row.due:
        return f"整改期限已于{row.due}届满，请认定是否改到位"
    return ""


@query(Action.DECISION_READ)
def read_decision(actor: Actor, decision_id: int, *, session: Session = INJECTED) -> DecisionView:
    """One decision; what the party may not know yet it does not find."""
    proposer, decider = aliased(Account), aliased(Account)
    columns = (Decision, Provider, Verdict, ProviderRegime, proposer.name, decider.name)
    found: Any = session.execute(
        _joined(*columns)
        .outerjoin(proposer, col(proposer.id) == col(Decision.proposed_by))
        .outerjoin(decider, col(decider.id) == col(Decision.decided_by))
        .where(col(Decision.id) == decision_id, visible_decisions(actor))
    ).first()
    if found is None:
        raise NotFound("没有这条处置记录，或者它不在您的查看范围内。")
    bans = session.exec(select(Ban.id).where(Ban.decision_id == decision_id)).all()
    names = (found[4] or "", found[5] or "")
    held = (found[0], found[1], found[2], found[3])
    return _view(actor, held, names, [ban or 0 for ban in bans], session=session)


def _view(
    actor: Actor, held: tuple[Decision, Provider, Verdict, ProviderRegime], names: tuple[str, str],
    bans: Sequence[int], *, session: Session,
) -> DecisionView:
    row, provider, verdict, regime = held
    base = _row(row, provider.name, verdict.title, verdict.period, verdict.superseded, regime.procedure,
                session=session)  # fmt: skip
    deeds: Sequence[Mapping[str, Any]] = row.measure.get("deeds", [])  # type: ignore[assignment]
    return DecisionView(
        base, verdict.key, _lighter(verdict, base.state, session=session), verdict.arithmetic, verdict.tier, regime.name, provider.credit_code,
        provider.legal_representative, provider.unit_id, offers(verdict.consequences), deeds, row.reason,
        row.proposed_by, names[0], row.proposed_at, row.notice_served_on, row.notice_receipt,
        row.statement_due, _arithmetic(row.statement_deadline), row.statement, row.statement_on,
        names[1], row.decided_at, row.decision_reason, row.served_on, row.receipt, row.in_force_on,
        row.ends_on, _arithmetic(row.deadline), row.closed_on, row.closing_reason,
        procedure_of(regime.procedure), _moves(actor, row, base.state), tuple(bans), verdict.superseded_by,
    )  # fmt: skip


def _lighter(verdict: Verdict, state: DecisionState, *, session: Session) -> list[Lighter]:
    if state not in UNDECIDED:
        return []
    found = alternatives_of(verdict, session=session)
    return [Lighter(row.key, row.rule, row.title) for row in found]


def _moves(actor: Actor, row: Decision, state: DecisionState) -> list[Move]:
    """Steps that the state allows and the actor's role may take; the services ask everything again."""
    return [
        move
        for move in moves_from(state, Track(row.track))
        if ruling(actor.role, move.action).allowed
    ]


def _arithmetic(stored: Mapping[str, Any]) -> str:
    return Deadline.from_json(stored).explain() if stored else ""


@query(Action.DECISION_READ)
def decision_history(
    actor: Actor, decision_id: int, *, session: Session = INJECTED
) -> list[TimelineEntry]:
    """What happened to a decision that the actor may see."""
    read_decision(actor, decision_id, session=session)
    return timeline(OBJECT, decision_id, session=session)


def waiting_counts(actor: Actor, *, session: Session) -> dict[str, int]:
    """For the to-do list: what must be proposed, what waits for a signature. One statement."""
    signing = [state.value for state in GROUPS["to_sign"]]
    if not ruling(actor.role, Action.DECISION_READ).allowed:
        return {}
    found = session.execute(
        _joined(
            _pressing(), func.count().filter(col(Decision.state).in_(signing))
        ).where(visible_decisions(actor))
    ).one()
    return {"propose": int(found[0] or 0), "sign": int(found[1] or 0)}
