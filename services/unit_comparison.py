"""单位对比: units side by side, each with those below it: coverage, rectification, overdue."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from domain.permissions import Action
from domain.rectification import Progress, total
from domain.self_inspection import Coverage
from services.actor import Actor
from services.dashboard_coverage import Reporting, coverage_of, reporting
from services.dashboard_figures import added_up, all_places, by_value, fraction, own_line, parts_by_unit
from services.use_case import INJECTED, query

SORTS = ("name", "coverage", "missing", "found", "rate", "rate_by_amount", "overdue", "ongoing")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with what counts with it; where it is `alone`, its own figures only."""

    id: int
    name: str
    coverage: Coverage
    progress: Progress
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All units in sight that have a line, sorted, and their sum; `wider` are those with others below them."""

    rows: tuple[UnitRow, ...]
    wider: Mapping[int, str]
    coverage: Coverage
    progress: Progress


@query(Action.DASHBOARD_READ)
def compare_units(
    actor: Actor, campaign_id: int, *, inside: int = 0, sort: str = "-overdue", session: Session = INJECTED
) -> Comparison:
    """All lines, or the units `inside` one of them each by itself. Three statements.

    Units without a denominator come last, whichever way a rate is sorted.
    """
    parts = parts_by_unit(actor, [campaign_id], session=session)
    reports = reporting(actor, [campaign_id], session=session)
    places = all_places(own=own_line(actor), session=session)
    there = {part.unit_id for part in parts} | {one.standing.unit_id for one in reports}
    lines, within = places.lines(), [key for key in there if places.line_of(key) == inside]
    names = {key: places.name(key) for key in within} or lines

    def row_of(unit_id: int) -> int:
        return unit_id if unit_id in within else places.line_of(unit_id)

    progress = added_up(parts, lambda part: row_of(part.unit_id))
    reported: dict[int, list[Reporting]] = {}
    for one in reports:
        reported.setdefault(row_of(one.standing.unit_id), []).append(one)
    rows = [
        UnitRow(key, name, coverage_of(reported.get(key, [])), progress.get(key, Progress()), key == inside)
        for key, name in names.items()
        if key in progress or key in reported
    ]
    return Comparison(
        tuple(_sorted(rows, sort)),
        {line: lines[line] for key in there if (line := places.line_of(key)) != key and line in lines},
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
