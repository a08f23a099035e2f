"""The keys of a scheme's own periods turned into grains, before the scheme is typed.

`every: term` becomes the grain that knows its days (`domain.cycles`), so that nothing behind has to look it up.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from domain.library.marked import MarkedDict, MarkedList
from domain.library.models.own_periods import OwnPeriod

_SAYS_A_PERIOD = frozenset(
    {
        "every", "within", "over", "at_most_within", "renews", "during", "first_of", "last_of", "months_in_scope",
    }
)  # fmt: skip
_UNTOUCHED = frozenset({"periods", "scheme", "documents", "open", "settings"})
_SOUND = "year"  # stands in for a period that is wrong itself, which is told where it is declared


def with_own_grains(tree: MarkedDict) -> MarkedDict:
    """The tree with each key of `periods` replaced where a period is said."""
    declared = tree.get("periods")
    if not isinstance(declared, dict):
        return tree
    grains = {key: _grain(key, raw) for key, raw in declared.items()}
    copy = MarkedDict(tree.mark)
    for key, value in tree.items():
        copy.put(key, value if key in _UNTOUCHED else _replaced(value, grains), tree.marks[key])
    return copy


def _grain(key: str, raw: Any) -> str:
    try:
        return OwnPeriod.model_validate(raw).cycle(key).grain
    except ValidationError:
        return _SOUND


def _replaced(node: Any, grains: Mapping[str, str]) -> Any:
    if isinstance(node, MarkedDict):
        copy = MarkedDict(node.mark)
        for key, value in node.items():
            said = key in _SAYS_A_PERIOD and isinstance(value, str) and value in grains
            copy.put(key, grains[value] if said else _replaced(value, grains), node.marks[key])
        return copy
    if isinstance(node, MarkedList):
        items = MarkedList(node.mark)
        for item, mark in zip(node, node.marks, strict=True):
            items.put(_replaced(item, grains), mark)
        return items
    return node
