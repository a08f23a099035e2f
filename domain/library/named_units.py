"""Deliverables that hang on who the unit is: of one kind or another, or one of those named (区财政局每季度报送)."""

from typing import Any

from domain.library.models import conditions as c
from domain.library.parts import below
from domain.several_kinds import kinds_in


def about_who(node: Any) -> bool:
    """Whether a condition asks nothing but who somebody is."""
    match node:
        case c.IsA() | c.IsNamed():
            return True
        case c.Not():
            return about_who(node.not_)
        case c.All():
            return all(map(about_who, node.all))
        case c.AnyOf():
            return all(map(about_who, node.any))
    return False


def holds_of(node: Any, kind: str, name: str) -> bool:
    """Whether such a condition holds of a unit of a kind, with a name."""
    match node:
        case c.IsA():
            return kind in kinds_in(node.is_a)
        case c.IsNamed():
            return name.endswith(node.is_named)
        case c.Not():
            return not holds_of(node.not_, kind, name)
        case c.All():
            return all(holds_of(part, kind, name) for part in node.all)
        case c.AnyOf():
            return any(holds_of(part, kind, name) for part in node.any)
    return False


def exceptions_of_who(unless: Any) -> tuple[Any, ...]:
    """The parts of an exception by which somebody is left out for who it is; each of them is enough."""
    if about_who(unless):
        return (unless,)
    return tuple(filter(about_who, unless.any)) if isinstance(unless, c.AnyOf) else ()


def names_in(node: Any) -> list[str]:
    """Everybody whom a condition names."""
    return [name for one in below(node) if isinstance(one, c.IsNamed) for name in one.is_named]
