"""Settings put into a tree: `by_setting` picks an alternative, `open` takes a parameter.

Both may stand anywhere in a scheme, so each ambiguity of a text can be a setting, whatever it
touches: a number, a condition, a period, a whole consequence.
"""

from collections.abc import Mapping
from typing import Any

from domain.library.marked import MarkedDict, MarkedList

CHOICE, OPEN = "by_setting", "open"
_UNTOUCHED = frozenset({"cases", "settings", OPEN, "scheme"})


def choices_at(tree: MarkedDict) -> Mapping[str, str]:
    """The default of each setting, and of each open parameter that has one."""
    found: dict[str, str] = {}
    for section in (OPEN, "settings"):
        declared = tree.get(section)
        for key, one in declared.items() if isinstance(declared, dict) else ():
            if isinstance(one, dict) and (section != OPEN or one.get("default") is not None):
                found[key] = str(one.get("default", ""))
    return found


def chosen(tree: MarkedDict, values: Mapping[str, Any]) -> MarkedDict:
    """The tree as it reads with these settings and open parameters."""
    copy = MarkedDict(tree.mark)
    for key, value in tree.items():
        kept = value if key in _UNTOUCHED else _resolved(value, values)
        copy.put(key, kept, tree.marks[key])
    return copy


def _resolved(node: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(node, MarkedDict):
        return _mapping(node, values)
    if isinstance(node, MarkedList):
        copy = MarkedList(node.mark)
        for item, mark in zip(node, node.marks, strict=True):
            resolved = _resolved(item, values)
            if resolved is not None or item is None:  # an alternative of nothing leaves the item out
                copy.put(resolved, mark)
        return copy
    return node


def _mapping(node: MarkedDict, values: Mapping[str, Any]) -> Any:
    if CHOICE in node and (pick := values.get(str(node[CHOICE]))) in node:
        return _resolved(node[str(pick)], values)
    if set(node) == {OPEN} and values.get(str(node[OPEN])) is not None:
        return values[str(node[OPEN])]
    copy = MarkedDict(node.mark)
    for key, value in node.items():
        copy.put(key, _resolved(value, values), node.marks[key])
    return copy
