"""Reviews as pages show them: whether one may be asked for, and each request with its answer."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.errors import Refused, WrongState
from domain.permissions import Action, ruling
from domain.score_reviews import Result, ReviewState, Telling, require_reviewable, told_to
from models.account import Account
from models.provider import Provider
from models.score import ScoreReview, ScoreRound
from models.subject import Subject
from services import clock
from services.actor import Actor
from services.regimes import regime_of
from services.score_deciding import require_other
from services.score_parties import reading
from services.score_places import SheetPlace, party_of_sheet, sheet_of
from services.score_reviews import held_review, of_party
from services.score_rounds import RoundPlace, round_at
from services.score_sheets import read_period
from services.score_telling import apply_until
from services.use_case import INJECTED, query
from services.visibility import covers, within


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A request; `cannot` says why the reader does not decide it, where the role could; `own`: may take it back."""

    id: int
    version: int
    place: SheetPlace
    title: str
    party: str
    items: tuple[str, ...]
    reason: str
    asked_on: date
    asked_by: str
    due: date | None
    term: str
    state: ReviewState
    opinion: str
    decided_by: str
    decided_at: datetime | None
    before: Result
    after: Result | None
    may_decide: bool = False
    cannot: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a party was told of a sheet, until when it may ask for a review, and its requests.

    cannot: why none may be asked for now; "" where it may.
    """

    tellings: tuple[Telling, ...]
    until: date | None
    term: str
    cannot: str
    reviews: tuple[ReviewView, ...]


@query(Action.SCORE_READ)
def standing_of(actor: Actor, place: SheetPlace, *, session: Session = INJECTED) -> Standing:
    """How a party stands with the result of a sheet."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    party = party_of_sheet(actor, regime, sheet, place.party_id, reading(sheet), session=session)
    at = RoundPlace(place.regime_id, place.sheet, str(read_period(sheet, place.period)))
    turn = round_at(at, session=session)
    if turn is None:
        return Standing((), None, "", "" if sheet.review is None else "结果还没有告知", ())
    tellings = told_to(turn.told, party.key)
    reviews = _views([one.key for one in session.exec(of_party(turn.key, party)).all()], session=session)
    last = tellings[-1] if tellings else None
    found = apply_until(sheet, last.on, session=session) if last else None
    asked = any(
        last is not None and one.asked_on >= last.on and one.state is not ReviewState.WITHDRAWN
        for one in reviews
    )
    until = found.day if found else None
    allowed = covers_asking(actor, party.unit_id, session=session)
    cannot = "" if sheet.review is None else _why_not(last, asked, until)
    return Standing(tellings, until, found.text if found else "", cannot if allowed else "-", reviews)


def covers_asking(actor: Actor, unit_id: int, *, session: Session) -> bool:
    """Whether the actor could ask for a review on behalf of a unit."""
    may = ruling(actor.role, Action.SCORE_REVIEW_ASK).allowed
    return may and covers(actor, Action.SCORE_REVIEW_ASK, unit_id, session=session)


def _why_not(last: Telling | None, asked: bool, until: date | None) -> str:
    try:
        require_reviewable(last, asked, until, clock.today())
    except WrongState as told:
        return str(told)
    return ""


@query(Action.SCORE_READ)
def reviews_of_turn(
    actor: Actor, place: RoundPlace, *, session: Session = INJECTED
) -> tuple[ReviewView, ...]:
    """The requests of a turn that the actor may see, those that wait first."""
    regime = regime_of(place.regime_id, session=session)
    sheet = sheet_of(regime, place.sheet)
    turn = round_at(place, session=session)
    if turn is None or not ruling(actor.role, reading(sheet)).allowed:
        return ()
    seen = within(actor, reading(sheet), col(ScoreReview.unit_id))
    return _views(select(ScoreReview.id).where(ScoreReview.round_id == turn.key, seen), session=session)


@query(Action.SCORE_READ)
def read_review(actor: Actor, review_id: int, *, session: Session = INJECTED) -> ReviewView:
    """One request with what the reader may do about it."""
    held = held_review(review_id, session=session)
    party_of_sheet(actor, held.regime, held.sheet, held.place.party_id, reading(held.sheet), session=session)
    (view,) = _views([review_id], session=session)
    open_one = view.state is ReviewState.ASKED
    decides = open_one and ruling(actor.role, Action.SCORE_REVIEW_DECIDE).allowed
    cannot = ""
    if decides:
        try:
            require_other(actor, held, session=session)
        except Refused as told:
            cannot = str(told)
    names = {item.key: item.name for item in held.sheet.items}
    own = open_one and covers_asking(actor, held.row.unit_id, session=session)
    items = tuple(names.get(key, key) for key in view.items)
    return replace(view, items=items, may_decide=decides and not cannot, cannot=cannot, own=own)


def _views(ids: Any, *, session: Session) -> tuple[ReviewView, ...]:
    decider: Any = aliased(Account)
    found = (
        sql.select(
            ScoreReview, ScoreRound, col(Account.name), decider.name, col(Provider.name), col(Subject.name)
        )
        .join(ScoreRound, col(ScoreRound.id) == ScoreReview.round_id)
        .join(Account, col(Account.id) == ScoreReview.asked_by)
        .outerjoin(decider, decider.id == col(ScoreReview.decided_by))
        .outerjoin(Provider, col(Provider.id) == col(ScoreReview.provider_id))
        .outerjoin(Subject, col(Subject.id) == col(ScoreReview.subject_id))
        .where(col(ScoreReview.id).in_(ids))
        .order_by(col(ScoreReview.state) != ReviewState.ASKED.value, col(ScoreReview.id).desc())
    )
    return tuple(_view(*values) for values in session.execute(found).all())


def _view(
    row: ScoreReview, turn: ScoreRound, asked_by: str, decided_by: str | None, provider: str | None,
    subject: str | None,
) -> ReviewView:  # fmt: skip
    place = SheetPlace(turn.regime_id, turn.sheet, turn.period, row.provider_id or row.subject_id or 0)
    return ReviewView(
        row.key, row.version, place, turn.title, provider or subject or "", tuple(row.items), row.reason,
        row.asked_on, asked_by, row.due, row.term, ReviewState(row.state), row.opinion, decided_by or "",
        row.decided_at, Result.from_json(row.before), Result.from_json(row.after) if row.after else None,
    )  # fmt: skip
