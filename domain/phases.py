"""Phases of a campaign: what is remarkable about their dates, and what must hold to open or close one.

Schemes give an end only ("5月31日前"), a start and an end, phases that overlap or abut, and phases that are
over before the scheme is issued. None of this is an error, and no date is ever moved: it is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from domain import deadlines
from domain.calendar import WorkCalendar
from domain.errors import Invalid, WrongState
from domain.terms import chinese_date
from domain.traffic_lights import days_left

_ONE_DAY = timedelta(days=1)
NAMES_SHOWN = 5  # of units that are missing; the page links to all of them


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


class Gate(StrEnum):
    """What a scheme may ask for before a phase opens or closes."""

    SELF_INSPECTIONS_IN = "self_inspections_in"
    VISITS_DONE = "visits_done"
    FINDINGS_ASSIGNED = "findings_assigned"
    FINDINGS_CLOSED = "findings_closed"
    DELIVERABLES_IN = "deliverables_in"
    PERSON_SAYS = "person_says"


GATE_NAMES = {
    Gate.SELF_INSPECTIONS_IN: "应报单位的自查报告全部审核通过，或者登记了例外情况",
    Gate.VISITS_DONE: "安排的核查全部完成",
    Gate.FINDINGS_ASSIGNED: "登记的问题全部交办",
    Gate.FINDINGS_CLOSED: "问题全部销号（长期坚持的除外）",
    Gate.DELIVERABLES_IN: "本阶段应报送的材料全部报送",
    Gate.PERSON_SAYS: "由专项办确认",
}


@dataclass(frozen=True, slots=True)
class Unmet:
    """A condition that does not hold, as a sentence, and the names that are missing, if it is about names.

    waivable: whether the office may go on with a reason; units are let off one by one instead.
    """

    gate: Gate
    sentence: str
    names: tuple[str, ...] = ()

    @property
    def waivable(self) -> bool:
        return self.gate is not Gate.SELF_INSPECTIONS_IN


@dataclass(frozen=True, slots=True)
class Span:
    """A phase as planned; `start` may be open, because schemes often give only an end."""

    name: str
    start: date | None
    end: date | None


class Running(Protocol):
    """A phase that is open, as far as its name and dates go."""

    @property
    def name(self) -> str: ...

    @property
    def start(self) -> date | None: ...

    @property
    def end(self) -> date | None: ...


P = TypeVar("P", bound=Running)


def in_order(running: Iterable[P], today: date) -> list[P]:
    """Open phases, the one the campaign is in first: its dates hold today; of several, the one that ends first."""
    return sorted(running, key=lambda one: (not _holds(one, today), one.end or date.max))


def _holds(phase: Running, today: date) -> bool:
    return (phase.start or date.min) <= today <= (phase.end or date.max)


def left_open(running: Sequence[Running], today: date) -> str:
    """Phases that are over by date and still open beside the current one: 自查摸排尚未办结."""
    over = [one.name for one in running[1:] if one.end is not None and one.end < today]
    return f"{'、'.join(over)}尚未办结" if over else ""


def running_words(running: Sequence[Running], today: date) -> str:
    """核查督查（自查摸排尚未办结）, of open phases in their order."""
    older = left_open(running, today)
    return running[0].name + (f"（{older}）" if older else "")


class NoteKind(StrEnum):
    """What a note on the dates is about."""

    REST_DAY = "rest_day"
    PAST = "past"
    OVERLAP = "overlap"
    ABUT = "abut"
    END_ONLY = "end_only"
    NO_END = "no_end"
    ORDER = "order"
    YEAR = "year"
    NAME = "name"


WARNINGS = frozenset(
    {NoteKind.REST_DAY, NoteKind.PAST, NoteKind.NO_END, NoteKind.ORDER, NoteKind.YEAR, NoteKind.NAME}
)


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


def require_open(state: PhaseState, unmet: Sequence[Unmet], waived: Mapping[Gate, str]) -> None:
    """A phase opens unless it is open or an entry condition neither holds nor is waived with a reason."""
    if state is PhaseState.OPEN:
        raise WrongState("该阶段正在进行中，不需要再启动。")
    _require_gates(unmet, waived, "启动")


def require_close(state: PhaseState, unmet: Sequence[Unmet], waived: Mapping[Gate, str]) -> None:
    """An open phase closes when each exit condition holds or is waived with a reason; says what is missing."""
    if state is not PhaseState.OPEN:
        raise WrongState(f"该阶段目前是“{PHASE_STATE_NAMES[state]}”，只有进行中的阶段可以办结。")
    _require_gates(unmet, waived, "办结")


def _require_gates(unmet: Sequence[Unmet], waived: Mapping[Gate, str], what: str) -> None:
    left = [one for one in unmet if not (one.waivable and waived.get(one.gate, "").strip())]
    if left:
        raise WrongState(f"暂不能{what}本阶段：{'；'.join(one.sentence for one in left)}。")


def missing_reports(names: Sequence[str]) -> Unmet | None:
    """The exit condition on self-inspections; names: units without an accepted report or an exception."""
    if not names:
        return None
    listed = "、".join(names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")
    sentence = f"还有{len(names)}个单位的自查没有办结（{listed}），请催办或逐个登记例外情况"
    return Unmet(Gate.SELF_INSPECTIONS_IN, sentence, tuple(names))


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
