"""A callback that touches the session is ended there by the next message, and what was typed is lost."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for folder in ("ui", "pages") for path in sorted((ROOT / folder).rglob("*.py"))]
EVENTS = {"on_change", "on_click"}


def callbacks(tree: ast.Module) -> Iterator[str]:
    """Names of the functions that widgets of a file are given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in EVENTS:
            named = node.value
            if isinstance(named, ast.Name | ast.Attribute):
                yield named.id if isinstance(named, ast.Name) else named.attr
        if isinstance(node, ast.Dict):  # options handed on: {"on_change": self._write}
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in EVENTS and isinstance(value, ast.Attribute):
                    yield value.attr


def test_no_callback_touches_the_session() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
    named = {name for tree in trees.values() for name in callbacks(tree)}
    found = [
        (path, node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in named
    ]
    assert {node.name for _, node in found} >= {"keep", "save", "_write", "turned"}
    slips = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in found
        if "st.session_state" in ast.unparse(node)
    ]
    assert slips == []
