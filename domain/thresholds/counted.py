"""Figures of a period that are counted from records alone: every period that the subject was there for has one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from domain.library.grains import grain_of, renewed
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.series import Series
from domain.thresholds.uses import uses_of


def counted_series(
    compiler: Compiler, node: Any, grain: str | None, *, over: bool = False
) -> Callable[[Place], Series] | None:
    """The periods from the beginning up to the moment; None where data by period decide which there are.

    The last one may not be over yet; `over` leaves it out then.
    """
    uses = uses_of(compiler.scheme, node)
    entries = any(mark.split()[0] in {"sheet", "rule", "met", "owed", "list"} for mark in uses.seen)
    by_data = uses.facts or entries or not uses.records
    afresh = grain_of(compiler.scheme, node) is None and renewed(compiler.scheme, node) == grain
    if grain in (None, "occasion") or (
        by_data and not afresh
    ):  # a balance has a value in each of its periods
        return None

    def series(place: Place) -> Series:
        first = place.book.began(place.subject) or _first_record(place, uses.records) or place.moment
        lowest = Place(place.book, place.subject, first).index_in(str(grain))
        end = Place(place.book, place.subject, min(place.moment, place.book.today))
        last = end.index_in(str(grain))
        last -= over and end.end_of(str(grain), last) > end.moment
        return Series(str(grain), frozenset(range(lowest, last + 1)), {}, lambda: lowest)

    return series


def _first_record(place: Place, kinds: set[str]) -> date | None:
    days = (row.day for kind in kinds for row in place.book.rows[kind].get(place.subject, ()))
    return min(days, default=None)
