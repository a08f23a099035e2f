"""One self-inspection report: opened by its unit, read whole, with what is still missing in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from domain.errors import NotFound, Refused
from domain.permissions import Action, Role, ruling
from domain.self_completeness import Category, Gap, missing
from domain.self_inspection import ReportState, ReportStep, Standing, can
from domain.units import UnitKind
from models.account import Account
from models.campaign import Campaign, CampaignUnit
from models.self_inspection import SelfInspection
from models.unit import Unit
from services.actor import Actor
from services.audit import TimelineEntry, record, timeline
from services.handed_over import covered, hidden_from
from services.self_access import Held, hold
from services.self_content import Written, written
from services.self_drafts import DRAFT
from services.self_scope import Duty, duty_of, standings_below
from services.use_case import INJECTED, command, query
from services.visibility import covers, require_unit


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report with everything its pages show. `version` must come back with a submission or review.

    closed_items, closed_problems: items and findings whose words are covered, because they became a lead.
    """

    id: int
    version: int
    campaign_id: int
    campaign: str
    unit_id: int
    unit: str
    unit_kind: UnitKind
    state: ReportState
    due: date | None
    clause: str
    late: bool
    declared_by: str
    submitted_at: datetime | None
    first_submitted_at: datetime | None
    submitted_by: str
    returned_count: int
    return_reason: str
    reviewed_at: datetime | None
    reviewed_by: str
    categories: tuple[Category, ...]
    written: Written
    gaps: tuple[Gap, ...]
    below: tuple[Standing, ...]
    may_write: bool
    may_review: bool
    handed_in: bool = False  # by the reader
    closed_items: frozenset[str] = frozenset()
    closed_problems: frozenset[int] = frozenset()


@command(Action.SELF_WRITE)
def open_report(
    actor: Actor, campaign_id: int, *, unit_id: int | None = None, session: Session = INJECTED
) -> int:
    """The report of the actor's unit (or of one below); made when it does not exist yet. Safe to repeat."""
    unit = unit_id or actor.unit_id
    require_unit(actor, Action.SELF_WRITE, unit, session=session)
    campaign = session.exec(select(Campaign).where(Campaign.id == campaign_id).with_for_update()).first()
    if campaign is None:
        raise NotFound("找不到这个专项行动。")
    same = select(SelfInspection).where(
        SelfInspection.campaign_id == campaign_id, SelfInspection.unit_id == unit
    )
    row = session.exec(same).first()
    if row is not None:
        return row.key
    _require_duty(campaign, unit, session)
    row = SelfInspection(campaign_id=campaign_id, unit_id=unit)
    session.add(row)
    session.flush()
    record(
        actor,
        Action.SELF_WRITE,
        "self_inspection",
        row.key,
        "开始填报自查报告",
        campaign_id=campaign_id,
        session=session,
    )
    return row.key


def _require_duty(campaign: Campaign, unit_id: int, session: Session) -> None:
    if campaign.state != "running":
        raise Refused(f"专项行动“{campaign.name}”已经结束，不能再填报。")
    duty = duty_of(campaign.key, session=session)
    found = (
        select(Unit.id)
        .join(CampaignUnit, col(CampaignUnit.unit_id) == Unit.id)
        .where(
            CampaignUnit.campaign_id == campaign.key,
            Unit.id == unit_id,
            duty.asks(),
        )
    )
    if session.exec(found).first() is None:
        raise Refused(f"本单位不在“{campaign.name}”的自查范围内，不需要填报自查报告。")


@query(Action.SELF_READ)
def report_view(actor: Actor, report_id: int, *, session: Session = INJECTED) -> ReportView:
    """One report. At most ten statements however long it is."""
    held = hold(actor, Action.SELF_READ, report_id, session=session)
    duty = duty_of(held.campaign.key, session=session)
    categories = held.checklist(session)
    gone = hidden_from(actor.role, held.campaign.key, held.unit.key, session=session)
    content = covered(written(held.report, session=session), gone)
    people = _names([held.report.submitted_by, held.report.reviewed_by], held.unit.key, session)
    below = tuple(standings_below(held.campaign.key, held.unit.key, duty, session=session))
    view = _view(actor, held, duty, categories, content, people, below, session)
    return replace(view, closed_items=gone.items, closed_problems=gone.findings)


def _view(
    actor: Actor,
    held: Held,
    duty: Duty,
    categories: tuple[Category, ...],
    content: Written,
    people: dict[int, str],
    below: tuple[Standing, ...],
    session: Session,
) -> ReportView:
    row, state = held.report, held.state
    return ReportView(
        row.key,
        row.version,
        held.campaign.key,
        held.campaign.name,
        held.unit.key,
        held.unit.name,
        UnitKind(held.unit.kind),
        state,
        duty.due,
        duty.clause,
        row.late,
        row.declared_by,
        row.submitted_at,
        row.first_submitted_at,
        people.get(row.submitted_by or 0, ""),
        row.returned_count,
        row.return_reason,
        row.reviewed_at,
        people.get(row.reviewed_by or 0, ""),
        categories,
        content,
        missing(content.content, categories),
        below,
        may_write=can(state, ReportStep.WRITE) and _reaches(actor, Action.SELF_WRITE, held.unit.key, session),
        may_review=_may_review(actor, held, session),
        handed_in=row.submitted_by == actor.account_id,
    )


def _reaches(actor: Actor, action: Action, unit_id: int, session: Session) -> bool:
    return ruling(actor.role, action).allowed and covers(actor, action, unit_id, session=session)


def _may_review(actor: Actor, held: Held, session: Session) -> bool:
    """Whether to offer the review; `services.self_review` asks again and says why not."""
    if not (can(held.state, ReportStep.ACCEPT) or can(held.state, ReportStep.RETURN)):
        return False
    if held.report.submitted_by == actor.account_id:
        return False
    own = actor.role is not Role.OFFICE and actor.unit_id == held.unit.key
    return not own and _reaches(actor, Action.SELF_REVIEW, held.unit.key, session)


def _names(ids: list[int | None], unit_id: int, session: Session) -> dict[int, str]:
    """Names by account; whoever is of another unit than the report's is named with that unit."""
    known = [one for one in ids if one is not None]
    if not known:
        return {}
    found = (
        select(Account.id, Account.name, Account.unit_id, Unit.name)
        .join(Unit, col(Unit.id) == col(Account.unit_id))
        .where(col(Account.id).in_(known))
    )
    return {
        account: name if own == unit_id else f"{name}（{unit}）"
        for account, name, own, unit in session.exec(found)
        if account is not None
    }


@query(Action.SELF_READ)
def report_timeline(actor: Actor, report_id: int, *, session: Session = INJECTED) -> list[TimelineEntry]:
    """What happened to the report, without the single keystrokes of filling it in."""
    hold(actor, Action.SELF_READ, report_id, session=session)
    return [
        entry for entry in timeline("self_inspection", report_id, session=session) if entry.action != DRAFT
    ]


@query(Action.SELF_READ)
def report_gaps(actor: Actor, report_id: int, *, session: Session = INJECTED) -> tuple[Gap, ...]:
    """还缺什么: what keeps the report from being submitted."""
    held = hold(actor, Action.SELF_READ, report_id, session=session)
    return missing(written(held.report, session=session).content, held.checklist(session))
