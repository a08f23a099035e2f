"""Measurements: recorded once, corrected by a new row, closed by period; each change judges the provider anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, Refused, WrongState
from domain.library.models.facts import Fact
from domain.permissions import Action, Scope, require
from domain.several_kinds import kinds_in
from domain.units import UNIT_KIND_NAMES, UnitKind
from models.measurement import Measurement
from models.provider import Provider
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.closed_periods import reason_if_closed
from services.evidence_rows import copy_evidence
from services.measurement_values import Columns, MeasurementForm, columns_of, day_of_occasion, period_of
from services.own_years import years_of_party
from services.provider_access import hold
from services.regimes import Regime, regime_of
from services.sampling import sample_share
from services.sides import Side
from services.use_case import INJECTED, command
from services.verdicts import VerdictChange, refresh_providers
from services.visibility import require_unit

OBJECT = "measurement"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was stored, why it cannot be judged yet (if so), and which verdicts changed because of it."""

    id: int
    shortfall: str
    changes: tuple[VerdictChange, ...]


@command(Action.MEASUREMENT_RECORD)
def record_measurement(actor: Actor, values: Mapping[str, Any], *, session: Session = INJECTED) -> Receipt:
    """Store one datum of a provider and judge the provider anew."""
    form = MeasurementForm.read(values)
    row = _store(actor, form, session=session)
    _tell(actor, [row], session=session)
    changes = refresh_providers([form.provider_id], _because(row), session=session)
    return Receipt(row.key, row.shortfall, tuple(changes))


@command(Action.MEASUREMENT_RECORD)
def record_measurements(
    actor: Actor, many: Sequence[Mapping[str, Any]], *, session: Session = INJECTED
) -> list[VerdictChange]:
    """Store many data at once and judge their providers once; one wrong datum refuses them all."""
    forms = [MeasurementForm.read(values) for values in many]
    rows = [_store(actor, form, session=session) for form in forms]
    _tell(actor, rows, session=session)
    return refresh_providers({form.provider_id for form in forms}, "测评数据入库", session=session)


@command(Action.MEASUREMENT_RECORD)
def correct_measurement(
    actor: Actor,
    measurement_id: int,
    version: int,
    values: Mapping[str, Any],
    reason: str,
    *,
    session: Session = INJECTED,
) -> Receipt:
    """Replace a datum by a new row; the old one stays. A closed period is corrected by the office only."""
    old = replaceable(measurement_id, version, reason, session=session)
    fixed = {
        "provider_id": old.provider_id, "metric": old.metric, "period": old.period,
        "reporting_unit_id": old.reporting_unit_id, "happened_on": values.get("happened_on") or old.happened_on,
    }  # fmt: skip
    form = MeasurementForm.read({**values, **fixed})
    old.superseded, old.version = True, old.version + 1
    session.add(old)
    session.flush()
    row = _store(actor, form, session=session, corrects=old, reason=reason.strip()[:1000])
    copy_evidence("measurement", old.key, "measurement", row.key, item="", session=session)
    _tell(actor, [row], session=session)
    changes = refresh_providers([form.provider_id], f"更正{_because(row)}", session=session)
    return Receipt(row.key, row.shortfall, tuple(changes))


def replaceable(measurement_id: int, version: int, reason: str, *, session: Session) -> Measurement:
    """The newest row of a datum, held for its correction, which says why."""
    old = hold(Measurement, measurement_id, version, "数据", session=session)
    if old.superseded:
        raise WrongState("这条数据已经更正过，请在最新的一条上更正。")
    if not reason.strip():
        raise Invalid({"reason": "请写明更正的原因和依据"})
    return old


def _store(
    actor: Actor,
    form: MeasurementForm,
    *,
    session: Session,
    corrects: Measurement | None = None,
    reason: str = "",
) -> Measurement:
    row = ready(actor, form, correcting=reason, session=session)
    row.corrects_id = corrects.key if corrects is not None else None
    session.add(row)
    session.flush()
    return row


def ready(actor: Actor, form: MeasurementForm, *, correcting: str, session: Session) -> Measurement:
    """The row of a datum that may be stored, or why it may not; nothing is stored yet. correcting: the reason."""
    regime, fact = _asked(form, session=session)
    _require_reporter(actor, form, fact, session=session)
    years = years_of_party(regime, Side.PROVIDER, form.provider_id, session=session)
    period = period_of(fact, form.period, clock.today(), years)
    if not correcting:
        _require_new(form, period, session=session)
    reason = correcting or form.late_reason
    late = reason_if_closed(actor, regime.row.key, form.metric, period, reason, session=session)
    columns = columns_of(form, fact, sample_share(regime.scheme, form.metric))
    row = _row(actor, form, fact, period, columns)
    row.correction_reason = correcting or late
    return row


