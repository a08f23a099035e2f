"""Whom a regime judges besides its providers: the units of the district, and persons or bodies by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text
from domain.library.models.scheme import Scheme
from domain.library.naming import named_parties
from domain.library.wording import party
from domain.permissions import Action, Role
from domain.several_kinds import kinds_in
from domain.units import UnitKind
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.audit import Change, record, record_all
from services.provider_access import bump, hold
from services.regimes import PROVIDER, Regime, regime_of
from services.turns import take_turn
from services.use_case import INJECTED, command, query
from services.visibility import require_unit, within

OBJECT = "subject"


class SubjectForm(Form):
    """A person or body by name, of a kind that the scheme speaks of, and the unit it belongs to."""

    kind: Annotated[Text, Field(min_length=1, max_length=40)]
    name: Annotated[Text, Field(min_length=1, max_length=100)]
    unit_id: int


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject as lists show it."""

    id: int
    regime_id: int
    kind: str
    kind_name: str
    name: str
    unit_id: int
    unit: str
    is_unit: bool
    version: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind that the scheme judges: its name, how many are judged, and which units are not yet."""

    key: str
    name: str
    of_units: bool
    judged: int
    missing: Mapping[int, str]


def judged_kinds(scheme: Scheme) -> dict[str, str]:
    """Kinds of subjects of rules, duties, targets, limits and sheets, and whom records name, besides providers."""
    found = [rule.subject for rule in scheme.rules] + [duty.subject for duty in scheme.duties]
    found += [target.of for target in scheme.all_targets] + [one.of for one in scheme.scoring.values()]
    found += [scheme.facts[limit.record].of for limit in scheme.time_limits]
    found += [kind for *_, kind in named_parties(scheme)]
    kinds = dict.fromkeys(kind for one in found for kind in kinds_in(one))
    return {kind: kind_name(scheme, kind) for kind in kinds if kind != PROVIDER}


def kind_name(scheme: Scheme, kind: str) -> str:
    """What a kind is called, or several: by the scheme, else by the system."""
    return party(scheme, kind)


@command(Action.REGIME_EDIT)
def enrol_units(
    actor: Actor, regime_id: int, kind: str, unit_ids: Sequence[int] = (), *, session: Session = INJECTED
) -> int:
    """Judge units of a kind under a regime, all of that kind when none is named; how many were added."""
    regime = _open_regime(regime_id, session=session)
    if kind not in judged_kinds(regime.scheme) or kind not in set(UnitKind):
        raise Invalid({"kind": "方案没有规定这类单位的目标和责任"})
    found = select(Unit).where(Unit.kind == kind, col(Unit.active))
    units = session.exec(found.where(col(Unit.id).in_(unit_ids)) if unit_ids else found).all()
    return len(_enrol(actor, regime, kind, units, session=session))


def _enrol(
    actor: Actor, regime: Regime, kind: str, units: Iterable[Unit], *, session: Session
) -> list[Subject]:
    known = session.exec(select(Subject.unit_id).where(_of_units(regime, kind))).all()
    rows = [
        Subject(regime_id=regime.row.key, kind=kind, name=unit.name, unit_id=unit.key)
        for unit in units
        if unit.key not in set(known)
    ]
    session.add_all(rows)
    session.flush()
    into = f"纳入“{regime.row.name}”判定范围"
    told = [
        Change(OBJECT, row.key, f"“{row.name}”{into}", {}, row.model_dump(exclude={"id"})) for row in rows
    ]
    record_all(actor, Action.REGIME_EDIT, told, session=session)
    return rows


def _of_units(regime: Regime, kind: str) -> Any:
    mine = col(Subject.regime_id) == regime.row.key  # also those that left: their figures stay theirs
    return mine & col(Subject.kind).in_(kinds_in(kind)) & col(Subject.is_unit)


def subject_of_unit(actor: Actor, regime: Regime, kind: str, unit_id: int, *, session: Session) -> Subject:
    """The subject that a unit is; entered into the regime when the first figure of it is recorded."""
    found = session.exec(select(Subject).where(_of_units(regime, kind), Subject.unit_id == unit_id)).first()
    if found is not None:
        return found
    unit = session.get(Unit, unit_id)
    if unit is None or unit.kind not in kinds_in(kind) or not unit.active:
        raise Invalid({"subject_id": f"请选择{kind_name(regime.scheme, kind)}"})
    return _enrol(actor, regime, unit.kind, [unit], session=session)[0]


@command(Action.REGIME_EDIT)
def add_subject(
    actor: Actor, regime_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Judge a person or body by name: a community worker, a centre, the city above."""
    form = SubjectForm.read(values)
    regime = _open_regime(regime_id, session=session)
    if form.kind not in judged_kinds(regime.scheme):
        raise Invalid({"kind": "请选择方案规定的对象类别"})
    if session.get(Unit, form.unit_id) is None:
        raise Invalid({"unit_id": "请选择所属单位"})
    taken = select(Subject.id).where(
        Subject.regime_id == regime_id, Subject.kind == form.kind, Subject.name == form.name
    )
    if session.exec(taken).first() is not None:
        raise Invalid({"name": f"“{form.name}”已经登记"})
    row = Subject(regime_id=regime_id, kind=form.kind, name=form.name, unit_id=form.unit_id, is_unit=False)
    session.add(row)
    session.flush()
    record(
        actor, Action.REGIME_EDIT, OBJECT, row.key, f"“{row.name}”纳入“{regime.row.name}”判定范围",
        after=row.model_dump(exclude={"id"}), session=session,
    )  # fmt: skip
    return row.key


