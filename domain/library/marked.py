"""Plain data that remembers where it was written: dicts and lists with file and line marks."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A place in a file."""

    file: str
    line: int


class MarkedDict(dict[str, Any]):
    """A mapping with the place of itself and of each key."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: dict[str, Mark] = {}

    def put(self, key: str, value: Any, mark: Mark) -> None:
        """Set a key together with its place."""
        self[key] = value
        self.marks[key] = mark


class MarkedList(list[Any]):
    """A list with the place of itself and of each item."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.marks: list[Mark] = []

    def put(self, value: Any, mark: Mark) -> None:
        """Append an item together with its place."""
        self.append(value)
        self.marks.append(mark)


def mark_at(tree: Any, path: Iterable[str | int]) -> Mark:
    """The place that a path leads to; steps that do not exist in the tree are passed over."""
    mark: Mark = tree.mark
    for step in path:
        if isinstance(tree, MarkedDict) and step in tree:
            mark, tree = tree.marks[str(step)], tree[str(step)]
        elif isinstance(tree, MarkedList) and isinstance(step, int) and step < len(tree):
            mark, tree = tree.marks[step], tree[step]
    return mark
