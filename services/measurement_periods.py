"""Closing a statistical period: its data are final, and only the office may still correct them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from domain.errors import Invalid, WrongState
from domain.permissions import Action
from domain.thresholds import spans
from domain.thresholds.uses import uses_of
from models.measurement import ClosedPeriod, Measurement
from models.provider import Provider
from services import clock
from services.actor import Actor
from services.audit import record
from services.regimes import Regime, regime_of
from services.use_case import INJECTED, command, query


@dataclass(frozen=True, slots=True)
class Closing:
    """Whether a period can be closed: from when, and which providers have no data in it."""

    metric: str
    name: str
    period: str
    final_from: date | None
    missing: Sequence[str]
    closed: bool

    @property
    def ripe(self) -> bool:
        """Whether nothing can be added to the period any more."""
        return self.final_from is not None and clock.today() >= self.final_from


@query(Action.MEASUREMENT_READ)
def closing_of(
    actor: Actor, regime_id: int, metric: str, period: str, *, session: Session = INJECTED
) -> Closing:
    """What stands in the way of closing a period."""
    return _closing(regime_of(regime_id, session=session), metric, period, session=session)


@command(Action.PERIOD_CLOSE)
def close_period(
    actor: Actor, regime_id: int, metric: str, period: str, reason: str = "", *, session: Session = INJECTED
) -> None:
    """Close a period of a datum; providers without data need a reason, and stay 待核."""
    found = _closing(regime_of(regime_id, session=session), metric, period, session=session)
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


def _closing(regime: Regime, metric: str, period: str, *, session: Session) -> Closing:
    fact = regime.fact(metric)
    if fact.every is None or fact.kind == "record":
        raise Invalid({"metric": f"“{fact.name}”不按统计期登记"})
    span = spans.parse(period)
    if span.grain != fact.every:
        raise Invalid({"period": f"“{fact.name}”没有“{period}”这样的统计期"})
    later = span.index + _make_up(regime, metric)
    final_from = (
        None
        if span.grain == "occasion"
        else date.fromordinal(spans.bounds(span.grain, later)[1].toordinal() + 1)
    )
    there = select(Measurement.provider_id).where(
        Measurement.metric == metric, Measurement.period == str(span), col(Measurement.superseded).is_(False)
    )
    names = session.exec(
        select(Provider.name)
        .where(Provider.regime_id == regime.row.key, col(Provider.active), col(Provider.id).not_in(there))
        .order_by(Provider.name)
    ).all()
    closed = session.exec(
        select(ClosedPeriod.id).where(
            ClosedPeriod.regime_id == regime.row.key, ClosedPeriod.metric == metric,
            ClosedPeriod.period == str(span),
        )
    ).first()  # fmt: skip
    return Closing(metric, fact.name, str(span), final_from or clock.today(), names, closed is not None)


def _make_up(regime: Regime, metric: str) -> int:
    """For how many later periods a datum may still be made up, by the duties that read it."""
    return max(
        (
            duty.make_up.periods
            for duty in regime.scheme.duties
            if duty.make_up is not None and metric in uses_of(regime.scheme, duty.done, duty.required).facts
        ),
        default=0,
    )
