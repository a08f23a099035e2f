"""Closing a statistical period: its data are final, and only the office may still correct them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.library.models.facts import Fact
from domain.library.models.rules import Duty
from domain.permissions import Action
from domain.registers import Register, registers_of
from domain.several_kinds import kinds_in
from domain.thresholds import spans
from domain.thresholds.uses import uses_of
from domain.thresholds.years import years_of
from models.measurement import ClosedPeriod, Measurement
from models.provider import Provider
from models.register import RegisterEntry
from models.subject import Subject
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.closed_periods import hold_periods
from services.regimes import Regime, regime_of
from services.sampling import is_beside
from services.use_case import INJECTED, command, query

_AT_MOST = 12  # periods of a datum that are offered at once, the latest
_NOT_CLOSED = frozenset({"day", "occasion"})  # they have no end that somebody could wait for


@dataclass(frozen=True, slots=True)
class Closing:
    """Whether a period can be closed: from when, and who has no data in it."""

    metric: str
    name: str
    period: str
    final_from: date
    missing: Sequence[str]
    closed: bool

    @property
    def ripe(self) -> bool:
        """Whether nothing can be added to the period any more."""
        return clock.today() >= self.final_from


@dataclass(frozen=True, slots=True)
class _Series:
    """A datum that is closed by periods, measured of providers or registered of others, or both."""

    key: str
    spec: Fact
    grain: str
    measured: bool = True
    registers: tuple[Register, ...] = ()


@query(Action.MEASUREMENT_READ)
def closing_of(
    actor: Actor, regime_id: int, metric: str, period: str, *, session: Session = INJECTED
) -> Closing:
    """What stands in the way of closing a period."""
    regime = regime_of(regime_id, session=session)
    return _closing(regime, _series_of(regime, metric), period, session=session)


@query(Action.PERIOD_CLOSE)
def open_periods(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[Closing]:
    """Periods that are over and not closed yet, of every datum, from the regime's first day on."""
    regime = regime_of(regime_id, session=session)
    found: list[Closing] = []
    for one in _all_series(regime).values():
        for period in _over(regime, one):
            closing = _closing(regime, one, period, session=session)
            if not closing.closed:
                found.append(closing)
    return sorted(found, key=lambda closing: (closing.final_from, closing.name), reverse=True)


@command(Action.PERIOD_CLOSE)
def close_period(
    actor: Actor, regime_id: int, metric: str, period: str, reason: str = "", *, session: Session = INJECTED
) -> None:
    """Close a period of a datum; those without data need a reason, and stay 待核."""
    hold_periods(regime_id, closing=True, session=session)
    regime = regime_of(regime_id, session=session)
    found = _closing(regime, _series_of(regime, metric), period, session=session)
    if found.closed:
        raise WrongState("这个统计期已经办结。")
    if not found.ripe:
        raise WrongState(
            f"{found.name}{found.period}的数据自{found.final_from}起才是最终数据，现在不能办结。"
        )
    if found.missing and not reason.strip():
        raise Invalid({"reason": f"{'、'.join(found.missing[:10])}没有数据，请说明原因（办结后仍为待核）"})
    row = ClosedPeriod(
        regime_id=regime_id, metric=metric, period=found.period, closed_by=actor.account_id,
        closed_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.PERIOD_CLOSE, "provider_regime", regime_id, f"办结{found.name} {found.period}",
        after={"metric": metric, "period": found.period, "missing": list(found.missing)},
        reason=reason.strip(), session=session,
    )  # fmt: skip


@command(Action.PERIOD_CLOSE)
def close_periods(
    actor: Actor,
    regime_id: int,
    wanted: Sequence[tuple[str, str]],
    reason: str = "",
    *,
    session: Session = INJECTED,
) -> int:
    """Close several periods, all or none; how many."""
    if not wanted:
        raise Invalid({"": "请先勾选要办结的统计期"})
    for metric, period in wanted:
        close_period(actor, regime_id, metric, period, reason, session=session)
    return len(wanted)


def _all_series(regime: Regime) -> Mapping[str, _Series]:
    measured = {
        key: _Series(key, spec, spec.every)
        for key, spec in regime.facts.items()
        if spec.every and spec.kind != "record" and not is_beside(regime.facts, key)
    }
    found = dict(measured)
    for one in registers_of(regime.scheme).values():
        if one.grain:
            there = found.get(one.fact) or _Series(one.fact, one.spec, one.grain, measured=False)
            found[one.fact] = replace(there, registers=(*there.registers, one))
    return found


