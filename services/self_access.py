"""Getting hold of one report: is it there, may the actor touch it, is it in the right state."""

from dataclasses import dataclass

from sqlmodel import Session, select

from domain.errors import NotFound
from domain.permissions import Action
from domain.self_completeness import Category
from domain.self_inspection import RECEIVED, ReportState, ReportStep, require_report_step
from domain.units import UnitKind
from models.campaign import Campaign
from models.self_inspection import SelfInspection
from models.unit import Unit
from services.actor import Actor
from services.conflicts import stale
from services.earlier_versions import scheme_at
from services.libraries import checklist_of
from services.visibility import out_of_reach, within


@dataclass(frozen=True, slots=True)
class Held:
    """A report with its campaign and unit, as rows of the running transaction."""

    report: SelfInspection
    campaign: Campaign
    unit: Unit

    @property
    def state(self) -> ReportState:
        return ReportState(self.report.state)

    def checklist(self, session: Session) -> tuple[Category, ...]:
        """The items that apply to the unit: of the version by which it was handed in, else of the pinned one."""
        at = self.report.submitted_at if self.state in RECEIVED else None
        return checklist_of(scheme_at(self.campaign, at, session=session), UnitKind(self.unit.kind))


def hold(actor: Actor, action: Action, report_id: int, *, session: Session, lock: bool = False) -> Held:
    """The report, for reading or locked for a change. One statement."""
    mine = within(actor, action, SelfInspection.unit_id).label("mine")
    found = select(SelfInspection, Campaign, Unit, mine).where(
        SelfInspection.id == report_id,
        SelfInspection.campaign_id == Campaign.id,
        SelfInspection.unit_id == Unit.id,
    )
    row = session.exec(found.with_for_update(of=SelfInspection) if lock else found).first()
    if row is None:
        raise NotFound("找不到这份自查报告。")
    report, campaign, unit, reached = row
    if not reached:
        raise out_of_reach(actor, action)
    return Held(report, campaign, unit)


def hold_for(actor: Actor, action: Action, step: ReportStep, report_id: int, *, session: Session) -> Held:
    """The report for a change: locked against others, in a state that allows the step."""
    held = hold(actor, action, report_id, session=session, lock=True)
    require_report_step(held.state, step)
    return held


def require_version(held: Held, version: int, *, session: Session) -> None:
    """`Conflict` when the report has changed since the caller read it."""
    if held.report.version != version:
        raise stale("这份自查报告", "self_inspection", held.report.key, session=session)
