"""Four answers of a condition: yes, no, not known yet, a person has to say.

Missing data never make a yes, and never a no by itself (law: missing is not met).
"""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.thresholds.context import Place


class Truth(Enum):
    """What a condition says."""

    YES = "yes"
    NO = "no"
    PENDING = "pending"
    JUDGE = "judge"


YES, NO, PENDING, JUDGE = Truth.YES, Truth.NO, Truth.PENDING, Truth.JUDGE


def all_of(truths: Iterable[Truth]) -> Truth:
    """Yes when all are; no as soon as one is; else what is still unknown, data before judgement."""
    found = YES
    for truth in truths:
        if truth is NO:
            return NO
        if truth is PENDING or (truth is JUDGE and found is YES):
            found = truth
    return found


def any_of(truths: Iterable[Truth]) -> Truth:
    """Yes as soon as one is; no when all are; else what is still unknown, data before judgement."""
    found = NO
    for truth in truths:
        if truth is YES:
            return YES
        if truth is PENDING or (truth is JUDGE and found is NO):
            found = truth
    return found


def some_of(truths: Iterable[Truth], wanted: int) -> Truth:
    """Yes when so many are; no when so many can no longer be reached."""
    seen = list(truths)
    yes, no = seen.count(YES), seen.count(NO)
    if yes >= wanted:
        return YES
    if len(seen) - no < wanted:
        return NO
    return PENDING if PENDING in seen else JUDGE


def negated(truth: Truth) -> Truth:
    """Yes and no exchanged; the unknown stays unknown."""
    if truth is YES:
        return NO
    return YES if truth is NO else truth


def in_time(found: Sequence[tuple[Truth, "Place"]], recorded: Callable[["Place"], bool]) -> list[Truth]:
    """What several periods say; those over before the scheme or the subject began need no data.

    Such a period counts as no, unless something of it is `recorded`: three years without a fire are not over in the
    first year. Where nothing at all is known, nothing is concluded.
    """
    if all(truth is PENDING for truth, _ in found):
        return [truth for truth, _ in found]
    return [NO if _unseen(truth, there, recorded) else truth for truth, there in found]


def _unseen(truth: Truth, there: "Place", recorded: Callable[["Place"], bool]) -> bool:
    early = truth is not NO and there.book.before_all(there.subject, there.moment)
    return early and (truth is PENDING or not recorded(there))
