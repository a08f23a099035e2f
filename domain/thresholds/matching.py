"""Records that agree with the present place in some of their fields."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from heapq import merge
from typing import Any

from domain.library.models.facts import Fact
from domain.library.scopes import Scope
from domain.thresholds.comparing import order
from domain.thresholds.compiling import Compiler
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing
from domain.thresholds.facts import Row
from domain.thresholds.fields import ROW_DATE, field_of, written
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


class Alike:
    """Records of a kind by what is typed into some of their fields, so that few are read where few can agree."""

    def __init__(self, fact: Fact, rows: Sequence[Row], match: Mapping[str, Any]) -> None:
        self._fields = {
            name: fact.fields[name] for name in match if name != ROW_DATE and fact.fields[name].value is None
        }
        self._rows = rows
        self._by_content: dict[tuple[Hashable, ...], list[int]] = {}
        self._unclear: list[int] = []
        for at, row in enumerate(rows):
            self._put(at, [written(field, row, name) for name, field in self._fields.items()])

    def _put(self, at: int, contents: list[Known]) -> None:
        if any(isinstance(one, Missing) and one.absent for one in contents):
            return
        known = tuple(_token(one) for one in contents if isinstance(one, Datum))
        if len(known) == len(contents):
            self._by_content.setdefault(known, []).append(at)
        else:
            self._unclear.append(at)

    def may_agree(self, keys: Wanted) -> Sequence[Row]:
        """All that could agree, in their order; the others certainly do not."""
        sought = [keys[name] for name in self._fields]
        if any(isinstance(one, Missing) and one.absent for one in keys.values()):
            return []
        if not self._fields or any(isinstance(one, Missing) for one in sought):
            return self._rows
        same = self._by_content.get(tuple(_token(one) for one in sought if isinstance(one, Datum)), [])
        return [self._rows[at] for at in (merge(same, self._unclear) if self._unclear else same)]


def _token(found: Datum) -> Hashable:
    """Equal for two values that agree; a day stands for all its moments."""
    if found.day is not None:
        return found.day.toordinal()
    return found.text if found.kind == "text" else found.flag if found.kind == "flag" else found.exact


def _same(one: Datum, two: Datum) -> bool:
    return one.kind == two.kind and order(one, two) == 0
