"""The problems that campaigns found, as the records that a regime of the same scheme reads."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from domain.findings import KIND_NAMES, SOURCE_NAMES, ExtensionState, Kind, Source
from domain.library.models import ledger
from domain.library.models.facts import Fact
from domain.library.models.ledger import timed_steps
from domain.library.models.scheme import Scheme
from domain.several_kinds import includes
from domain.thresholds.facts import FieldValue, Row
from domain.workflow import IN_CHECK, State
from models.campaign import Campaign
from models.finding import CloseOutPass, Extension, Finding
from models.library import LibraryVersion
from services import clock
from services.regimes import PROVIDER, Regime
from services.unit_trees import units_above
from services.verdict_sources import FROM_LEDGER

_TOLD = (
    "id", "number", "source", "category", "item", "unit_id", "lead_unit_id", "provider_id", "found_on", "amount_fen",
    "people", "reported_voluntarily", "kind", "matter", "state", "due", "deadline", "assigned_at", "rectified_fen",
    "recovered_fen", "submitted_at", "returned_count", "completed_on", "closed_at", "escalation", "urged_count",
    "relapse_of", "look_back_due", "looked_back_on", "nature", "nature_found",
)  # fmt: skip
READ = frozenset(_TOLD) | {"step"}  # what of a problem is judged by
_COLUMNS: tuple[Any, ...] = tuple(getattr(Finding, name) for name in _TOLD)
_UNDER_CHECK = frozenset(state.value for state in IN_CHECK)


@dataclass(frozen=True, slots=True)
class Parties:
    """Parties of one kind: their unit → the number by which the engine knows them; providers also by their own."""

    kind: str
    units: Mapping[int, str]
    providers: Mapping[int, str] | None = None


def reads_ledger(scheme: Scheme) -> bool:
    """Whether a scheme judges by the problems that were found."""
    return any(fact.of_findings for fact in scheme.facts.values())


def ledger_rows(regime: Regime, parties: Parties, *, session: Session) -> list[Row]:
    """Problems of these parties in all campaigns of the regime's scheme; withdrawn ones are none.

    No statement where the scheme does not ask, else at most three, four where steps of the close-out have terms.
    """
    asked = {
        key: fact
        for key, fact in regime.scheme.facts.items()
        if fact.of_findings and includes(fact.of, parties.kind)
    }
    if not asked or not parties.units:
        return []
    found = session.execute(_problems(regime, parties)).all()
    granted = _granted(regime, session=session) if found else {}
    taken = _taken(regime, session=session) if found and timed_steps(regime.scheme.close_out) else {}
    tell = Telling(regime.scheme, found, granted, taken)
    above: Mapping[int, Sequence[int]] = {}
    if any(fact.below for fact in asked.values()):
        above = units_above({unit for one in found for unit in _units(one) if unit}, session=session)
    told = [(one, tell.fields(one)) for one in found]
    return [
        Row(key, party, one.found_on, fields=fields, id=f"{FROM_LEDGER}{one.id}")
        for key, fact in asked.items()
        for one, fields in told
        for party in _whose(fact, one, parties, above)
    ]


def _campaigns(regime: Regime) -> Any:
    """The ids of all campaigns of the regime's scheme, of whatever year."""
    return (
        select(col(Campaign.id))
        .join(LibraryVersion, col(LibraryVersion.id) == col(Campaign.library_id))
        .where(col(LibraryVersion.scheme) == regime.library.id)
    )


def _problems(regime: Regime, parties: Parties) -> Any:
    """Those of everybody; of providers, who are judged one by one, only theirs."""
    found = select(*_COLUMNS).where(
        col(Finding.campaign_id).in_(_campaigns(regime)), col(Finding.state) != State.WITHDRAWN.value
    )
    if parties.providers is not None:
        units = parties.units
        found = found.where(
            or_(
                col(Finding.provider_id).in_(parties.providers),
                col(Finding.unit_id).in_(units),
                col(Finding.lead_unit_id).in_(units),
            )
        )
    return found.order_by(col(Finding.found_on), col(Finding.id))


def _granted(regime: Regime, *, session: Session) -> Mapping[int, int]:
    """How often the term of each was prolonged."""
    counted = (
        select(col(Extension.finding_id), func.count())
        .join(Finding, col(Finding.id) == col(Extension.finding_id))
        .where(
            col(Finding.campaign_id).in_(_campaigns(regime)),
            col(Extension.state) == ExtensionState.GRANTED.value,
        )
    )
    grouped = session.execute(counted.group_by(col(Extension.finding_id)))
    return {row[0]: row[1] for row in grouped}


