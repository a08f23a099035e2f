"""Self-inspection beside verification (自查核查对照), item by item, for visits whose facts are signed off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlmodel import Session, col

from domain.errors import NotFound
from domain.findings import Answer
from domain.leads import HIDDEN, content_visible
from domain.permissions import Action
from domain.visits import SIGNED_STATES, Match
from models.campaign import Campaign
from models.finding import Finding
from models.self_inspection import SelfAnswer, SelfInspection, SelfProblem
from models.unit import Unit
from models.verification import Visit, VisitAnswer
from services.actor import Actor
from services.earlier_versions import category_names, every_category
from services.use_case import INJECTED, query
from services.visit_access import visible_visits

_OF_BOTH = (Match.MISSED, Match.BOTH, Match.ONLY_SELF, Match.SAME, Match.NO_SELF)


@dataclass(frozen=True, slots=True)
class CompareFilter:
    """What to compare; empty means all."""

    match: str = ""
    unit_id: int = 0
    category: str = ""
    item: str = ""
    visit_id: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One item of one place, both sides. `own` is None where the place has answered nothing."""

    id: int
    visit_id: int
    visited_on: date | None
    unit: str
    category: str
    item: str
    question: str
    own: Answer | None
    own_text: str
    found: Answer
    found_text: str
    match: Match


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page of pairs, how many there are, and how many of each outcome under the other filters."""

    rows: list[Pair]
    total: int
    by_match: Mapping[Match, int]


@dataclass(frozen=True, slots=True)
class _Words:
    """Names of the scheme: item → (category, question); categories by key."""

    items: Mapping[str, tuple[str, str]]
    categories: Mapping[str, str]


@query(Action.VISIT_READ)
def compare(
    actor: Actor,
    campaign_id: int,
    wanted: CompareFilter,
    *,
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> Comparison:
    """Both sides of each item; those the self-inspection missed come first. At most four statements."""
    words = _words(campaign_id, session)
    where = _conditions(actor, campaign_id, wanted, words)
    counted = _joined(sql.select(_match_of.label("match"), func.count())).where(*where).group_by(_match_of)
    by_match = {Match(name): count for name, count in session.execute(counted).all()}
    if wanted.match:
        where.append(_match_of == wanted.match)
    found = _joined(_columns()).where(*where).order_by(_RANK, col(Visit.id).desc(), col(VisitAnswer.item))
    rows = session.execute(found.offset((page - 1) * size).limit(size)).all()
    kept = [Match(wanted.match)] if wanted.match in set(Match) else list(Match)
    total = sum(by_match.get(one, 0) for one in kept)
    return Comparison([_pair(actor, row, words) for row in rows], total, by_match)


@query(Action.VISIT_READ)
def categories(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> Mapping[str, str]:
    """The categories that the comparison can be filtered by: key → name."""
    return _words(campaign_id, session).categories


def _words(campaign_id: int, session: Session) -> _Words:
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    items: dict[str, tuple[str, str]] = {}
    for group in every_category(campaign, session=session):
        for item in group.items:
            items.setdefault(item.id, (group.key, item.question))
    return _Words(items, category_names(campaign, session=session))


_FAILS = Answer.FAILS.value
_PROBLEM = exists().where(
    col(SelfProblem.report_id) == col(SelfInspection.id),
    col(SelfProblem.item) == col(VisitAnswer.item),
    col(SelfProblem.removed).is_(False),
)
_SELF_FOUND = or_(col(SelfAnswer.answer) == _FAILS, _PROBLEM)
# The same table as `domain.visits.match`, in SQL; a test holds them together.
_match_of: ColumnElement[str] = case(
    (and_(col(VisitAnswer.answer) == _FAILS, _SELF_FOUND), Match.BOTH.value),
    (col(VisitAnswer.answer) == _FAILS, Match.MISSED.value),
    (_SELF_FOUND, Match.ONLY_SELF.value),
    (col(SelfAnswer.answer).is_not(None), Match.SAME.value),
    else_=Match.NO_SELF.value,
)
_RANK = case(*((_match_of == one.value, place) for place, one in enumerate(_OF_BOTH)), else_=len(_OF_BOTH))
_TRANSFERRED = exists().where(
    col(Finding.campaign_id) == col(Visit.campaign_id),
    col(Finding.unit_id) == col(Visit.unit_id),
    col(Finding.item) == col(VisitAnswer.item),
    col(Finding.transferred).is_(True),
)


def _columns() -> Any:
    return sql.select(
        col(VisitAnswer.id).label("id"),
        col(Visit.id).label("visit_id"),
        col(Visit.visited_on).label("visited_on"),
        col(Unit.name).label("unit"),
        col(VisitAnswer.item).label("item"),
        col(SelfAnswer.answer).label("own"),
        col(SelfAnswer.explanation).label("own_text"),
        col(VisitAnswer.answer).label("found"),
        col(VisitAnswer.note).label("found_text"),
        _TRANSFERRED.label("transferred"),
        _match_of.label("match"),
    )


def _joined(statement: Any) -> Any:
    """Visit answers with what the place has handed in for the same item, if anything."""
    return (
        statement.select_from(VisitAnswer)
        .join(Visit, col(Visit.id) == col(VisitAnswer.visit_id))
        .join(Unit, col(Unit.id) == col(Visit.unit_id))
        .outerjoin(
            SelfInspection,
            and_(
                col(SelfInspection.campaign_id) == col(Visit.campaign_id),
                col(SelfInspection.unit_id) == col(Visit.unit_id),
                col(SelfInspection.first_submitted_at).is_not(None),
            ),
        )
        .outerjoin(
            SelfAnswer,
            and_(
                col(SelfAnswer.report_id) == col(SelfInspection.id),
                col(SelfAnswer.item) == col(VisitAnswer.item),
            ),
        )
    )


def _conditions(
    actor: Actor, campaign_id: int, wanted: CompareFilter, words: _Words
) -> list[ColumnElement[bool]]:
    where = [
        col(Visit.campaign_id) == campaign_id,
        col(Visit.state).in_(sorted(SIGNED_STATES)),
        visible_visits(actor),
    ]
    in_category = [item for item, (category, _) in words.items.items() if category == wanted.category]
    given: list[tuple[object, ColumnElement[bool]]] = [
        (wanted.unit_id, col(Visit.unit_id) == wanted.unit_id),
        (wanted.visit_id, col(Visit.id) == wanted.visit_id),
        (wanted.item, col(VisitAnswer.item) == wanted.item),
        (wanted.category, col(VisitAnswer.item).in_(in_category)),
        (wanted.words, col(Unit.name).contains(wanted.words, autoescape=True)),
    ]
    return where + [condition for value, condition in given if value]


def _pair(actor: Actor, row: Any, words: _Words) -> Pair:
    category, question = words.items.get(row.item, ("", ""))
    shown = content_visible(actor.role, bool(row.transferred))
    return Pair(
        row.id,
        row.visit_id,
        row.visited_on,
        row.unit,
        words.categories.get(category, category),
        row.item,
        question,
        Answer(row.own) if row.own else None,
        (row.own_text or "") if shown else HIDDEN,
        Answer(row.found),
        row.found_text if shown else HIDDEN,
        Match(row.match),
    )
