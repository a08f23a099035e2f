"""报送情况: for one turn of a deliverable that the rules ask about, who has filed, when, and who has not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from domain.errors import Invalid
from domain.library.models.filing import AT, PERIOD, Filing, PeriodOfFiling
from domain.permissions import Action
from domain.thresholds import Engine, spans
from domain.thresholds.came import Came, Standing
from domain.thresholds.context import Place
from domain.thresholds.facts import Facts
from domain.thresholds.facts import Subject as Judged
from domain.thresholds.owed import same_for_all
from models.provider import Provider
from models.subject import Subject
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.filed_reports import filed_reports, filings_kept
from services.filing_turns import Turn, engine_of, turn_key, turns_of
from services.regimes import PROVIDER, Regime, regime_of, regimes_in_use
from services.register_sheet import subject_word
from services.subject_facts import active_subjects, gather_subjects
from services.unit_trees import units_above
from services.use_case import INJECTED, query
from services.verdict_facts import gather
from services.visibility import within


@dataclass(frozen=True, slots=True)
class FilingKind:
    """A deliverable that the rules ask about, of one kind of unit; `turns` by period, the newest first."""

    key: str
    title: str
    clause: str
    who: str
    of: str
    hour: bool
    turns: Mapping[str, Turn]
    current: str


@dataclass(frozen=True, slots=True)
class FilingRow:
    """How one party stands with a turn; `party_id` is a unit, or a provider where those file."""

    party_id: int
    unit_id: int
    name: str
    came: Came
    period: str = ""  # of a report whose day is the unit's own

    @property
    def standing(self) -> Standing:
        return self.came.standing


@query(Action.MEASUREMENT_READ)
def filing_regimes(actor: Actor, *, session: Session = INJECTED) -> dict[str, str]:
    """Regimes in use that keep account of reports, for a select box: id as text → name."""
    found = regimes_in_use(session=session)
    return {str(one.row.key): one.row.name for one in found if filings_kept(one)}


@query(Action.MEASUREMENT_READ)
def filing_kinds(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> dict[str, FilingKind]:
    """The deliverables of a regime that somebody may be asked about, with their turns."""
    regime = regime_of(regime_id, session=session)
    if not (asked := filings_kept(regime)):
        return {}
    engine = engine_of(regime, session=session)
    return {key: _kind(regime, engine, key, one) for key, one in asked.items()}


@query(Action.MEASUREMENT_READ)
def list_filings(
    actor: Actor, regime_id: int, key: str, period: str, *, session: Session = INJECTED
) -> list[FilingRow]:
    """Everybody in the actor's scope who owes this turn, those who need somebody first."""
    regime = regime_of(regime_id, session=session)
    return filings_of_turn(actor, regime, key, period, session=session)


def filings_of_turn(
    actor: Actor, regime: Regime, key: str, period: str, *, session: Session
) -> list[FilingRow]:
    """The same for a regime at hand."""
    filing = filings_kept(regime).get(key)
    if filing is None:
        raise Invalid({"key": "请选择报送事项"})
    engine = engine_of(regime, session=session)
    parties = _parties(actor, regime, filing.of, session=session)
    facts = _facts(regime, key, parties, session=session)
    book, run = engine.book(facts, clock.today()), engine.filings[filing.files]
    about = spans.label_of(period) if period else ""
    rows = []
    for subject, one in parties.items():
        came = run.came(_asked_from(Place(book, subject, book.today), filing, period))
        rows.append(replace(one, came=replace(came, period=about), period=turn_key(run, came)))
    order = list(Standing)
    return sorted(rows, key=lambda row: (order.index(row.standing), row.name))


def let_off(
    actor: Actor, regime: Regime, engine: Engine, key: str, periods: Iterable[str], *, session: Session
) -> frozenset[str]:
    """Of some turns, those that the actor's own unit certainly does not owe, by what is recorded of it.

    Nothing is read where no exception hangs on anything recorded; what is not known is owed.
    """
    filing = filings_kept(regime)[key]
    run = engine.filings[filing.files]
    if run.one.unless is None or same_for_all(run.one.unless):
        return frozenset()
    parties = _parties(actor, regime, filing.of, session=session)
    mine = {party: row for party, row in parties.items() if row.unit_id == actor.unit_id}
    book = engine.book(_facts(regime, key, mine, session=session), clock.today())
    places = [(Place(book, party, book.today), period) for party in mine for period in periods]
    return frozenset(period for at, period in places if run.came(_asked_from(at, filing, period)).waived)


