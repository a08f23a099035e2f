"""Tasks about problems that the scheme's own words bring: natures that weigh more together, objections to postings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import col

from domain.workflow import State, Step, StepKind
from models.finding import Finding, PublicityObjection
from services.actor import Actor
from services.base_checks import checked_by
from services.nature_raises import PENDING
from services.todo_rows import running_campaigns, task


@dataclass(frozen=True, slots=True)
class Steps:
    """The close-out steps of one running campaign."""

    campaign_id: int
    steps: tuple[Step, ...]


def of_natures() -> list[sql.Select[Any]]:
    """Problems that the scheme says are to be treated as heavier ones, for a person to confirm."""
    return [
        task(
            "finding_raise",
            col(Finding.id),
            text=_text(),
            unit_id=col(Finding.unit_id),
            campaign_id=col(Finding.campaign_id),
            due=col(Finding.due),
        ).where(
            col(Finding.campaign_id).in_(running_campaigns()),
            col(Finding.nature_due) > "",
            col(Finding.state).in_(sorted(state.value for state in PENDING)),
        )
    ]


def objections(actor: Actor, running: Sequence[Steps]) -> list[sql.Select[Any]]:
    """Objections to postings that are still looked into, for those whose step the posting is."""
    mine = [
        one.campaign_id
        for one in running
        if any(step.kind is StepKind.PUBLICITY and actor.role in step.roles for step in one.steps)
    ]
    if not mine:
        return []
    rectifier = sql.func.coalesce(col(Finding.lead_unit_id), col(Finding.unit_id))
    found = task(
        "finding_objection",
        col(Finding.id),
        text=_text(),
        unit_id=rectifier,
        campaign_id=col(Finding.campaign_id),
        since=col(PublicityObjection.recorded_at),
    ).join(PublicityObjection, col(PublicityObjection.finding_id) == col(Finding.id))
    posted = col(Finding.state).in_([State.PUBLISHED.value, State.CLOSED.value])
    unsettled = col(PublicityObjection.outcome) == ""
    return [found.where(col(Finding.campaign_id).in_(mine), unsettled, posted, checked_by(actor))]


def objected_to() -> ColumnElement[bool]:
    """Whether an objection to the posting of a finding is still looked into."""
    return sql.exists().where(
        col(PublicityObjection.finding_id) == col(Finding.id), col(PublicityObjection.outcome) == ""
    )


def _text() -> ColumnElement[str]:
    return col(Finding.number) + " " + col(Finding.title)
