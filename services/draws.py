"""Random draws (随机抽取): places by township, teams by lot, a record that anybody can compute again."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import sqlalchemy as sql
from pydantic import Field, field_validator
from sqlalchemy import and_, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.draws import Candidate, Drawn, Measure, Rule, draw_places, draw_teams, require_seed
from domain.errors import Invalid, NotFound
from domain.forms import Form, Text
from domain.permissions import Action, Role
from domain.units import UnitKind
from domain.visits import VisitState
from models.account import Account
from models.campaign import Campaign, CampaignUnit
from models.unit import Unit, UnitTree
from models.verification import Draw, Visit
from services import clock, libraries
from services.actor import Actor
from services.audit import record
from services.findings_access import require_campaign_open
from services.use_case import INJECTED, command, query
from services.visits import Plan, require_ahead, store_visit

OBJECT = "draw"  # what audit entries call it


class DrawInput(Form):
    """A draw as it is ordered. `avoided`: unit → reason; `pairs`: (inspector, unit) that must not meet."""

    title: Annotated[Text, Field(min_length=1, max_length=120)]
    kinds: Annotated[tuple[UnitKind, ...], Field(min_length=1)]
    townships: tuple[int, ...] = ()
    measure: Measure
    amount: Decimal
    seed: Annotated[Text, Field(max_length=64)] = ""
    avoided: dict[int, str] = Field(default_factory=dict)
    inspectors: Annotated[tuple[int, ...], Field(min_length=2)]
    pairs: tuple[tuple[int, int], ...] = ()
    skip_visited: bool = False
    witnesses: Annotated[Text, Field(min_length=1, max_length=300)]
    planned_on: date

    @field_validator("avoided")
    @classmethod
    def _reasons(cls, value: dict[int, str]) -> dict[int, str]:
        if any(not reason.strip() for reason in value.values()):
            raise ValueError("请写明每个回避单位的回避原因")
        return {unit: reason.strip()[:200] for unit, reason in value.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that can be drawn or visited; `visits`: how often it was visited or is to be in this campaign."""

    unit_id: int
    name: str
    kind: UnitKind
    township_id: int
    township: str
    visits: int


