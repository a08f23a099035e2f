"""日历: last days of asking for a review of a result, which no row holds: they are counted from the day it was told."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.library.models.scoring import Sheet
from domain.permissions import Action, ruling
from domain.score_reviews import ReviewState, Telling, told_to
from models.provider import Provider
from models.score import ScoreReview, ScoreRound
from models.subject import Subject
from models.unit import Unit
from services.actor import Actor
from services.regimes import Regime
from services.score_facts import side_of
from services.score_parties import reading
from services.score_telling import apply_until
from services.sides import Side
from services.visibility import within


@dataclass(frozen=True, slots=True)
class AskingDay:
    """The last day on which `count` parties may contest what they were told; `who` is the unit of a single one."""

    text: str
    who: str
    round_id: int
    count: int
    place: str
    day: date


def asking_days(
    actor: Actor, regimes: Sequence[Regime], first: date, last: date, *, session: Session
) -> Iterator[AskingDay]:
    """Such days within these, for results that may still be contested by somebody in the actor's sight.

    No statement where no scheme knows a review, else one, and two for each turn with such a day.
    """
    if not ruling(actor.role, Action.SCORE_REVIEW_ASK).allowed:
        return
    by_key = {one.row.key: one for one in regimes if any(s.review for s in one.scheme.scoring.values())}
    if not by_key:
        return
    for turn in session.exec(select(ScoreRound).where(col(ScoreRound.regime_id).in_(by_key))).all():
        sheet = by_key[turn.regime_id].scheme.scoring.get(turn.sheet)
        if sheet is not None and sheet.review is not None and ruling(actor.role, reading(sheet)).allowed:
            yield from _of_turn(actor, turn, sheet, first, last, session)


def _of_turn(
    actor: Actor, turn: ScoreRound, sheet: Sheet, first: date, last: date, session: Session
) -> Iterator[AskingDay]:
    told = _contestable(turn)
    ends = {on: apply_until(sheet, on, session=session) for on in {one.on for one in told.values()}}
    days = {on: found.day for on, found in ends.items() if found and found.day and first <= found.day <= last}
    wanted = {party: one for party, one in told.items() if one.on in days}
    if not wanted:
        return
    asked = _asked(turn, sheet, session=session)
    names = _in_sight(actor, sheet, wanted, session=session)
    left = {
        party: one.on
        for party, one in wanted.items()
        if party in names and not (party in asked and asked[party] >= one.on)
    }
    for day in sorted({days[on] for on in left.values()}):
        parties = [party for party, on in left.items() if days[on] == day]
        alone = parties[0] if len(parties) == 1 else 0
        who = names[alone] if alone else ""
        yield AskingDay(turn.title, who, turn.key, len(parties), _place(turn, alone), day)


def _contestable(turn: ScoreRound) -> dict[int, Telling]:
    """What each party was told last, but for what a review has settled."""
    found = {int(party): told_to(turn.told, int(party))[-1] for party in turn.told}
    return {party: one for party, one in found.items() if not one.review}


def _asked(turn: ScoreRound, sheet: Sheet, *, session: Session) -> dict[int, date]:
    """When each party last contested a result of the turn, what was taken back aside."""
    party = side_of(sheet).of(ScoreReview)
    found = sql.select(party, sql.func.max(col(ScoreReview.asked_on))).where(
        col(ScoreReview.round_id) == turn.key, col(ScoreReview.state) != ReviewState.WITHDRAWN.value
    )
    return {key: day for key, day in session.execute(found.group_by(party)).all() if key is not None}


def _in_sight(actor: Actor, sheet: Sheet, parties: Collection[int], *, session: Session) -> dict[int, str]:
    """Those of the parties for whom the actor could ask, with the names of their units."""
    model: Any = Provider if side_of(sheet) is Side.PROVIDER else Subject
    found = select(model.id, Unit.name).join(Unit, col(Unit.id) == model.unit_id)
    for action in (Action.SCORE_REVIEW_ASK, reading(sheet)):
        found = found.where(within(actor, action, col(model.unit_id)))
    return dict(session.exec(found.where(col(model.id).in_(parties))).all())


def _place(turn: ScoreRound, party: int) -> str:
    """The sheet of a single party, else the list of all."""
    if not party:
        return f"scores?round={turn.key}"
    return f"score_sheet?id={party}&regime={turn.regime_id}&sheet={turn.sheet}&period={turn.period}"
