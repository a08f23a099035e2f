"""What waits in the matter of figures: surveys that assessors owe, data and registers that units owe."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.cycles import is_cycle
from domain.library.models.facts import Fact
from domain.registers import registers_of
from domain.several_kinds import includes
from domain.units import AT_THE_BASE, UnitKind
from models.campaign import CampaignUnit
from models.measurement import ClosedPeriod, Measurement
from models.provider import Contract, Provider
from models.register import RegisterEntry
from models.subject import Subject
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.inline_rows import inline_rows
from services.measurements import reporters_of
from services.regimes import Regime
from services.sampling import is_beside
from services.todo_periods import Asked, asked_of_providers, over_for_unit
from services.todo_rows import running_campaigns, task

_COUNTED_BY = frozenset({"week", "ten_days", "half_month", "month", "quarter", "half_year", "year"})
Owed = tuple[Regime, str, Fact, Asked]  # regime, datum, its meaning, its periods


def for_assessor(actor: Actor, regimes: Sequence[Regime], *, session: Session) -> list[sql.Select[Any]]:
    """Surveys of providers in a campaign with the assessor or surveyed by it before, until each period has one."""
    owed = _owed(UnitKind.ASSESSOR, regimes, session=session)
    return [_survey(actor, one) for one in owed]


def _owed(kind: UnitKind, regimes: Sequence[Regime], *, session: Session) -> Iterator[Owed]:
    """Data of providers that units of a kind report, and their periods from the regime's first day to today's."""
    for regime in regimes:
        for key, spec in regime.facts.items():
            grain = spec.every
            if not _counted(grain) or is_beside(regime.facts, key) or kind not in reporters_of(spec):
                continue
            if (asked := asked_of_providers(regime, str(grain), session=session)).each:
                yield regime, key, spec, asked


def _counted(grain: str | None) -> bool:
    return grain in _COUNTED_BY or is_cycle(grain)


def _survey(actor: Actor, owed: Owed) -> sql.Select[Any]:
    regime, key, spec, asked = owed
    periods = asked.table()
    before = sql.exists().where(
        col(Measurement.provider_id) == col(Provider.id),
        col(Measurement.metric) == key,
        col(Measurement.reporting_unit_id) == actor.unit_id,
    )
    found = task(
        "survey",
        col(Provider.id),
        text=col(Provider.name) + f" {spec.name} " + periods.c.period,
        unit_id=col(Provider.unit_id),
        due=periods.c.last,
    )
    return found.select_from(sql.orm.join(Provider, periods, asked.of_provider(periods))).where(
        periods.c.first <= clock.today(),
        col(Provider.regime_id) == regime.row.key,
        col(Provider.active),
        before | _in_one_campaign(actor.unit_id),
        ~_measured(key, periods.c.period),
        ~_closed(regime, key, periods.c.period),
    )


def _in_one_campaign(unit_id: int) -> Any:
    """Whether the provider and the unit are in the same running campaign."""
    mine, theirs = sql.orm.aliased(CampaignUnit), sql.orm.aliased(CampaignUnit)
    return sql.exists().where(
        col(mine.unit_id) == unit_id,
        col(theirs.campaign_id) == col(mine.campaign_id),
        col(theirs.unit_id) == col(Provider.unit_id),
        col(mine.campaign_id).in_(running_campaigns()),
    )


def _measured(metric: str, period: Any, *by: Any) -> Any:
    """Whether the provider has a datum of the period that can be judged."""
    return sql.exists().where(
        col(Measurement.provider_id) == col(Provider.id), col(Measurement.metric) == metric,
        col(Measurement.period) == period, col(Measurement.final), ~col(Measurement.superseded), *by,
    )  # fmt: skip


def _closed(regime: Regime, metric: str, period: Any) -> Any:
    return sql.exists().where(
        col(ClosedPeriod.regime_id) == regime.row.key, col(ClosedPeriod.metric) == metric,
        col(ClosedPeriod.period) == period,
    )  # fmt: skip


def for_township(actor: Actor, regimes: Sequence[Regime], *, session: Session) -> list[sql.Select[Any]]:
    """Data that the actor's own unit reports: one row for each datum and period that is over."""
    found: list[sql.Select[Any]] = []
    for kind in AT_THE_BASE:
        own = sql.select(col(Unit.id)).where(col(Unit.id) == actor.unit_id, col(Unit.kind) == kind.value)
        owed = [one for one in _owed(kind, regimes, session=session) if one[2].by == kind]
        found += [_report(actor, one, own) for one in owed]
        found += _registers(actor, kind, regimes, session=session)
    return found


