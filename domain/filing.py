"""The life of a report that a unit hands in (报送材料) apart from self-inspections.

draft → submitted → returned | accepted; what has not been received may be taken back by the unit; what was accepted
can still be returned. A unit that need not report is let off with a reason. Late is a mark, never a refusal.
"""

from enum import StrEnum

from domain.errors import Invalid, Refused, WrongState
from domain.permissions import Role


class FilingState(StrEnum):
    """State of a report; `not_started` has no row yet."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WAIVED = "waived"


FILING_STATE_NAMES = {
    FilingState.NOT_STARTED: "未报送",
    FilingState.DRAFT: "填写中",
    FilingState.SUBMITTED: "待接收",
    FilingState.RETURNED: "退回补正",
    FilingState.ACCEPTED: "已接收",
    FilingState.WAIVED: "免予报送",
}
WITH_UNIT = frozenset({FilingState.NOT_STARTED, FilingState.DRAFT, FilingState.RETURNED})
LONGEST_TEXT, LONGEST_REASON = 8000, 2000


class FilingStep(StrEnum):
    """What can be done to a report."""

    WRITE = "write"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    REGISTER = "register"
    WAIVE = "waive"
    LIFT = "lift"


_STEPS = {
    FilingStep.WRITE: ("填写", WITH_UNIT),
    FilingStep.SUBMIT: ("报送", WITH_UNIT),
    FilingStep.WITHDRAW: ("撤回", frozenset({FilingState.SUBMITTED})),
    FilingStep.ACCEPT: ("接收", frozenset({FilingState.SUBMITTED})),
    FilingStep.RETURN: ("退回", frozenset({FilingState.SUBMITTED, FilingState.ACCEPTED})),
    FilingStep.REGISTER: ("登记报来", WITH_UNIT),
    FilingStep.WAIVE: ("登记免报", WITH_UNIT),
    FilingStep.LIFT: ("取消免报", frozenset({FilingState.WAIVED})),
}


def can(state: FilingState, step: FilingStep) -> bool:
    """Whether the step may follow this state."""
    return state in _STEPS[step][1]


def require_filing_step(state: FilingState, step: FilingStep) -> None:
    """`WrongState` with a sentence that names the state, unless the step may follow it."""
    if not can(state, step):
        name = FILING_STATE_NAMES[state]
        raise WrongState(f"这份材料目前是“{name}”，不能{_STEPS[step][0]}。请刷新页面查看最新状态。")


def require_receiver(
    *, role: Role, receiver_unit: int, receiver: int, report_unit: int, submitted_by: int | None
) -> None:
    """Nobody receives what the own unit hands in, and nobody what they handed in themselves."""
    if role is not Role.OFFICE and receiver_unit == report_unit:
        raise Refused("本单位报送的材料由上一级接收，不能自己办理。")
    if submitted_by == receiver:
        raise Refused("报送人不能接收自己报送的材料，请由他人办理。")


def require_content(text: str, files: int) -> None:
    """Something has to be in a report: words or a file."""
    if len(text) > LONGEST_TEXT:
        raise Invalid({"text": f"报送内容不超过{LONGEST_TEXT}字，现有{len(text)}字，请改为上传附件"})
    if not text and not files:
        raise Invalid({"text": "请填写报送内容，或者上传附件"})


def required_reason(reason: str, what: str) -> str:
    """The reason that an act asks for, or `Invalid`."""
    told = reason.strip()
    if not told:
        raise Invalid({"reason": f"请写明{what}"})
    if len(told) > LONGEST_REASON:
        raise Invalid({"reason": f"理由不超过{LONGEST_REASON}字"})
    return told
