"""The records that name somebody in a field, by whom they name."""

from collections import defaultdict
from collections.abc import Sequence

from domain.library.naming import Named
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


def is_sure(book: Book, named: Named, row: Row) -> bool:
    """Whether it is known whom a record names."""
    return len(_called(book, named, row)) == 1


def _indexed(book: Book, named: Named) -> _Found:
    found: _Found = defaultdict(list)
    for row in book.registered[named[0]]:
        for subject in _called(book, named, row):
            found[subject].append(row)
    return dict(found)


def _called(book: Book, named: Named, row: Row) -> Sequence[str]:
    name = row.fields.get(named[1])
    return book.all_called(name, named[2]) if isinstance(name, str) else ()


def rows_of(book: Book, on: str, named: Named | None, subject: str) -> Sequence[Row]:
    """The records that fall on a subject: its own, or those that name it."""
    return book.rows[on].get(subject, ()) if named is None else rows_naming(book, named, subject)


def is_meant(named: Named, spared: TestOf | None, subject: str, there: Place) -> Truth:
    """Whether a record falls on a subject whom it names, who may be spared, or have a name that others have too."""
    exempt = NO if spared is None else spared(Place(there.book, subject, there.moment)).truth
    if exempt is YES or there.row is None:
        return NO
    return YES if exempt is NO and is_sure(there.book, named, there.row) else PENDING
