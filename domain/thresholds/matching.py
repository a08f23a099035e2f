"""Records that agree with the present place in some of their fields."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.evidence import order
from domain.thresholds.facts import Row
from domain.thresholds.fields import field_of
from domain.thresholds.truth import NO, PENDING, YES, Truth

Wanted = Mapping[str, Known]


def wanted(compiler: Compiler, match: Mapping[str, Any], scope: Scope) -> Callable[[Place], Wanted]:
    """What the fields have to be, seen from a place."""
    values = {field: compiler.value(value, scope) for field, value in match.items()}
    return lambda place: {field: of(place) for field, of in values.items()}


def agrees(place: Place, row: Row, keys: Wanted) -> Truth:
    """Whether a record agrees; not known while one of the two sides is not. What is not there agrees with nothing."""
    found = YES
    for field, key in keys.items():
        mine = field_of(place, row, field)
        if any(isinstance(one, Missing) and one.absent for one in (mine, key)):
            return NO
        if isinstance(mine, Missing) or isinstance(key, Missing):
            found = PENDING
        elif not _same(mine, key):
            return NO
    return found


def _same(one: Datum, two: Datum) -> bool:
    return one.kind == two.kind and order(one, two) == 0
