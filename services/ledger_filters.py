"""What the ledger can be asked for: a filter for each of its columns, free text, and the order of its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, nulls_last, or_
from sqlmodel import col, select

from domain.findings import Kind, Source
from domain.traffic_lights import Light
from domain.workflow import WITH_UNIT, State
from models.finding import Finding, FindingAssistant
from models.unit import UnitTree
from services.actor import Actor
from services.findings_access import visible_findings
from services.findings_conditions import Today, by_life, shines
from services.findings_text import position

PAGE = 50
DEFAULT_SORT = "-number"


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """A view of the ledger; an empty field does not filter.

    unit_id, lead_unit_id: the unit or one below it. Amounts in fen, bounds included. sort: a key of
    `SORTS`, with "-" in front for descending.
    """

    campaign_id: int
    text: str = ""
    states: tuple[State, ...] = ()
    light: Light | None = None
    sources: tuple[Source, ...] = ()
    categories: tuple[str, ...] = ()
    item: str = ""
    kinds: tuple[Kind, ...] = ()
    natures: tuple[str, ...] = ()
    unit_id: int | None = None
    lead_unit_id: int | None = None
    assisting_unit_id: int | None = None
    provider_id: int | None = None
    person: str = ""
    amount_from: int | None = None
    amount_to: int | None = None
    people_from: int | None = None
    due_from: date | None = None
    due_to: date | None = None
    found_from: date | None = None
    found_to: date | None = None
    escalation: int | None = None
    voluntary: bool = False
    relapsed: bool = False
    to_raise: bool = False
    to_weigh: bool = False
    sort: str = DEFAULT_SORT
    page: int = 1

    @property
    def searches(self) -> bool:
        """Whether the texts of the findings have to be read to answer."""
        return bool(self.text.strip() or self.person)


def matching(actor: Actor, query: LedgerQuery, today: Today) -> list[ColumnElement[bool]]:
    """The conditions of the query, the actor's sight among them."""
    conditions = [col(Finding.campaign_id) == query.campaign_id, visible_findings(actor)]
    conditions += _chosen(query) + _bounds(query) + _words(query)
    if query.light is not None:
        conditions.append(shines(query.light, today))
    return conditions


def _chosen(query: LedgerQuery) -> list[ColumnElement[bool]]:
    listed: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (Finding.state, query.states),
        (Finding.source, query.sources),
        (Finding.category, query.categories),
        (Finding.kind, query.kinds),
        (Finding.nature, query.natures),
        (Finding.item, (query.item,) if query.item else ()),
    )
    conditions: list[ColumnElement[bool]] = [col(column).in_(values) for column, values in listed if values]
    if query.unit_id is not None:
        conditions.append(col(Finding.unit_id).in_(_below(query.unit_id)))
    if query.lead_unit_id is not None:
        conditions.append(col(Finding.lead_unit_id).in_(_below(query.lead_unit_id)))
    if query.assisting_unit_id is not None:
        assisted = select(FindingAssistant.finding_id).where(
            FindingAssistant.unit_id == query.assisting_unit_id
        )
        conditions.append(col(Finding.id).in_(assisted))
    if query.provider_id is not None:
        conditions.append(col(Finding.provider_id) == query.provider_id)
    if query.voluntary:
        conditions.append(col(Finding.reported_voluntarily).is_(True))
    if query.relapsed:
        conditions.append(col(Finding.relapse_of).is_not(None))
    if query.to_raise:
        conditions.append(col(Finding.escalation_due) > col(Finding.escalation))
        conditions.append(col(Finding.state).in_(sorted(state.value for state in WITH_UNIT)))
    if query.to_weigh:
        conditions.append(col(Finding.nature_due) > "")
    return conditions


def _below(unit_id: int) -> Any:
    return select(UnitTree.descendant_id).where(UnitTree.ancestor_id == unit_id)


def _bounds(query: LedgerQuery) -> list[ColumnElement[bool]]:
    lower: tuple[tuple[Any, Any], ...] = (
        (Finding.amount_fen, query.amount_from),
        (Finding.people, query.people_from),
        (Finding.due, query.due_from),
        (Finding.found_on, query.found_from),
        (Finding.escalation, query.escalation),
    )
    upper: tuple[tuple[Any, Any], ...] = (
        (Finding.amount_fen, query.amount_to),
        (Finding.due, query.due_to),
        (Finding.found_on, query.found_to),
    )
    conditions: list[ColumnElement[bool]] = [col(one) >= value for one, value in lower if value is not None]
    conditions += [col(one) <= value for one, value in upper if value is not None]
    if query.amount_from is not None or query.amount_to is not None or query.people_from is not None:
        conditions.append(_not_transferred())
    return conditions


def _words(query: LedgerQuery) -> list[ColumnElement[bool]]:
    """Free text, each word of it; what is hidden since a transfer is not searched either."""
    conditions: list[ColumnElement[bool]] = []
    for word in query.text.split()[:5]:
        hits = or_(_holds(Finding.title, word), _holds(Finding.description, word))
        conditions.append(or_(_holds(Finding.number, word.upper()), hits & _not_transferred()))
    if query.person:
        people = (Finding.responsible_person, Finding.responsible_leader)
        conditions.append(or_(*(_holds(name, query.person) for name in people)) & _not_transferred())
    return conditions


def _holds(column: Any, word: str) -> ColumnElement[bool]:
    return position(col(column), word) > 0


def _not_transferred() -> ColumnElement[bool]:
    return col(Finding.state) != State.TRANSFERRED.value


SORTS: dict[str, Any] = {
    "number": col(Finding.id),
    "state": by_life(),
    "category": col(Finding.category),
    "unit": col(Finding.unit_id),
    "lead_unit": col(Finding.lead_unit_id),
    "source": col(Finding.source),
    "kind": col(Finding.kind),
    "amount": col(Finding.amount_fen),
    "people": col(Finding.people),
    "found_on": col(Finding.found_on),
    "due": col(Finding.due),
    "escalation": col(Finding.escalation),
}


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are ordered: a column of the ledger, its direction, and whether rows without a value exist."""

    column: Any
    descending: bool
    empty_last: bool

    def by(self, column: Any) -> Any:
        """ORDER BY this column, which stands for `column` (in a sub-select it has another name)."""
        chosen = column.desc() if self.descending else column.asc()
        return nulls_last(chosen) if self.empty_last else chosen


def ordering(sort: str) -> Order:
    """The order for a sort key; equal rows stand by number."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        name, sort = "number", DEFAULT_SORT
    return Order(SORTS[name], sort.startswith("-"), name in {"due", "lead_unit"})
