"""The turns of a report under a regime: what each is about, and when it is due."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select

from domain.library.calendar_dates import Found, find
from domain.library.models.filing import Filing
from domain.library.own_dates import what_to_register
from domain.thresholds import Engine, spans
from domain.thresholds.book import Book
from domain.thresholds.came import Came
from domain.thresholds.context import Place
from domain.thresholds.facts import Facts
from domain.thresholds.filing import FilingRun
from domain.thresholds.owed import same_for_all
from models.provider import Provider
from models.subject import Subject
from services import clock
from services.calendars import work_calendar
from services.own_years import recorded_days
from services.regimes import PROVIDER, Regime
from services.sides import Side
from services.verdict_store import settings_of

_FAR = timedelta(days=3 * 366)  # turns further back than that are read in the registers
_MOST = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what it is about (2026年5月; empty for what is owed once), and when it is due."""

    period: str
    label: str
    due: Found


def engine_of(regime: Regime, *, session: Session) -> Engine:
    """The scheme of a regime, compiled."""
    return Engine(regime.library, settings_of(regime), calendar=work_calendar(session=session))


def turns_of(
    regime: Regime, engine: Engine, filing: Filing, *, until: date | None = None
) -> Mapping[str, Turn]:
    """The turns due since the regime began, by period, the newest first; those of periods begun until a day."""
    today, began = until or clock.today(), regime.row.started_on
    found = engine.filings[filing.files].turns(max(began - timedelta(days=366), today - _FAR), today)
    kept = [(period, due) for period, due in found.items() if due.day is None or due.day >= began]
    return {
        period: Turn(period, spans.label_of(period) if period else "", due)
        for period, due in reversed(kept[-_MOST:])
    }


def owed_by_all(
    regime: Regime, engine: Engine, filing: Filing, *, until: date | None = None
) -> dict[str, tuple[str, date]]:
    """Turns that have a day and that no exception of the calendar drops: the label and the day of each, by period."""
    run = engine.filings[filing.files]
    book = engine.book(Facts(), date.min)
    dated = {
        turn.period: (turn.label, turn.due.day)
        for turn in turns_of(regime, engine, filing, until=until).values()
        if turn.due.day is not None
    }
    if run.one.unless is None or not same_for_all(run.one.unless):
        return dated
    return {period: told for period, told in dated.items() if not _dropped(run, book, period, told[1])}


def _dropped(run: FilingRun, book: Book, period: str, due: date) -> bool:
    repeats = run.one.repeats
    if repeats is None:
        return run.exempt(Place(book, "", due))
    span = spans.read(period, repeats.every)
    end = spans.bounds(span.grain, span.index, run.almanac.year_start)[1]
    return run.exempt(Place(book, "", end))


def turn_key(run: FilingRun, came: Came) -> str:
    """Under which a unit's report of a turn is kept, where its day is the unit's own: another one after a year."""
    return str(came.due.year) if run.own and came.due is not None else ""


@dataclass(frozen=True, slots=True)
class OwnDates:
    """What is recorded of the dates of a unit on which a report hangs, and what still has to be."""

    days: Mapping[str, date]
    awaited: tuple[str, ...] = ()


def own_dates_of(
    regime: Regime, engine: Engine, filing: Filing, unit_id: int, *, session: Session
) -> OwnDates | None:
    """None where the report has the same day for everybody, or the unit is not under the regime."""
    run = engine.filings[filing.files]
    if not run.own:
        return None
    side, party = _party(regime, filing.of, unit_id, session=session)
    if party is None:
        return None
    days = {name: recorded_days(name, regime, side, session=session).get(party) for name in run.own}
    known = {name: day for name, day in days.items() if day is not None}
    wanting = (what_to_register(regime.scheme, name) for name, day in days.items() if day is None)
    return OwnDates(known, tuple(wanting))


def own_due(regime: Regime, engine: Engine, filing: Filing, unit_id: int, *, session: Session) -> date | None:
    """The day of a report that hangs on dates of the unit itself, as far as they are known and it is asked for."""
    own, run = own_dates_of(regime, engine, filing, unit_id, session=session), engine.filings[filing.files]
    if own is None or run.one.due is None:
        return None
    almanac = replace(engine.almanac, events={**engine.almanac.events, **own.days})
    due = find(run.one.due, almanac, "end").day
    if due is None or due < regime.row.started_on:
        return None
    calm = run.one.unless is None or not same_for_all(run.one.unless)
    return due if calm or not _dropped(run, engine.book(Facts(), date.min), "", due) else None


def _party(regime: Regime, kind: str, unit_id: int, *, session: Session) -> tuple[Side, int | None]:
    if kind == PROVIDER:
        found = select(Provider.id).where(Provider.unit_id == unit_id, Provider.regime_id == regime.row.key)
        return Side.PROVIDER, session.exec(found.where(col(Provider.active))).first()
    own = select(Subject.id).where(Subject.unit_id == unit_id, Subject.regime_id == regime.row.key)
    return Side.SUBJECT, session.exec(own.where(col(Subject.is_unit), col(Subject.active))).first()
