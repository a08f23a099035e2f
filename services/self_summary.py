"""自查汇总: who reported, on time, what; filtered, sorted and paged in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from domain.errors import Invalid
from domain.permissions import Action
from domain.self_inspection import RECEIVED, WITH_UNIT, ReportState
from domain.units import SUMMING, UnitKind
from models.campaign import CampaignUnit
from models.self_inspection import SelfExemption, SelfInspection, SelfProblem
from models.unit import Unit
from services.actor import Actor
from services.self_scope import Duty, counted, duty_of
from services.use_case import INJECTED, query
from services.visibility import within

STANDINGS = {
    "missing": "未报送",
    "received": "已报送",
    "on_time": "按时报送",
    "late": "逾期报送",
    "to_review": "待审核",
    "returned": "退回修改",
    "accepted": "审核通过",
    "excused": "例外",
}
"""Words of the filter `standing`, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows are wanted; empty fields do not narrow.

    township: a unit itself and what stands below it, 0 all that counts with nobody else; but: one to leave out.
    """

    standing: str = ""
    kind: str = ""
    township: int | None = None
    words: str = ""
    sort: str = "unit"
    page: int = 1
    size: int = 50
    but: int = 0


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One reporter. `report_id` is None while nobody has begun."""

    unit_id: int
    unit: str
    kind: UnitKind
    township: str
    report_id: int | None
    state: ReportState
    late: bool
    excused: str
    first_submitted_at: datetime | None
    problems: int
    amount_fen: int
    returned_count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A page of rows with the counts over all rows of the filter."""

    due: date | None
    total: int
    received: int
    late: int
    rows: tuple[SummaryRow, ...]


_parent = aliased(Unit, name="parent")
_SUMMING = [kind.value for kind in SUMMING]
_sums_up = col(_parent.kind).in_(_SUMMING)


def _problem_figure(figure: ColumnElement[Any]) -> Any:
    return (
        sql.select(sql.func.coalesce(figure, 0))
        .where(col(SelfProblem.report_id) == col(SelfInspection.id), col(SelfProblem.removed).is_(False))
        .correlate(SelfInspection)
        .scalar_subquery()
    )


_PROBLEMS = _problem_figure(sql.func.count(col(SelfProblem.id)))
_AMOUNT = _problem_figure(sql.func.sum(col(SelfProblem.amount_fen)))

_SORTS: Mapping[str, Any] = {
    "unit": col(Unit.id),
    "name": col(Unit.name),
    "state": sql.func.coalesce(col(SelfInspection.state), ""),
    "submitted": col(SelfInspection.first_submitted_at),
    "problems": _PROBLEMS,
}


@query(Action.SELF_READ)
def summarize(actor: Actor, campaign_id: int, wanted: Filter, *, session: Session = INJECTED) -> Summary:
    """A page of the summary. Three statements."""
    duty = duty_of(campaign_id, session=session)
    source = _source(campaign_id)
    conditions = [
        *_conditions(wanted, duty),
        col(CampaignUnit.campaign_id) == campaign_id,
        within(actor, Action.SELF_READ, Unit.id),
        col(Unit.id) != wanted.but,
    ]
    received = col(SelfInspection.state).in_(sorted(RECEIVED))
    counts = session.execute(
        sql.select(
            sql.func.count(),
            sql.func.count().filter(received),
            sql.func.count().filter(and_(received, col(SelfInspection.late))),
        )
        .select_from(source)
        .where(*conditions)
    ).one()
    rows = session.execute(
        sql.select(*_columns())
        .select_from(source)
        .where(*conditions)
        .order_by(*_order(wanted.sort))
        .offset((max(1, wanted.page) - 1) * wanted.size)
        .limit(wanted.size)
    )
    return Summary(duty.due, counts[0], counts[1], counts[2], tuple(_row(row) for row in rows))


def _source(campaign_id: int) -> Any:
    report, excused = SelfInspection, SelfExemption
    in_force = and_(
        col(excused.campaign_id) == campaign_id,
        col(excused.unit_id) == col(Unit.id),
        col(excused.lifted_at).is_(None),
    )
    return (
        sql.join(CampaignUnit, Unit, col(Unit.id) == col(CampaignUnit.unit_id))
        .outerjoin(_parent, and_(col(_parent.id) == col(Unit.parent_id), _sums_up))
        .outerjoin(report, and_(col(report.campaign_id) == campaign_id, col(report.unit_id) == col(Unit.id)))
        .outerjoin(excused, in_force)
    )


def _columns() -> list[Any]:
    report = SelfInspection
    return [
        col(Unit.id).label("unit_id"),
        col(Unit.name).label("unit"),
        col(Unit.kind),
        col(_parent.name).label("township"),
        col(report.id).label("report_id"),
        col(report.state),
        col(report.late),
        col(SelfExemption.reason).label("excused"),
        col(report.first_submitted_at),
        _PROBLEMS.label("problems"),
        _AMOUNT.label("amount_fen"),
        col(report.returned_count),
    ]


def _conditions(wanted: Filter, duty: Duty) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [duty.asks(), counted()]
    if wanted.kind:
        found.append(col(Unit.kind) == wanted.kind)
    if wanted.township == 0:
        found.append(and_(col(_parent.id).is_(None), col(Unit.kind).not_in(_SUMMING)))
    elif wanted.township is not None:
        found.append(or_(col(Unit.id) == wanted.township, col(Unit.parent_id) == wanted.township))
    if wanted.words:
        found.append(col(Unit.name).contains(wanted.words, autoescape=True))
    if wanted.standing:
        found.append(_standing(wanted.standing))
    return found


def _standing(standing: str) -> ColumnElement[bool]:
    state, excused = col(SelfInspection.state), col(SelfExemption.id)
    received = state.in_(sorted(RECEIVED))
    with_unit = or_(state.is_(None), state.in_(sorted(WITH_UNIT)))
    meanings = {
        "missing": and_(with_unit, excused.is_(None)),
        "received": received,
        "on_time": and_(received, col(SelfInspection.late).is_(False)),
        "late": and_(received, col(SelfInspection.late)),
        "to_review": state == ReportState.SUBMITTED.value,
        "returned": state == ReportState.RETURNED.value,
        "accepted": state.in_([ReportState.ACCEPTED.value, ReportState.LOCKED.value]),
        "excused": and_(with_unit, excused.is_not(None)),
    }
    if standing not in meanings:
        raise Invalid({"standing": "没有这种报送情况，请重新选择"})
    return meanings[standing]


def _order(sort: str) -> list[Any]:
    column = _SORTS.get(sort.removeprefix("-"), col(Unit.id))
    return [column.desc() if sort.startswith("-") else column.asc(), col(Unit.id)]


def _row(row: Any) -> SummaryRow:
    return SummaryRow(
        row.unit_id,
        row.unit,
        UnitKind(row.kind),
        row.township or "",
        row.report_id,
        ReportState(row.state or ReportState.NOT_STARTED),
        bool(row.late),
        row.excused or "",
        row.first_submitted_at,
        row.problems or 0,
        int(row.amount_fen or 0),
        row.returned_count or 0,
    )
