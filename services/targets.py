"""各单位目标与责任: what is asked of each unit and person, by which figure it stands, and until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import func
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.library.models.conditions import Judged
from domain.library.models.facts import Fact
from domain.library.scopes import visits
from domain.permissions import Action
from domain.several_kinds import includes
from domain.thresholds.verdicts import Outcome
from domain.thresholds.years import Years
from models.decision import Verdict
from models.measurement import Measurement
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.own_years import years_of_party
from services.period_order import place_in_time
from services.regimes import regime_of
from services.sides import Side
from services.subjects import find_subject
from services.use_case import INJECTED, query
from services.verdict_rows import acts_of, day_of
from services.visibility import within

KINDS = {"target": "目标", "duty": "责任", "rule": "规则", "time_limit": "时限"}
SORTS: Mapping[str, Any] = {
    "subject": Subject.name, "rule": Verdict.rule, "period": Verdict.period, "due": Verdict.due,
    "outcome": Verdict.outcome,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A verdict on a unit or person as the list shows it."""

    id: int
    subject_id: int
    subject: str
    kind: str
    rule: str
    title: str
    clause: str
    period: str
    due: date | None
    unit: str
    outcome: Outcome
    tier: str
    nature: str
    arithmetic: str
    track: str
    standing: str
    day: str = ""  # of the record that was judged, where it is judged by itself
    acts: tuple[str, ...] = ()  # that follow


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A page of the list, and how many lines came out how."""

    total: int
    counts: Mapping[Outcome, int]
    rows: Sequence[TargetRow]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a unit or person."""

    id: int
    subject_id: int
    metric: str
    spec: Fact | None
    period: str
    kind: str
    numerator: int
    denominator: int
    word: str
    parts: Mapping[str, int]
    unit: str
    source: str
    superseded: bool
    version: int


