"""Phases of a campaign: what is remarkable about their dates, and what must hold to open or close one.

Schemes give an end only ("5月31日前"), a start and an end, phases that overlap or abut, and phases that are
over before the scheme is issued. None of this is an error, and no date is ever moved: it is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain import deadlines
from domain.calendar import WorkCalendar
from domain.errors import Invalid, WrongState
from domain.terms import chinese_date
from domain.traffic_lights import days_left

_ONE_DAY = timedelta(days=1)


class PhaseState(StrEnum):
    """State of a phase."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


PHASE_STATE_NAMES = {
    PhaseState.PLANNED: "未启动",
    PhaseState.OPEN: "进行中",
    PhaseState.CLOSED: "已办结",
}


class Condition(StrEnum):
    """What a phase may ask for before it opens or closes."""

    PREVIOUS_CLOSED = "previous_closed"
    SELF_INSPECTIONS_IN = "self_inspections_in"


CONDITION_NAMES = {
    Condition.PREVIOUS_CLOSED: "前一阶段已办结",
    Condition.SELF_INSPECTIONS_IN: "应报单位的自查报告全部审核通过，或者登记了例外情况",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A phase as planned; `start` may be open, because schemes often give only an end."""

    name: str
    start: date | None
    end: date | None


class NoteKind(StrEnum):
    """What a note on the dates is about."""

    REST_DAY = "rest_day"
    PAST = "past"
    OVERLAP = "overlap"
    ABUT = "abut"
    END_ONLY = "end_only"
    NO_END = "no_end"
    ORDER = "order"


WARNINGS = frozenset({NoteKind.REST_DAY, NoteKind.PAST, NoteKind.NO_END, NoteKind.ORDER})


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on one phase, as a sentence."""

    phase: str
    kind: NoteKind
    sentence: str

    @property
    def warns(self) -> bool:
        """Whether somebody should look at it; the others only explain."""
        return self.kind in WARNINGS


def check_span(start: date | None, end: date | None) -> None:
    """`Invalid` when the phase would end before it starts."""
    if start is not None and end is not None and end < start:
        raise Invalid({"end": f"结束日期{chinese_date(end)}早于开始日期{chinese_date(start)}，请检查"})


def notes(phases: Sequence[Span], calendar: WorkCalendar, today: date) -> tuple[Note, ...]:
    """Everything remarkable about the dates, phase by phase in their order."""
    found: list[Note] = []
    for position, phase in enumerate(phases):
        found += _own_notes(phase, calendar, today)
        if position:
            found += _between(phases[position - 1], phase)
    return tuple(found)


def _own_notes(phase: Span, calendar: WorkCalendar, today: date) -> Iterable[Note]:
    if phase.end is None:
        yield Note(phase.name, NoteKind.NO_END, "没有结束日期，请补上")
        return
    if phase.start is None:
        yield Note(
            phase.name, NoteKind.END_ONLY, f"方案只规定{chinese_date(phase.end)}前完成，未规定开始日期"
        )
    if warning := deadlines.fixed(phase.end, calendar).warning:
        yield Note(phase.name, NoteKind.REST_DAY, warning)
    if phase.end < today:
        yield Note(phase.name, NoteKind.PAST, f"结束日期{chinese_date(phase.end)}已过，请确认是否补办")


def _between(earlier: Span, later: Span) -> Iterable[Note]:
    if earlier.end is None or later.end is None:
        return
    if later.end < earlier.end:
        yield Note(later.name, NoteKind.ORDER, f"结束日期早于前一阶段“{earlier.name}”，请核对先后次序")
    if later.start is None:
        if later.end == earlier.end:
            yield Note(later.name, NoteKind.OVERLAP, f"与“{earlier.name}”同日截止")
        return
    if later.start <= earlier.end:
        days = (min(earlier.end, later.end) - later.start).days + 1
        yield Note(later.name, NoteKind.OVERLAP, f"与“{earlier.name}”有{days}日重叠，可同时进行")
    elif later.start == earlier.end + _ONE_DAY:
        yield Note(later.name, NoteKind.ABUT, f"紧接“{earlier.name}”")


def require_open(
    state: PhaseState, entry: Iterable[Condition], previous: Sequence[tuple[str, PhaseState]]
) -> None:
    """Entry conditions of a phase. previous: name and state of the phases before it, in their order."""
    if state is PhaseState.OPEN:
        raise WrongState("该阶段正在进行中，不需要再启动。")
    waiting = [name for name, earlier in previous if earlier is not PhaseState.CLOSED]
    if Condition.PREVIOUS_CLOSED in entry and waiting:
        raise WrongState(f"方案规定前一阶段办结后才能启动本阶段，“{'”“'.join(waiting)}”尚未办结。")


def require_close(state: PhaseState, exits: Iterable[Condition], not_in: Sequence[str]) -> None:
    """Exit conditions of a phase. not_in: names of the units without an accepted report or an exception."""
    if state is not PhaseState.OPEN:
        raise WrongState(f"该阶段目前是“{PHASE_STATE_NAMES[state]}”，只有进行中的阶段可以办结。")
    if Condition.SELF_INSPECTIONS_IN in exits and not_in:
        raise WrongState(
            f"还有{len(not_in)}个单位的自查没有办结：{'、'.join(not_in)}。请催办，或逐个登记例外情况及理由。"
        )


def due_sentence(due: date | None, today: date) -> str:
    """What is due, as people say it: 5月31日截止，还剩6天."""
    if due is None:
        return "未规定截止日期"
    day = f"{due.month}月{due.day}日" if due.year == today.year else chinese_date(due)
    left = days_left(due, today)
    if left > 0:
        return f"{day}截止，还剩{left}天"
    if left == 0:
        return f"{day}截止，今天是最后一天"
    return f"{day}截止，已逾期{-left}天"
