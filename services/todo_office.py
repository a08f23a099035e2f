"""What waits for those who run and check a campaign: the office and the inspectors."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from domain.findings import ExtensionState
from domain.phases import PhaseState
from domain.separation import BARS
from domain.visits import VisitState
from domain.workflow import IN_CHECK, WITH_UNIT, State, Step, StepKind
from models.campaign import Campaign, Deliverable, Phase
from models.finding import CloseOutPass, Extension, Finding
from models.verification import Visit, VisitMember
from services import clock
from services.actor import Actor
from services.base_checks import checked_by
from services.campaign_plan import SUMMARY
from services.todo_findings import Steps, objected_to, objections, of_natures
from services.todo_rows import running_campaigns, summary_issued, task
from services.todo_units import reports_to_office, to_review


def steps_of_running(*, session: Session) -> list[Steps]:
    """Close-out steps of the running campaigns. One statement."""
    found = select(Campaign.id, Campaign.close_out_steps).where(col(Campaign.state) == "running")
    return [
        Steps(key, tuple(Step.from_json(step) for step in stored))
        for key, stored in session.exec(found)
        if key is not None
    ]


def for_office(actor: Actor, running: Sequence[Steps]) -> list[sql.Select[Any]]:
    """Tasks of the office, those about providers aside."""
    return [
        to_review(actor, sql.true(), reports_to_office()),
        *_phases(),
        _summaries(),
        _to_assign(),
        *checks(actor, running),
        _extensions(),
        _to_escalate(),
        *of_natures(),
        _to_look_back(),
    ]


def for_inspector(actor: Actor, running: Sequence[Steps]) -> list[sql.Select[Any]]:
    """Tasks of an inspector: own visits, and the close-out steps that fall to the role."""
    kind = sql.case((col(Visit.state) == VisitState.SIGNED.value, "visit_close"), else_="visit")
    states = (VisitState.PLANNED.value, VisitState.RECORDING.value, VisitState.SIGNED.value)
    visits = (
        task(
            kind,
            col(Visit.id),
            unit_id=col(Visit.unit_id),
            campaign_id=col(Visit.campaign_id),
            due=col(Visit.planned_on),
            since=col(Visit.signed_at),
        )
        .join(VisitMember, col(VisitMember.visit_id) == col(Visit.id))
        .where(
            col(VisitMember.account_id) == actor.account_id,
            col(Visit.state).in_(states),
            col(Visit.campaign_id).in_(running_campaigns()),
        )
    )
    return [visits, _to_look_back(), *checks(actor, running)]


def checks(actor: Actor, running: Sequence[Steps]) -> list[sql.Select[Any]]:
    """Findings whose next close-out step falls to the actor's role and is not barred to the person; objections."""
    mine = [
        _at_step(actor, one, at, step)
        for one in running
        for at, step in enumerate(one.steps)
        if actor.role in step.roles
    ]
    if not mine:
        return []
    finding = Finding
    states = sorted({state.value for state in IN_CHECK} | {State.CLOSED.value})
    rectifier = sql.func.coalesce(col(finding.lead_unit_id), col(finding.unit_id))
    found = task(
        "finding_check",
        col(finding.id),
        text=col(finding.number) + " " + col(finding.title),
        unit_id=rectifier,
        campaign_id=col(finding.campaign_id),
        due=col(finding.step_due),
        since=col(finding.submitted_at),
        detail=col(finding.step),
    )
    others = sql.func.coalesce(col(finding.submitted_by), 0) != actor.account_id
    due = found.where(col(finding.state).in_(states), others, checked_by(actor), sql.or_(*mine))
    return [due, *objections(actor, running)]


def _at_step(actor: Actor, running: Steps, at: int, step: Step) -> ColumnElement[bool]:
    conditions = [col(Finding.campaign_id) == running.campaign_id, col(Finding.step) == at]
    if any(earlier.kind is StepKind.PUBLICITY for earlier in running.steps[:at]):
        ends = col(Finding.publicity_to)
        conditions += [sql.or_(ends.is_(None), ends < clock.today()), ~objected_to()]
    barred = [earlier.code for earlier in running.steps[:at] if earlier.kind in BARS[step.kind]]
    if barred:
        conditions.append(~_took_part(actor, barred))
    return sql.and_(*conditions)


