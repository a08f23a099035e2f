"""For which periods there are figures of what a value or a condition reads."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from domain.library.parts import children, name_read
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.series import Series
from domain.thresholds.unheard import first_of_all
from domain.thresholds.uses import uses_of


def names_below(compiler: Compiler, node: Any) -> Iterable[str]:
    """The facts that a value or condition reads by period, through measures."""
    scheme = compiler.scheme
    todo, seen = [node], set[str]()
    while todo:
        here = todo.pop()
        name = name_read(here)
        if name in scheme.facts and scheme.facts[name].kind != "record":
            yield name
        elif name in scheme.measures and name not in seen:
            seen.add(name)
            todo.append(scheme.measures[name].value)
        todo += children(here)


def series_reader(compiler: Compiler, node: Any, grain: str | None) -> Callable[[Place], Series]:
    """A function that says for which periods of a place there are data."""
    facts = compiler.scheme.facts
    keys = [key for key in dict.fromkeys(names_below(compiler, node)) if facts[key].every == grain]
    uses = uses_of(compiler.scheme, node)

    def series(place: Place) -> Series:
        known: set[int] = set()
        days: dict[int, date] = {}
        for key in keys:
            known.update(place.book.indexes(key, place.subject, place.unit))
            if grain == "occasion":
                days.update(place.book.days(key, place.subject))
        return Series(
            str(grain), frozenset(known), days, partial(first_of_all, uses, place, str(grain), known)
        )

    return series
