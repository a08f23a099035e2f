"""YAML text to marked data, without YAML's surprises.

Only `true` and `false` are booleans (so `on:` and `no` stay words), numbers with a point become
exact decimals, dates stay text, and anchors, tags, duplicate keys and deep nesting are refused. The
tree is built from the event stream, so a hostile file can neither nest nor expand without bound.
"""

import re
from decimal import Decimal
from typing import Any

import yaml

from domain.library.broken import broken
from domain.library.marked import Mark, MarkedDict, MarkedList
from domain.library.problems import LibraryError, Problem, Severity

MAX_CHARACTERS = 400_000
_MAX_DEPTH = 40
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")  # 007 is a number of somebody, no figure
_DECIMAL = re.compile(r"-?[0-9]{1,18}\.[0-9]{1,12}")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(file: str, text: str) -> Any:
    """The marked tree of one file; raises `LibraryError` with the line when it cannot be read."""
    if len(text) > MAX_CHARACTERS:
        raise refused(file, 0, f"文件过大（超过{MAX_CHARACTERS}字），请拆成小文件")
    try:
        return _Builder(file).build(yaml.parse(text.removeprefix("\ufeff"), Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        line, message = broken(str(error), text.split("\n"), 0 if at is None else at.line + 1)
        raise refused(file, line, message) from error
    except yaml.YAMLError as error:
        raise refused(file, 0, "文件中有不能识别的字符，请另存为 UTF-8 编码的纯文本") from error


def refused(file: str, line: int, message: str) -> LibraryError:
    """One error as an exception."""
    return LibraryError([Problem(file, line, Severity.ERROR, message)])


class _Builder:
    """Builds the tree from events with an explicit stack; each frame is a container and its open key."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.stack: list[MarkedDict | MarkedList] = []
        self.keys: list[tuple[str, Mark] | None] = []

    def build(self, events: Any) -> Any:
        documents = 0
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise refused(self.file, line, "一个文件只能有一份内容，请去掉“---”")
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
                self.keys.pop()
        return self.root

    def _node(self, event: Any) -> None:
        mark = Mark(self.file, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise refused(*mark, "不支持锚点与引用（& 和 *），请把内容写全")
        if event.tag and not (any(event.implicit) if isinstance(event.implicit, tuple) else event.implicit):
            raise refused(*mark, f"不支持标签“{event.tag}”")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, mark)
            return
        if len(self.stack) >= _MAX_DEPTH:
            raise refused(*mark, "嵌套太深")
        mapping = isinstance(event, yaml.MappingStartEvent)
        container: MarkedDict | MarkedList = MarkedDict(mark) if mapping else MarkedList(mark)
        self._place(container, mark)
        self.stack.append(container)
        self.keys.append(None)

    def _scalar(self, event: Any, mark: Mark) -> None:
        if self.stack and isinstance(self.stack[-1], MarkedDict) and self.keys[-1] is None:
            if event.value in self.stack[-1]:
                raise refused(*mark, f"键“{event.value}”重复")
            self.keys[-1] = (event.value, mark)
            return
        self._place(_plain(event.value) if event.implicit[0] else event.value, mark)

    def _place(self, value: Any, mark: Mark) -> None:
        if not self.stack:
            self.root = value
            return
        parent, key = self.stack[-1], self.keys[-1]
        if isinstance(parent, MarkedList):
            parent.put(value, mark)
        elif key is None:
            raise refused(*mark, "键必须是一个词，不能是列表或映射")
        else:
            parent.put(key[0], value, key[1])
            self.keys[-1] = None


def _plain(text: str) -> Any:
    """An unquoted scalar."""
    if text in {"true", "false"}:
        return text == "true"
    if text in {"", "null", "~"}:
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text
