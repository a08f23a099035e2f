"""Who owes which report of a campaign, and which of them the regime of the same scheme keeps account of instead."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, Date
from sqlmodel import Session, col, select

from domain.library.models.filing import HANDS_IN
from domain.library.own_dates import own_dates
from domain.thresholds.engine import year_of
from domain.units import UnitKind
from models.campaign import Campaign, CampaignUnit, Deliverable
from models.filing import FiledReport
from models.library import LibraryVersion
from models.unit import Unit
from services.filed_reports import filings_kept
from services.libraries import library_of
from services.named_units import is_asked
from services.regimes import Regime, regimes_in_use
from services.self_scope import DELIVERABLE


def is_tracked(duty: Deliverable) -> bool:
    """Whether units of the system hand it in; what is answered on the checklist goes its own way."""
    return duty.kind != DELIVERABLE and bool(HANDS_IN & set(duty.unit_kinds))


def keepers(campaign: Campaign, *, session: Session) -> list[Regime]:
    """Regimes in use by the campaign's scheme, in its year where it has one."""
    scheme = library_of(campaign, session=session).id
    found = regimes_in_use(session=session)
    return [one for one in found if one.library.id == scheme and _year(one) in (None, campaign.year)]


def kept_by(duty: Deliverable, kind: str, regimes: Collection[Regime]) -> Regime | None:
    """The regime under which a kind of unit hands this turn in, if there is one."""
    for regime in regimes:
        asked = any(one.files == duty.duty and one.of == kind for one in filings_kept(regime).values())
        if asked and (own_dated(regime, duty.duty) or (duty.due or date.min) >= regime.row.started_on):
            return regime
    return None


def own_dated(regime: Regime, duty: str) -> bool:
    """Whether a report is due by a date of each unit's own."""
    scheme = regime.scheme
    return any(one.id == duty and own_dates(scheme, one) for one in scheme.deliverables)


def _year(regime: Regime) -> int | None:
    return year_of(regime.scheme, regime.row.parameters)


def owed(what: Sequence[Any], regimes: Sequence[Regime]) -> sql.Select[Any]:
    """Columns of turns × units that hand them in during running campaigns, with what each has handed in if anything."""
    report = FiledReport
    same = sql.and_(
        col(report.campaign_id) == col(Deliverable.campaign_id),
        col(report.code) == col(Deliverable.code),
        col(report.unit_id) == col(Unit.id),
    )
    turns = sql.orm.join(Deliverable, Campaign, col(Campaign.id) == col(Deliverable.campaign_id))
    reports = sql.or_(col(Unit.kind) == UnitKind.OFFICE.value, in_scope(col(Deliverable.campaign_id)))
    return (
        sql.select(*what)
        .select_from(turns.join(Unit, reports).outerjoin(report, same))
        .where(
            col(Deliverable.kind) != DELIVERABLE,
            col(Unit.kind).in_(sorted(HANDS_IN)),
            asks(),
            col(Unit.active),
            *(~kept_under(regime) for regime in regimes),
        )
    )


def in_scope(campaign_id: Any) -> ColumnElement[bool]:
    """Condition: the unit is in the scope of a campaign; its office reports without being put there."""
    member = CampaignUnit
    return sql.exists().where(
        col(member.campaign_id) == campaign_id, col(member.unit_id) == col(Unit.id)
    ).correlate_except(member)  # fmt: skip


def asked_for() -> ColumnElement[bool]:
    """Condition: the turn was not due before its campaign began to keep account."""
    made = sql.type_coerce(sql.func.date(col(Campaign.created_at)), Date)
    since = sql.func.coalesce(col(Campaign.filings_since), made)
    return sql.or_(col(Deliverable.due).is_(None), col(Deliverable.due) >= sql.type_coerce(since, Date))


def asks() -> ColumnElement[bool]:
    """Condition: the deliverable is asked of the unit's kind, and of the unit where it is asked by name."""
    kinds = sql.cast(col(Deliverable.unit_kinds), sql.Text)
    return sql.and_(kinds.contains(sql.literal('"') + col(Unit.kind) + '"'), is_asked())


def kept_under(regime: Regime) -> ColumnElement[bool]:
    """Condition on a turn and a unit: the regime keeps account of it."""
    by_kind: dict[str, set[str]] = {}
    for one in filings_kept(regime).values():
        by_kind.setdefault(one.of, set()).add(one.files)
    if not by_kind:
        return sql.false()
    same = select(LibraryVersion.id).where(LibraryVersion.scheme == regime.library.id)
    year = _year(regime)
    return sql.and_(
        col(Campaign.library_id).in_(same),
        sql.true() if year is None else col(Campaign.year) == year,
        sql.or_(
            sql.func.coalesce(col(Deliverable.due) >= regime.row.started_on, sql.false()),
            col(Deliverable.duty).in_(
                [one.id for one in regime.scheme.deliverables if own_dated(regime, one.id)]
            ),
        ),
        sql.or_(
            *(
                sql.and_(col(Unit.kind) == kind, col(Deliverable.duty).in_(sorted(duties)))
                for kind, duties in sorted(by_kind.items())
            )
        ),
    )


def moved_day(regime: Regime, duty: str, period: Any) -> Any:
    """The day to which a campaign has moved a turn, as a scalar; null where none plans it."""
    planned = sql.select(sql.func.max(col(Deliverable.due))).join(
        Campaign, col(Campaign.id) == col(Deliverable.campaign_id)
    )
    return planned.where(*_planned(regime, duty, period)).scalar_subquery()


def planned_as(regime: Regime, duty: str, period: Any, kind: str, *conditions: Any) -> ColumnElement[bool]:
    """Condition on a unit: a campaign of the scheme in whose scope it is plans a turn as one of this kind."""
    found = sql.exists().where(
        col(Campaign.id) == col(Deliverable.campaign_id),
        *_planned(regime, duty, period),
        col(Deliverable.kind) == kind,
        sql.or_(col(Unit.kind) == UnitKind.OFFICE.value, in_scope(col(Deliverable.campaign_id))),
        *conditions,
    )
    return found.correlate_except(Campaign, Deliverable)


def _planned(regime: Regime, duty: str, period: Any) -> list[ColumnElement[bool]]:
    """Conditions on what campaigns of a regime's scheme plan."""
    year = _year(regime)
    same = select(LibraryVersion.id).where(LibraryVersion.scheme == regime.library.id)
    return [
        col(Campaign.library_id).in_(same),
        sql.true() if year is None else col(Campaign.year) == year,
        col(Deliverable.duty) == duty,
        col(Deliverable.period) == period,
    ]
