"""日历: days until which marks are to be given and requests for review decided."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, String
from sqlmodel import col

from domain.permissions import Action, Role, ruling
from domain.score_reviews import ReviewState
from models.provider import ProviderRegime
from models.score import ScoreReview, ScoreRound, ScoreWait
from services.actor import Actor
from services.todo_rows import task
from services.visibility import within


def score_days(actor: Actor) -> list[sql.Select[Any]]:
    """Turns of sheets for those who give marks in them, reviews for those who decide or have asked."""
    gives, decides = (
        ruling(actor.role, one).allowed for one in (Action.SCORE_GIVE, Action.SCORE_REVIEW_DECIDE)
    )
    asks = ruling(actor.role, Action.SCORE_REVIEW_ASK).allowed
    if not decides and not asks:
        return [_marks(actor)] if gives else []
    seen = sql.true() if decides else within(actor, Action.SCORE_REVIEW_ASK, col(ScoreReview.unit_id))
    return [*([_marks(actor)] if gives else []), _reviews(seen)]


def _marks(actor: Actor) -> sql.Select[Any]:
    owed = [col(ScoreWait.round_id) == col(ScoreRound.id)]
    if actor.role is not Role.OFFICE:  # which sees what others owe too
        mine = col(ScoreWait.unit_id)
        owed.append(sql.or_(mine.is_(None), mine == actor.unit_id))
    number = sql.cast(col(ScoreRound.id), String)
    found = task(
        "marks_due", col(ScoreRound.id), text=col(ScoreRound.title), due=col(ScoreRound.due),
        place=sql.literal("scores?round=", String) + number,
    )  # fmt: skip
    running = col(ProviderRegime.id) == col(ScoreRound.regime_id)
    return found.join(ProviderRegime, running).where(
        col(ProviderRegime.ended_on).is_(None), sql.exists().where(*owed)
    )


def _reviews(seen: ColumnElement[bool]) -> sql.Select[Any]:
    number = sql.cast(col(ScoreReview.id), String)
    return (
        task(
            "review_due", col(ScoreReview.id), text=col(ScoreRound.title), unit_id=col(ScoreReview.unit_id),
            due=col(ScoreReview.due), place=sql.literal("score_review?id=", String) + number,
        )
        .join(ScoreRound, col(ScoreRound.id) == col(ScoreReview.round_id))
        .where(col(ScoreReview.state) == ReviewState.ASKED.value, seen)
    )  # fmt: skip
