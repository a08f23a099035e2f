"""Who looked, from when to when: spans of days within which the records are known to be complete."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that touch or overlap put together, in order: March and April looked at are two months in one."""
    found: list[Span] = []
    for since, through in sorted(spans):
        if found and since <= found[-1][1] + timedelta(days=1):
            found[-1] = (found[-1][0], max(found[-1][1], through))
        else:
            found.append((since, through))
    return found


def shared(first: Iterable[Span], second: Iterable[Span]) -> list[Span]:
    """The days that lie in a span of both."""
    other = list(second)
    both = ((max(since, begins), min(through, ends)) for since, through in first for begins, ends in other)
    return joined((since, through) for since, through in both if since <= through)
