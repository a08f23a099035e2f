"""The files of a scheme merged into one tree: lists join, mappings join, a scalar may stand once."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.library.marked import Mark, MarkedDict, MarkedList
from domain.library.problems import LibraryError, Problem, Severity
from domain.library.reading import read_yaml

HEAD = "scheme.yaml"


def merged(files: Mapping[str, str]) -> tuple[MarkedDict, list[Problem]]:
    """The tree of all files in the order of their names, and what could not be read or merged."""
    tree, problems = MarkedDict(Mark(HEAD, 1)), list[Problem]()
    if HEAD not in files:
        problems.append(Problem(HEAD, 0, Severity.ERROR, f"缺少文件 {HEAD}：方案文件夹里必须有它"))
    for file in sorted(files):
        try:
            part = read_yaml(file, files[file])
        except LibraryError as error:
            problems += error.problems
            continue
        if isinstance(part, MarkedDict):
            problems += _join(tree, part, ())
        elif part is not None:
            problems.append(Problem(file, 1, Severity.ERROR, "最外层要写成“键: 内容”，例如 rules:"))
    return tree, problems


def _join(into: MarkedDict, part: MarkedDict, path: tuple[str, ...]) -> Iterable[Problem]:
    for key, value in part.items():
        if value is None and not path:
            continue
        mark, there = part.marks[key], into.get(key)
        if key not in into:
            into.put(key, value, mark)
        elif isinstance(there, MarkedDict) and isinstance(value, MarkedDict):
            yield from _join(there, value, (*path, key))
        elif isinstance(there, MarkedList) and isinstance(value, MarkedList):
            _append(there, value)
        elif isinstance(there, MarkedDict | MarkedList) or isinstance(value, MarkedDict | MarkedList):
            first = into.marks[key]
            form = "列表（每项前加“- ”）" if isinstance(there, MarkedList) else "“键: 内容”"
            message = f"“{'.'.join((*path, key))}”要写成{form}，与 {first.file}:{first.line} 一样"
            yield Problem(mark.file, mark.line, Severity.ERROR, message)
        else:
            first = into.marks[key]
            message = f"“{'.'.join((*path, key))}”重复：已写在 {first.file}:{first.line}"
            yield Problem(mark.file, mark.line, Severity.ERROR, message)


def _append(there: MarkedList, value: MarkedList) -> None:
    for item, mark in zip(value, value.marks, strict=True):
        there.put(item, mark)


def walk(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every node of a tree with its path, parents before children."""
    found: list[tuple[tuple[str | int, ...], Any]] = []
    _gather(tree, path, found)
    return found


def _gather(tree: Any, path: tuple[str | int, ...], found: list[tuple[tuple[str | int, ...], Any]]) -> None:
    found.append((path, tree))
    if isinstance(tree, dict):
        for key, value in tree.items():
            _gather(value, (*path, key), found)
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            _gather(value, (*path, index), found)
