"""Objections to postings as they are told, and the one that is still looked into."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sql
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.objections import Outcome
from domain.permissions import Action, Scope, ruling
from models.account import Account
from models.finding import PublicityObjection
from services.actor import Actor


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """One objection; `outcome` is None while it is looked into."""

    id: int
    posted_from: date
    posted_to: date
    received_on: date
    objector: str
    text: str
    recorded_by: str
    outcome: Outcome | None
    handling: str
    settled_by: str
    settled_at: datetime | None


def open_objection(finding_id: int, *, session: Session) -> PublicityObjection | None:
    """The objection of a problem that is still looked into, if any."""
    found = select(PublicityObjection).where(
        PublicityObjection.finding_id == finding_id, PublicityObjection.outcome == ""
    )
    return session.exec(found.order_by(col(PublicityObjection.id))).first()


def objections_of(actor: Actor, finding_id: int, *, session: Session) -> tuple[ObjectionView, ...]:
    """All objections of one problem, the first on top. The caller has checked that the finding may be seen.

    Who objected is told to those who check everywhere, never to units that rectify.
    """
    named = ruling(actor.role, Action.FINDING_CHECK).scope is Scope.ALL
    other = aliased(Account)
    found = (
        sql.select(PublicityObjection, col(Account.name), col(other.name))
        .join(Account, col(Account.id) == col(PublicityObjection.recorded_by))
        .outerjoin(other, col(other.id) == col(PublicityObjection.settled_by))
        .where(col(PublicityObjection.finding_id) == finding_id)
        .order_by(col(PublicityObjection.id))
    )
    hidden = "（不公开）"
    return tuple(
        ObjectionView(
            row.key, row.posted_from, row.posted_to, row.received_on, row.objector if named else hidden, row.text, by,
            Outcome(row.outcome) if row.outcome else None, row.handling, settled or "", row.settled_at,
        )
        for row, by, settled in session.execute(found).all()
    )  # fmt: skip
