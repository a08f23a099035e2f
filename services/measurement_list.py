"""Measurements and proven facts as lists, and what may be recorded of a provider by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action, Role
from models.account import Account
from models.measurement import ClosedPeriod, Fact, Judgement, Measurement
from models.provider import Provider
from models.unit import Unit
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.provider_access import find_provider, visible_providers
from services.use_case import INJECTED, query
from services.visibility import within

SORTS = {
    "period": Measurement.period, "provider": Provider.name, "metric": Measurement.metric,
    "recorded_at": Measurement.recorded_at, "unit": Unit.name,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """A datum as lists show it."""

    id: int
    provider_id: int
    provider: str
    metric: str
    kind: str
    period: str
    unit: str
    numerator: int
    denominator: int
    word: str
    parts: Mapping[str, int]
    surveyed_by: str
    final: bool
    shortfall: str
    superseded: bool
    corrects_id: int | None
    correction_reason: str
    recorded_by: str
    recorded_at: datetime
    version: int
    regime_id: int | None
    happened_on: date | None = None
    corrected_by: int | None = None


@dataclass(frozen=True, slots=True)
class MeasurementPage:
    """A page of data with how many of them cannot be judged yet."""

    total: int
    not_final: int
    rows: Sequence[MeasurementRow]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A proven fact as lists show it."""

    id: int
    provider_id: int
    provider: str
    event: str
    happened_on: date
    description: str
    evidence: str
    proven_by: str
    fields: Mapping[str, object]
    withdrawn_reason: str
    version: int


@query(Action.MEASUREMENT_READ)
def list_measurements(
    actor: Actor,
    *,
    provider_id: int | None = None,
    metric: str = "",
    period: str = "",
    words: str = "",
    history: bool = False,
    sort: str = "",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> MeasurementPage:
    """Data in the actor's scope: of its own unit, reported by its units, or all. Two statements."""
    conditions: list[ColumnElement[bool]] = [
        within(actor, Action.MEASUREMENT_READ, Measurement.reporting_unit_id, Provider.unit_id)
    ]
    if not history:
        conditions.append(col(Measurement.superseded).is_(False))
    wanted = {Measurement.provider_id: provider_id, Measurement.metric: metric or None,
              Measurement.period: period or None}  # fmt: skip
    conditions += [col(column) == value for column, value in wanted.items() if value is not None]
    if words:
        conditions.append(col(Provider.name).contains(words, autoescape=True))
    counts = session.execute(
        _joined(func.count(), func.count().filter(col(Measurement.final).is_(False))).where(*conditions)
    ).one()
    found = session.execute(
        _joined(Measurement, col(Provider.name), col(Unit.name), col(Account.name), col(Provider.regime_id))
        .where(*conditions)
        .order_by(*_order(sort))
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return MeasurementPage(counts[0], int(counts[1] or 0), [_row(*one) for one in found])


def _joined(*columns: Any) -> Any:
    return (
        sql.select(*columns)
        .select_from(Measurement)
        .join(Provider, col(Provider.id) == col(Measurement.provider_id))
        .join(Unit, col(Unit.id) == col(Measurement.reporting_unit_id))
        .join(Account, col(Account.id) == col(Measurement.recorded_by))
    )


def _order(sort: str) -> list[Any]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return [col(Measurement.period).desc(), col(Measurement.id).desc()]
    return [col(column).desc() if sort.startswith("-") else col(column), col(Measurement.id).desc()]


def _row(row: Measurement, provider: str, unit: str, who: str, regime_id: int | None) -> MeasurementRow:
    return MeasurementRow(
        row.key, row.provider_id or 0, provider, row.metric, row.kind, row.period, unit, row.numerator,
        row.denominator, row.word, row.parts, row.surveyed_by, row.final, row.shortfall, row.superseded,
        row.corrects_id, row.correction_reason, who, row.recorded_at, row.version, regime_id,
        row.happened_on,
    )  # fmt: skip


@query(Action.MEASUREMENT_READ)
def read_measurement(actor: Actor, measurement_id: int, *, session: Session = INJECTED) -> MeasurementRow:
    """One datum, current or corrected."""
    found = session.execute(
        _joined(
            Measurement, col(Provider.name), col(Unit.name), col(Account.name), col(Provider.regime_id)
        ).where(
            col(Measurement.id) == measurement_id,
            within(actor, Action.MEASUREMENT_READ, Measurement.reporting_unit_id, Provider.unit_id),
        )
    ).first()
    if found is None:
        raise NotFound("没有这条数据，或者它不在您的查看范围内。")
    later = sql.select(col(Measurement.id)).where(
        col(Measurement.provider_id) == found[0].provider_id,
        col(Measurement.metric) == found[0].metric,
        col(Measurement.corrects_id) == measurement_id,
    )
    corrected_by = session.execute(later).scalar() if found[0].superseded else None
    return replace(_row(*found), corrected_by=corrected_by)


@query(Action.MEASUREMENT_READ)
def measurement_history(
    actor: Actor, measurement_id: int, *, session: Session = INJECTED
) -> list[TimelineEntry]:
    """How a datum was recorded and corrected."""
    row = read_measurement(actor, measurement_id, session=session)
    found = timeline("measurement", row.id, session=session)
    corrects = row.corrects_id
    while corrects is not None:
        found = timeline("measurement", corrects, session=session) + found
        earlier = session.get(Measurement, corrects)
        corrects = earlier.corrects_id if earlier else None
    return found


@query(Action.VERDICT_READ)
def list_facts(
    actor: Actor,
    *,
    provider_id: int | None = None,
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> tuple[int, list[FactRow]]:
    """Proven facts, the latest first; withdrawn ones stay in sight of the offices but not of the party."""
    conditions: list[ColumnElement[bool]] = [visible_providers(actor, Action.VERDICT_READ)]
    if actor.role is Role.PROVIDER:
        conditions.append(col(Fact.withdrawn_reason) == "")
    if provider_id is not None:
        conditions.append(col(Fact.provider_id) == provider_id)
    base = sql.select(Fact, col(Provider.name), func.count().over()).join(
        Provider, col(Provider.id) == col(Fact.provider_id)
    )
    found = session.execute(
        base.where(*conditions).order_by(col(Fact.happened_on).desc(), col(Fact.id).desc())
        .offset((page - 1) * size).limit(size)
    ).all()  # fmt: skip
    rows = [
        FactRow(
            row.key, row.provider_id or 0, name, row.event, date.fromisoformat(row.happened_on),
            row.description, row.evidence, row.proven_by, row.fields, row.withdrawn_reason, row.version,
        )
        for row, name, _ in found
    ]  # fmt: skip
    return (found[0][2] if found else 0), rows


@query(Action.VERDICT_READ)
def list_judgements(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> list[Judgement]:
    """Answers of people to the words of rules, the latest first."""
    find_provider(actor, provider_id, Action.VERDICT_READ, session=session)
    found = select(Judgement).where(
        Judgement.provider_id == provider_id, col(Judgement.superseded).is_(False)
    )
    return list(session.exec(found.order_by(col(Judgement.id).desc())).all())


@query(Action.MEASUREMENT_READ)
def closed_periods(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> set[tuple[str, str]]:
    """(metric, period) of periods whose data are final."""
    found = select(ClosedPeriod.metric, ClosedPeriod.period).where(ClosedPeriod.regime_id == regime_id)
    return {(metric, period) for metric, period in session.exec(found).all()}
