"""Objections (异议) to a posting: what may come of one once it has been looked into."""

from enum import StrEnum

from domain.workflow import State, Step


class Outcome(StrEnum):
    """What follows from an objection."""

    ANEW = "anew"
    GOES_ON = "goes_on"
    RETURNED = "returned"


OUTCOME_NAMES = {
    Outcome.ANEW: "核实后重新公示",
    Outcome.GOES_ON: "异议不成立，继续公示",
    Outcome.RETURNED: "异议成立，退回整改",
}


def outcomes_for(step: Step, state: State) -> tuple[Outcome, ...]:
    """What may follow: where the scheme begins postings anew none goes on; what is struck off is not sent back."""
    left = (Outcome.ANEW,) if step.anew else (Outcome.ANEW, Outcome.GOES_ON)
    return left if state is State.CLOSED else (*left, Outcome.RETURNED)
