"""Streaks that are counted from one again once they are full: of a run that goes on, each full one holds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from domain.thresholds.compiling import TestOf
from domain.thresholds.context import Place
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import NO, YES, Truth, in_time, negated

_MOST_LOOKED_AT = 1200  # periods; a run of a hundred years by months


def held_before(
    place: Place, grain: str, inner: TestOf, skip: TestOf | None, seen: Callable[[Place], bool], first: date
) -> Iterator[Truth]:
    """What the periods before a place's say that count, the last one first, until the run is over.

    Nothing before the `first` day belongs to it, nor before the scheme or the subject began what is not `seen`.
    """
    index = place.index_in(grain)
    for at in range(index - 1, index - _MOST_LOOKED_AT, -1):
        there = place.up_to(grain, at)
        if there.moment < first:
            return
        counts = YES if skip is None else negated(skip(there).truth)
        if counts is NO:
            continue
        truth = inner(there).truth if counts is YES else counts
        truth = in_time(((YES, there), (truth, there)), seen)[1]
        if truth is NO:
            return
        yield truth


def filled_up(full: Evidence, length: int, before: Iterator[Truth], each: str = "期") -> Evidence:
    """Whether a run that is long enough is full just now; unknown as long as its beginning is.

    `each` is what it is a run of: periods, or records.
    """
    told, more = f"{full.text}，满一次重新计数", 0
    for truth in before:
        if truth is not YES:
            unsure = Evidence(truth, "records", text=f"从哪一{each}连续起的未定")
            return replace(full, truth=truth, parts=(*full.parts, unsure), text=told)
        more += 1
    if more % length == 0:
        return replace(full, text=told)
    done = (more + length) // length
    return Evidence(
        NO, "records",
        text=f"已连续{more + length}{each}，满{done * length}{each}时计过，此后是第{more % length}{each}",
    )  # fmt: skip
