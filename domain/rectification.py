"""How far rectification has come: what counts as due, done and overdue, by item and by amount.

Withdrawn findings are not counted at all. Transferred ones were found but are no longer the ledger's work.
Ongoing ones (长期坚持) have no close-out date: they stand beside the rates, never in them. A partly
rectified finding is not done, but the money put right so far counts by amount.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.findings import Kind
from domain.workflow import CLOCK_RUNS, State

DONE = frozenset({State.VERIFIED, State.PUBLISHED, State.CLOSED})  # somebody else has verified it
DENOMINATOR_NOTE = "应整改数不含长期坚持、已移送和已撤销的问题；部分整改的只计入金额"


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures of a set of findings; amounts in fen.

    due: 应整改, the denominator by item; done: 已整改 (verified or struck off), the numerator. found counts
    all but withdrawn ones, so found = due + ongoing + transferred.
    """

    found: int = 0
    due: int = 0
    done: int = 0
    closed: int = 0
    overdue: int = 0
    ongoing: int = 0
    transferred: int = 0
    amount_fen: int = 0
    rectified_fen: int = 0
    recovered_fen: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(
            self.found + other.found,
            self.due + other.due,
            self.done + other.done,
            self.closed + other.closed,
            self.overdue + other.overdue,
            self.ongoing + other.ongoing,
            self.transferred + other.transferred,
            self.amount_fen + other.amount_fen,
            self.rectified_fen + other.rectified_fen,
            self.recovered_fen + other.recovered_fen,
        )

    @property
    def open(self) -> int:
        """Due and not done."""
        return self.due - self.done

    @property
    def in_time(self) -> int:
        """Due, not done and not overdue."""
        return self.open - self.overdue


def total(parts: Iterable[Progress]) -> Progress:
    """The sum of the parts."""
    result = Progress()
    for part in parts:
        result += part
    return result


def counted(
    state: State,
    kind: Kind,
    *,
    count: int,
    overdue: int,
    amount_fen: int,
    rectified_fen: int,
    recovered_fen: int,
) -> Progress:
    """Figures of `count` findings of one state and kind; `overdue` of them are past their date."""
    if state is State.WITHDRAWN:
        return Progress()
    if state is State.TRANSFERRED:
        return Progress(found=count, transferred=count)
    if state is State.ONGOING or kind is Kind.ONGOING:
        return Progress(found=count, ongoing=count, recovered_fen=recovered_fen)
    return Progress(
        found=count,
        due=count,
        done=count if state in DONE else 0,
        closed=count if state is State.CLOSED else 0,
        overdue=overdue if state in CLOCK_RUNS else 0,
        amount_fen=amount_fen,
        rectified_fen=rectified_fen,
        recovered_fen=recovered_fen,
    )
