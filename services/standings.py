"""How a party stands today: what its running balances are and how they came to be, and which lists it is on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session

from domain.library.decimals import short
from domain.library.models.accounts import Balance
from domain.library.models.rolls import Roll
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from domain.several_kinds import includes
from domain.thresholds.collecting import undisturbed
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Missing
from domain.thresholds.engine import Engine
from domain.thresholds.truth import YES
from services import clock
from services.actor import Actor
from services.calendars import work_calendar
from services.judging import facts_of
from services.provider_access import find_provider
from services.regimes import PROVIDER, Regime, regime_of
from services.sides import Side
from services.subjects import find_subject
from services.use_case import INJECTED, query
from services.verdict_store import settings_of


@dataclass(frozen=True, slots=True)
class BalanceToday:
    """A running balance today. `points` is "" while it cannot be told; then `arithmetic` says what is missing."""

    name: str
    points: str
    arithmetic: str
    basis: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ListToday:
    """A list and how long the party stands on it; `since` None when it does not, `until` None without an end."""

    name: str
    since: date | None
    until: date | None
    basis: str
    doubt: str = ""  # why it is not known whether the party stands on it


@dataclass(frozen=True, slots=True)
class Standings:
    """Everything that runs on for a party; both empty where its scheme keeps neither."""

    balances: tuple[BalanceToday, ...] = ()
    lists: tuple[ListToday, ...] = ()


@query(Action.VERDICT_READ)
def provider_standings(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> Standings:
    """The balances and lists of a provider."""
    row = find_provider(actor, provider_id, Action.VERDICT_READ, session=session)
    if row.regime_id is None:
        return Standings()
    return _standings(row.regime_id, Side.PROVIDER, PROVIDER, provider_id, session=session)


@query(Action.TARGET_READ)
def subject_standings(actor: Actor, subject_id: int, *, session: Session = INJECTED) -> Standings:
    """The balances and lists of a unit or person."""
    row = find_subject(actor, subject_id, Action.TARGET_READ, session=session)
    if not row.active:
        return Standings()
    return _standings(row.regime_id, Side.SUBJECT, row.kind, subject_id, session=session)


def _standings(regime_id: int, side: Side, kind: str, party_id: int, *, session: Session) -> Standings:
    regime = regime_of(regime_id, session=session)
    balances = {key: one for key, one in regime.scheme.balances.items() if includes(one.of, kind)}
    lists = {key: one for key, one in regime.scheme.lists.items() if includes(one.of, kind)}
    if not balances and not lists:
        return Standings()
    with undisturbed():
        engine, place = _asked(regime, side, [party_id], str(party_id), session=session)
        scheme = engine.scheme
        return Standings(
            tuple(_balance(engine, scheme, key, one, place) for key, one in balances.items()),
            tuple(_listed(engine, scheme, key, one, place) for key, one in lists.items()),
        )


def _asked(
    regime: Regime, side: Side, ids: Collection[int], party: str, *, session: Session
) -> tuple[Engine, Place]:
    """The engine that also judges, and the party in all its facts at the end of today."""
    facts = facts_of(regime, side, list(ids), session=session).facts
    engine = Engine(regime.library, settings_of(regime), calendar=work_calendar(session=session))
    today = clock.today()
    return engine, Place(engine.book(facts, today), party, today)


def _balance(engine: Engine, scheme: Scheme, key: str, one: Balance, place: Place) -> BalanceToday:
    found = engine.balances[key].value(place)
    basis = _basis(scheme, one.source, one.clause)
    if isinstance(found, Missing):
        return BalanceToday(one.name, "", f"{found.name}{found.why}", basis, sure=False)
    return BalanceToday(one.name, _points(found), found.how, basis, sure=found.high is None)


def _points(found: Datum) -> str:
    if found.high is None:
        return short(found.exact)
    return f"{short(found.exact)}至{short(Fraction(found.high, found.den))}"


def _listed(engine: Engine, scheme: Scheme, key: str, one: Roll, place: Place) -> ListToday:
    basis = _basis(scheme, one.source, one.clause)
    stay = engine.lists[key].on(place)
    if stay is None or stay.truth is not YES:
        return ListToday(one.name, None, None, basis, "" if stay is None else stay.why)
    return ListToday(one.name, stay.first, None if stay.last == date.max else stay.last, basis)


def _basis(scheme: Scheme, source: str | None, clause: str) -> str:
    return f"{scheme.documents[source or scheme.main_document].title} {clause}"