def _asked_from(place: Place, filing: Filing, period: str) -> Place:
    turn = filing.fields.get(PERIOD)
    if not isinstance(turn, PeriodOfFiling):
        return place
    span = spans.read(period, turn.grain)
    if span.grain != turn.grain:
        raise Invalid({"period": f"统计期请写成 {spans.example_of(turn.grain)} 这样"})
    return place.at(span.grain, span.index)


def _kind(regime: Regime, engine: Engine, key: str, filing: Filing) -> FilingKind:
    turns = turns_of(regime, engine, filing)
    one, word = engine.filings[filing.files].one, subject_word(regime.scheme, filing.of)
    current = _nearest(turns, clock.today())
    return FilingKind(key, one.title, one.clause, word, filing.of, AT in filing.fields, turns, current)


def _nearest(turns: Mapping[str, Turn], today: date) -> str:
    """The turn that is at hand: due just now, or else due next; who is missing matters longer than who may yet come."""
    known = {period: turn.due.day for period, turn in turns.items() if turn.due.day is not None}
    if not known:
        return next(iter(turns), "")
    away = {period: (due - today).days for period, due in known.items()}
    return min(away, key=lambda period: (2 * away[period] if away[period] > 0 else -away[period], period))


def _parties(actor: Actor, regime: Regime, kind: str, *, session: Session) -> dict[str, FilingRow]:
    """Everybody of a kind whom the actor sees, by the number under which the engine knows them."""
    return dict(
        _providers(actor, regime, session=session)
        if kind == PROVIDER
        else _units(actor, regime, kind, session=session)
    )


def _providers(actor: Actor, regime: Regime, *, session: Session) -> Iterator[tuple[str, FilingRow]]:
    found = select(Provider.id, Provider.unit_id, Provider.name).where(
        Provider.regime_id == regime.row.key, col(Provider.active),
        within(actor, Action.MEASUREMENT_READ, col(Provider.unit_id)),
    )  # fmt: skip
    for key, unit_id, name in session.exec(found.order_by(Provider.name)).all():
        yield str(key), FilingRow(key or 0, unit_id, name, _UNASKED)


def _units(actor: Actor, regime: Regime, kind: str, *, session: Session) -> Iterator[tuple[str, FilingRow]]:
    found = (
        select(Unit.id, Unit.name, Subject.id)
        .outerjoin(Subject, (col(Subject.unit_id) == Unit.id) & _judged_by(regime))
        .where(Unit.kind == kind, col(Unit.active), within(actor, Action.MEASUREMENT_READ, col(Unit.id)))
    )
    for unit_id, name, subject in session.exec(found.order_by(Unit.name)).all():
        row = FilingRow(unit_id or 0, unit_id or 0, name, _UNASKED)
        yield (str(subject) if subject is not None else f"unit:{unit_id}"), row


def _judged_by(regime: Regime) -> Any:
    return (
        (col(Subject.regime_id) == regime.row.key)
        & col(Subject.is_unit).is_(True)
        & col(Subject.active).is_(True)
    )


def _facts(regime: Regime, key: str, parties: Mapping[str, FilingRow], *, session: Session) -> Facts:
    """What tells how they stand: what they filed, and what their exceptions look at."""
    filing = filings_kept(regime)[key]
    if filing.of == PROVIDER:
        facts = gather(regime, [row.party_id for row in parties.values()], session=session).facts
    else:
        rows = active_subjects(regime.row.key, session=session)
        facts = gather_subjects(regime, _around(rows, parties, session=session), session=session).facts
    known = {one.id for one in facts.subjects}
    strangers = [Judged(party, filing.of, row.name) for party, row in parties.items() if party not in known]
    told = known if filing.judged else set()
    others = {row.unit_id: party for party, row in parties.items() if party not in told}
    handed = filed_reports(regime, filing.of, others, {key: filing}, session=session)
    return replace(
        facts,
        subjects=(*facts.subjects, *strangers),
        rows=(*facts.rows, *handed.rows),
        moved={**facts.moved, **handed.moved},
    )


def _around(rows: Sequence[Subject], parties: Mapping[str, FilingRow], *, session: Session) -> list[Subject]:
    """Of the units that are judged, these parties and those in which they lie."""
    above = units_above({row.unit_id for row in parties.values()}, session=session)
    wanted = {unit for units in above.values() for unit in units}
    return [row for row in rows if row.is_unit and row.unit_id in wanted]


_UNASKED = Came("", date.min)


def counts_of(rows: Sequence[FilingRow]) -> dict[Standing, int]:
    """How many stand how, without those of which there are none."""
    found = {one: sum(row.standing is one for row in rows) for one in Standing}
    return {one: count for one, count in found.items() if count}