def _took_part(actor: Actor, codes: Sequence[str]) -> ColumnElement[bool]:
    taken = CloseOutPass
    me = sql.or_(col(taken.account_id) == actor.account_id, col(taken.second_account_id) == actor.account_id)
    return sql.exists().where(
        col(taken.finding_id) == col(Finding.id),
        col(taken.round) == col(Finding.round),
        col(taken.passed),
        col(taken.step_code).in_(codes),
        me,
    )


def _to_assign() -> sql.Select[Any]:
    return task(
        "finding_assign",
        col(Finding.id),
        text=col(Finding.number) + " " + col(Finding.title),
        unit_id=col(Finding.unit_id),
        campaign_id=col(Finding.campaign_id),
        since=col(Finding.created_at),
    ).where(col(Finding.campaign_id).in_(running_campaigns()), col(Finding.state) == State.REGISTERED.value)


def _extensions() -> sql.Select[Any]:
    return (
        task(
            "extension_decide",
            col(Finding.id),
            text=col(Finding.number) + " " + col(Finding.title),
            unit_id=col(Finding.lead_unit_id),
            campaign_id=col(Finding.campaign_id),
            due=col(Extension.old_due),
            since=col(Extension.asked_at),
        )
        .join(Extension, col(Extension.finding_id) == col(Finding.id))
        .where(
            col(Finding.campaign_id).in_(running_campaigns()),
            col(Extension.state) == ExtensionState.ASKED.value,
        )
    )


def _to_escalate() -> sql.Select[Any]:
    """Findings with their unit that have reached a higher level than the one they are on."""
    finding = Finding
    return task(
        "finding_escalate",
        col(finding.id),
        text=col(finding.number) + " " + col(finding.title),
        unit_id=col(finding.lead_unit_id),
        campaign_id=col(finding.campaign_id),
        due=col(finding.due),
    ).where(
        col(finding.campaign_id).in_(running_campaigns()),
        col(finding.escalation_due) > 0,  # for the index: most findings have reached no level
        col(finding.escalation_due) > col(finding.escalation),
        col(finding.state).in_(sorted(state.value for state in WITH_UNIT)),
    )


def _to_look_back() -> sql.Select[Any]:
    """Closed findings whose day of looking back has come, also when their campaign is over."""
    finding = Finding
    return task(
        "look_back",
        col(finding.id),
        text=col(finding.number) + " " + col(finding.title),
        unit_id=sql.func.coalesce(col(finding.lead_unit_id), col(finding.unit_id)),
        campaign_id=col(finding.campaign_id),
        due=col(finding.look_back_due),
    ).where(
        col(finding.campaign_id).in_(sql.select(col(Campaign.id))),  # for the index, which begins with it
        col(finding.look_back_due) <= clock.today(),
        col(finding.looked_back_on).is_(None),
        col(finding.state) == State.CLOSED.value,
    )


def _phases() -> list[sql.Select[Any]]:
    def phases(kind: str, *conditions: ColumnElement[bool], due: Any) -> sql.Select[Any]:
        found = task(
            kind, col(Phase.campaign_id), text=col(Phase.name), campaign_id=col(Phase.campaign_id), due=due
        )
        return found.where(col(Phase.campaign_id).in_(running_campaigns()), *conditions)

    begun = col(Phase.start) <= clock.today()
    return [
        phases("phase_close", col(Phase.state) == PhaseState.OPEN.value, due=col(Phase.end)),
        phases("phase_open", col(Phase.state) == PhaseState.PLANNED.value, begun, due=col(Phase.start)),
    ]


def _summaries() -> sql.Select[Any]:
    issued = summary_issued(col(Deliverable.campaign_id))
    return task(
        "summary",
        col(Deliverable.campaign_id),
        text=col(Deliverable.name),
        campaign_id=col(Deliverable.campaign_id),
        due=col(Deliverable.due),
    ).where(col(Deliverable.campaign_id).in_(running_campaigns()), col(Deliverable.kind) == SUMMARY, ~issued)
