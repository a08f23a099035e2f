"""单位对比: townships side by side, each with its villages: coverage, rectification, overdue."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from domain.permissions import Action
from domain.rectification import Progress, total
from domain.self_inspection import Coverage
from domain.units import UnitKind
from services.actor import Actor
from services.dashboard_coverage import coverage_of, reporting
from services.dashboard_figures import added_up, all_places, by_value, fraction, parts_by_unit
from services.use_case import INJECTED, query

SORTS = ("name", "coverage", "missing", "found", "rate", "rate_by_amount", "overdue", "ongoing")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A township; the figures include the villages below it."""

    id: int
    name: str
    coverage: Coverage
    progress: Progress


@dataclass(frozen=True, slots=True)
class Comparison:
    """All townships in sight, sorted, and their sum."""

    rows: tuple[UnitRow, ...]
    coverage: Coverage
    progress: Progress


@query(Action.DASHBOARD_READ)
def compare_units(
    actor: Actor, campaign_id: int, *, sort: str = "-overdue", session: Session = INJECTED
) -> Comparison:
    """Three statements. Units without a denominator come last, whichever way a rate is sorted."""
    parts = parts_by_unit(actor, [campaign_id], session=session)
    reports = reporting(actor, [campaign_id], session=session)
    places = all_places(session=session)
    progress = added_up(parts, lambda part: places.line_of(part.unit_id))
    owed = {place.id: place for place in places.of_kind(UnitKind.TOWNSHIP)}
    by_line = {key: [one for one in reports if places.line_of(one.standing.unit_id) == key] for key in owed}
    rows = [
        UnitRow(key, owed[key].name, coverage_of(by_line[key]), progress.get(key, Progress()))
        for key in owed
        if key in progress or by_line[key]
    ]
    return Comparison(
        tuple(_sorted(rows, sort)),
        sum((row.coverage for row in rows), Coverage()),
        total(row.progress for row in rows),
    )


def _sorted(rows: list[UnitRow], sort: str) -> list[UnitRow]:
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        name, descending = "overdue", True
    return by_value(rows, lambda row: _value(row, name), descending=descending)


def _value(row: UnitRow, name: str) -> Decimal | None:
    progress, reports = row.progress, row.coverage
    match name:
        case "name":
            return Decimal(row.id)
        case "coverage":
            return fraction(reports.received, reports.expected)
        case "missing":
            return Decimal(reports.missing)
        case "rate":
            return fraction(progress.done, progress.due)
        case "rate_by_amount":
            return fraction(progress.rectified_fen, progress.amount_fen)
    return Decimal(getattr(progress, name))
