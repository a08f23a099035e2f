"""What waits in the matter of providers: verdicts, decisions, settlements."""

from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import col

from domain.decisions import DecisionState, Track
from domain.permissions import Action
from domain.thresholds.verdicts import Outcome
from models.ban import Ban, BanRelease
from models.decision import Decision, Verdict
from models.provider import Provider
from models.register import OrderReport
from models.settlement import Settlement
from services import clock
from services.actor import Actor
from services.todo_rows import task
from services.visibility import within

_S = DecisionState
_FRESH = (_S.OPEN.value, _S.REJECTED.value)


def for_office() -> list[sql.Select[Any]]:
    """What the office has to bring on: cases to propose (what must be decided first), papers to serve."""
    must = col(Decision.nature) == "must"
    propose = _decision(
        sql.case((must, "decision_must"), else_="decision_propose"),
        col(Decision.state).in_(_FRESH),
        due=col(Decision.lapses_on),
        since=col(Verdict.computed_at),
        urgent=sql.case((must, 1), else_=0),
    )
    papers = _decision(
        sql.case(
            (col(Decision.state) == _S.PROPOSED.value, "decision_notice"),
            (col(Decision.state) == _S.APPROVED.value, "decision_serve"),
            else_="decision_force",
        ),
        col(Decision.state).in_((_S.PROPOSED.value, _S.APPROVED.value, _S.SERVED.value)),
        due=col(Decision.lapses_on),
        since=col(Decision.proposed_at),
    )
    ran_out = _decision(
        "decision_check", *_orders(), col(Decision.due) < clock.today(), due=col(Decision.due)
    )
    reported = _decision(
        "decision_reported",
        *_orders(),
        col(Decision.due) >= clock.today(),
        _reported(),
        due=col(Decision.due),
    )
    owing = _decision(
        "decision_unpaid", *_payments(), col(Decision.due) < clock.today(), due=col(Decision.due)
    )
    return [propose, papers, ran_out, reported, owing, _to_judge()]


def for_leader(actor: Actor) -> list[sql.Select[Any]]:
    """What can be approved now, and what the office should have begun before today."""
    over = sql.and_(
        col(Decision.state) == _S.NOTICE_SERVED.value, col(Decision.statement_due) < clock.today()
    )
    approve = _decision(
        "decision_approve",
        sql.or_(col(Decision.state) == _S.HEARD.value, over),
        sql.func.coalesce(col(Decision.proposed_by), 0) != actor.account_id,
        due=col(Decision.lapses_on),
        since=col(Decision.proposed_at),
        urgent=1,
    )
    ignored = _decision(
        "decision_ignored",
        col(Decision.nature) == "must",
        col(Decision.state).in_(_FRESH),
        col(Decision.opened_on) < clock.today(),
        due=col(Decision.lapses_on),
        since=col(Verdict.computed_at),
        urgent=1,
    )
    return [approve, ignored, _settlements(), _releases()]


def for_party(actor: Actor) -> list[sql.Select[Any]]:
    """Of a provider or a unit: prior notices whose term for a statement still runs, and orders to obey."""
    mine = within(actor, Action.ORDER_REPORT, Provider.unit_id, Verdict.subject_unit_id)
    runs = sql.or_(col(Decision.statement_due).is_(None), col(Decision.statement_due) >= clock.today())
    state = col(Decision.state) == _S.NOTICE_SERVED.value
    return [
        _decision("decision_state", mine, state, runs, due=col(Decision.statement_due)),
        _decision("decision_obey", mine, *_orders(), ~_reported(), due=col(Decision.due)),
        _decision("decision_pay", mine, *_payments(), due=col(Decision.due)),
    ]


def _decision(
    kind: Any,
    *conditions: ColumnElement[bool],
    due: Any,
    since: Any = None,
    urgent: Any = 0,
) -> sql.Select[Any]:
    decision = Decision
    given = {} if since is None else {"since": since}
    return (
        task(
            kind,
            col(decision.id),
            text=col(decision.number) + " " + col(Verdict.title),
            unit_id=sql.func.coalesce(col(Provider.unit_id), col(Verdict.subject_unit_id)),
            due=due,
            urgent=urgent,
            **given,
        )
        .join(Verdict, col(Verdict.id) == col(decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(decision.provider_id))
        .where(*conditions)
    )


def _orders() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Conditions: an order to put something right is in force."""
    return (col(Decision.state) == _S.IN_FORCE.value, col(Decision.track) == Track.ORDER.value)


def _payments() -> tuple[ColumnElement[bool], ...]:
    """Conditions: money of a decision in force has a term and is owed."""
    of_sanction = col(Decision.track) == Track.SANCTION.value
    return (col(Decision.state) == _S.IN_FORCE.value, of_sanction, col(Decision.due).is_not(None), *unpaid())


def unpaid() -> tuple[ColumnElement[bool], ...]:
    """Conditions: neither paid nor taken in a settlement."""
    return (col(Decision.paid_on).is_(None), col(Decision.settled_in).is_(None))


def _reported() -> ColumnElement[bool]:
    """Condition: the party has reported on the order."""
    return sql.exists().where(col(OrderReport.decision_id) == col(Decision.id))


def _to_judge() -> sql.Select[Any]:
    """Verdicts that wait for a person's judgement and that nobody has taken note of."""
    verdict = Verdict
    taken_up = sql.exists().where(col(Decision.verdict_id) == col(verdict.id))
    return (
        task(
            "verdict_judge",
            col(verdict.id),
            text=col(verdict.title) + "（" + col(verdict.clause) + "）",
            unit_id=sql.func.coalesce(col(Provider.unit_id), col(verdict.subject_unit_id)),
            since=col(verdict.computed_at),
        )
        .outerjoin(Provider, col(Provider.id) == col(verdict.provider_id))
        .where(
            ~col(verdict.superseded),
            col(verdict.acknowledged_at).is_(None),
            col(verdict.standing) != "alternative",
            col(verdict.outcome) == Outcome.NEEDS_JUDGEMENT.value,
            ~taken_up,
        )
    )


def _settlements() -> sql.Select[Any]:
    return (
        task(
            "settlement_approve",
            col(Settlement.id),
            text=col(Settlement.period),
            unit_id=col(Provider.unit_id),
            since=col(Settlement.prepared_at),
        )
        .join(Provider, col(Provider.id) == col(Settlement.provider_id))
        .where(col(Settlement.state) == "draft")
    )


def _releases() -> sql.Select[Any]:
    return (
        task(
            "ban_release",
            col(Ban.id),
            text=col(Ban.clause),
            unit_id=col(Provider.unit_id),
            since=col(BanRelease.asked_at),
        )
        .join(BanRelease, col(BanRelease.ban_id) == col(Ban.id))
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .where(col(BanRelease.state) == "asked")
    )
