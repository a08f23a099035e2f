"""Terms that say how far they run at the most, or at least, where nothing would look at that."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, wrong
from domain.library.models.dates import CountedTerm
from domain.library.models.lengths import ReckonedTerm, is_bounded
from domain.library.models.scheme import Scheme
from domain.library.named_days import names_in
from domain.library.scopes import Path, Visits

_IN_FORCE = "施行"
_STATES = {"expires_after", "extends_by"}
_OF_RECORDS = {"rules", "duties", "time_limits"}  # here bounds may be days of the record or the subject


def check_bounded_terms(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Bounds of what expires or lasts, and bounds by a date that nobody has where the term runs."""
    for visit in visited:
        node = visit.node
        if isinstance(node, CountedTerm | ReckonedTerm) and is_bounded(node):
            yield from _of_term(visit.path, node)


def _of_term(path: Path, term: CountedTerm | ReckonedTerm) -> Iterator[Doubt]:
    if path[-1] in _STATES or path[0] == "lists":
        yield wrong(path, "多久失效、延长多久只看长短，不写 no_later_than、no_earlier_than；到某天为止的另写")
        return
    if path[0] in _OF_RECORDS:
        return
    for side in ("no_later_than", "no_earlier_than"):
        named = [name for name in names_in(getattr(term, side)) if name != _IN_FORCE]
        if named:
            message = f"这里没有“{named[0]}”的日期可以算，{side} 写固定的日子、月日或者阶段的起止"
            yield wrong((*path, side), message)
