"""Handing in a self-inspection report, and what it puts into the ledger."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session, col, func, select

from domain.errors import Invalid
from domain.forms import Form, Text
from domain.permissions import Action
from domain.self_completeness import Gap, missing
from domain.self_inspection import ReportState, ReportStep, is_late
from models.self_inspection import SelfProblem
from services import clock
from services.actor import Actor
from services.audit import record
from services.filing_verdicts import judge_reporter
from services.findings_register import (
    SelfProblemData,
    register_self_problem,
    update_self_problem,
    withdraw_self_problem,
)
from services.self_access import Held, hold_for, require_version
from services.self_content import written
from services.self_scope import duty_of
from services.use_case import INJECTED, command

_SHOWN = 5  # gaps named in the refusal; the page lists them all


class Declaration(Form):
    """The responsible person vouches for the report."""

    declared_by: Annotated[Text, Field(min_length=1, max_length=40)]
    declared: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a submission did; added: how many of the findings are new in the ledger."""

    report_id: int
    late: bool
    finding_ids: tuple[int, ...]
    added: int = 0


@command(Action.SELF_WRITE)
def submit_report(
    actor: Actor, report_id: int, values: dict[str, object], version: int, *, session: Session = INJECTED
) -> Receipt:
    """Hand the report in as read in `version`. Late is marked at the first submission, never refused."""
    declaration = Declaration.read(values)
    if not declaration.declared:
        raise Invalid({"declared": "请由主要负责人确认内容真实后勾选承诺"})
    held = hold_for(actor, Action.SELF_WRITE, ReportStep.SUBMIT, report_id, session=session)
    require_version(held, version, session=session)
    content = written(held.report, session=session)
    _require_complete(missing(content.content, held.checklist(session)))
    added = _count_new(held, session)
    findings = _into_ledger(actor, held, session)
    _mark_submitted(actor, held, declaration, session)
    row = held.report
    summary = f"报送自查报告（{'零报告' if content.content.zero else f'自查发现问题{len(findings)}个'}）"
    record(
        actor,
        Action.SELF_WRITE,
        "self_inspection",
        row.key,
        summary + ("，逾期" if row.late else ""),
        after={"state": row.state, "declared_by": row.declared_by, "late": row.late, "findings": findings},
        campaign_id=held.campaign.key,
        session=session,
    )
    judge_reporter(held.campaign, held.unit.key, "报送自查报告", session=session)
    return Receipt(row.key, row.late, tuple(findings), added)


def _require_complete(gaps: tuple[Gap, ...]) -> None:
    if gaps:
        named = "；".join(gap.sentence for gap in gaps[:_SHOWN])
        more = f"等{len(gaps)}处" if len(gaps) > _SHOWN else ""
        raise Invalid({"": f"报告还没有填完：{named}{more}"})


def _mark_submitted(actor: Actor, held: Held, declaration: Declaration, session: Session) -> None:
    row, now = held.report, clock.now()
    if row.first_submitted_at is None:
        row.first_submitted_at = now
        row.late = is_late(clock.today(), duty_of(held.campaign.key, session=session).due)
    row.state = ReportState.SUBMITTED
    row.submitted_at, row.submitted_by, row.declared_by = now, actor.account_id, declaration.declared_by
    row.version += 1
    session.add(row)


def _count_new(held: Held, session: Session) -> int:
    """Problems of the report that no finding stands for yet."""
    fresh = select(func.count()).where(
        SelfProblem.report_id == held.report.key,
        col(SelfProblem.finding_id).is_(None),
        col(SelfProblem.removed).is_(False),
    )
    return session.exec(fresh).one()


def _into_ledger(actor: Actor, held: Held, session: Session) -> list[int]:
    """Each problem becomes a finding or updates its own; one taken out of the report withdraws it."""
    found = select(SelfProblem).where(SelfProblem.report_id == held.report.key).order_by(col(SelfProblem.id))
    return [
        finding
        for row in session.exec(found).all()
        if (finding := _one_into_ledger(actor, held, row, session))
    ]


def _one_into_ledger(actor: Actor, held: Held, row: SelfProblem, session: Session) -> int | None:
    """The finding that now stands for the problem; None when the unit took it back."""
    if row.removed:
        if row.finding_id is not None:
            withdraw_self_problem(actor, _data(held, row), reason=row.removed_reason, session=session)
        return None
    if row.finding_id is None:
        row.finding_id = register_self_problem(actor, _data(held, row), session=session)
        session.add(row)
    else:
        update_self_problem(actor, _data(held, row), session=session)
    return row.finding_id


def _data(held: Held, row: SelfProblem) -> SelfProblemData:
    return SelfProblemData(
        problem_id=row.key,
        campaign_id=held.campaign.key,
        unit_id=held.unit.key,
        item=row.item,
        category=row.category,
        description=row.description,
        amount_fen=row.amount_fen,
        people=row.people,
        corrected=row.corrected,
        correction=row.correction,
        recovered_fen=row.recovered_fen,
        finding_id=row.finding_id,
    )