def _series_of(regime: Regime, metric: str) -> _Series:
    found = _all_series(regime).get(metric)
    if found is None:
        raise Invalid({"metric": f"“{regime.row.name}”没有按统计期办结的这项数据"})
    return found


def _over(regime: Regime, one: _Series) -> Iterator[str]:
    """Periods from the first day of the regime to the last one that is final, for everybody."""
    if one.grain in _NOT_CLOSED:
        return
    years = years_of(regime.scheme)
    last = years.over(clock.today(), one.grain) - _make_up(regime, one.key)
    first = max(years.begun(regime.row.started_on, one.grain), last - _AT_MOST + 1)
    for index in range(first, last + 1):
        yield spans.text_of(one.grain, index)


def _closing(regime: Regime, one: _Series, period: str, *, session: Session) -> Closing:
    span = spans.read(period, one.grain)
    if span.grain != one.grain:
        raise Invalid({"period": f"“{one.spec.name}”没有“{period}”这样的统计期"})
    final_from = clock.today()
    if span.grain != "occasion":
        last = span.index + _make_up(regime, one.key)
        final_from = years_of(regime.scheme).ends(span.grain, last) + timedelta(days=1)
    closed = session.exec(
        select(ClosedPeriod.id).where(
            ClosedPeriod.regime_id == regime.row.key, ClosedPeriod.metric == one.key,
            ClosedPeriod.period == str(span),
        )
    ).first()  # fmt: skip
    names = _missing(regime, one, str(span), session=session) if closed is None else []
    return Closing(one.key, one.spec.name, str(span), final_from, names, closed is not None)


def _missing(regime: Regime, one: _Series, period: str, *, session: Session) -> list[str]:
    """Who has nothing in the period: providers, or the units whose register it is.

    Where no record means that nothing happened, nobody is missing.
    """
    asked = [of for of in one.registers if one.spec.kind != "record" or of.counted]
    names = _unmeasured(regime, one, period, session=session) if one.measured else []
    for of in asked:
        names += _unregistered(regime, of, period, session=session)
    return names


def _unmeasured(regime: Regime, one: _Series, period: str, *, session: Session) -> list[str]:
    there = select(Measurement.provider_id).where(
        Measurement.metric == one.key, Measurement.period == period, col(Measurement.superseded).is_(False),
        col(Measurement.provider_id).is_not(None),
    )  # fmt: skip
    found = select(Provider.name).where(
        Provider.regime_id == regime.row.key, col(Provider.active), col(Provider.id).not_in(there)
    )
    return list(session.exec(found.order_by(Provider.name)).all())


def _unregistered(regime: Regime, register: Register, period: str, *, session: Session) -> list[str]:
    rows = select(RegisterEntry.provider_id, Subject.unit_id).where(
        RegisterEntry.subject_id == Subject.id, RegisterEntry.regime_id == regime.row.key,
        RegisterEntry.fact == register.fact, RegisterEntry.period == period, col(RegisterEntry.superseded).is_(False),
        col(Subject.kind).in_(kinds_in(register.spec.of)),
    )  # fmt: skip
    there = session.exec(rows).all()
    if register.served:
        providers = {provider for provider, _ in there if provider is not None}
        of_regime = select(Provider.name).where(
            Provider.regime_id == regime.row.key, col(Provider.active), col(Provider.id).not_in(providers)
        )
        return list(session.exec(of_regime.order_by(Provider.name)).all())
    if register.person:
        return []
    reported = {unit for _, unit in there}
    units = select(Unit.name).where(
        col(Unit.kind).in_(kinds_in(register.spec.of)), col(Unit.active), col(Unit.id).not_in(reported)
    )
    return list(session.exec(units.order_by(Unit.name)).all())


def _make_up(regime: Regime, metric: str) -> int:
    """For how many later periods a datum may still be made up, by the duties that read it."""
    return max(
        (
            duty.make_up.periods
            for duty in regime.scheme.duties
            if duty.make_up is not None and metric in _read_by(regime, duty)
        ),
        default=0,
    )


def _read_by(regime: Regime, duty: Duty) -> frozenset[str]:
    uses = uses_of(regime.scheme, *duty.figures.values(), duty.required)
    return frozenset(uses.facts | uses.records)
