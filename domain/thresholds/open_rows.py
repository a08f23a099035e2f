"""What keeps records from being counted for certain, in words beside the number."""

from collections.abc import Iterable
from dataclasses import replace

from domain.thresholds.compiling import TestOf
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.facts import Row
from domain.thresholds.fields import content_of, field_of
from domain.thresholds.truth import PENDING, Truth


def noted(found: Known, note: str) -> Known:
    """A number with a note behind its name."""
    return replace(found, name=f"{found.name}{note}") if note and isinstance(found, Datum) else found


def incomplete(
    name: str, place: Place, found: Iterable[tuple[Row, Truth]], test: TestOf | None, whose: str = ""
) -> Missing:
    """A figure that cannot be taken from records: what of which of them is not filled in."""
    return Missing(name, f"{f'（{whose}）' if whose else ''}登记不全{why_open(place, found, test)}")


def why_open(
    place: Place, found: Iterable[tuple[Row, Truth]], test: TestOf | None, kind: str | None = None
) -> str:
    """Which field of which record is not filled in, of the first of those in doubt; empty where none is.

    `kind` is the field by which records are told apart.
    """
    rows = list(found)
    doubtful = [row for row, truth in rows if truth is PENDING]
    missing: Known | None = None
    if test is not None and doubtful:
        missing = test(place.of_row(doubtful[0])).unknown()
    if missing is None and kind is not None:
        doubtful = [row for row, _ in rows if content_of(place, row, kind) is None]
        missing = field_of(place, doubtful[0], kind) if doubtful else None
    if not isinstance(missing, Missing):
        return ""
    more = f"等{len(doubtful)}条" if len(doubtful) > 1 else "一条"
    return f"（{doubtful[0].day}{more}{missing.name}{missing.why}）"