def _row(actor: Actor, form: MeasurementForm, fact: Fact, period: str, columns: Columns) -> Measurement:
    return Measurement(
        provider_id=form.provider_id, metric=form.metric, kind=fact.kind, period=period,
        reporting_unit_id=form.reporting_unit_id, numerator=columns.numerator,
        denominator=columns.denominator, word=columns.word, parts=columns.parts,
        surveyed_by=form.surveyed_by, happened_on=day_of_occasion(form, fact, clock.today()),
        final=not columns.shortfall, shortfall=columns.shortfall,
        recorded_by=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip


def _asked(form: MeasurementForm, *, session: Session) -> tuple[Regime, Fact]:
    provider = session.get(Provider, form.provider_id)
    if provider is None:
        raise NotFound("没有这家服务单位。")
    regime = regime_of(provider.regime_id, session=session)
    fact = regime.fact(form.metric)
    if fact.kind == "record":
        raise Invalid({"metric": f"“{fact.name}”逐条登记，请在“查实事项”里登记"})
    return regime, fact


def _require_reporter(actor: Actor, form: MeasurementForm, fact: Fact, *, session: Session) -> None:
    """The reporting unit lies in the actor's scope and is of the kind that reports this.

    The scheme says who reports (`by`); where it does not, the office does, and assessors their surveys.
    """
    require_unit(actor, Action.MEASUREMENT_RECORD, form.reporting_unit_id, session=session)
    unit = session.get(Unit, form.reporting_unit_id)
    if unit is None:
        raise Invalid({"reporting_unit_id": "请选择填报单位"})
    wanted = reporters_of(fact)
    if UnitKind(unit.kind) in wanted:
        return
    word = "、".join(UNIT_KIND_NAMES[kind] for kind in sorted(wanted))
    if require(actor.role, Action.MEASUREMENT_RECORD) is not Scope.ALL:
        raise Refused(f"“{fact.name}”由{word}填报，{actor.unit_name}不能填报。")
    raise Invalid({"reporting_unit_id": f"“{fact.name}”由{word}填报，请选择{word}"})


def reporters_of(fact: Fact) -> frozenset[UnitKind]:
    """Kinds of units that may report a fact."""
    if fact.by and (by := set(kinds_in(fact.by)) & set(UnitKind)):
        return frozenset(UnitKind(one) for one in by)
    office = frozenset({UnitKind.OFFICE, UnitKind.DEPARTMENT, UnitKind.DISTRICT})
    return office | {UnitKind.ASSESSOR} if fact.kind == "tally" else office


def _require_new(form: MeasurementForm, period: str, *, session: Session) -> None:
    there = session.exec(
        select(Measurement.id).where(
            Measurement.provider_id == form.provider_id,
            Measurement.metric == form.metric,
            Measurement.period == period,
            Measurement.reporting_unit_id == form.reporting_unit_id,
            col(Measurement.superseded).is_(False),
        )
    ).first()
    if there is not None:
        raise Invalid({"period": "这个填报单位这一期的数据已经登记，请在原数据上更正"})


def _because(row: Measurement) -> str:
    return f"{row.period or '常设'}数据（{row.metric}）"


def _tell(actor: Actor, rows: Sequence[Measurement], *, session: Session) -> None:
    """One audit entry a row, in one statement."""
    names = _names(rows, session=session)
    changes = [_change(row, names.get((row.provider_id or 0, row.metric), row.metric)) for row in rows]
    record_all(actor, Action.MEASUREMENT_RECORD, changes, session=session)


def _names(rows: Iterable[Measurement], *, session: Session) -> dict[tuple[int, str], str]:
    """What each datum is called in its provider's scheme. One statement and one a regime."""
    found = select(Provider.id, Provider.regime_id).where(
        col(Provider.id).in_({row.provider_id for row in rows})
    )
    regimes = {
        provider_id: regime_of(regime_id, session=session) for provider_id, regime_id in session.exec(found)
    }
    return {
        (row.provider_id, row.metric): regimes[row.provider_id].fact(row.metric).name
        for row in rows
        if row.provider_id is not None
    }


def _change(row: Measurement, name: str) -> Change:
    verb = "更正" if row.corrects_id else "登记"
    after = row.model_dump(exclude={"id", "recorded_at"})
    value = f"{row.numerator}/{row.denominator}" if row.kind == "ratio" else ""
    told = f"（{value or row.shortfall}）" if value or row.shortfall else ""
    return Change(OBJECT, row.key, f"{verb}{name} {row.period}{told}", {}, after, row.correction_reason)
