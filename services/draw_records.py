"""Records of draws: read again, and computed again, by whoever wants to check them."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from domain.draws import Candidate, Drawn, Measure, Rule, draw_places, draw_teams
from domain.errors import NotFound, Refused
from domain.permissions import Action, Scope, require
from models.account import Account
from models.campaign import Campaign
from models.unit import Unit
from models.verification import Draw
from services.actor import Actor
from services.use_case import INJECTED, query
from services.visit_access import names_of


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A drawn place with its team."""

    unit_id: int
    unit: str
    inspectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A draw as its page shows it; `holds`: computed again from the record it gives the same places and teams."""

    id: int
    title: str
    campaign_id: int
    campaign: str
    at: datetime
    drawn_by: str
    seed: str
    rule: Rule
    pool_size: int
    avoided: tuple[tuple[str, str], ...]
    drawn: tuple[DrawnPlace, ...]
    witnesses: str
    planned_on: date
    holds: bool


@dataclass(frozen=True, slots=True)
class DrawLine:
    """A draw in a list."""

    id: int
    title: str
    at: datetime
    drawn_by: str
    places: int
    pool_size: int
    seed: str


def _require_all(actor: Actor) -> None:
    """Who was drawn is told to nobody outside before the visits."""
    if require(actor.role, Action.VISIT_READ) is not Scope.ALL:
        raise Refused("抽取记录由专项办和核查人员查看。")


@query(Action.VISIT_READ)
def list_draws(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[DrawLine]:
    """Draws of a campaign, newest first. One statement."""
    _require_all(actor)
    found = (
        select(Draw, Account.name)
        .join(Account, col(Account.id) == Draw.drawn_by)
        .where(Draw.campaign_id == campaign_id)
        .order_by(col(Draw.id).desc())
    )
    return [
        DrawLine(row.key, row.title, row.at, name, len(row.drawn), len(row.pool), row.seed)
        for row, name in session.exec(found).all()
    ]


@query(Action.VISIT_READ)
def read_draw(actor: Actor, draw_id: int, *, session: Session = INJECTED) -> DrawRecord:
    """One record, computed again while it is read."""
    _require_all(actor)
    found = select(Draw, Campaign.name).join(Campaign, col(Campaign.id) == Draw.campaign_id)
    pair = session.exec(found.where(Draw.id == draw_id)).first()
    if pair is None:
        raise NotFound("找不到这次抽取的记录。")
    row, campaign = pair
    teams = _teams(row)
    people = names_of(
        [*{person for team in teams for person in team.inspectors}, row.drawn_by], session=session
    )
    units = _unit_names(row, teams, session)
    return DrawRecord(
        id=row.key,
        title=row.title,
        campaign_id=row.campaign_id,
        campaign=campaign,
        at=row.at,
        drawn_by=people.get(row.drawn_by, ""),
        seed=row.seed,
        rule=_rule(row),
        pool_size=len(row.pool),
        avoided=tuple((units.get(unit, ""), reason) for unit, reason in _avoided(row).items()),
        drawn=tuple(
            DrawnPlace(
                team.unit_id,
                units.get(team.unit_id, ""),
                tuple(people.get(person, "") for person in team.inspectors),
            )
            for team in teams
        ),
        witnesses=row.witnesses,
        planned_on=row.planned_on,
        holds=drawn_again(row) == teams,
    )


def _unit_names(row: Draw, teams: list[Drawn], session: Session) -> dict[int, str]:
    wanted = [*_avoided(row), *(team.unit_id for team in teams)]
    found = select(Unit.id, Unit.name).where(col(Unit.id).in_(wanted))
    return {key: name for key, name in session.exec(found).all() if key is not None}


def _rule(row: Draw) -> Rule:
    return Rule(Measure(str(row.rule["measure"])), Decimal(str(row.rule["amount"])))


def _avoided(row: Draw) -> dict[int, str]:
    return {int(str(one["unit_id"])): str(one["reason"]) for one in row.avoided}


def _teams(row: Draw) -> list[Drawn]:
    return [Drawn(unit, tuple(people)) for unit, people in row.drawn]  # type: ignore[arg-type]  # JSON as stored


def drawn_again(row: Draw) -> list[Drawn]:
    """What the stored seed, list and rule give."""
    pool = [Candidate(unit, stratum) for unit, stratum in row.pool]
    places = draw_places(pool, _rule(row), row.seed, _avoided(row))
    barred = {place: frozenset(person for person, unit in row.pairs if unit == place) for place in places}
    return draw_teams(places, row.inspectors, row.seed, barred)
