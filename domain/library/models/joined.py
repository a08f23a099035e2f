"""Records of several registers looked at as one (投诉和处罚合在一起数): with the fields that all of them have."""

from collections.abc import Mapping, Sequence

from domain.library.models.facts import Fact, FieldOfRecord
from domain.library.models.literals import NameValue
from domain.library.parts import below

REGISTER = "register"  # the field that says of which kind a record is


def with_parts(fact: Fact, facts: Mapping[str, Fact]) -> Fact:
    """The record with the fields common to its parts, before those that the scheme computes from them."""
    parts = [facts[key] for key in fact.parts if key in facts]
    names = tuple(dict.fromkeys(one.name for one in parts))
    kind = FieldOfRecord.model_construct(name="登记种类", kind="choice", options=names)
    fields = {REGISTER: kind} | common_fields(parts)
    checked = any(one.absence == "checked" for one in parts)
    absence = "checked" if checked else "assumed"
    return fact.model_copy(update={"fields": fields | fact.fields, "absence": absence})


def common_fields(parts: Sequence[Fact]) -> dict[str, FieldOfRecord]:
    """Fields of one key that mean the same in all: typed in, or computed alike from such fields."""
    found: dict[str, FieldOfRecord] = {}
    for key, field in parts[0].fields.items() if parts else ():
        alike = [one.fields[key] for one in parts if key in one.fields]
        if len(alike) == len(parts) and all(_fits(field, other) for other in alike):
            options = tuple(dict.fromkeys(word for other in alike for word in other.options))
            optional = any(other.optional for other in alike)
            found[key] = field.model_copy(update={"options": options, "optional": optional})
    known = {name for one in parts for name in one.fields} - found.keys()
    return {key: field for key, field in found.items() if not known & _read(field)}


def _fits(one: FieldOfRecord, other: FieldOfRecord) -> bool:
    same = one.kind == other.kind and repr(one.value) == repr(other.value)
    return same and (one.kind != "grade" or (one.options, one.order) == (other.options, other.order))


def _read(field: FieldOfRecord) -> set[str]:
    return {node.name for node in below(field.value) if isinstance(node, NameValue)}
