"""What moves a balance because something was not done: it was owed from the beginning, also without any data."""

from collections.abc import Iterator
from datetime import date

from domain.library.models.filing import Filing
from domain.library.models.rules import Duty
from domain.library.models.scheme import Scheme
from domain.thresholds.book import Book
from domain.thresholds.facts import Subject
from domain.thresholds.judged_periods import period_of
from domain.thresholds.uses import Uses


def periods_owed(book: Book, uses: Uses, subject: Subject, grain: str, judged: list[int]) -> list[int]:
    """The periods judged, and those before them since when a duty or a report that is asked about was owed.

    Where data by period are read besides, these say which periods there are. What was owed before anybody kept
    account is not asked for.
    """
    duties = _duties(book.scheme, uses)
    filed = any(isinstance(book.scheme.facts[key], Filing) for key in uses.records)
    if not judged or grain == "occasion" or uses.facts or not (duties or filed):
        return judged
    days = [*_in_force(book.scheme, duties), book.began(subject.id), book.kept_since]
    began = max((day for day in days if day is not None), default=None)
    if began is None:
        return judged
    return [*range(period_of(book, subject, began, grain), judged[0]), *judged]


def _duties(scheme: Scheme, uses: Uses) -> list[Duty]:
    return [one for one in scheme.duties if one.every is not None and f"met {one.id}" in uses.seen]


def _in_force(scheme: Scheme, duties: list[Duty]) -> Iterator[date | None]:
    for one in duties:
        yield one.effective or scheme.documents[one.source or scheme.main_document].effective
