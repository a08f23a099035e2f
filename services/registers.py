"""Registers of a regime: what may be registered by whom, and the rows that are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from domain.errors import Invalid, Refused
from domain.permissions import Action, Scope, require
from domain.registers import Register, registers_of
from domain.several_kinds import kinds_in
from domain.units import BODIES, SUMMING, UnitKind
from models.account import Account
from models.provider import Provider
from models.register import RegisterEntry
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.regimes import Regime, regime_of
from services.register_sheet import subject_word
from services.use_case import INJECTED, query
from services.visibility import within


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """A register that the caller may fill: units: who may be named as its subject (empty for persons)."""

    register: Register
    word: str
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of a register as lists show it."""

    id: int
    fact: str
    subject: str
    provider: str
    period: str
    day: date | None
    values: Mapping[str, Any]
    done_by: str
    source: str
    recorded_by: str
    recorded_at: datetime


@query(Action.MEASUREMENT_RECORD)
def fillable(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> dict[str, RegisterKind]:
    """Registers that the caller may fill."""
    regime = regime_of(regime_id, session=session)
    found: dict[str, RegisterKind] = {}
    for key, register in registers_of(regime.scheme).items():
        units = _units(actor, register, session=session)
        if may_fill(actor, register, units, session=session):
            found[key] = RegisterKind(register, subject_word(regime.scheme, register.spec.of), units)
    return found


def may_fill(actor: Actor, register: Register, units: Mapping[str, int], *, session: Session) -> bool:
    """Units are registered by themselves and those above.

    Persons are by the office, and by the kind of unit that the scheme names (`by`) and those above it.
    """
    if not register.person:
        return bool(units)
    if require(actor.role, Action.MEASUREMENT_RECORD) is Scope.ALL:
        return True
    return register.spec.by is not None and _named(actor, str(register.spec.by), session=session)


def _named(actor: Actor, kind: str, *, session: Session) -> bool:
    own = session.get_one(Unit, actor.unit_id).kind
    return own == kind or (own in SUMMING and kind in (UnitKind.VILLAGE, *BODIES))


def _units(actor: Actor, register: Register, *, session: Session) -> dict[str, int]:
    if register.person:
        return {}
    found = select(Unit.name, Unit.id).where(
        col(Unit.kind).in_(kinds_in(register.spec.of)),
        col(Unit.active),
        sql.true() if register.own else col(Unit.id) != actor.unit_id,
        within(actor, Action.MEASUREMENT_RECORD, col(Unit.id)),
    )
    return {name: key or 0 for name, key in session.exec(found.order_by(Unit.name)).all()}


def kind_to_fill(actor: Actor, regime: Regime, fact: str, *, session: Session) -> RegisterKind:
    """One of them, or `Invalid` / `Refused`."""
    register = registers_of(regime.scheme).get(fact)
    if register is None:
        raise Invalid({"fact": "请选择要登记的事项"})
    units = _units(actor, register, session=session)
    if not may_fill(actor, register, units, session=session):
        raise Refused(f"“{register.spec.name}”不由{actor.unit_name}登记。")
    return RegisterKind(register, subject_word(regime.scheme, register.spec.of), units)


@query(Action.MEASUREMENT_READ)
def list_entries(
    actor: Actor,
    regime_id: int,
    *,
    facts: Sequence[str] = (),
    period: str = "",
    words: str = "",
    subject_id: int | None = None,
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> tuple[int, list[EntryRow]]:
    """Current rows in the actor's scope, the latest first: how many, and one page. One statement."""
    conditions: list[ColumnElement[bool]] = [
        col(RegisterEntry.regime_id) == regime_id,
        col(RegisterEntry.superseded).is_(False),
        _visible(actor, regime_of(regime_id, session=session)),
    ]
    conditions += [col(RegisterEntry.fact).in_(facts)] if facts else []
    conditions += [col(RegisterEntry.subject_id) == subject_id] if subject_id is not None else []
    conditions += [col(RegisterEntry.period).startswith(period, autoescape=True)] if period else []
    if words:
        named = (col(Subject.name), col(Provider.name))
        conditions.append(or_(*(one.contains(words, autoescape=True) for one in named)))
    found = session.execute(
        sql.select(
            RegisterEntry, col(Subject.name), col(Provider.name), col(Account.name), func.count().over()
        )
        .join(Subject, col(Subject.id) == col(RegisterEntry.subject_id))
        .join(Account, col(Account.id) == col(RegisterEntry.recorded_by))
        .outerjoin(Provider, col(Provider.id) == col(RegisterEntry.provider_id))
        .where(*conditions)
        .order_by(col(RegisterEntry.period).desc(), col(RegisterEntry.day).desc(), col(RegisterEntry.id))
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return (found[0][4] if found else 0), [_row(*one[:4]) for one in found]


def _visible(actor: Actor, regime: Regime) -> ColumnElement[bool]:
    """Rows that the actor reported, and those about its units; what is held against a unit is seen by those above."""
    kept = registers_of(regime.scheme).values()
    hidden = [
        (col(RegisterEntry.fact) == one.fact) & col(Subject.kind).in_(kinds_in(one.spec.of))
        for one in kept
        if not (one.own or one.person or one.filing)
    ]
    reported = within(actor, Action.MEASUREMENT_READ, col(RegisterEntry.reporting_unit_id))
    concerned = within(actor, Action.MEASUREMENT_READ, col(Subject.unit_id))
    return or_(reported, sql.and_(concerned, ~or_(sql.false(), *hidden)))


def _row(row: RegisterEntry, subject: str, provider: str | None, who: str) -> EntryRow:
    return EntryRow(
        row.key, row.fact, subject, provider or "", row.period, row.day, row.values, row.done_by, row.source,
        who, row.recorded_at,
    )  # fmt: skip


@query(Action.MEASUREMENT_READ)
def registers_of_regime(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> dict[str, Register]:
    """Every register of a regime, by the key of its datum."""
    return registers_of(regime_of(regime_id, session=session).scheme)
