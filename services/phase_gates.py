"""What keeps a phase from opening or closing: each condition of the scheme asked of the records."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.phases import Gate, Unmet, missing_reports
from domain.self_inspection import not_closed
from domain.visits import OPEN_STATES, VisitState
from domain.workflow import OPEN, State
from models.campaign import Campaign, Deliverable, Phase
from models.finding import Finding
from models.verification import Visit
from services.campaign_filings import missing_in_phase
from services.self_scope import DELIVERABLE, duty_of, reporters_where


def unmet(phase: Phase, which: str, *, session: Session) -> list[Unmet]:
    """Conditions that do not hold; which: opens_when or closes_when."""
    wanted = phase.conditions.get(which)
    gates = wanted if isinstance(wanted, list) else []
    asked = (_ask(phase, gate, session) for gate in gates if isinstance(gate, Mapping))
    return [one for one in asked if one is not None]


def _ask(phase: Phase, gate: Mapping[str, Any], session: Session) -> Unmet | None:
    kind = Gate(gate["gate"])
    if kind is Gate.PERSON_SAYS:
        return Unmet(kind, f"须由专项办确认：{gate.get('text') or '本阶段工作已经完成'}")
    return _ASKED[kind](phase, session)


def _self_inspections(phase: Phase, session: Session) -> Unmet | None:
    try:
        duty = duty_of(phase.campaign_id, session=session)
    except NotFound:
        return None
    found = reporters_where(phase.campaign_id, duty, sql.true(), session=session)
    return missing_reports([one.unit_name for one in not_closed(reporter.standing for reporter in found)])


def _visits(phase: Phase, session: Session) -> Unmet | None:
    found = select(sql.func.count()).select_from(Visit).where(Visit.campaign_id == phase.campaign_id)
    open_ = session.exec(found.where(col(Visit.state).in_(sorted(OPEN_STATES)))).one()
    if open_:
        return Unmet(Gate.VISITS_DONE, f"还有{open_}次核查没有完成")
    done = session.exec(found.where(Visit.state != VisitState.CANCELLED)).one()
    return None if done else Unmet(Gate.VISITS_DONE, "还没有开展过核查")


def _assigned(phase: Phase, session: Session) -> Unmet | None:
    count = _findings(phase, [State.REGISTERED], session)
    return Unmet(Gate.FINDINGS_ASSIGNED, f"还有{count}个问题没有交办") if count else None


def _closed(phase: Phase, session: Session) -> Unmet | None:
    count = _findings(phase, sorted(OPEN), session)
    return Unmet(Gate.FINDINGS_CLOSED, f"还有{count}个问题没有销号") if count else None


def _findings(phase: Phase, states: Sequence[State], session: Session) -> int:
    found = select(sql.func.count()).select_from(Finding)
    chosen = found.where(Finding.campaign_id == phase.campaign_id, col(Finding.state).in_(states))
    return session.exec(chosen).one()


def _deliverables(phase: Phase, session: Session) -> Unmet | None:
    """Reports are asked one by one; of what no unit of the system hands in here a person says that it is in."""
    campaign = session.get_one(Campaign, phase.campaign_id)
    duties = session.exec(
        select(Deliverable).where(
            Deliverable.campaign_id == phase.campaign_id, Deliverable.phase_code == phase.code
        )
    ).all()
    if any(duty.kind == DELIVERABLE for duty in duties):
        reports = _self_inspections(phase, session)
        if reports is not None:
            return reports
    missing = missing_in_phase(campaign, phase.code, session=session)
    words = [
        f"“{duty.name}”还有{count}个单位没有报送" for duty in duties if (count := missing.get(duty.code))
    ]
    others = [duty.name for duty in duties if duty.kind != DELIVERABLE and duty.code not in missing]
    words += [f"须由专项办确认已经收齐：{'、'.join(others)}"] if others else []
    return Unmet(Gate.DELIVERABLES_IN, "；".join(words)) if words else None


_ASKED: Mapping[Gate, Callable[[Phase, Session], Unmet | None]] = {
    Gate.SELF_INSPECTIONS_IN: _self_inspections,
    Gate.VISITS_DONE: _visits,
    Gate.FINDINGS_ASSIGNED: _assigned,
    Gate.FINDINGS_CLOSED: _closed,
    Gate.DELIVERABLES_IN: _deliverables,
}
