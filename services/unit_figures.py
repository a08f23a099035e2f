"""Figures of units and persons (指标数据): one a period with its source; each change judges them anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, Refused
from domain.forms import Text
from domain.library.models.facts import Fact
from domain.permissions import Action, Role
from domain.several_kinds import includes, kinds_in
from domain.units import UNIT_KIND_NAMES, UnitKind
from models.measurement import Measurement
from models.subject import Subject
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.closed_periods import reason_if_closed
from services.measurement_values import MeasurementForm, columns_of, day_of_occasion, period_of
from services.measurements import replaceable
from services.own_years import years_of_party
from services.provider_access import bump
from services.regimes import Regime, regime_of
from services.sampling import sample_share
from services.sides import Side
from services.subject_verdicts import refresh_subjects
from services.subjects import subject_of_unit
from services.use_case import INJECTED, command
from services.verdict_store import VerdictChange
from services.visibility import covers

OBJECT = "measurement"


class FigureForm(MeasurementForm):
    """A figure of a unit (by its kind) or of a person or body (by its number), and where it comes from."""

    provider_id: int = 0
    reporting_unit_id: int = 0
    kind: Annotated[Text, Field(max_length=40)] = ""
    unit_id: int | None = None
    subject_id: int | None = None
    source: Annotated[Text, Field(min_length=1, max_length=100)]


@dataclass(frozen=True, slots=True)
class FigureReceipt:
    """What was stored and which verdicts changed because of it."""

    id: int
    subject_id: int
    changes: tuple[VerdictChange, ...]


@command(Action.MEASUREMENT_RECORD)
def record_figure(
    actor: Actor, regime_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> FigureReceipt:
    """Store a figure and judge; a unit that was not judged yet enters the regime with its first figure."""
    form = FigureForm.read(values)
    regime = regime_of(regime_id, session=session)
    subject = _subject(actor, regime, form, session=session)
    fact = _fact(regime, subject, form.metric)
    years = years_of_party(regime, Side.SUBJECT, subject.key, session=session)
    period = period_of(fact, form.period, clock.today(), years)
    _require_new(subject, form, period, session=session)
    late = reason_if_closed(actor, regime.row.key, form.metric, period, form.late_reason, session=session)
    row = _store(actor, regime, subject, form, period, session=session)
    row.correction_reason = late
    return _judged(actor, row, subject, fact, "登记", session=session)


@command(Action.MEASUREMENT_RECORD)
def correct_figure(
    actor: Actor,
    measurement_id: int,
    version: int,
    values: Mapping[str, Any],
    reason: str,
    *,
    session: Session = INJECTED,
) -> FigureReceipt:
    """Replace a figure by a new row; the old one stays. A closed period is corrected by the office only."""
    old = replaceable(measurement_id, version, reason, session=session)
    subject = session.get(Subject, old.subject_id) if old.subject_id is not None else None
    if subject is None:
        raise NotFound("这不是单位指标数据，请在“测评与投诉”里更正。")
    regime = regime_of(subject.regime_id, session=session)
    fixed = {"metric": old.metric, "period": old.period, "subject_id": subject.key,
             "reporting_unit_id": old.reporting_unit_id,
             "happened_on": values.get("happened_on") or old.happened_on}  # fmt: skip
    form = FigureForm.read({**values, **fixed})
    fact = _fact(regime, subject, form.metric)
    _require_reporter(actor, subject, fact, old.reporting_unit_id, session=session)
    reason_if_closed(actor, regime.row.key, old.metric, old.period, reason, session=session)
    bump(old, {"superseded": True}, session=session)
    session.flush()
    row = _store(actor, regime, subject, form, old.period, session=session)
    row.corrects_id, row.correction_reason = old.key, reason.strip()[:1000]
    return _judged(actor, row, subject, fact, "更正", session=session)


def _subject(actor: Actor, regime: Regime, form: FigureForm, *, session: Session) -> Subject:
    """Whose figure it is; the caller may report on it."""
    if form.subject_id is not None:
        subject = session.get(Subject, form.subject_id)
        if subject is None or subject.regime_id != regime.row.key or not subject.active:
            raise Invalid({"subject_id": "请选择判定对象"})
    elif form.unit_id is not None:
        _require_unit(actor, form.unit_id, session=session)
        subject = subject_of_unit(actor, regime, form.kind, form.unit_id, session=session)
    else:
        raise Invalid({"subject_id": "请选择判定对象"})
    fact = _fact(regime, subject, form.metric)
    _require_reporter(actor, subject, fact, form.reporting_unit_id or actor.unit_id, session=session)
    return subject


def _require_unit(actor: Actor, unit_id: int, *, session: Session) -> None:
    """An assessor reports on all; everybody else on its own unit and those below."""
    if actor.role is Role.ASSESSOR or covers(actor, Action.MEASUREMENT_RECORD, unit_id, session=session):
        return
    raise Refused(f"这个单位不属于{actor.unit_name}，您不能报送它的数据。")


def _fact(regime: Regime, subject: Subject, key: str) -> Fact:
    fact = regime.scheme.facts.get(key)
    if fact is None or not includes(fact.of, subject.kind) or fact.kind == "record":
        raise Invalid({"metric": f"方案不统计“{subject.name}”的这项数据"})
    return fact


def _require_reporter(actor: Actor, subject: Subject, fact: Fact, unit_id: int, *, session: Session) -> None:
    """The scheme says who reports (`by`); where it does not, the unit itself and those above it do."""
    _require_unit(actor, subject.unit_id, session=session)
    if not covers(actor, Action.MEASUREMENT_RECORD, unit_id, session=session):
        raise Refused(f"您不能代填报单位报送“{fact.name}”。")
    unit = session.get(Unit, unit_id)
    by = set(kinds_in(fact.by or "")) & set(UnitKind)
    if by and (unit is None or unit.kind not in by):
        word = "、".join(UNIT_KIND_NAMES[kind] for kind in UnitKind if kind in by)
        raise Invalid({"reporting_unit_id": f"“{fact.name}”由{word}填报，请选择{word}"})


def _require_new(subject: Subject, form: FigureForm, period: str, *, session: Session) -> None:
    there = select(Measurement.id).where(
        Measurement.subject_id == subject.key, Measurement.metric == form.metric,
        Measurement.period == period, col(Measurement.superseded).is_(False),
    )  # fmt: skip
    if form.reporting_unit_id:
        there = there.where(Measurement.reporting_unit_id == form.reporting_unit_id)
    if session.exec(there).first() is not None:
        raise Invalid({"period": "这一期的数据已经登记，请在原数据上更正"})


def _store(
    actor: Actor, regime: Regime, subject: Subject, form: FigureForm, period: str, *, session: Session
) -> Measurement:
    fact = regime.scheme.facts[form.metric]
    columns = columns_of(form, fact, sample_share(regime.scheme, form.metric))
    row = Measurement(
        subject_id=subject.key, subject_unit_id=subject.unit_id, metric=form.metric, kind=fact.kind,
        period=period, reporting_unit_id=form.reporting_unit_id or actor.unit_id,
        numerator=columns.numerator, denominator=columns.denominator, word=columns.word,
        parts=columns.parts, surveyed_by=form.source,
        happened_on=day_of_occasion(form, fact, clock.today()), final=not columns.shortfall,
        shortfall=columns.shortfall, recorded_by=actor.account_id, recorded_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _judged(
    actor: Actor, row: Measurement, subject: Subject, fact: Fact, verb: str, *, session: Session
) -> FigureReceipt:
    session.flush()
    what = f"{verb}“{subject.name}”{fact.name} {row.period}".strip()
    record(
        actor, Action.MEASUREMENT_RECORD, OBJECT, row.key, what, reason=row.correction_reason,
        after=row.model_dump(exclude={"id", "recorded_at"}), session=session,
    )  # fmt: skip
    changes = refresh_subjects(subject.regime_id, what, reader=actor, session=session)
    return FigureReceipt(row.key, subject.key, tuple(changes))
