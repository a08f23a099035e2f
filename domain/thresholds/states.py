"""Measures that ask for their own value of an earlier period: a state that lasts, a count that starts again.

They are worked out forward from the first period, so that ten years of days are no deeper than one day.
"""

from dataclasses import replace

from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, ValueOf
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.judged_periods import known_periods, period_of
from domain.thresholds.uses import Uses, uses_of


def state_value(compiler: Compiler, key: str, own: ValueOf, scope: Scope) -> ValueOf:
    """A measure that goes on from its last value; before its first period it is what it was initially."""
    measure, grain = compiler.scheme.measures[key], str(scope.grain)
    uses = uses_of(compiler.scheme, measure.value)
    initially = compiler.optional_value(measure.initially, Scope(kind=measure.of))

    def before_all(place: Place) -> Known:
        if initially is None:
            return Missing(measure.name, "此前没有，方案也没有写起初是什么")
        found = initially(place)
        return replace(found, name=measure.name)

    def settled(place: Place) -> Known:
        asked = _asked(key, place)
        found = place.book.memo.get(asked)
        if found is None:
            place.book.memo[asked] = Missing(measure.name, "算的时候又用到了它自己")
            found = place.book.memo[asked] = _shallow(own(place))
        return found

    def value(place: Place) -> Known:
        first = place.book.remembered((key, place.subject, place.unit), lambda: _first(uses, place, grain))
        here = place.index_in(grain)
        if first is None or here < first:
            return before_all(place)
        start = here
        while start > first and _asked(key, place.at(grain, start - 1)) not in place.book.memo:
            start -= 1
        for index in range(start, here):
            settled(place.at(grain, index))
        return settled(place)

    return value


def _asked(key: str, place: Place) -> tuple[str, ...]:
    return (
        "state",
        key,
        place.subject,
        place.unit or "",
        str(place.grain),
        str(place.index),
        str(place.moment),
        str(id(place.row or place.beside)),
    )


def _first(uses: Uses, place: Place, grain: str) -> int | None:
    """The period in which the subject began, or the first of those with data that lie next to it.

    What was recorded earlier does not make a period of which the figures are wanting (查三年内的违法记录).
    """
    book = place.book
    subject = book.subjects[place.subject]
    known = known_periods(book, uses, subject, grain, place.unit)
    began = book.began(place.subject)
    if began is None:
        return min(known, default=None)
    first = period_of(book, subject, began, grain)
    if any(book.scheme.facts[key].every not in (None, "occasion") for key in uses.facts):
        known = known_periods(book, _figures(uses), subject, grain, place.unit)
    while first - 1 in known:
        first -= 1
    return first


def _figures(uses: Uses) -> Uses:
    """What is read by period, without the records."""
    return replace(uses, records=set(), read=frozenset(uses.facts))


def _shallow(found: Known) -> Known:
    """Without what the last value was made of, and the one before that, and so on."""
    if isinstance(found, Missing):
        return found
    return replace(found, steps=tuple(replace(step, steps=()) for step in found.steps))
