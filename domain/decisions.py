"""The life of a decision (处置决定), as one table of steps.

A sanction goes: open → proposed → prior notice served → statement heard or its term expired → approved or
rejected by somebody else → served → in force → fulfilled, expired or revoked. An order to rectify is issued
at once and then fulfilled or, by a person's finding, not fulfilled. Such a finding can be taken back. The engine
opens a case and decides nothing. Expired and lapsed are computed from dates and never stored.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import Refused, WrongState
from domain.permissions import Action


class DecisionState(StrEnum):
    """State of a decision; the last two are computed."""

    OPEN = "open"
    PROPOSED = "proposed"
    NOTICE_SERVED = "notice_served"
    HEARD = "heard"
    APPROVED = "approved"
    REJECTED = "rejected"
    SERVED = "served"
    IN_FORCE = "in_force"
    FULFILLED = "fulfilled"
    UNFULFILLED = "unfulfilled"
    REVOKED = "revoked"
    WAIVED = "waived"
    DROPPED = "dropped"
    EXPIRED = "expired"
    LAPSED = "lapsed"


STATE_NAMES = {
    DecisionState.OPEN: "待提出意见",
    DecisionState.PROPOSED: "待送达告知",
    DecisionState.NOTICE_SERVED: "告知期内",
    DecisionState.HEARD: "已听取意见",
    DecisionState.APPROVED: "已批准待送达",
    DecisionState.REJECTED: "未批准",
    DecisionState.SERVED: "已送达",
    DecisionState.IN_FORCE: "生效中",
    DecisionState.FULFILLED: "已履行",
    DecisionState.UNFULFILLED: "逾期未改",
    DecisionState.REVOKED: "已撤销",
    DecisionState.WAIVED: "不予行使",
    DecisionState.DROPPED: "已终止办理",
    DecisionState.EXPIRED: "期满",
    DecisionState.LAPSED: "权利已消灭",
}

UNDECIDED = frozenset(
    {
        DecisionState.OPEN,
        DecisionState.PROPOSED,
        DecisionState.NOTICE_SERVED,
        DecisionState.HEARD,
        DecisionState.REJECTED,
    }
)
TOLD = frozenset(DecisionState) - {
    DecisionState.OPEN,
    DecisionState.PROPOSED,
    DecisionState.WAIVED,
    DecisionState.DROPPED,
}  # the party knows of it
UNDER_WAY = UNDECIDED | {DecisionState.APPROVED, DecisionState.SERVED}


class Track(StrEnum):
    """How much procedure an act needs."""

    SANCTION = "sanction"  # takes something away: prior notice, hearing, approval by another
    ORDER = "order"  # asks for something to be put right by a day
    NOTE = "note"  # nothing to decide: eligibility, reports, points


_SANCTIONS = frozenset(
    {
        "deduct", "recover", "withhold", "compensate", "terminate", "suspend", "disqualify", "ban", "exclude",
        "bar_award", "list", "hold_accountable", "reassign", "transfer", "other",
    }
)  # fmt: skip
_ORDERS = frozenset({"rectify", "warn", "interview", "inspect", "redo", "void", "deposit"})


def track_of(acts: Collection[str]) -> Track:
    """The heaviest track that one of the acts needs."""
    if _SANCTIONS.intersection(acts):
        return Track.SANCTION
    return Track.ORDER if _ORDERS.intersection(acts) else Track.NOTE


class Step(StrEnum):
    """What can be done to a decision."""

    PROPOSE = "propose"
    SERVE_NOTICE = "serve_notice"
    HEAR = "hear"
    APPROVE = "approve"
    REJECT = "reject"
    SERVE = "serve"
    ENTER_FORCE = "enter_force"
    ISSUE = "issue"
    FULFIL = "fulfil"
    FAIL = "fail"
    REVOKE = "revoke"
    WAIVE = "waive"
    DROP = "drop"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states, by whose right, where to, and what must be given."""

    step: Step
    title: str
    action: Action
    sources: frozenset[DecisionState]
    target: DecisionState
    needs: tuple[str, ...]
    tracks: frozenset[Track] = frozenset({Track.SANCTION})


_S = DecisionState
_BOTH = frozenset({Track.SANCTION, Track.ORDER})
_ORDER = frozenset({Track.ORDER})
_FRESH = frozenset({_S.OPEN, _S.REJECTED})
_HEARING = frozenset({_S.NOTICE_SERVED, _S.HEARD})