def _report(actor: Actor, owed: Owed, own: Any) -> sql.Select[Any]:
    """Of how many providers the unit owes the datum: those that serve it by contract, or that it reported on before."""
    regime, key, spec, asked = owed
    periods = asked.table()
    by_unit = col(Measurement.reporting_unit_id) == actor.unit_id
    before = sql.exists().where(
        col(Measurement.provider_id) == col(Provider.id), col(Measurement.metric) == key, by_unit
    )
    found = task(
        "data_report",
        sql.literal(regime.row.key, sql.Integer),
        text=sql.literal(f"{spec.name} ", sql.String) + periods.c.period,
        unit_id=sql.literal(actor.unit_id, sql.Integer),
        due=sql.type_coerce(sql.func.min(periods.c.last), sql.Date),
        detail=sql.func.count(col(Provider.id)),
    )
    grouped = (
        found.select_from(sql.orm.join(Provider, periods, asked.of_provider(periods)))
        .where(
            sql.literal(actor.unit_id, sql.Integer).in_(own),
            periods.c.last < clock.today(),
            col(Provider.regime_id) == regime.row.key,
            col(Provider.active),
            before | _serves(actor.unit_id, periods.c.usual),
            ~_measured(key, periods.c.period, by_unit),
            ~_closed(regime, key, periods.c.period),
        )
        .group_by(periods.c.period)
    )
    return sql.select(grouped.subquery())


def _serves(unit_id: int, on: Any) -> Any:
    """Whether a running contract of the provider names the unit among those it serves."""
    listed: Any = sql.cast(col(Contract.area), sql.Text)
    for sign in "[] ":
        listed = sql.func.replace(listed, sign, "")
    named = (sql.literal(",") + listed + ",").contains(f",{unit_id},")
    return sql.exists().where(
        col(Contract.provider_id) == col(Provider.id), col(Contract.state) == "running",
        col(Contract.start) <= on, named,
    )  # fmt: skip


def _registers(
    actor: Actor, kind: UnitKind, regimes: Sequence[Regime], *, session: Session
) -> Iterator[sql.Select[Any]]:
    """Figures of the actor's own unit that a share is counted from (当月服务对象人数), not told for a period.

    A unit that has never told one is asked for the last period only.
    """
    for regime in regimes:
        for one in registers_of(regime.scheme).values():
            if not includes(one.spec.of, kind) or one.spec.kind == "record" or not _counted(one.grain):
                continue
            over = list(over_for_unit(regime, one.grain, actor.unit_id, kind, session=session))
            if over:
                yield _register(actor, kind, regime, (one.fact, one.spec.name), over)


def _register(
    actor: Actor,
    kind: UnitKind,
    regime: Regime,
    datum: tuple[str, str],
    over: Sequence[tuple[str, date, bool]],
) -> sql.Select[Any]:
    key, name = datum
    rows = [(period, last, int(latest)) for period, last, latest in over]
    periods = inline_rows(rows, period=sql.String(), last=sql.Date(), latest=sql.Integer())
    own = sql.select(col(Subject.id)).where(col(Subject.unit_id) == actor.unit_id)
    ever = sql.exists().where(
        col(RegisterEntry.regime_id) == regime.row.key,
        col(RegisterEntry.fact) == key,
        col(RegisterEntry.subject_id).in_(own),
    )
    there = ever.where(col(RegisterEntry.period) == periods.c.period, ~col(RegisterEntry.superseded))
    found = task(
        "register_report",
        sql.literal(regime.row.key, sql.Integer),
        text=sql.literal(f"{name} ", sql.String) + periods.c.period,
        unit_id=sql.literal(actor.unit_id, sql.Integer),
        due=periods.c.last,
    )
    mine = sql.and_(col(Unit.id) == actor.unit_id, col(Unit.kind) == kind.value)
    return found.select_from(sql.orm.join(periods, Unit, mine)).where(
        sql.or_(periods.c.latest == 1, ever),
        ~there,
        ~_closed(regime, key, periods.c.period),
    )
