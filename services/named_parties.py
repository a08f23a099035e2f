"""Whom records name (直接责任医师): persons are entered into the regime when first named, units have to be there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.library.naming import Named, named_parties, names_in
from domain.permissions import Action
from domain.thresholds.facts import Subject as Judged
from domain.thresholds.subjects import Subjects
from domain.units import UnitKind
from models.provider import Provider
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.audit import Change, record_all
from services.regimes import PROVIDER, Regime
from services.subjects import kind_name, subject_of_unit


def know_named(
    actor: Actor,
    regime: Regime,
    record: str,
    rows: Iterable[Mapping[str, Any]],
    unit_id: int,
    *,
    session: Session,
) -> None:
    """Know everybody whom rows of a record name, or `Invalid`: what falls on nobody would be lost."""
    named = [one for one in named_parties(regime.scheme) if one[0] == record]
    told = list(rows) if named else []
    for one in named:
        names = dict.fromkeys(name for row in told for name in names_in(row.get(one[1])))
        for name in _unknown(regime, one, names, session=session):
            _enter(actor, regime, one, name, unit_id, session=session)


def _unknown(regime: Regime, named: Named, names: Collection[str], *, session: Session) -> list[str]:
    """Those of the names that nobody goes by."""
    if not names:
        return []
    _, field, kind = named
    known = _known(regime, kind, session=session)
    if several := [name for name in names if len(known.all_called(name, kind)) > 1]:
        raise Invalid({field: f"有几个“{several[0]}”，请写编号和姓名"})
    return [name for name in names if not known.all_called(name, kind)]


def _enter(actor: Actor, regime: Regime, named: Named, name: str, unit_id: int, *, session: Session) -> None:
    _, field, kind = named
    if kind in set(UnitKind):
        _enrol_unit(actor, regime, kind, field, name, session=session)
        return
    row = Subject(regime_id=regime.row.key, kind=kind, name=name[:100], unit_id=unit_id, is_unit=False)
    session.add(row)
    session.flush()
    word = kind_name(regime.scheme, kind)
    told = Change("subject", row.key, f"登记{word}“{row.name}”", {}, {"name": row.name})
    record_all(actor, Action.MEASUREMENT_RECORD, [told], session=session)


def _enrol_unit(actor: Actor, regime: Regime, kind: str, field: str, name: str, *, session: Session) -> None:
    found = select(Unit.id).where(Unit.kind == kind, Unit.name == name, col(Unit.active))
    unit_id = session.exec(found).first() if kind != PROVIDER else None
    if unit_id is None:
        where = "这个监管方案下" if kind == PROVIDER else "系统里"
        raise Invalid({field: f"{where}没有{kind_name(regime.scheme, kind)}“{name}”，请核对名称"})
    subject_of_unit(actor, regime, kind, unit_id, session=session)


def _known(regime: Regime, kind: str, *, session: Session) -> Subjects:
    """Those of a kind under a regime, by their names."""
    rows: Sequence[tuple[int | None, str]]
    if kind == PROVIDER:
        rows = session.exec(
            select(Provider.id, Provider.name).where(Provider.regime_id == regime.row.key)
        ).all()
    else:
        known = select(Subject.id, Subject.name).where(
            Subject.regime_id == regime.row.key, Subject.kind == kind
        )
        rows = session.exec(known).all()
    return Subjects({str(key): Judged(str(key), kind, name) for key, name in rows})
