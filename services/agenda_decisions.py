"""日历: terms of decisions and of bans."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import col

from domain.decisions import UNDECIDED, DecisionState, Track
from domain.permissions import Action
from models.ban import Ban
from models.decision import Decision, Verdict
from models.provider import Provider
from services.actor import Actor
from services.decision_access import is_party, visible_decisions
from services.todo_decisions import unpaid
from services.todo_rows import task
from services.visibility import within


def decision_days(actor: Actor) -> list[sql.Select[Any]]:
    """Terms of decisions on providers, units and persons; when a right lapses only those know who decide."""

    def of(kind: str, day: Any, *conditions: Any) -> sql.Select[Any]:
        unit = sql.func.coalesce(col(Provider.unit_id), col(Verdict.subject_unit_id))
        found = task(kind, col(Decision.id), text=col(Decision.number), unit_id=unit, due=col(day))
        return (
            found.join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
            .outerjoin(Provider, col(Provider.id) == col(Verdict.provider_id))
            .where(visible_decisions(actor), *conditions)
        )

    state, undecided = col(Decision.state), sorted(one.value for one in UNDECIDED)
    in_force = state == DecisionState.IN_FORCE.value
    dates = [
        of("statement_due", Decision.statement_due, state == DecisionState.NOTICE_SERVED.value),
        of("order_due", Decision.due, in_force, col(Decision.track) == Track.ORDER.value),
        of("payment_due", Decision.due, in_force, col(Decision.track) == Track.SANCTION.value, *unpaid()),
        of("decision_ends", Decision.ends_on, in_force, ~sql.exists().where(_own_ban())),
    ]
    if not is_party(actor, Action.DECISION_READ):
        dates.append(of("right_lapses", Decision.lapses_on, state.in_(undecided)))
    return dates


def _own_ban() -> ColumnElement[bool]:
    """Condition: the decision's end is that of a ban, which has its own entry."""
    return sql.and_(col(Ban.decision_id) == col(Decision.id), col(Ban.end) == col(Decision.ends_on))


def ban_days(actor: Actor) -> list[sql.Select[Any]]:
    """Ends of bans that were neither lifted nor revoked."""
    lifted = sql.or_(col(Ban.released_on).is_not(None), col(Ban.revoked_on).is_not(None))
    ends = task(
        "ban_end", col(Ban.id), text=col(Ban.clause), unit_id=col(Provider.unit_id), due=col(Ban.end)
    ).join(Provider, col(Provider.id) == col(Ban.provider_id))
    return [ends.where(within(actor, Action.DECISION_READ, Provider.unit_id), ~lifted)]
