"""What waits in the matter of scoring sheets: marks that are owed, results to tell, and reviews to decide."""

from typing import Any

import sqlalchemy as sql
from sqlmodel import col

from domain.score_reviews import ReviewState
from models.provider import ProviderRegime
from models.score import ScoreReview, ScoreRound, ScoreWait
from services.actor import Actor
from services.todo_rows import task


def marks(actor: Actor, *, others: bool = False) -> sql.Select[Any]:
    """Turns in which marks are owed by everybody who may give them, or by the actor's unit.

    others: those that another unit owes too, so that somebody reminds it.
    """
    mine = sql.or_(col(ScoreWait.unit_id).is_(None), col(ScoreWait.unit_id) == actor.unit_id)
    kind = sql.case((mine, "score_give"), else_="score_urge")
    party = sql.func.coalesce(col(ScoreWait.provider_id), col(ScoreWait.subject_id))
    found = (
        task(
            kind,
            col(ScoreRound.id),
            text=col(ScoreRound.title),
            unit_id=col(ScoreWait.unit_id),
            due=col(ScoreRound.due),
            detail=sql.func.count(sql.distinct(party)),
        )
        .select_from(ScoreWait)
        .join(ScoreRound, col(ScoreRound.id) == col(ScoreWait.round_id))
        .join(ProviderRegime, col(ProviderRegime.id) == col(ScoreRound.regime_id))
        .where(col(ProviderRegime.ended_on).is_(None))
    )
    grouped = (found if others else found.where(mine)).group_by(
        col(ScoreRound.id), col(ScoreRound.title), col(ScoreRound.due), col(ScoreWait.unit_id)
    )
    inner = grouped.subquery()
    return sql.select(inner)


def telling() -> sql.Select[Any]:
    """Turns in which all marks are there and somebody does not know the result yet."""
    return (
        task("score_tell", col(ScoreRound.id), text=col(ScoreRound.title), detail=col(ScoreRound.untold))
        .join(ProviderRegime, col(ProviderRegime.id) == col(ScoreRound.regime_id))
        .where(
            col(ProviderRegime.ended_on).is_(None),
            col(ScoreRound.untold) > 0,
            ~sql.exists().where(col(ScoreWait.round_id) == col(ScoreRound.id)),
        )
    )


def reviews(actor: Actor) -> sql.Select[Any]:
    """Reviews that wait for a decision, but for those that the actor asked for."""
    return (
        task(
            "score_review",
            col(ScoreReview.id),
            text=col(ScoreRound.title),
            unit_id=col(ScoreReview.unit_id),
            due=col(ScoreReview.due),
            since=col(ScoreReview.asked_at),
        )
        .join(ScoreRound, col(ScoreRound.id) == col(ScoreReview.round_id))
        .where(
            col(ScoreReview.state) == ReviewState.ASKED.value,
            col(ScoreReview.asked_by) != actor.account_id,
        )
    )