@query(Action.TARGET_READ)
def list_targets(
    actor: Actor,
    *,
    regime_id: int | None = None,
    subject_id: int | None = None,
    subject_kind: str = "",
    kinds: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    words: str = "",
    sort: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> TargetPage:
    """Current verdicts on units and persons in the actor's scope. Two statements."""
    conditions = [col(Verdict.superseded).is_(False), within(actor, Action.TARGET_READ, Subject.unit_id)]
    wanted = {Subject.regime_id: regime_id, Subject.id: subject_id, Subject.kind: subject_kind or None}
    conditions += [col(column) == value for column, value in wanted.items() if value is not None]
    if kinds:
        conditions.append(col(Verdict.kind).in_(kinds))
    if outcomes:
        conditions.append(col(Verdict.outcome).in_(outcomes))
    if words:
        fields = (Subject.name, Verdict.title, Verdict.rule, Verdict.clause)
        conditions.append(sql.or_(*(col(one).contains(words, autoescape=True) for one in fields)))
    counted = _joined(col(Verdict.outcome), func.count()).where(*conditions).group_by(col(Verdict.outcome))
    counts = {Outcome(outcome): count for outcome, count in session.execute(counted)}
    found = session.execute(
        _joined(Verdict, col(Subject.name), col(Unit.name)).where(*conditions).order_by(*_order(sort))
        .offset((page - 1) * size).limit(size)
    )  # fmt: skip
    return TargetPage(sum(counts.values()), counts, [_row(*one) for one in found])


def _joined(*columns: Any) -> Any:
    return (
        sql.select(*columns)
        .select_from(Verdict)
        .join(Subject, col(Subject.id) == col(Verdict.subject_id))
        .outerjoin(Unit, col(Unit.id) == col(Verdict.reporting_unit_id))
    )


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        pressing = sql.case((col(Verdict.track) != "", 0), (col(Verdict.outcome) == "not_met", 0), else_=1)
        return [pressing, col(Verdict.due), col(Verdict.period).desc(), col(Verdict.id)]
    return [col(column).desc() if sort.startswith("-") else col(column), col(Verdict.id)]


def _row(row: Verdict, subject: str, unit: str | None) -> TargetRow:
    return TargetRow(
        row.key, row.subject_id or 0, subject, KINDS.get(row.kind, row.kind), row.rule, row.title, row.clause,
        row.period, row.due, unit or "", Outcome(row.outcome), row.tier, row.nature, row.arithmetic,
        row.track, row.standing, day_of(row.place), acts_of(row.consequences),
    )  # fmt: skip


@query(Action.TARGET_READ)
def list_figures(actor: Actor, subject_id: int, *, session: Session = INJECTED) -> list[FigureRow]:
    """Figures of a unit or person, the latest period first; corrected ones stay in sight. Three statements."""
    subject = find_subject(actor, subject_id, Action.TARGET_READ, session=session)
    found = session.execute(
        _figures(col(Measurement.subject_id) == subject_id).order_by(col(Measurement.id).desc())
    )
    scheme = regime_of(subject.regime_id, session=session).scheme
    rows = [_figure(row, unit, scheme.facts) for row, unit in found]
    return sorted(rows, key=lambda row: (row.superseded, -place_in_time(row.period, scheme.grains)))


@query(Action.TARGET_READ)
def read_figure(actor: Actor, measurement_id: int, *, session: Session = INJECTED) -> FigureRow:
    """One figure of a unit or person in the actor's scope."""
    found = session.execute(_figures(col(Measurement.id) == measurement_id)).first()
    if found is None or found[0].subject_id is None:
        raise NotFound("没有这条数据，可能是链接有误。")
    subject = find_subject(actor, found[0].subject_id, Action.TARGET_READ, session=session)
    return _figure(found[0], found[1], regime_of(subject.regime_id, session=session).scheme.facts)


def _figures(condition: Any) -> Any:
    return (
        sql.select(Measurement, col(Unit.name))
        .join(Unit, col(Unit.id) == col(Measurement.reporting_unit_id))
        .where(condition)
    )


def _figure(row: Measurement, unit: str, specs: Mapping[str, Fact]) -> FigureRow:
    return FigureRow(
        row.key, row.subject_id or 0, row.metric, specs.get(row.metric), row.period, row.kind, row.numerator,
        row.denominator, row.word, row.parts, unit, row.surveyed_by, row.superseded, row.version,
    )  # fmt: skip


@query(Action.MEASUREMENT_RECORD)
def figures_asked(actor: Actor, regime_id: int, kind: str, *, session: Session = INJECTED) -> dict[str, Fact]:
    """What the scheme wants to know of a kind of subject, period by period: key → what it is."""
    facts = regime_of(regime_id, session=session).scheme.facts
    return {key: fact for key, fact in facts.items() if includes(fact.of, kind) and fact.kind != "record"}


@query(Action.MEASUREMENT_RECORD)
def years_to_report(
    actor: Actor, regime_id: int, subject_id: int | None, *, session: Session = INJECTED
) -> Years:
    """The years of a unit or person, or of one that is not judged yet, in which figures are reported."""
    return years_of_party(regime_of(regime_id, session=session), Side.SUBJECT, subject_id, session=session)


@query(Action.TARGET_READ)
def scheme_facts(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> Mapping[str, Fact]:
    """Every kind of datum of a regime's scheme, for the wording of tables."""
    return regime_of(regime_id, session=session).scheme.facts


@query(Action.FACT_RECORD)
def questions_about(actor: Actor, subject_id: int, *, session: Session = INJECTED) -> dict[str, str]:
    """Questions that the scheme leaves to a person, of this kind of subject: key → question."""
    subject = find_subject(actor, subject_id, Action.FACT_RECORD, session=session)
    found = visits(regime_of(subject.regime_id, session=session).scheme)
    return {
        visit.node.judgement: visit.node.asks
        for visit in found
        if isinstance(visit.node, Judged) and includes(visit.scope.kind or subject.kind, subject.kind)
    }