@query(Action.VISIT_PLAN)
def places(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[Place]:
    """Units of the campaign whose kind has items to check, with their township. Three statements."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    return _places(campaign, session)


def _places(campaign: Campaign, session: Session) -> list[Place]:
    kinds = [kind.value for kind in UnitKind if libraries.checklist(campaign, kind, session=session)]
    township = aliased(Unit)
    found = (
        sql.select(Unit, col(township.id), col(township.name))
        .join(CampaignUnit, col(CampaignUnit.unit_id) == col(Unit.id))
        .outerjoin(
            UnitTree, and_(col(UnitTree.descendant_id) == col(Unit.id), _is_township(UnitTree.ancestor_id))
        )
        .outerjoin(township, col(township.id) == col(UnitTree.ancestor_id))
        .where(col(CampaignUnit.campaign_id) == campaign.key, col(Unit.kind).in_(kinds), col(Unit.active))
        .order_by(col(Unit.id))
    )
    visits = _visits_by_unit(campaign.key, session)
    return [
        Place(unit.key, unit.name, UnitKind(unit.kind), town or 0, name or "", visits.get(unit.key, 0))
        for unit, town, name in session.execute(found).all()
    ]


def _is_township(column: Any) -> Any:
    return col(column).in_(sql.select(col(Unit.id)).where(col(Unit.kind) == UnitKind.TOWNSHIP.value))


def _visits_by_unit(campaign_id: int, session: Session) -> dict[int, int]:
    found = (
        select(Visit.unit_id, func.count())
        .where(Visit.campaign_id == campaign_id, Visit.state != VisitState.CANCELLED.value)
        .group_by(col(Visit.unit_id))
    )
    return dict(session.exec(found).all())


@command(Action.VISIT_PLAN)
def draw(actor: Actor, campaign_id: int, values: dict[str, object], *, session: Session = INJECTED) -> int:
    """Draw places and teams, keep the record and plan the visits. Returns the number of the record."""
    order = DrawInput.read(values)
    campaign = require_campaign_open(campaign_id, session=session)
    require_ahead(order.planned_on)
    seed = order.seed or secrets.token_hex(8)
    require_seed(seed)
    pool = _pool(order, _places(campaign, session))
    rule = Rule(order.measure, order.amount)
    drawn = draw_places(pool, rule, seed, order.avoided)
    barred = _barred(order, drawn, session)
    teams = draw_teams(drawn, sorted(set(order.inspectors)), seed, barred)
    row = _store(actor, campaign, order, seed, pool, barred, teams, session)
    _plan_visits(actor, campaign, order, teams, row.key, session)
    summary = f"随机抽取“{row.title}”：从 {len(pool)} 个单位中抽取 {len(teams)} 个，种子 {seed}"
    after = {"drawn": row.drawn, "seed": seed, "witnesses": row.witnesses}
    record(
        actor,
        Action.VISIT_PLAN,
        OBJECT,
        row.key,
        summary,
        after=after,
        campaign_id=campaign_id,
        session=session,
    )
    return row.key


def _pool(order: DrawInput, known: list[Place]) -> list[Candidate]:
    """Places in the ordered kinds and townships; those visited already are left out when so ordered."""
    return [
        Candidate(place.unit_id, place.township_id)
        for place in known
        if place.kind in order.kinds
        and (not order.townships or place.township_id in order.townships)
        and not (order.skip_visited and place.visits)
    ]


def _barred(order: DrawInput, drawn: Iterable[int], session: Session) -> dict[int, frozenset[int]]:
    """Place → inspectors who must not go there: as named, and everybody from the place itself."""
    found = select(Account.id, Account.unit_id).where(
        col(Account.id).in_(order.inspectors), Account.role == Role.INSPECTOR.value, col(Account.active)
    )
    homes = {key: unit for key, unit in session.exec(found).all() if key is not None}
    if len(homes) != len(set(order.inspectors)):
        raise Invalid({"inspectors": "所选人员中有人不是在用的核查人员账号，请重新选择。"})
    named = {(person, unit) for person, unit in order.pairs} | set(homes.items())
    return {place: frozenset(person for person, unit in named if unit == place) for place in drawn}


def _store(
    actor: Actor,
    campaign: Campaign,
    order: DrawInput,
    seed: str,
    pool: list[Candidate],
    barred: dict[int, frozenset[int]],
    teams: list[Drawn],
    session: Session,
) -> Draw:
    row = Draw(
        campaign_id=campaign.key,
        title=order.title,
        at=clock.now(),
        drawn_by=actor.account_id,
        seed=seed,
        rule={"measure": order.measure.value, "amount": str(order.amount)},
        pool=[[candidate.unit_id, candidate.stratum] for candidate in pool],
        avoided=[{"unit_id": unit, "reason": reason} for unit, reason in order.avoided.items()],
        inspectors=sorted(set(order.inspectors)),
        pairs=sorted([person, place] for place, people in barred.items() for person in people),
        drawn=[[team.unit_id, list(team.inspectors)] for team in teams],
        witnesses=order.witnesses,
        planned_on=order.planned_on,
    )
    session.add(row)
    session.flush()
    return row


def _plan_visits(
    actor: Actor, campaign: Campaign, order: DrawInput, teams: list[Drawn], draw_id: int, session: Session
) -> None:
    units = session.exec(select(Unit).where(col(Unit.id).in_([team.unit_id for team in teams]))).all()
    by_id = {unit.key: unit for unit in units}
    for team in teams:
        plan = Plan(unit_id=team.unit_id, planned_on=order.planned_on, inspectors=team.inspectors)
        store_visit(actor, campaign, by_id[team.unit_id], plan, session=session, draw_id=draw_id)
