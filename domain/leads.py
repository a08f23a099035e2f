"""Leads (问题线索): what a lead is about, where it goes, and who may see what became a lead.

A finding that was handed over keeps its number, unit and category in the ledger; its content is for the
discipline role alone. Everything that shows findings, or what was once said of them, asks `content_visible`.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.errors import WrongState
from domain.permissions import Action, Role, ruling

COMPARTMENT = "lead"  # value of the compartment columns of evidence and audit entries
TRANSFERRED = "已移送"  # all that the ledger says of a finding that was handed over
HIDDEN = "（已移送，内容不予显示）"


def content_visible(role: Role, transferred: bool) -> bool:
    """Whether this role may read what a finding said: its text, amounts, people and evidence."""
    return not transferred or opens_compartment(role)


def opens_compartment(role: Role) -> bool:
    """Whether this role reads leads at all."""
    return ruling(role, Action.LEAD_READ).allowed


class LeadState(StrEnum):
    """received → handed_over → answered → closed, and open again."""

    RECEIVED = "received"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_NAMES = {
    LeadState.RECEIVED: "待移送",
    LeadState.HANDED_OVER: "待反馈",
    LeadState.ANSWERED: "已反馈",
    LeadState.CLOSED: "已办结",
}


class Destination(StrEnum):
    """Where a lead goes, by who manages the person concerned."""

    TOWNSHIP = "township_discipline"
    DISTRICT = "district_commission"
    POLICE = "police"


DESTINATION_NAMES = {
    Destination.TOWNSHIP: "镇（街道）纪检监察部门",
    Destination.DISTRICT: "区纪委监委",
    Destination.POLICE: "公安机关（涉嫌其他犯罪）",
}


class LeadStep(StrEnum):
    """What the discipline role does with a lead."""

    HAND_OVER = "hand_over"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"


# One row a step: what it is called, from which states it starts, where it leads. What was written of the
# hand-over and of the outcome may be amended.
_STEPS: Mapping[LeadStep, tuple[str, frozenset[LeadState], LeadState]] = {
    LeadStep.HAND_OVER: (
        "登记移送",
        frozenset({LeadState.RECEIVED, LeadState.HANDED_OVER}),
        LeadState.HANDED_OVER,
    ),
    LeadStep.ANSWER: (
        "登记反馈结果",
        frozenset({LeadState.HANDED_OVER, LeadState.ANSWERED}),
        LeadState.ANSWERED,
    ),
    LeadStep.CLOSE: ("办结", frozenset({LeadState.ANSWERED}), LeadState.CLOSED),
    LeadStep.REOPEN: ("恢复办理", frozenset({LeadState.CLOSED}), LeadState.ANSWERED),
}


def may_step(state: LeadState, step: LeadStep) -> bool:
    """Whether the step may start from this state."""
    return state in _STEPS[step][1]


def state_after(state: LeadState, step: LeadStep) -> LeadState:
    """Where the step leads, or `WrongState` with a sentence."""
    title, _, target = _STEPS[step]
    if not may_step(state, step):
        raise WrongState(f"这条线索目前是“{STATE_NAMES[state]}”，不能{title}。请刷新页面查看最新状态。")
    return target
