"""A verification visit (核查): its states and what each step needs."""

from enum import StrEnum


class VisitState(StrEnum):
    """planned → recording → signed (the place signed off the facts) → closed; or cancelled."""

    PLANNED = "planned"
    RECORDING = "recording"
    SIGNED = "signed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_NAMES = {
    VisitState.PLANNED: "待核查",
    VisitState.RECORDING: "核查中",
    VisitState.SIGNED: "已签字",
    VisitState.CLOSED: "已办结",
    VisitState.CANCELLED: "已取消",
}

SIGNED_STATES = frozenset({VisitState.SIGNED, VisitState.CLOSED})  # from then on the place may read it
OPEN_STATES = frozenset({VisitState.PLANNED, VisitState.RECORDING})
