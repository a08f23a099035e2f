"""The records that name somebody in a field, by whom they name."""

from collections import defaultdict
from collections.abc import Sequence

from domain.library.naming import Named, names_in
from domain.thresholds.book import Book
from domain.thresholds.compiling import TestOf
from domain.thresholds.context import Place
from domain.thresholds.facts import Row
from domain.thresholds.truth import NO, PENDING, YES, Truth

_Found = dict[str, list[Row]]


def rows_naming(book: Book, named: Named, subject: str) -> Sequence[Row]:
    """The records of a kind that name a subject, in the order of their days; found out once for the facts.

    A name that several have is that of each of them, though not for certain.
    """
    known = book.remembered(("naming", named), lambda: _indexed(book, named))
    return known.get(subject, ())


def is_sure(book: Book, named: Named, row: Row, subject: str) -> bool:
    """Whether it is known that a record names a subject, and nobody else of the name."""
    return [subject] in [[*many] for many in _called(book, named, row)]


def _indexed(book: Book, named: Named) -> _Found:
    found: _Found = defaultdict(list)
    for row in book.registered[named[0]]:
        for subject in dict.fromkeys(one for many in _called(book, named, row) for one in many):
            found[subject].append(row)
    return dict(found)


def _called(book: Book, named: Named, row: Row) -> list[Sequence[str]]:
    """For each name in the field those who go by it."""
    return [book.all_called(name, named[2]) for name in names_in(row.fields.get(named[1]))]


def rows_of(book: Book, on: str, named: Named | None, subject: str) -> Sequence[Row]:
    """The records that fall on a subject: its own, or those that name it."""
    return book.rows[on].get(subject, ()) if named is None else rows_naming(book, named, subject)


def is_meant(named: Named, spared: TestOf | None, subject: str, there: Place) -> Truth:
    """Whether a record falls on a subject whom it names, who may be spared, or have a name that others have too."""
    exempt = NO if spared is None else spared(Place(there.book, subject, there.moment)).truth
    if exempt is YES or there.row is None:
        return NO
    return YES if exempt is NO and is_sure(there.book, named, there.row, subject) else PENDING