MOVES = {
    move.step: move
    for move in (
        Move(Step.PROPOSE, "提出处置意见", Action.DECISION_PROPOSE, _FRESH, _S.PROPOSED, ("measure", "reason")),
        Move(
            Step.SERVE_NOTICE, "送达事先告知书", Action.DECISION_SERVE, frozenset({_S.PROPOSED}),
            _S.NOTICE_SERVED, ("served_on", "receipt"),
        ),
        Move(
            Step.HEAR, "记录陈述申辩", Action.STATEMENT_RECORD, _HEARING, _S.HEARD, ("statement", "stated_on"),
        ),
        Move(Step.APPROVE, "批准", Action.DECISION_APPROVE, _HEARING, _S.APPROVED, ("reason",)),
        Move(Step.REJECT, "不批准", Action.DECISION_APPROVE, _HEARING, _S.REJECTED, ("reason",)),
        Move(
            Step.SERVE, "送达决定书", Action.DECISION_SERVE, frozenset({_S.APPROVED}), _S.SERVED,
            ("served_on", "receipt"),
        ),
        Move(Step.ENTER_FORCE, "决定生效", Action.DECISION_SERVE, frozenset({_S.SERVED}), _S.IN_FORCE, ("day",)),
        Move(
            Step.ISSUE, "下达整改要求", Action.DECISION_SERVE, frozenset({_S.OPEN}), _S.IN_FORCE,
            ("served_on", "receipt", "requirement"), _ORDER,
        ),
        Move(
            Step.FULFIL, "认定已经履行", Action.DECISION_SERVE, frozenset({_S.IN_FORCE}), _S.FULFILLED,
            ("reason",), _BOTH,
        ),
        Move(
            Step.FAIL, "认定逾期未改到位", Action.DECISION_SERVE, frozenset({_S.IN_FORCE}), _S.UNFULFILLED,
            ("reason", "evidence"), _ORDER,
        ),
        Move(
            Step.REVOKE, "撤销决定", Action.DECISION_APPROVE,
            frozenset({_S.APPROVED, _S.SERVED, _S.IN_FORCE, _S.UNFULFILLED}), _S.REVOKED, ("reason",), _BOTH,
        ),
        Move(Step.WAIVE, "决定不行使权利", Action.DECISION_APPROVE, UNDECIDED, _S.WAIVED, ("reason",), _BOTH),
        Move(Step.DROP, "终止办理", Action.DECISION_PROPOSE, UNDECIDED, _S.DROPPED, ("reason",), _BOTH),
        Move(
            Step.REOPEN, "撤回认定", Action.DECISION_SERVE, frozenset({_S.FULFILLED, _S.UNFULFILLED}), _S.IN_FORCE,
            ("reason",), _BOTH,
        ),
    )
}  # fmt: skip


def moves_from(state: DecisionState, track: Track) -> tuple[Move, ...]:
    """What can be done next, in the order of the table; who may is asked elsewhere."""
    return tuple(move for move in MOVES.values() if state in move.sources and track in move.tracks)


def require_step(state: DecisionState, step: Step, track: Track) -> Move:
    """The move, or `WrongState` with the state it needs."""
    move = MOVES[step]
    if state in move.sources and track in move.tracks:
        return move
    raise WrongState(f"这项处置目前是“{STATE_NAMES[state]}”，不能{move.title}。")


def state_on(
    state: DecisionState, today: date, *, ends_on: date | None = None, lapses_on: date | None = None
) -> DecisionState:
    """The state as it reads on a day: a ban or order that has run out, a right that nobody used in time."""
    if state is DecisionState.IN_FORCE and ends_on is not None and today > ends_on:
        return DecisionState.EXPIRED
    if state in UNDECIDED and lapses_on is not None and today > lapses_on:
        return DecisionState.LAPSED
    return state


def require_hearing_over(state: DecisionState, statement_due: date | None, today: date) -> None:
    """`WrongState` while the party may still be heard: it has not spoken and its term still runs."""
    if state is DecisionState.HEARD:
        return
    if statement_due is None or today <= statement_due:
        until = f"（截至{statement_due.isoformat()}）" if statement_due else ""
        raise WrongState(f"陈述申辩期限{until}还没有届满，也没有收到陈述申辩意见，暂不能作出决定。")


def require_another(proposer: int | None, actor: int, what: str) -> None:
    """`Refused` when the same person would propose and approve."""
    if proposer == actor:
        raise Refused(f"{what}由您本人提出，按照职责分离的要求，须由其他人审批。")


def require_right(nature: str) -> None:
    """Only a right (有权) may be left unused; what 应当 be done may not."""
    if nature != "may":
        raise WrongState("制度规定“应当”处置，不能决定不处置；认为判定有误的，请更正测评数据后重新计算。")
