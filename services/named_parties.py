"""Whom records name (直接责任医师): persons are entered into the regime when first named, units have to be there."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.library.naming import Named, named_parties, names_in
from domain.permissions import Action
from domain.several_kinds import is_several, kinds_in
from domain.thresholds.facts import Subject as Judged
from domain.thresholds.subjects import Subjects
from domain.units import UnitKind
from models.measurement import Fact
from models.provider import Provider
from models.register import RegisterEntry
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


def know_recorded(actor: Actor, regime: Regime, *, session: Session) -> None:
    """Enter those whom earlier records name, which were told before the scheme asked who they are."""
    for one in named_parties(regime.scheme):
        record, field, kind = one
        told = _recorded(regime, record, session=session)
        homes = {name: home for fields, home in told for name in names_in(fields.get(field))}
        known = _known(regime, kind, session=session)
        for name in [name for name in homes if not known.all_called(name, kind)]:
            if not _of_units(kind) or _unit_called(kind, name, session=session) is not None:
                _enter(actor, regime, one, name, homes[name], session=session)


def _recorded(regime: Regime, record: str, *, session: Session) -> list[tuple[Mapping[str, object], int]]:
    """What rows of a record say under a regime, with the unit of whose it is."""
    told: list[tuple[Mapping[str, object], int]] = []
    if record in regime.facts:
        facts = select(Fact.fields, Provider.unit_id).join(Provider, col(Provider.id) == Fact.provider_id)
        told += list(
            session.exec(
                facts.where(
                    Provider.regime_id == regime.row.key, Fact.event == record, Fact.withdrawn_reason == ""
                )
            ).all()
        )
    rows = select(RegisterEntry.values, Subject.unit_id).join(
        Subject, col(Subject.id) == RegisterEntry.subject_id
    )
    ours = (RegisterEntry.regime_id == regime.row.key, RegisterEntry.fact == record)
    return told + list(session.exec(rows.where(*ours, col(RegisterEntry.superseded).is_(False))).all())


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
    if _of_units(kind):
        _enrol_unit(actor, regime, kind, field, name, session=session)
        return
    row = Subject(regime_id=regime.row.key, kind=kind, name=name[:100], unit_id=unit_id, is_unit=False)
    session.add(row)
    session.flush()
    word = kind_name(regime.scheme, kind)
    told = Change("subject", row.key, f"登记{word}“{row.name}”", {}, {"name": row.name})
    record_all(actor, Action.MEASUREMENT_RECORD, [told], session=session)


def _enrol_unit(actor: Actor, regime: Regime, kind: str, field: str, name: str, *, session: Session) -> None:
    unit_id = _unit_called(kind, name, session=session)
    if unit_id is None:
        where = "这个监管方案下" if kind == PROVIDER else "系统里"
        raise Invalid({field: f"{where}没有{kind_name(regime.scheme, kind)}“{name}”，请核对名称"})
    subject_of_unit(actor, regime, kind, unit_id, session=session)


def _of_units(kind: str) -> bool:
    return set(kinds_in(kind)) <= set(UnitKind)


def _unit_called(kind: str, name: str, *, session: Session) -> int | None:
    """A unit that may be entered into a regime; providers are there or not."""
    kinds = [one for one in kinds_in(kind) if one != PROVIDER]
    found = select(Unit.id).where(col(Unit.kind).in_(kinds), Unit.name == name, col(Unit.active))
    return session.exec(found).first() if kinds else None


def _known(regime: Regime, kind: str, *, session: Session) -> Subjects:
    """Those of a kind under a regime, by their names."""
    here = (Subject.regime_id == regime.row.key, col(Subject.kind).in_(kinds_in(kind)))
    known = [
        Judged(str(key), own, name)
        for key, own, name in session.exec(select(Subject.id, Subject.kind, Subject.name).where(*here)).all()
    ]
    if PROVIDER in kinds_in(kind):
        theirs = select(Provider.id, Provider.name).where(Provider.regime_id == regime.row.key)
        before = "o" if is_several(kind) else ""  # their numbers are not those of units
        known += [Judged(f"{before}{key}", PROVIDER, name) for key, name in session.exec(theirs).all()]
    return Subjects({one.id: one for one in known})
