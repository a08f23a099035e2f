"""Lists of visits: mine of today, and all that somebody may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from domain.check_words import USUAL
from domain.permissions import Action
from domain.units import UnitKind
from domain.visits import OPEN_STATES, VisitState
from models.account import Account
from models.campaign import Campaign
from models.unit import Unit
from models.verification import Visit, VisitAnswer, VisitMember
from services import clock, libraries
from services.actor import Actor
from services.campaign_words import word_of
from services.campaigns import visible_campaigns
from services.use_case import INJECTED, query
from services.visit_access import visible_visits

_SORTS: Mapping[str, Any] = {"planned_on": Visit.planned_on, "unit": Unit.name, "state": Visit.state}


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit in a list; `answered` of `items` have a conclusion (items: 0 where not counted)."""

    id: int
    campaign_id: int
    campaign: str
    unit_id: int
    unit: str
    unit_kind: UnitKind
    planned_on: date
    visited_on: date | None
    state: VisitState
    team: tuple[str, ...]
    answered: int
    items: int
    drawn: bool
    version: int

    @property
    def overdue(self) -> bool:
        """Planned for a day that is over and not begun."""
        return self.state is VisitState.PLANNED and self.planned_on < clock.today()


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """What to list; empty means all. `mine`: visits whose team the reader is in."""

    campaign_id: int = 0
    state: str = ""
    words: str = ""
    unit_id: int = 0
    draw_id: int = 0
    planned_from: date | None = None
    planned_to: date | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class VisitPage:
    """A page of visits and how many there are; `open` of them are not signed yet."""

    rows: list[VisitLine]
    total: int
    open: int


@query(Action.VISIT_RECORD)
def my_visits(actor: Actor, on: date, *, session: Session = INJECTED) -> list[VisitLine]:
    """Where do I go: visits of that day, those begun and not signed, and those left over. ≤ 5 statements."""
    due = (col(Visit.planned_on) <= on) & col(Visit.state).in_(sorted(OPEN_STATES))
    done = (col(Visit.planned_on) == on) & (Visit.state != VisitState.CANCELLED.value)
    found = _base().where(_in_team(actor), due | done).order_by(col(Visit.planned_on), col(Visit.id))
    return _lines(session.exec(found).all(), session, counted=True)


@query(Action.VISIT_READ)
def list_visits(
    actor: Actor,
    wanted: VisitFilter,
    *,
    sort: str = "-planned_on",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> VisitPage:
    """Visits the reader may see. Four statements."""
    where = [visible_visits(actor), *_conditions(actor, wanted)]
    is_open = func.sum(func.coalesce(_as_number(col(Visit.state).in_(sorted(OPEN_STATES))), 0))
    counted = select(func.count(), is_open).select_from(Visit).join(Unit, col(Unit.id) == Visit.unit_id)
    total, still_open = session.exec(counted.where(*where)).one()
    key = _SORTS.get(sort.removeprefix("-"), Visit.planned_on)
    order = col(key).desc() if sort.startswith("-") else col(key)
    found = _base().where(*where).order_by(order, col(Visit.id)).offset((page - 1) * size).limit(size)
    return VisitPage(_lines(session.exec(found).all(), session), total, int(still_open or 0))


def _as_number(condition: ColumnElement[bool]) -> Any:
    return case((condition, 1), else_=0)


def _conditions(actor: Actor, wanted: VisitFilter) -> list[Any]:
    given: list[tuple[object, Any]] = [
        (wanted.campaign_id, Visit.campaign_id == wanted.campaign_id),
        (wanted.state, Visit.state == wanted.state),
        (wanted.words, col(Unit.name).contains(wanted.words, autoescape=True)),
        (wanted.unit_id, Visit.unit_id == wanted.unit_id),
        (wanted.draw_id, Visit.draw_id == wanted.draw_id),
        (wanted.planned_from, col(Visit.planned_on) >= (wanted.planned_from or date.min)),
        (wanted.planned_to, col(Visit.planned_on) <= (wanted.planned_to or date.max)),
        (wanted.mine, _in_team(actor)),
    ]
    return [condition for value, condition in given if value]


def _in_team(actor: Actor) -> Any:
    return col(Visit.id).in_(select(VisitMember.visit_id).where(VisitMember.account_id == actor.account_id))


def _base() -> Any:
    return (
        select(Visit, Unit, Campaign)
        .join(Unit, col(Unit.id) == Visit.unit_id)
        .join(Campaign, col(Campaign.id) == Visit.campaign_id)
    )


def _lines(
    rows: Sequence[tuple[Visit, Unit, Campaign]], session: Session, *, counted: bool = False
) -> list[VisitLine]:
    ids = [visit.key for visit, _, _ in rows]
    teams, answers = _teams(ids, session), _answered(ids, session)
    sizes = _sizes(rows, session) if counted else {}
    return [
        VisitLine(
            visit.key,
            campaign.key,
            campaign.name,
            unit.key,
            unit.name,
            UnitKind(unit.kind),
            visit.planned_on,
            visit.visited_on,
            VisitState(visit.state),
            tuple(teams.get(visit.key, ())),
            answers.get(visit.key, 0),
            sizes.get((campaign.key, unit.kind), 0),
            visit.draw_id is not None,
            visit.version,
        )
        for visit, unit, campaign in rows
    ]


def _teams(ids: Sequence[int], session: Session) -> dict[int, list[str]]:
    """Names by visit, the leader first."""
    found = (
        select(VisitMember.visit_id, Account.name)
        .join(Account, col(Account.id) == VisitMember.account_id)
        .where(col(VisitMember.visit_id).in_(ids))
        .order_by(col(VisitMember.leads).desc(), col(Account.name))
    )
    teams: dict[int, list[str]] = {}
    for visit_id, name in session.exec(found).all():
        teams.setdefault(visit_id, []).append(name)
    return teams


def _answered(ids: Sequence[int], session: Session) -> dict[int, int]:
    found = select(VisitAnswer.visit_id, func.count()).where(col(VisitAnswer.visit_id).in_(ids))
    return dict(session.exec(found.group_by(col(VisitAnswer.visit_id))).all())


def _sizes(rows: Sequence[tuple[Visit, Unit, Campaign]], session: Session) -> dict[tuple[int, str], int]:
    """How many items a kind of unit has, in each campaign."""
    kinds = {(campaign.key, unit.kind): campaign for _, unit, campaign in rows}
    return {
        key: sum(
            len(category.items)
            for category in libraries.checklist(campaign, UnitKind(key[1]), session=session)
        )
        for key, campaign in kinds.items()
    }


@query(Action.VISIT_READ)
def campaign_word(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> str:
    """The campaign's word for its verification: 核查, or 督查 where it may be written. One statement."""
    row = session.get(Campaign, campaign_id)
    return word_of(row, session=session) if row is not None else USUAL


@query(Action.VISIT_READ)
def menu_word(actor: Actor, *, session: Session = INJECTED) -> str:
    """The word for what all campaigns share, as the menu: 督查 only where each running one in sight may write it."""
    running = select(Campaign).where(Campaign.state == "running", visible_campaigns(actor, Action.VISIT_READ))
    words = {word_of(row, session=session) for row in session.exec(running).all()}
    return words.pop() if len(words) == 1 else USUAL
