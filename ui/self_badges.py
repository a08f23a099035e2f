"""Badges of self-inspection reports."""

from collections.abc import Mapping
from datetime import date

from domain.self_inspection import REPORT_STATE_NAMES, WITH_UNIT, ReportState
from services import clock
from ui.badges import Badge, Tone

_SIGNS: Mapping[ReportState, tuple[str, Tone]] = {
    ReportState.NOT_STARTED: ("○", "plain"),
    ReportState.DRAFT: ("◔", "active"),
    ReportState.SUBMITTED: ("◕", "active"),
    ReportState.RETURNED: ("↩", "soon"),
    ReportState.ACCEPTED: ("✓", "good"),
    ReportState.LOCKED: ("✓", "ended"),
}


def report_badge(state: ReportState, excused: str = "") -> Badge:
    """State of a report; a unit that was let off says so."""
    if excused and state in WITH_UNIT:
        return Badge("例外", "×", "ended")
    sign, tone = _SIGNS[state]
    return Badge(REPORT_STATE_NAMES[state], sign, tone)


def late_badge(state: ReportState, due: date | None, *, late: bool) -> list[Badge]:
    """逾期报送 for a late report, 逾期 for one that has not come; nothing while in time."""
    if late:
        return [Badge("逾期报送", "■", "late")]
    if state in (ReportState.NOT_STARTED, ReportState.DRAFT) and due is not None and due < clock.today():
        return [Badge("逾期", "■", "late")]
    return []
