"""Where a number or a mapping may stand, pydantic tells what is wrong with each: only what was meant is told."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

_PLAIN = frozenset({"int", "constrained-int", "str", "constrained-str"})
_MAPPINGS = {"OpenMark": "open", "AnniversaryWindow": "anniversary"}


def is_choice(step: str | int) -> bool:
    """Whether a step of a path is the name of a type, which nobody writes."""
    return isinstance(step, str) and (step in _PLAIN or step in _MAPPINGS or step.startswith("literal["))


def meant_ones(details: Sequence[Any]) -> Iterator[Any]:
    """The errors without those of what was not meant."""
    for one in details:
        at = next((at for at, step in enumerate(one["loc"]) if is_choice(step)), None)
        if at is None:
            yield one
            continue
        place = one["loc"][:at]
        group = [other for other in details if other["loc"][:at] == place and is_choice(other["loc"][at])]
        if one["loc"][at] == _meant(group, at):
            yield one


def _meant(group: Sequence[Any], at: int) -> str:
    """The type that was meant: a mapping where one was begun, else the plain one."""
    types = [str(one["loc"][at]) for one in group]
    plain = [name for name in types if name in _PLAIN]
    keys = [key for one in group for key in _keys(one, at)]
    for name in types:
        if name in _MAPPINGS and keys and (not plain or get_close_matches(_MAPPINGS[name], keys, n=1)):
            return name
    if keys and "str" in plain:  # a word and a mapping are too far from each other
        return next((name for name in types if name in _MAPPINGS), plain[0])
    return plain[0] if plain else types[0]


def _keys(one: Any, at: int) -> list[str]:
    """The keys of what was written there, as far as an error shows it."""
    whole = len(one["loc"]) == at + 1 or one["type"] == "missing"
    return [str(key) for key in one["input"]] if whole and isinstance(one["input"], dict) else []
