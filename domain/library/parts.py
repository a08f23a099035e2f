"""The parts of a scheme: what lies below one, and what one reads by name."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from domain.library.models import values as v
from domain.library.models.literals import NameValue


def name_read(node: Any) -> str:
    """The fact or measure that a node reads by name; empty for other nodes."""
    match node:
        case NameValue():
            return node.name
        case v.Share():
            return node.share
        case v.FromBottom():
            return node.from_bottom
        case v.OutOf():
            return node.out_of
    return ""


def children(node: Any) -> list[Any]:
    """What lies directly below a part of a scheme."""
    if isinstance(node, tuple | list):
        return list(node)
    if isinstance(node, dict):
        return list(node.values())
    if isinstance(node, BaseModel):
        return [getattr(node, name) for name in type(node).model_fields]
    return []


def below(node: Any) -> Iterator[Any]:
    """A part of a scheme with everything below it."""
    yield node
    for part in children(node):
        yield from below(part)
