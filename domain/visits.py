"""A verification visit (核查): its states, what each step needs, and what a visit says beside a self-inspection."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.errors import Invalid, WrongState
from domain.findings import Answer

TEAM = 2  # inspectors a visit has at least: two people witness, one does not


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


class VisitStep(StrEnum):
    """What can be done with a visit."""

    REPLAN = "replan"
    RECORD = "record"
    SIGN = "sign"
    REGISTER = "register"
    CLOSE = "close"
    CANCEL = "cancel"


# One row a step: what it is called, and from which states it may start.
_STEPS: Mapping[VisitStep, tuple[str, frozenset[VisitState]]] = {
    VisitStep.REPLAN: ("调整安排", frozenset({VisitState.PLANNED})),
    VisitStep.RECORD: ("填写记录", OPEN_STATES),
    VisitStep.SIGN: ("签字确认", frozenset({VisitState.RECORDING})),
    VisitStep.REGISTER: ("登记问题", frozenset({VisitState.RECORDING, VisitState.SIGNED})),
    VisitStep.CLOSE: ("办结", frozenset({VisitState.SIGNED})),
    VisitStep.CANCEL: ("取消", OPEN_STATES),
}


def may_start(state: VisitState, step: VisitStep) -> bool:
    """Whether the step may start from this state."""
    return state in _STEPS[step][1]


def require_visit_step(state: VisitState, step: VisitStep) -> None:
    """`WrongState` with a sentence that names the state, unless the step may start from it."""
    if not may_start(state, step):
        raise WrongState(
            f"这次核查目前是“{STATE_NAMES[state]}”，不能{_STEPS[step][0]}。请刷新页面查看最新状态。"
        )


def require_team(inspectors: Sequence[int], leader: int | None) -> None:
    """At least two different inspectors, one of them leading when a leader is named."""
    if len(set(inspectors)) < TEAM:
        raise Invalid({"inspectors": f"现场核查须由 {TEAM} 名以上核查人员进行，请补选。"})
    if leader is not None and leader not in inspectors:
        raise Invalid({"leader": "组长应从选定的核查人员中产生，请重新选择。"})


@dataclass(frozen=True, slots=True)
class Record:
    """What has been written on site; answers: item → (answer, note)."""

    visited_on: date | None = None
    facts: str = ""
    people_present: str = ""
    unit_opinion: str = ""
    answers: Mapping[str, tuple[Answer, str]] = field(default_factory=dict)


def gaps(record: Record, items: Sequence[str], today: date) -> dict[str, str]:
    """What is missing before the place can sign: field (or item) → sentence. Empty when nothing is."""
    return dict(_gaps(record, items, today))


def _gaps(record: Record, items: Sequence[str], today: date) -> Iterator[tuple[str, str]]:
    if record.visited_on is None:
        yield "visited_on", "请填写实际核查日期。"
    elif record.visited_on > today:
        yield "visited_on", "实际核查日期不能晚于今天。"
    if not record.people_present.strip():
        yield "people_present", "请填写在场人员。"
    if not record.facts.strip():
        yield "facts", "请填写现场核查的事实。"
    if not record.unit_opinion.strip():
        yield "unit_opinion", "请填写被核查单位意见，没有意见的写“无意见”。"
    open_items = [item for item in items if item not in record.answers]
    if open_items:
        yield "answers", f"还有 {len(open_items)} 个要点没有结论：{_some(open_items)}。"
    for item in items:
        answer, note = record.answers.get(item, (Answer.CONFORMS, ""))
        if answer in {Answer.FAILS, Answer.MOSTLY} and not note.strip():
            yield item, f"{item} 的结论不是“符合”，请写明发现的情况。"


def _some(items: Sequence[str], most: int = 6) -> str:
    shown = "、".join(items[:most])
    return f"{shown} 等" if len(items) > most else shown


class Match(StrEnum):
    """What a self-inspection and a verification say about one item, side by side."""

    MISSED = "missed"
    BOTH = "both"
    ONLY_SELF = "only_self"
    SAME = "same"
    NO_SELF = "no_self"


MATCH_NAMES = {
    Match.MISSED: "自查漏报",
    Match.BOTH: "自查核查均发现",
    Match.ONLY_SELF: "仅自查发现",
    Match.SAME: "均未发现问题",
    Match.NO_SELF: "自查未作答",
}


def match(own: Answer | None, own_problem: bool, found: Answer) -> Match:
    """Compare one item: what the place said, whether it reported a problem there, what the inspectors found.

    Only 不符合 is a problem; a problem reported under an item counts whatever its answer says.
    """
    self_found = own_problem or own is Answer.FAILS
    if found is Answer.FAILS:
        return Match.BOTH if self_found else Match.MISSED
    if self_found:
        return Match.ONLY_SELF
    return Match.SAME if own is not None else Match.NO_SELF
