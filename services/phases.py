"""Opening and closing phases. What keeps a phase from it is said before and asked again in the act."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, WrongState
from domain.permissions import Action, ruling
from domain.phases import (
    GATE_NAMES,
    Gate,
    Note,
    PhaseState,
    Span,
    Unmet,
    notes,
    require_close,
    require_open,
)
from domain.self_inspection import ReportState
from models.campaign import Campaign, Deliverable, Phase
from models.self_inspection import SelfExemption, SelfInspection
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import Change, record, record_all
from services.calendars import work_calendar
from services.campaigns import PhaseView, phase_view, phases_of, require_campaign
from services.conflicts import about, stale
from services.phase_gates import unmet
from services.self_scope import DELIVERABLE
from services.use_case import INJECTED, command, query


@dataclass(frozen=True, slots=True)
class Readiness:
    """A phase with what is remarkable about its dates and what still keeps it from opening or closing."""

    phase: PhaseView
    notes: tuple[Note, ...]
    unmet: tuple[Unmet, ...]


@query(Action.CAMPAIGN_READ)
def phase_readiness(actor: Actor, campaign_id: int, *, session: Session = INJECTED) -> list[Readiness]:
    """All phases of a campaign; what is missing is for those who close phases, for it names units."""
    require_campaign(actor, campaign_id, session=session)
    rows = phases_of(campaign_id, session=session)
    spans = [Span(row.name, row.start, row.end) for row in rows]
    remarks = notes(spans, work_calendar(session=session), clock.today())
    return [
        Readiness(
            phase_view(row),
            tuple(note for note in remarks if note.phase == row.name),
            tuple(_pending(row, session)) if ruling(actor.role, Action.PHASE_CLOSE).allowed else (),
        )
        for row in rows
    ]


def _pending(row: Phase, session: Session) -> list[Unmet]:
    if row.state == PhaseState.CLOSED:
        return []
    return unmet(row, "closes_when" if row.state == PhaseState.OPEN else "opens_when", session=session)


@command(Action.PHASE_CLOSE)
def open_phase(
    actor: Actor,
    phase_id: int,
    version: int,
    *,
    waived: Mapping[Gate, str] | None = None,
    reason: str = "",
    session: Session = INJECTED,
) -> None:
    """Open a phase, or open a closed one again, which needs a reason."""
    row = held_phase(phase_id, version, session)
    again = row.state == PhaseState.CLOSED
    if again and not reason.strip():
        raise Invalid({"reason": "重新启动已经办结的阶段，请写明理由"})
    given = waived or {}
    left = unmet(row, "opens_when", session=session)
    require_open(PhaseState(row.state), left, given)
    row.state, row.opened_at, row.closed_at = PhaseState.OPEN, row.opened_at or clock.now(), None
    if again:
        _lock_reports(actor, row, session, lock=False)
    _save(
        actor, row, f"{'重新启动' if again else '启动'}阶段“{row.name}”", session, waived=given, reason=reason
    )


@command(Action.PHASE_CLOSE)
def close_phase(
    actor: Actor,
    phase_id: int,
    version: int,
    *,
    waived: Mapping[Gate, str] | None = None,
    session: Session = INJECTED,
) -> None:
    """Close an open phase; units that were let off stay on it with their reasons, accepted reports lock."""
    row = held_phase(phase_id, version, session)
    given = waived or {}
    require_close(PhaseState(row.state), unmet(row, "closes_when", session=session), given)
    row.state, row.closed_at = PhaseState.CLOSED, clock.now()
    row.exceptions = [*_unit_exceptions(row, session), *_waivers(given)]
    _lock_reports(actor, row, session, lock=True)
    _save(actor, row, f"办结阶段“{row.name}”", session, waived=given)


def held_phase(phase_id: int, version: int, session: Session) -> Phase:
    """The phase for a change: locked, of a running campaign, as the caller has read it."""
    row = session.exec(select(Phase).where(Phase.id == phase_id).with_for_update()).first()
    if row is None:
        raise NotFound("找不到这个阶段。")
    require_running(row.campaign_id, session)
    if row.version != version:
        named = f"阶段“{row.name}”"
        raise stale(named, "campaign", row.campaign_id, session=session, later=about(named))
    return row


def require_running(campaign_id: int, session: Session) -> None:
    """`WrongState` when the campaign has ended."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None or campaign.state != "running":
        raise WrongState("该专项行动已经结束，不能再调整阶段。")


def _save(
    actor: Actor, row: Phase, summary: str, session: Session, *, waived: Mapping[Gate, str], reason: str = ""
) -> None:
    row.version += 1
    session.add(row)
    reasons = "；".join(
        [
            *([reason.strip()] if reason.strip() else []),
            *(f"{GATE_NAMES[gate]}：{why.strip()}" for gate, why in waived.items() if why.strip()),
        ]
    )
    record(
        actor,
        Action.PHASE_CLOSE,
        "campaign",
        row.campaign_id,
        summary,
        reason=reasons,
        after={"state": row.state, "exceptions": len(row.exceptions)},
        campaign_id=row.campaign_id,
        session=session,
    )


def _owns_reports(row: Phase, session: Session) -> bool:
    """Whether the self-inspection reports belong to this phase."""
    found = select(Deliverable.id).where(
        Deliverable.campaign_id == row.campaign_id,
        Deliverable.phase_code == row.code,
        Deliverable.kind == DELIVERABLE,
    )
    return session.exec(found).first() is not None


def _unit_exceptions(row: Phase, session: Session) -> list[dict[str, object]]:
    if not _owns_reports(row, session):
        return []
    found = session.exec(
        select(Unit.name, SelfExemption.reason)
        .where(
            SelfExemption.campaign_id == row.campaign_id,
            col(SelfExemption.lifted_at).is_(None),
            Unit.id == SelfExemption.unit_id,
        )
        .order_by(col(Unit.id))
    )
    return [{"unit": name, "reason": reason} for name, reason in found]


def _waivers(waived: Mapping[Gate, str]) -> list[dict[str, object]]:
    return [{"gate": gate.value, "reason": why.strip()} for gate, why in waived.items() if why.strip()]


def _lock_reports(actor: Actor, row: Phase, session: Session, *, lock: bool) -> None:
    """Accepted reports lock with their phase and come free again with it."""
    if not _owns_reports(row, session):
        return
    was, becomes = ReportState.ACCEPTED, ReportState.LOCKED
    if not lock:
        was, becomes = becomes, was
    reports = session.exec(
        select(SelfInspection)
        .where(SelfInspection.campaign_id == row.campaign_id, SelfInspection.state == was.value)
        .with_for_update()
    ).all()
    for report in reports:
        report.state, report.version = becomes, report.version + 1
        session.add(report)
    word = "随阶段办结归档" if lock else "随阶段重新启动解除归档"
    record_all(
        actor,
        Action.PHASE_CLOSE,
        [
            Change(
                "self_inspection",
                report.key,
                f"自查报告{word}",
                {"state": was},
                {"state": becomes},
                campaign_id=row.campaign_id,
            )
            for report in reports
        ],
        session=session,
    )
