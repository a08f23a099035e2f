"""Decisions as lists and one by one: what waits for whom, and everything that stands behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col

from domain.decisions import (
    UNDECIDED,
    UNDER_WAY,
    DecisionState,
    Track,
    state_on,
)
from domain.payments import unpaid_words
from domain.permissions import Action, ruling
from domain.procedure import Procedure, procedure_of
from models.decision import Decision, Verdict
from models.provider import Provider, ProviderRegime
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.decision_access import visible_decisions
from services.overtaken import overtaken
from services.payments import outstanding
from services.use_case import INJECTED, query

PARTY: Any = sql.func.coalesce(col(Provider.name), col(Subject.name), "")
SORTS: Mapping[str, Any] = {
    "number": Decision.number, "provider": PARTY, "rule": Decision.rule,
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
        fields = (PARTY, col(Decision.number), col(Decision.rule), col(Decision.clause))
        conditions.append(or_(*(one.contains(words, autoescape=True) for one in fields)))
    counts = session.exec(joined(func.count(), _pressing()).where(*conditions)).one()
    columns = (Decision, PARTY, col(Verdict.title), col(Verdict.period), col(Verdict.superseded),
               col(ProviderRegime.procedure))  # fmt: skip
    found = session.execute(
        joined(*columns).where(*conditions).order_by(*_order(sort)).offset((page - 1) * size).limit(size)
    ).all()
    gone = overtaken({row[0].verdict_id for row in found if row[4]}, session=session)
    rows = [
        row_of(row, provider, title, period, row.verdict_id in gone, procedure, session=session)
        for row, provider, title, period, _, procedure in found
    ]
    return DecisionPage(counts[0], int(counts[1] or 0), rows)


def joined(*columns: Any) -> Any:
    return (
        sql.select(*columns)
        .select_from(Decision)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(Verdict.subject_id))
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
    return [column.desc() if sort.startswith("-") else column.asc(), col(Decision.id).desc()]


def row_of(
    row: Decision,
    provider: str,
    title: str,
    period: str,
    stale: bool,
    procedure: Mapping[str, Any],
    *,
    session: Session,
) -> DecisionRow:
    today = clock.today()
    state = state_on(DecisionState(row.state), today, ends_on=row.ends_on, lapses_on=row.lapses_on)
    deeds: Sequence[Mapping[str, Any]] = row.measure.get("deeds", [])  # type: ignore[assignment]  # JSON as stored
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
        if Track(row.track) is Track.ORDER:
            return f"整改期限已于{row.due}届满，请认定是否改到位"
        fen = outstanding(row)
        return unpaid_words(fen, row.due, today) if fen else ""
    return ""


def waiting_counts(actor: Actor, *, session: Session) -> dict[str, int]:
    """For the to-do list: what must be proposed, what waits for a signature. One statement."""
    signing = [state.value for state in GROUPS["to_sign"]]
    if not ruling(actor.role, Action.DECISION_READ).allowed:
        return {}
    found = session.execute(
        joined(_pressing(), func.count().filter(col(Decision.state).in_(signing))).where(
            visible_decisions(actor)
        )
    ).one()
    return {"propose": int(found[0] or 0), "sign": int(found[1] or 0)}
