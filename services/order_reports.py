"""What a party reports on an order to put something right; the office reads it before it finds on the order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.decisions import DecisionState, Track
from domain.errors import NotFound, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from models.account import Account
from models.decision import Decision, Verdict
from models.provider import Provider
from models.register import OrderReport
from services import clock
from services.actor import Actor
from services.audit import record
from services.decision_access import OBJECT, hold_decision, visible_decisions
from services.use_case import INJECTED, command, query


class ReportForm(Form):
    """What was put right, point by point, and what proves it (files hang on the decision)."""

    text: Annotated[Text, Field(min_length=1, max_length=8000)]
    evidence: Annotated[Text, Field(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as readers see it."""

    id: int
    text: str
    evidence: str
    late: bool
    reported_by: str
    reported_at: datetime


@command(Action.ORDER_REPORT)
def report_order(
    actor: Actor, decision_id: int, version: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Report on an order in force; later reports stand beside earlier ones. Late is marked, not refused."""
    held = hold_decision(actor, Action.ORDER_REPORT, decision_id, version, session=session)
    if held.track is not Track.ORDER or held.state is not DecisionState.IN_FORCE:
        raise WrongState("只有已经下达、还没有认定结果的整改要求才需要报告。")
    form = ReportForm.read(values)
    late = held.row.due is not None and held.today > held.row.due
    row = OrderReport(
        decision_id=decision_id, text=form.text, evidence=form.evidence, late=late,
        reported_by=actor.account_id, reported_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.ORDER_REPORT, OBJECT, decision_id,
        f"处置 {held.row.number}：报告改正情况{'（逾期）' if late else ''}",
        after={"text": form.text, "evidence": form.evidence, "late": late}, session=session,
    )  # fmt: skip
    return row.key


@query(Action.DECISION_READ)
def list_reports(actor: Actor, decision_id: int, *, session: Session = INJECTED) -> list[ReportRow]:
    """Reports on an order that the actor may see, the latest first."""
    seen = (
        select(Decision.id)
        .join(Verdict, col(Verdict.id) == col(Decision.verdict_id))
        .outerjoin(Provider, col(Provider.id) == col(Decision.provider_id))
        .where(Decision.id == decision_id, visible_decisions(actor))
    )
    if session.exec(seen).first() is None:
        raise NotFound("没有这条处置记录，或者它不在您的查看范围内。")
    found = (
        select(OrderReport, Account.name)
        .join(Account, col(Account.id) == col(OrderReport.reported_by))
        .where(OrderReport.decision_id == decision_id)
        .order_by(col(OrderReport.id).desc())
    )
    return [
        ReportRow(row.key, row.text, row.evidence, row.late, who, row.reported_at)
        for row, who in session.exec(found).all()
    ]
