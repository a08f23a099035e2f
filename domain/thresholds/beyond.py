"""Periods of which there can be nothing: before a subject came, after it left, before there was a sheet to score by."""

from collections.abc import Callable
from typing import Any

from domain.library.models import values as v
from domain.library.models.scheme import Scheme
from domain.library.parts import children, name_read
from domain.thresholds.context import Place

BEYOND = "（在施行、服务开始以前或者服务结束以后，没有）"


def out_of_time(scheme: Scheme, node: Any) -> Callable[[Place], bool]:
    """Whether a period lies wholly outside the time in which a value can exist.

    What somebody recorded may be older than the scheme and only be missing; scores of its sheets cannot.
    """
    scored = _rests_on_sheets(scheme, node)

    def beyond(there: Place) -> bool:
        known = there.book.subjects.get(there.subject)
        if known is not None and known.since is not None and there.moment < known.since:
            return True
        if known is not None and known.until is not None and there.start > known.until:
            return True
        return scored and there.book.before_all(there.subject, there.moment)

    return beyond


def _rests_on_sheets(scheme: Scheme, node: Any) -> bool:
    """Whether a value is worked out from a scoring sheet of the scheme, through measures too."""
    todo, seen = [node], set[str]()
    while todo:
        here = todo.pop()
        if isinstance(here, v.Score | v.ScoreGrade):
            return True
        name = name_read(here)
        if name in scheme.measures and name not in seen:
            seen.add(name)
            todo.append(scheme.measures[name].value)
        todo += children(here)
    return False
