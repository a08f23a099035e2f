"""Who has to report in a campaign and where each of them stands: the one query behind lists and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action
from domain.self_inspection import WITH_UNIT, ReportState, Standing
from domain.units import UnitKind
from models.campaign import CampaignUnit, Deliverable
from models.self_inspection import SelfExemption, SelfInspection
from models.unit import Unit
from services.actor import Actor
from services.visibility import within

DELIVERABLE = "self_inspection"  # the kind of a deliverable that self-inspection reports answer


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty to report: until when, by which clause, for which kinds of units; `only` some, where it names them."""

    name: str
    due: date | None
    clause: str
    unit_kinds: frozenset[UnitKind]
    phase_code: str
    only: frozenset[int] = frozenset()

    def asks(self) -> ColumnElement[bool]:
        """Condition on a unit: it has to report, where it is in the scope."""
        of_kind = col(Unit.kind).in_(sorted(self.unit_kinds))
        return and_(of_kind, col(Unit.id).in_(sorted(self.only))) if self.only else of_kind


@dataclass(frozen=True, slots=True)
class Reporter:
    """A unit that has to report, with its report if there is one."""

    standing: Standing
    kind: UnitKind
    parent_id: int | None
    report_id: int | None
    version: int
    submitted_at: datetime | None
    returned_count: int

    @property
    def unit_id(self) -> int:
        return self.standing.unit_id

    @property
    def state(self) -> ReportState:
        return self.standing.state


def counted() -> ColumnElement[bool]:
    """Condition on units beside their report: one that went out of use counts with what it handed in, else not."""
    state = col(SelfInspection.state)
    handed_in = and_(state.is_not(None), state.not_in(sorted(WITH_UNIT)))
    return sql.or_(col(Unit.active), handed_in)


def duty_of(campaign_id: int, *, session: Session) -> Duty:
    """The self-inspection duty of the campaign's scheme, or `NotFound` when the scheme has none."""
    found = select(Deliverable).where(Deliverable.campaign_id == campaign_id, Deliverable.kind == DELIVERABLE)
    row = session.exec(found.order_by(col(Deliverable.due), col(Deliverable.id))).first()
    if row is None:
        raise NotFound("该专项行动的方案没有规定自查报告。")
    kinds = frozenset(UnitKind(kind) for kind in row.unit_kinds)
    return Duty(row.name, row.due, row.clause, kinds, row.phase_code, frozenset(row.only))


def reporters(
    actor: Actor, action: Action, campaign_id: int, duty: Duty, *, session: Session, among: Sequence[int] = ()
) -> list[Reporter]:
    """Units in the actor's sight that have to report, by township and name. One statement."""
    return reporters_where(campaign_id, duty, within(actor, action, Unit.id), session=session, among=among)


def reporters_where(
    campaign_id: int, duty: Duty, sight: ColumnElement[bool], *, session: Session, among: Sequence[int] = ()
) -> list[Reporter]:
    """As `reporters`, for any condition on units."""
    report, excused = SelfInspection, SelfExemption
    found: Any = (
        sql.select(
            col(Unit.id).label("unit_id"),
            col(Unit.name),
            col(Unit.kind),
            col(Unit.parent_id),
            col(report.id).label("report_id"),
            col(report.state),
            col(report.late),
            col(report.version),
            col(report.submitted_at),
            col(report.returned_count),
            col(excused.reason),
        )
        .select_from(CampaignUnit)
        .join(Unit, col(Unit.id) == col(CampaignUnit.unit_id))
        .outerjoin(report, and_(col(report.campaign_id) == campaign_id, col(report.unit_id) == col(Unit.id)))
        .outerjoin(excused, _exempt(campaign_id))
        .where(col(CampaignUnit.campaign_id) == campaign_id, duty.asks(), counted(), sight)
        .order_by(col(Unit.id))
    )
    if among:
        found = found.where(col(Unit.id).in_(among))
    return [_reporter(row) for row in session.execute(found)]


def _exempt(campaign_id: int) -> ColumnElement[bool]:
    excused = SelfExemption
    return and_(
        col(excused.campaign_id) == campaign_id,
        col(excused.unit_id) == col(Unit.id),
        col(excused.lifted_at).is_(None),
    )


def _reporter(row: Any) -> Reporter:
    state = ReportState(row.state or ReportState.NOT_STARTED)
    return Reporter(
        Standing(row.unit_id, row.name, state, bool(row.late), row.reason or ""),
        UnitKind(row.kind),
        row.parent_id,
        row.report_id,
        row.version or 0,
        row.submitted_at,
        row.returned_count or 0,
    )


def standings_below(campaign_id: int, unit_id: int, duty: Duty, *, session: Session) -> list[Standing]:
    """Standings of the units directly below that have to report, whoever asks."""
    found = reporters_where(campaign_id, duty, col(Unit.parent_id) == unit_id, session=session)
    return [reporter.standing for reporter in found]
