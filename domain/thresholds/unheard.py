"""Periods of which nothing was heard: no rule was judged for them, and no count may pass them over."""

from collections.abc import Collection, Iterator
from datetime import date

from domain.thresholds import spans
from domain.thresholds.book import Book
from domain.thresholds.context import Place
from domain.thresholds.facts import Subject
from domain.thresholds.judged_periods import known_periods, period_of
from domain.thresholds.rule_run import RuleRun
from domain.thresholds.uses import Uses
from domain.thresholds.windows import DayRange


def first_of_all(uses: Uses, place: Place, grain: str, known: Collection[int]) -> int | None:
    """Where a look at all periods begins: with the subject or what is known; else with the scheme."""
    book, subject = place.book, place.book.subjects.get(place.subject)
    if subject is None or grain == "occasion":
        return min(known, default=None)
    known = set(known) or known_periods(book, uses, subject, grain, place.unit)
    began = book.began(subject.id)
    if began is not None and (subject.since is not None or not known):
        known = {*known, period_of(book, subject, began, grain)}
    return min(known, default=None)


def unheard(run: RuleRun, book: Book, subject: Subject, held: DayRange) -> Iterator[Place]:
    """The periods over that lie in a stretch of days and for which a rule on figures was not judged of a subject.

    Records need no data: where none is, nothing happened. A stretch without a first day begins with what is known;
    where nothing is, with the scheme or the subject.
    """
    grain = run.rule.every
    if grain is None or grain == "occasion" or not _by_period(book, run):
        return
    first, last = held[0], min(held[1], subject.until or held[1])
    if first == date.min:
        if subject.since is not None or known_periods(book, run.uses, subject, grain, None):
            return
        first = run.effective or book.began(subject.id) or last
    began = [day for day in (run.effective, subject.since) if day is not None]
    first = max([first, *began])
    over = min(
        period_of(book, subject, last, grain), spans.last_over(book.today, grain, book.year_start(subject.id))
    )
    for unit in run.units(book, subject):
        judged = set(run.judged(book, subject, grain, unit))
        for index in range(period_of(book, subject, first, grain), over + 1):
            if index not in judged:
                end = spans.bounds(grain, index, book.year_start(subject.id))[1]
                yield Place(book, subject.id, end, grain, index, unit)


def _by_period(book: Book, run: RuleRun) -> bool:
    figures = (book.scheme.facts[key].every for key in run.uses.facts)
    return bool(run.uses.sheets) or any(every not in (None, "occasion") for every in figures)
