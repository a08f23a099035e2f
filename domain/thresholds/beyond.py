"""Periods of which there can be nothing: before a subject came, after it left, before there was a sheet to score by."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.library.calendar_dates import Almanac
from domain.library.models import values as v
from domain.library.models import windows as w
from domain.library.models.scheme import Scheme
from domain.library.parts import children, name_read
from domain.thresholds import windows
from domain.thresholds.context import Place
from domain.thresholds.data import BEFORE_THE_START, SINCE_THE_START, UNBOUNDED, Datum, Known, Missing
from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import PENDING

_ENDLESS = frozenset({"ever", "earlier"})
_RECORD_IT = "（在施行以前，登记了就能算）"
_BOUNDED = frozenset({"total", "mean", "highest", "lowest"})
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


def cut_off(window: w.Window, place: Place, almanac: Almanac) -> date | None:
    """The day on which the scheme took effect, where that lies within a year (quarter, term) that a window looks at.

    Such a year counts from that day on: what is missing of its months before was never asked for. What is recorded of
    them counts all the same. None of windows that do not begin with a period.
    """
    document = place.book.scheme.documents[place.book.scheme.main_document]
    if document.effective is None or not isinstance(window, w.WordWindow | w.AnniversaryWindow):
        return None
    held = (
        None
        if isinstance(window, w.WordWindow) and window.word in _ENDLESS
        else windows.days(window, place, almanac)
    )
    return document.effective if held is not None and held[0] < document.effective <= place.moment else None


def early(there: Place, began: date | None = None) -> bool:
    """Whether a period was over before the scheme took effect, or before a day."""
    first = began or there.book.scheme.documents[there.book.scheme.main_document].effective
    return first is not None and there.moment < first


def told_early(found: Missing) -> Missing:
    """What is wanting from before the scheme: somebody may have it and can still record it."""
    return replace(found, why=f"{found.why}{_RECORD_IT}")


def at_least(result: Known, take: str, known: int, wanting: int) -> Known:
    """A figure out of what is known where a window begins before the scheme and figures from then are `wanting`.

    What is wanting is no less than zero: a total or a mean may be any more, the highest no less, the lowest no more.
    """
    if isinstance(result, Missing) or take not in _BOUNDED or result.kind != "number":
        first = isinstance(result, Datum)
        return Missing(result.name, f"施行以前有的没有数据{_RECORD_IT}") if first else result
    high = result.num if result.high is None else result.high
    if take == "lowest":
        return replace(result, num=-UNBOUNDED * result.den, high=high, how=BEFORE_THE_START)
    if result.num < 0 and take != "highest":
        return Missing(result.name, f"施行以前有的没有数据{_RECORD_IT}")
    den = result.den * (known + wanting) if take == "mean" else result.den
    num = result.num * known if take == "mean" else result.num
    return replace(result, num=num, den=den, high=num + UNBOUNDED * den, how=BEFORE_THE_START)


def since(result: Known, take: str, began: date | None) -> Known:
    """A figure gathered from the day on which the scheme took effect: a total may be any more than that."""
    if isinstance(result, Missing):
        return result
    if take == "total" and result.num >= 0:
        return replace(result, high=UNBOUNDED * result.den, how=SINCE_THE_START)
    told = f"自施行之日{began}起"
    return replace(result, how=f"{told}，{result.how}" if result.how else told)


def too_early(evidence: Evidence) -> bool:
    """Whether something is open for want of nothing but figures from before the scheme: such a period is not judged."""
    parts = [part for part in evidence.parts if part.truth is evidence.truth]
    if parts or evidence.truth is not PENDING:
        return bool(parts) and all(too_early(part) for part in parts)
    known = (evidence.left, *(bound for _, bound in evidence.bounds))
    return any(isinstance(one, Datum) and SINCE_THE_START in _reasons(one) for one in known)


def _reasons(datum: Datum) -> set[str]:
    return {datum.how} | {how for step in datum.steps for how in _reasons(step)}


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
