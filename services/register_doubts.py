"""What a person should look at before a sheet of a register goes in: it may be meant, so that it is no mistake."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.library.date_order import done_before_begun
from domain.library.models.scheme import Scheme
from services.register_sheet import Typed


def twins(good: Sequence[Typed]) -> Iterator[tuple[int, int]]:
    """Rows that say the same as one above, each with that one: two visits of a day."""
    seen: dict[str, int] = {}
    for one in good:
        first = seen.setdefault(repr(replace(one, number=0)), one.number)
        if first != one.number:
            yield one.number, first


def backwards(scheme: Scheme, fact: str, good: Sequence[Typed]) -> Iterator[str]:
    """Rows in which something was done before it began."""
    for one in good:
        for told in done_before_begun(scheme, fact, one.day, one.values):
            yield f"第 {one.number} 行{told}" if one.number else told