@command(Action.REGIME_EDIT)
def drop_subject(
    actor: Actor, subject_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """No longer judge somebody, with a reason; what was said so far stays."""
    take_turn(session=session)
    row = hold(Subject, subject_id, version, "判定对象", session=session)
    if not row.active:
        raise WrongState("这个对象已经不在判定范围内。")
    if not reason.strip():
        raise Invalid({"reason": "请写明移出的原因"})
    bump(row, {"active": False}, session=session)
    record(actor, Action.REGIME_EDIT, OBJECT, row.key, f"“{row.name}”移出判定范围", reason=reason.strip(),
           session=session)  # fmt: skip


def _open_regime(regime_id: int, *, session: Session) -> Regime:
    regime = regime_of(regime_id, session=session)
    if regime.row.ended_on is not None:
        raise WrongState("这个监管方案已经停用。")
    return regime


@query(Action.TARGET_READ)
def kinds_of(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[Kind]:
    """The kinds that a regime judges, with the units that are not judged yet. Two statements."""
    return _kinds(regime_id, within(actor, Action.TARGET_READ, Unit.id), session=session)


@query(Action.MEASUREMENT_RECORD)
def kinds_to_report(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[Kind]:
    """The same for whoever reports figures: an assessor names any unit, others their own and those below."""
    return _kinds(regime_id, _reported(actor, Unit.id), session=session)


def _reported(actor: Actor, column: Any) -> ColumnElement[bool]:
    return true() if actor.role is Role.ASSESSOR else within(actor, Action.MEASUREMENT_RECORD, column)


def _kinds(regime_id: int, sight: ColumnElement[bool], *, session: Session) -> list[Kind]:
    kinds = judged_kinds(regime_of(regime_id, session=session).scheme)
    rows = session.exec(
        select(Subject.kind, Subject.unit_id, Subject.is_unit).where(
            Subject.regime_id == regime_id, col(Subject.active)
        )
    ).all()
    units = session.exec(
        select(Unit.kind, Unit.id, Unit.name)
        .where(col(Unit.kind).in_(kinds), col(Unit.active), sight)
        .order_by(Unit.name)
    ).all()
    there = {(kind, unit_id) for kind, unit_id, is_unit in rows if is_unit}
    return [
        Kind(
            key, name, key in set(UnitKind), sum(1 for row in rows if row[0] == key),
            {one or 0: unit for kind, one, unit in units if kind == key and (key, one) not in there},
        )
        for key, name in kinds.items()
    ]  # fmt: skip


@query(Action.MEASUREMENT_RECORD)
def subjects_to_report(
    actor: Actor, regime_id: int, kind: str, *, session: Session = INJECTED
) -> dict[str, str]:
    """Those of a kind that are judged and that the actor may report on: id as text → name."""
    found = select(Subject.id, Subject.name).where(
        Subject.regime_id == regime_id, Subject.kind == kind, col(Subject.active),
        _reported(actor, Subject.unit_id),
    )  # fmt: skip
    return {str(key): name for key, name in session.exec(found.order_by(Subject.name)).all()}


@query(Action.TARGET_READ)
def read_subject(actor: Actor, subject_id: int, *, session: Session = INJECTED) -> SubjectRow:
    """One subject in the actor's scope."""
    return _row(find_subject(actor, subject_id, Action.TARGET_READ, session=session), session=session)


def find_subject(actor: Actor, subject_id: int, action: Action, *, session: Session) -> Subject:
    """The subject, or `NotFound` / `Refused`."""
    row = session.get(Subject, subject_id)
    if row is None:
        raise NotFound("没有这个判定对象，可能是链接有误。")
    require_unit(actor, action, row.unit_id, session=session)
    return row


def _row(row: Subject, *, session: Session) -> SubjectRow:
    scheme = regime_of(row.regime_id, session=session).scheme
    unit = session.get_one(Unit, row.unit_id).name
    return SubjectRow(
        row.key, row.regime_id, row.kind, kind_name(scheme, row.kind), row.name, row.unit_id, unit,
        row.is_unit, row.version,
    )  # fmt: skip
