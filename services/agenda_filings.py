"""日历: days until which reports of regimes are due, which no row holds: the scheme says them turn by turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sql
from sqlalchemy import ColumnElement, String
from sqlmodel import Session, col, select

from domain.library.models.filing import HANDS_IN, Filing
from domain.permissions import Action, Scope, ruling
from domain.units import UnitKind
from models.campaign import Campaign, Deliverable
from models.library import LibraryVersion
from models.provider import Provider
from models.unit import Unit
from services.actor import Actor
from services.campaigns import visible_campaigns
from services.filed_reports import filings_kept
from services.filing_turns import engine_of, owed_by_all
from services.regimes import PROVIDER, Regime
from services.register_sheet import subject_word
from services.self_scope import DELIVERABLE
from services.visibility import within


@dataclass(frozen=True, slots=True)
class TurnDay:
    """A turn of a report on its day: what, of whom, under which regime; `place` is the address where it is handled."""

    text: str
    who: str
    regime_id: int
    regime: str
    place: str
    day: date


def turn_days(
    actor: Actor, regimes: Sequence[Regime], first: date, last: date, *, session: Session
) -> Iterator[TurnDay]:
    """Turns due within these days that units in the actor's sight owe, but for those that campaigns plan.

    No statement where none of the regimes asks for reports, else three at most.
    """
    if not ruling(actor.role, Action.FILING_READ).allowed:
        return
    regimes = [one for one in regimes if filings_kept(one)]
    if not regimes:
        return
    sight, planned = _Sight(actor, session), _planned(actor, session=session)
    for regime in regimes:
        mine = {key: one for key, one in filings_kept(regime).items() if sight.sees(regime, one.of)}
        for duty, period, found in _turns(actor, regime, mine, last, session=session):
            if first <= found.day <= last and (regime.library.id, duty, period) not in planned:
                yield found


def _turns(
    actor: Actor, regime: Regime, filings: Mapping[str, Filing], last: date, *, session: Session
) -> Iterator[tuple[str, str, TurnDay]]:
    """The turns of some reports, each with its duty and its period."""
    if not filings:
        return
    engine = engine_of(regime, session=session)
    for key, one in filings.items():
        title, who = engine.filings[one.files].one.title, subject_word(regime.scheme, one.of)
        for period, (label, day) in owed_by_all(regime, engine, one, until=last).items():
            text = title + (f"（{label}）" if label else "")
            place = _place(actor, regime, key, one, period)
            yield one.files, period, TurnDay(text, who, regime.row.key, regime.row.name, place, day)


class _Sight:
    """Which kinds of units, and under which regimes which providers, the actor sees."""

    def __init__(self, actor: Actor, session: Session) -> None:
        self.everything = ruling(actor.role, Action.FILING_READ).scope is Scope.ALL
        self.kinds: Sequence[str] = ()
        self.regimes: Sequence[int | None] = ()
        if not self.everything:
            seen = within(actor, Action.FILING_READ, col(Unit.id))
            self.kinds = session.exec(select(Unit.kind).where(seen, col(Unit.active)).distinct()).all()
            under = select(Provider.regime_id).where(
                within(actor, Action.FILING_READ, col(Provider.unit_id)), col(Provider.active)
            )
            self.regimes = session.exec(under.distinct()).all() if PROVIDER in self.kinds else ()

    def sees(self, regime: Regime, kind: str) -> bool:
        """Whether a unit of this kind that reports under the regime is in sight."""
        if self.everything:
            return kind in set(UnitKind)
        return kind in self.kinds and (kind != PROVIDER or regime.row.key in self.regimes)


def _planned(actor: Actor, *, session: Session) -> set[tuple[str, str, str]]:
    """Scheme, duty and period of the turns that running campaigns in sight plan; they have entries of their own."""
    found = (
        select(LibraryVersion.scheme, Deliverable.duty, Deliverable.period)
        .join(Campaign, col(Campaign.library_id) == LibraryVersion.id)
        .join(Deliverable, col(Deliverable.campaign_id) == Campaign.id)
        .where(Campaign.state == "running", visible_campaigns(actor))
    )
    return set(session.exec(found).all())


def _place(actor: Actor, regime: Regime, key: str, filing: Filing, period: str) -> str:
    """The own sheet for those who hand in themselves, else the list of who has and who has not."""
    turn = f"regime={regime.row.key}&filing={key}"
    if ruling(actor.role, Action.FILING_READ).scope is Scope.OWN:
        return f"filing?{turn}&period={period}"
    if not ruling(actor.role, Action.MEASUREMENT_READ).allowed:
        return ""
    return f"filings?{turn}&period-{key}={period}"


def handled_at(actor: Actor) -> ColumnElement[str]:
    """Where a turn that a campaign plans is handled, as a column of deliverables; "" where no unit hands it in."""
    kinds = sql.cast(col(Deliverable.unit_kinds), sql.Text)
    tracked = sql.or_(*(kinds.contains(f'"{kind}"') for kind in sorted(HANDS_IN)))
    campaign = sql.cast(col(Deliverable.campaign_id), String)
    everybody = ruling(actor.role, Action.SELF_READ).scope is Scope.ALL
    own = sql.literal("self_summary?campaign=", String) + campaign if everybody else "my_reports?"
    turns = sql.literal("campaign_filings?campaign=", String) + campaign + "&code=" + col(Deliverable.code)
    return sql.case((col(Deliverable.kind) == DELIVERABLE, own), (tracked, turns), else_="")
