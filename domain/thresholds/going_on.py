"""Computed fields that go on from the records before (加倍、降级后再升级): worked out forward, each record once."""

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.library.models.facts import Fact
from domain.library.models.literals import NameValue
from domain.library.parts import below
from domain.thresholds.context import Place
from domain.thresholds.data import Known, Missing
from domain.thresholds.facts import Row

if TYPE_CHECKING:
    from domain.thresholds.compiling import ValueOf


def going_on(fact: Fact, key: str, name: str, own: "ValueOf") -> "ValueOf":
    """The field as it is, or with the fields of the records before it settled first where it looks at them."""
    parts = list(below(fact.fields[name].value))
    names = {part.name for part in parts if isinstance(part, NameValue)}
    looks = any(key in (getattr(part, "rows", None), getattr(part, "count", None)) for part in parts)
    if not looks or not any(one in fact.fields and fact.fields[one].value is not None for one in names):
        return own
    by_day = "judged_on" in names

    def settled(place: Place, row: Row) -> Known:
        day = (place.judged or place.moment) if by_day else None
        asked = ("field", key, name, id(row), place.unit, day)
        found = place.book.memo.get(asked)
        if found is None:
            found = own(place)
            found = found if isinstance(found, Missing) else replace(found, steps=())
            place.book.memo[asked] = found
        return found

    def value(place: Place) -> Known:
        if place.row is None:
            return own(place)
        for earlier in place.book.rows[key].get(place.row.subject, ()):
            if earlier is place.row:
                break
            settled(place.inside(earlier), earlier)
        return settled(place, place.row)

    return value
