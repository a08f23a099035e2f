"""The life of a self-inspection report (自查报告), and how reports add up to coverage.

draft → submitted → returned | accepted → locked. An accepted report can no longer be written; it can
still be returned with a reason until its phase is closed, which locks it. Late is a mark, never a refusal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import Refused, WrongState
from domain.permissions import Role


class ReportState(StrEnum):
    """State of a report; `not_started` is a report that nobody has opened yet, so it has no row."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    LOCKED = "locked"


REPORT_STATE_NAMES = {
    ReportState.NOT_STARTED: "未开始",
    ReportState.DRAFT: "填报中",
    ReportState.SUBMITTED: "待审核",
    ReportState.RETURNED: "退回修改",
    ReportState.ACCEPTED: "已审核",
    ReportState.LOCKED: "已归档",
}

WITH_UNIT = frozenset({ReportState.NOT_STARTED, ReportState.DRAFT, ReportState.RETURNED})
RECEIVED = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.LOCKED})
CLOSED = frozenset({ReportState.ACCEPTED, ReportState.LOCKED})


class ReportStep(StrEnum):
    """What can be done to a report."""

    WRITE = "write"
    SUBMIT = "submit"
    ACCEPT = "accept"
    RETURN = "return"
    LOCK = "lock"


_STEPS = {
    ReportStep.WRITE: ("填写", WITH_UNIT),
    ReportStep.SUBMIT: ("报送", WITH_UNIT),
    ReportStep.ACCEPT: ("审核通过", frozenset({ReportState.SUBMITTED})),
    ReportStep.RETURN: ("退回", frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED})),
    ReportStep.LOCK: ("归档", frozenset({ReportState.ACCEPTED})),
}


def can(state: ReportState, step: ReportStep) -> bool:
    """Whether the step may follow this state."""
    return state in _STEPS[step][1]


def require_report_step(state: ReportState, step: ReportStep) -> None:
    """`WrongState` with a sentence that names the state, unless the step may follow it."""
    if not can(state, step):
        title = _STEPS[step][0]
        raise WrongState(
            f"该自查报告目前是“{REPORT_STATE_NAMES[state]}”，不能{title}。请刷新页面查看最新状态。"
        )


def is_late(submitted_on: date, due: date | None) -> bool:
    """Whether a report first submitted on this day is late; the due day itself is still in time."""
    return due is not None and submitted_on > due


def require_reviewer(
    *, role: Role, reviewer_unit: int, reviewer: int, report_unit: int, submitted_by: int | None
) -> None:
    """Nobody reviews the report of the own unit, and nobody a report that they handed in.

    Townships review the villages below them; the office reviews everybody.
    """
    if role is not Role.OFFICE and reviewer_unit == report_unit:
        raise Refused("本单位的自查报告由上一级审核，不能自己审核。")
    if submitted_by == reviewer:
        raise Refused("报送人不能审核自己报送的自查报告，请由他人办理。")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit of the scope stands with its report.

    excused: the reason of a recorded exception, empty when the unit has to report.
    """

    unit_id: int
    unit_name: str
    state: ReportState
    late: bool = False
    excused: str = ""

    @property
    def received(self) -> bool:
        return self.state in RECEIVED

    @property
    def closed(self) -> bool:
        """Whether the level above may go on: accepted, or let off with a reason."""
        return self.state in CLOSED or bool(self.excused)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of reports. expected = received + missing; received = on_time + late; excused stand beside."""

    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    accepted: int = 0
    excused: int = 0

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.expected + other.expected,
            self.received + other.received,
            self.on_time + other.on_time,
            self.late + other.late,
            self.missing + other.missing,
            self.accepted + other.accepted,
            self.excused + other.excused,
        )


def coverage(standings: Iterable[Standing]) -> Coverage:
    """Add up; a returned report is missing until it comes again, an excused unit that did not report is not."""
    total = Coverage()
    for standing in standings:
        total += _counted(standing)
    return total


def _counted(standing: Standing) -> Coverage:
    if standing.received:
        closed = int(standing.state in CLOSED)
        late = int(standing.late)
        return Coverage(expected=1, received=1, on_time=1 - late, late=late, accepted=closed)
    if standing.excused:
        return Coverage(excused=1)
    return Coverage(expected=1, missing=1)


def not_closed(below: Iterable[Standing]) -> tuple[Standing, ...]:
    """Units below that have neither an accepted report nor a recorded exception."""
    return tuple(standing for standing in below if not standing.closed)


def require_below_closed(below: Sequence[Standing]) -> None:
    """A level closes when all below have closed or have a recorded exception; the refusal names who is open."""
    waiting = not_closed(below)
    if waiting:
        raise WrongState(
            f"下级单位的自查尚未全部办结，暂不能审核通过：{names(waiting)}。请先审核或登记例外情况。"
        )


def names(standings: Sequence[Standing], *, most: int = 10) -> str:
    """Names with their state; a long list ends in its count."""
    shown = "、".join(f"{one.unit_name}（{REPORT_STATE_NAMES[one.state]}）" for one in standings[:most])
    return shown if len(standings) <= most else f"{shown}等{len(standings)}个单位"
