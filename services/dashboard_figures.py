"""The figures of findings behind dashboards, comparisons and documents: one statement, added up here.

Findings are grouped by unit, state and kind in the order of an index, so that a hundred thousand of them
cost one pass; what counts as due, done and overdue is the domain's word (`domain.rectification`).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.findings import Kind
from domain.permissions import Action, Role
from domain.rectification import Progress, counted
from domain.units import BODIES, SUMMING, UnitKind
from domain.workflow import State
from models.finding import Finding
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.findings_access import visible_findings
from services.findings_conditions import past_due

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part:
    """Figures of the findings of one campaign at one inspected unit."""

    campaign_id: int
    unit_id: int
    progress: Progress


def parts_by_unit(
    actor: Actor, campaign_ids: Iterable[int], *, session: Session, action: Action = Action.FINDING_READ
) -> list[Part]:
    """Figures by campaign and inspected unit, of the findings that the actor sees. One statement."""
    keys = (col(Finding.campaign_id), col(Finding.unit_id))
    found = grouped(keys).where(
        col(Finding.campaign_id).in_(list(campaign_ids)), visible_findings(actor, action)
    )
    sums: dict[tuple[int, int], Progress] = {}
    for row in session.execute(found):
        at = (row.campaign_id, row.unit_id)
        sums[at] = sums[at] + progress_of(row) if at in sums else progress_of(row)
    return [Part(campaign, unit, progress) for (campaign, unit), progress in sums.items()]


def grouped(keys: Iterable[Any]) -> sql.Select[Any]:
    """Findings counted by these columns, state and kind; `progress_of` reads the rows."""
    finding = Finding
    late = sql.case((past_due(clock.today()), 1), else_=0)
    group = (*keys, col(finding.state), col(finding.kind))
    return sql.select(
        *group,
        sql.func.count().label("number"),
        sql.func.sum(late).label("late"),
        sql.func.sum(col(finding.amount_fen)).label("amount_fen"),
        sql.func.sum(col(finding.rectified_fen)).label("rectified_fen"),
        sql.func.sum(col(finding.recovered_fen)).label("recovered_fen"),
    ).group_by(*group)


def progress_of(row: Any) -> Progress:
    """One row of `grouped` as figures."""
    return counted(
        State(row.state),
        Kind(row.kind),
        count=row.number,
        overdue=int(row.late or 0),
        amount_fen=int(row.amount_fen or 0),
        rectified_fen=int(row.rectified_fen or 0),
        recovered_fen=int(row.recovered_fen or 0),
    )


def added_up(parts: Iterable[Part], key: Callable[[Part], Key]) -> dict[Key, Progress]:
    """Figures by any key of the parts."""
    sums: dict[Key, Progress] = {}
    for part in parts:
        at = key(part)
        sums[at] = sums.get(at, Progress()) + part.progress
    return sums


def by_value(rows: Iterable[Row], value: Callable[[Row], Decimal | None], *, descending: bool) -> list[Row]:
    """Rows sorted by a value, equal ones in their order; those without a value come last either way."""
    pairs = [(value(row), row) for row in rows]
    valued = [(number, row) for number, row in pairs if number is not None]
    ordered = sorted(valued, key=lambda pair: pair[0], reverse=descending)
    return [row for _, row in ordered] + [row for number, row in pairs if number is None]


def fraction(part: int, whole: int) -> Decimal | None:
    """A share for sorting; None when there is nothing to divide by."""
    return Decimal(part) / Decimal(whole) if whole else None


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as comparisons name it."""

    id: int
    name: str
    kind: UnitKind
    parent_id: int | None


_COMPARED = (*SUMMING, UnitKind.VILLAGE, *BODIES)


def own_line(actor: Actor) -> int:
    """The unit of somebody who sees only what is theirs; zero for those who compare others."""
    return actor.unit_id if actor.role is Role.TOWNSHIP else 0


class Places:
    """All units, with the line that each one's figures are added to.

    `own` is the unit of somebody who sees no more than its figures and those below it: they stand under its name.
    """

    def __init__(self, places: Mapping[int, Place], own: int = 0) -> None:
        self.places, self.own = places, own

    def lines(self) -> dict[int, str]:
        """The units that have a line of their own, by name: no providers, nothing that counts with another."""
        return {
            place.id: place.name
            for place in self.places.values()
            if place.id == self.own or (place.kind in _COMPARED and self.line_of(place.id) == place.id)
        }

    def line_of(self, unit_id: int) -> int:
        """The unit whose line takes its figures: what stands below a township or a department counts with it."""
        if unit_id == self.own:
            return unit_id
        place = self.places.get(unit_id)
        upper = self.places.get(place.parent_id or 0) if place is not None else None
        return upper.id if upper is not None and upper.kind in SUMMING else unit_id

    def name(self, unit_id: int) -> str:
        """What the unit is called."""
        place = self.places.get(unit_id)
        return place.name if place else f"单位{unit_id}"


def all_places(*, own: int = 0, session: Session) -> Places:
    """Names and kinds of all units, for figures that are already limited to what the actor sees."""
    found = select(Unit.id, Unit.name, Unit.kind, Unit.parent_id).order_by(col(Unit.id))
    rows = session.exec(found).all()
    return Places(
        {row[0]: Place(row[0], row[1], UnitKind(row[2]), row[3]) for row in rows if row[0] is not None}, own
    )
