"""Review of self-inspection reports: the office reviews everybody, a township the villages below it."""

from sqlmodel import Session

from domain.errors import Invalid
from domain.permissions import Action
from domain.self_inspection import ReportState, ReportStep, require_below_closed, require_reviewer
from models.document import Notice
from services import clock
from services.actor import Actor
from services.audit import record
from services.filing_verdicts import judge_reporter
from services.self_access import Held, hold_for, require_version
from services.self_scope import duty_of, standings_below
from services.use_case import INJECTED, command

LONGEST_REASON = 2000


def _held(actor: Actor, step: ReportStep, report_id: int, version: int, session: Session) -> Held:
    held = hold_for(actor, Action.SELF_REVIEW, step, report_id, session=session)
    require_reviewer(
        role=actor.role,
        reviewer_unit=actor.unit_id,
        reviewer=actor.account_id,
        report_unit=held.unit.key,
        submitted_by=held.report.submitted_by,
    )
    require_version(held, version, session=session)
    return held


@command(Action.SELF_REVIEW)
def accept_report(actor: Actor, report_id: int, version: int, *, session: Session = INJECTED) -> None:
    """Accept and so lock the report, as read in `version`. All units below must have closed first."""
    held = _held(actor, ReportStep.ACCEPT, report_id, version, session)
    duty = duty_of(held.campaign.key, session=session)
    require_below_closed(standings_below(held.campaign.key, held.unit.key, duty, session=session))
    _reviewed(actor, held, ReportState.ACCEPTED, session)
    held.report.return_reason = ""
    record(
        actor,
        Action.SELF_REVIEW,
        "self_inspection",
        held.report.key,
        "审核通过自查报告",
        after={"state": held.report.state},
        campaign_id=held.campaign.key,
        session=session,
    )
    _tell(actor, held, f"“{held.campaign.name}”自查报告已审核通过。", session)


@command(Action.SELF_REVIEW)
def return_report(
    actor: Actor, report_id: int, reason: str, version: int, *, session: Session = INJECTED
) -> None:
    """Give the report back with reasons; also one that was accepted, until its phase is closed."""
    why = reason.strip()
    if not why:
        raise Invalid({"reason": "请写明退回理由和需要补正的内容"})
    if len(why) > LONGEST_REASON:
        raise Invalid({"reason": f"退回理由不超过{LONGEST_REASON}字"})
    held = _held(actor, ReportStep.RETURN, report_id, version, session)
    _reviewed(actor, held, ReportState.RETURNED, session)
    held.report.return_reason = why
    held.report.returned_count += 1
    record(
        actor,
        Action.SELF_REVIEW,
        "self_inspection",
        held.report.key,
        f"第{held.report.returned_count}次退回自查报告",
        after={"state": held.report.state},
        reason=why,
        campaign_id=held.campaign.key,
        session=session,
    )
    judge_reporter(held.campaign, held.unit.key, "退回自查报告", session=session)
    _tell(actor, held, f"“{held.campaign.name}”自查报告被退回，请补正后重新报送：{why}", session)


def _reviewed(actor: Actor, held: Held, state: ReportState, session: Session) -> None:
    row = held.report
    row.state = state
    row.reviewed_at, row.reviewed_by = clock.now(), actor.account_id
    row.version += 1
    session.add(row)


def _tell(actor: Actor, held: Held, text: str, session: Session) -> None:
    session.add(
        Notice(
            unit_id=held.unit.key,
            campaign_id=held.campaign.key,
            kind="self_review",
            text=text[:1000],
            link=f"/my_report?id={held.report.key}",
            at=clock.now(),
            sent_by=actor.account_id,
        )
    )
