"""The parts of a scheme: what lies below one, and what one reads by name."""

from collections.abc import Iterator
from functools import cache
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
    kind: type = type(node)
    if fields := fields_of(kind):
        return [getattr(node, name) for name, _ in fields]
    if isinstance(node, tuple | list):
        return list(node)
    return list(node.values()) if isinstance(node, dict) else []


def below(node: Any) -> Iterator[Any]:
    """A part of a scheme with everything below it."""
    found: list[Any] = []
    _gather(node, found)
    return iter(found)


def _gather(node: Any, found: list[Any]) -> None:
    found.append(node)
    for part in children(node):
        _gather(part, found)


@cache
def fields_of(kind: type) -> tuple[tuple[str, str], ...] | None:
    """The fields of a kind of part with the names under which they are written; None for what is no part."""
    if not issubclass(kind, BaseModel):
        return None
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())
