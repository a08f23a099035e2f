"""The life of a finding, as one table of transitions, and the close-out steps that a campaign lists.

registered → assigned → rectifying → submitted → (steps of the campaign) → closed. A return leads back to
rectifying. Ongoing findings have no close-out; transferred and withdrawn ones have left the ledger's work.
Overdue is not a state: it is computed from the due date (`domain.traffic_lights`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from domain.errors import WrongState
from domain.permissions import Action, Role
from domain.terms import Period, Unit


class State(StrEnum):
    """State of a finding."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    RECTIFYING = "rectifying"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    VERIFIED = "verified"
    PUBLISHED = "published"
    CLOSED = "closed"
    ONGOING = "ongoing"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    State.REGISTERED: "待交办",
    State.ASSIGNED: "待签收",
    State.RECTIFYING: "整改中",
    State.SUBMITTED: "待审核",
    State.REVIEWED: "待验收",
    State.VERIFIED: "已验收",
    State.PUBLISHED: "公示中",
    State.CLOSED: "已销号",
    State.ONGOING: "长期坚持",
    State.TRANSFERRED: "已移送",
    State.WITHDRAWN: "已撤销",
}

IN_CHECK = frozenset({State.SUBMITTED, State.REVIEWED, State.VERIFIED, State.PUBLISHED})
WITH_UNIT = frozenset({State.ASSIGNED, State.RECTIFYING})
CLOCK_RUNS = WITH_UNIT | {State.REGISTERED}  # past the due date in one of these is overdue
OPEN = IN_CHECK | WITH_UNIT | {State.REGISTERED}
ENDED = frozenset({State.CLOSED, State.TRANSFERRED, State.WITHDRAWN})


class Move(StrEnum):
    """What can be done to a finding."""

    ASSIGN = "assign"
    RECEIVE = "receive"
    SUBMIT = "submit"
    PASS = "pass"  # noqa: S105 - a move, not a password
    RETURN = "return"
    TO_ONGOING = "to_ongoing"
    PROGRESS = "progress"
    TRANSFER = "transfer"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Transition:
    """From which states, by whose right, what must be given, and where it leads (None: the table of steps)."""

    move: Move
    title: str
    action: Action
    sources: frozenset[State]
    target: State | None
    needs: tuple[str, ...]


TRANSITIONS = {
    transition.move: transition
    for transition in (
        Transition(
            Move.ASSIGN,
            "交办",
            Action.FINDING_ASSIGN,
            frozenset({State.REGISTERED, *WITH_UNIT, State.ONGOING}),
            State.ASSIGNED,
            ("lead_unit", "requirement", "deadline"),
        ),
        Transition(
            Move.RECEIVE, "签收", Action.FINDING_RECTIFY, frozenset({State.ASSIGNED}), State.RECTIFYING, ()
        ),
        Transition(
            Move.PROGRESS,
            "更新进展",
            Action.FINDING_RECTIFY,
            WITH_UNIT | {State.ONGOING},
            None,
            ("progress",),
        ),
        Transition(
            Move.SUBMIT,
            "报送整改结果",
            Action.FINDING_RECTIFY,
            WITH_UNIT,
            State.SUBMITTED,
            ("progress", "evidence"),
        ),
        Transition(Move.PASS, "通过", Action.FINDING_CHECK, IN_CHECK | {State.CLOSED}, None, ("opinion",)),
        Transition(Move.RETURN, "退回整改", Action.FINDING_CHECK, IN_CHECK, State.RECTIFYING, ("reason",)),
        Transition(
            Move.TO_ONGOING,
            "转为长期坚持",
            Action.FINDING_ASSIGN,
            frozenset({State.REGISTERED, *WITH_UNIT}),
            State.ONGOING,
            ("reason", "goal"),
        ),
        Transition(
            Move.TRANSFER,
            "移送线索",
            Action.LEAD_TRANSFER,
            OPEN | {State.ONGOING},
            State.TRANSFERRED,
            ("lead",),
        ),
        Transition(
            Move.WITHDRAW,
            "撤销",
            Action.FINDING_WITHDRAW,
            OPEN | {State.ONGOING},
            State.WITHDRAWN,
            ("reason",),
        ),
    )
}


def move_from(state: State, move: Move) -> Transition:
    """The transition, or `WrongState` with a sentence that names the state."""
    transition = TRANSITIONS[move]
    if state not in transition.sources:
        raise WrongState(
            f"该问题目前是“{STATE_NAMES[state]}”，不能{transition.title}。请刷新页面查看最新状态。"
        )
    return transition


class StepKind(StrEnum):
    """What a close-out step is."""

    REVIEW = "review"
    VERIFY = "verify"
    PUBLICITY = "publicity"
    STRIKE = "strike"


_STATE_AFTER = {
    StepKind.REVIEW: State.REVIEWED,
    StepKind.VERIFY: State.VERIFIED,
    StepKind.PUBLICITY: State.PUBLISHED,
    StepKind.STRIKE: State.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One close-out step of a campaign.

    publicity_days: how long a publicity lasts (only for PUBLICITY), in `publicity_unit`; two_people: another checker is
    named; only: the key of the scheme's step whose condition says of which problems it is taken, "" of all; anew: a
    posting begins anew after an objection; within: days that it may take, 0 where nothing says, in `within_unit`."""

    code: str
    name: str
    kind: StepKind
    roles: tuple[Role, ...]
    publicity_days: int = 0
    two_people: bool = False
    only: str = ""
    anew: bool = False
    within: int = 0
    within_unit: Unit = Unit.WORKING_DAY
    publicity_unit: Unit = Unit.WORKING_DAY

    @property
    def term(self) -> Period | None:
        """How long the step may take, from the day of the one before."""
        return Period(self.within, self.within_unit) if self.within else None

    @property
    def posting(self) -> Period | None:
        """How long what is posted has to stand, from the day after."""
        return Period(self.publicity_days, self.publicity_unit) if self.publicity_days else None

    def to_json(self) -> dict[str, object]:
        """As a campaign stores it; `from_json` reads it back."""
        roles = [role.value for role in self.roles]
        units = {"within_unit": self.within_unit.value, "publicity_unit": self.publicity_unit.value}
        return asdict(self) | {"kind": self.kind.value, "roles": roles, **units}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Step":
        """The step that `to_json` wrote."""
        roles = tuple(Role(role) for role in stored["roles"])
        names = ("within_unit", "publicity_unit")
        units = {name: Unit(stored.get(name, Unit.WORKING_DAY)) for name in names}
        return cls(**{**stored, "kind": StepKind(stored["kind"]), "roles": roles, **units})


def state_after(passed: Sequence[Step], *, last: bool) -> State:
    """State after the steps that this round has passed, in order: closed once it is struck off or nothing more is due.

    Where a place posts after striking off, the posting follows in the closed state."""
    if not passed:
        return State.SUBMITTED
    if last or any(step.kind is StepKind.STRIKE for step in passed):
        return State.CLOSED
    return _STATE_AFTER[passed[-1].kind]
