"""Fields of a record as values: written in it, or computed from the others in the record's own place."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.ledger import OfLedger
from domain.library.scopes import Scope
from domain.thresholds.context import Place
from domain.thresholds.data import AS_TOLD, LITERAL, Datum, Known, Missing, graded, number
from domain.thresholds.facts import FieldValue, Row
from domain.thresholds.going_on import going_on

if TYPE_CHECKING:
    from domain.thresholds.compiling import Compiler, ValueOf

ROW_DATE = "row_date"


def from_field(raw: FieldValue, name: str) -> Known:
    """The content of a record's field as a value."""
    if raw is None:
        return Missing(name, "没有填写")
    if isinstance(raw, bool):
        return Datum("flag", flag=raw, name=name)
    if isinstance(raw, str):
        return Datum("text", text=raw, name=name)
    if isinstance(raw, date):
        return Datum("day", day=raw, name=name)
    return number(raw, name=name)


def written(field: FieldOfRecord, row: Row, name: str) -> Known:
    """What was typed into a field; an optional yes/no that was left out is no, a grade knows its scale."""
    raw = row.fields.get(name)
    if raw is None and field.kind == "flag" and field.optional:
        raw = False
    if raw is None and isinstance(field, OfLedger):
        return Missing(field.name, "还没有", absent=True)
    found = from_field(raw, field.name)
    if field.kind == "ratio" and isinstance(found, Datum):
        return replace(found, percent=True, text=AS_TOLD)
    return graded(found, field.order) if field.kind == "grade" else found


def field_of(place: Place, row: Row, name: str) -> Known:
    """What a record says in a field, or on which day it stands."""
    if name == ROW_DATE:
        return Datum("day", day=row.day, name="登记日期")
    field = place.book.scheme.facts[row.fact].fields[name]
    if field.value is None:
        return written(field, row, name)
    found: Known = place.book.computed(row.fact, name)(place.inside(row))
    return found


def content_of(place: Place, row: Row, name: str) -> Hashable:
    """The same as something that can be told apart from others; None where it is not known."""
    if name == ROW_DATE:
        return row.day
    if place.book.scheme.facts[row.fact].fields[name].value is None:
        return row.fields.get(name)
    found = field_of(place, row, name)
    return (
        None if isinstance(found, Missing) else (found.kind, found.exact, found.text, found.flag, found.day)
    )


def day_of(place: Place, name: str) -> date | None:
    """A date of the record in hand."""
    if place.row is None:
        return None
    found = field_of(place, place.row, name)
    return None if isinstance(found, Missing) else found.day


def in_hand(fact: Fact, name: str) -> "ValueOf":
    """A field of the record in hand."""
    field = fact.fields[name]

    def value(place: Place) -> Known:
        row = place.row
        if row is None:
            return Missing(field.name, "没有填写")
        return written(field, row, name) if field.value is None else field_of(place, row, name)

    return value


def computed_field(compiler: "Compiler", key: str, name: str) -> "ValueOf":
    """What a field is computed as, under its own name."""
    fact = compiler.scheme.facts[key]
    field = fact.fields[name]
    if field.value is None:
        raise TypeError(f"{key}.{name} is typed in, not computed")
    inner = compiler.value(field.value, Scope(record=key, kind=fact.of, scale=field.order))

    def own(place: Place) -> Known:
        found = inner(place)
        if isinstance(found, Missing):
            why = f"（{found.name}{found.why}）" if found.name else found.why
            return Missing(field.name, why, found.judge, found.absent)
        order = field.order or found.order
        percent, how = found.percent or field.kind == "ratio", "" if found.how == LITERAL else found.how
        return replace(found, name=field.name, order=order, percent=percent, how=how)

    return going_on(fact, key, name, own)