def _taken(regime: Regime, *, session: Session) -> Mapping[tuple[int, str], datetime]:
    """When the steps of the present round were passed, by problem and step; what began anew, when it began first."""
    found = (
        select(col(CloseOutPass.finding_id), col(CloseOutPass.step_code), func.min(col(CloseOutPass.at)))
        .join(Finding, col(Finding.id) == col(CloseOutPass.finding_id))
        .where(
            col(Finding.campaign_id).in_(_campaigns(regime)),
            col(CloseOutPass.round) == col(Finding.round),
            col(CloseOutPass.passed),
        )
    )
    rows = session.execute(found.group_by(col(CloseOutPass.finding_id), col(CloseOutPass.step_code)))
    return {(row[0], row[1]): row[2] for row in rows}


def _units(one: Any) -> tuple[int, int | None]:
    return one.unit_id, one.lead_unit_id


def _whose(fact: Fact, one: Any, parties: Parties, above: Mapping[int, Sequence[int]]) -> Iterator[str]:
    """The parties whose problem it is, each once."""
    unit = one.unit_id if fact.as_ == "inspected" else one.lead_unit_id or one.unit_id
    if includes(fact.of, PROVIDER) and fact.as_ == "inspected" and parties.providers is not None:
        owner = parties.providers.get(one.provider_id) or parties.units.get(unit)
        if owner is not None:
            yield owner
        return
    for place in above.get(unit, ()) if fact.below else (unit,):
        if place in parties.units:
            yield parties.units[place]


class Telling:
    """What the ledger says of each problem, in the words of the scheme."""

    def __init__(
        self,
        scheme: Scheme,
        found: Sequence[Any],
        granted: Mapping[int, int],
        taken: Mapping[tuple[int, str], datetime] | None = None,
    ) -> None:
        self.categories = {one.key: one.name for one in scheme.checklist.categories}
        self.matters = {key: kind.name for key, kind in scheme.finding_kinds.items()}
        self.numbers = {one.id: one.number for one in found}
        self.came_back = Counter(one.relapse_of for one in found if one.relapse_of is not None)
        self.granted = granted
        self.taken = taken or {}
        self.steps = timed_steps(scheme.close_out)

    def fields(self, one: Any) -> dict[str, FieldValue]:
        """Every field; what has not happened yet has none."""
        return {
            ledger.NUMBER: one.number,
            ledger.SOURCE: SOURCE_NAMES[Source(one.source)],
            ledger.CATEGORY: self.categories.get(one.category, one.category),
            ledger.ITEM: one.item or None,
            ledger.SORT: self.matters.get(one.matter, one.matter) or KIND_NAMES[Kind(one.kind)],
            ledger.AMOUNT: Fraction(one.amount_fen, 100),
            ledger.RECTIFIED: Fraction(one.rectified_fen, 100),
            ledger.RECOVERED: Fraction(one.recovered_fen, 100),
            ledger.PEOPLE: one.people,
            ledger.VOLUNTARY: one.reported_voluntarily,
            ledger.TRANSFERRED: one.state == State.TRANSFERRED,
            ledger.ASSIGNED: _ordered_on(one),
            ledger.DUE: one.due,
            ledger.COMPLETED: one.completed_on
            or (_day(one.submitted_at) if one.state in _UNDER_CHECK else None),
            ledger.CLOSED: _day(one.closed_at),
            ledger.RETURNED: one.returned_count,
            ledger.URGED: one.urged_count,
            ledger.EXTENDED: self.granted.get(one.id, 0),
            ledger.LEVEL: one.escalation,
            ledger.LOOK_BACK_DUE: one.look_back_due,
            ledger.LOOKED_BACK: one.looked_back_on,
            ledger.RELAPSED: self.came_back[one.id] > 0,
            ledger.RELAPSE_OF: self.numbers.get(one.relapse_of),
            ledger.NATURE: one.nature or None,
            ledger.NATURE_FOUND: one.nature_found or None,
            **{field: _day(self.taken.get((one.id, key[:24]))) for key, field in self.steps.items()},
        }


def _ordered_on(one: Any) -> date | None:
    """The day from which the term runs, else that of the order."""
    start = (one.deadline or {}).get("start")
    return date.fromisoformat(str(start)) if start else _day(one.assigned_at)


def _day(at: datetime | None) -> date | None:
    return None if at is None else clock.local(at).date()
