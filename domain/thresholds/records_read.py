"""Which records a node of the format reads, of what they are put together, and what their fields are computed from."""

from typing import Any

from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.scheme import Scheme


def parts_of(scheme: Scheme, record: str | None) -> tuple[str, ...]:
    """The registers of which a record is put together."""
    return scheme.facts[record].parts if record in scheme.facts else ()


def computed_of(scheme: Scheme, record: str | None) -> list[Any]:
    """What the computed fields of a record are computed from."""
    fields = scheme.facts[record].fields.values() if record in scheme.facts else ()
    return [field.value for field in fields if field.value is not None]


def record_read(node: Any) -> str:
    """The kind of record that a node looks through; empty for other nodes."""
    match node:
        case v.Count():
            return node.count
        case v.LongestGap():
            return node.longest_gap
        case v.CoveredDays():
            return node.covered_days
        case v.Take() if node.rows is not None:
            return node.rows
        case c.Happened():
            return node.happened
        case c.Run() if node.rows is not None:
            return node.rows
    return ""
