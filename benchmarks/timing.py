"""Timing of use cases: the best of several runs, and the statements that one run sends."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from models import engine


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of the best run, and how many statements it took."""

    name: str
    milliseconds: float
    statements: int

    def __str__(self) -> str:
        return f"{self.name:<44}{self.milliseconds:>9.1f} ms{self.statements:>4} statements"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent inside the block."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "COMMIT")):
            sent.append(statement)

    bound = engine.current()
    event.listen(bound, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(bound, "before_cursor_execute", note)


def measure(name: str, run: Callable[[], object], *, times: int = 5) -> Measured:
    """Run it once to warm up, then take the best of `times`."""
    run()
    with counted() as sent:
        run()
    best = min(_once(run) for _ in range(times))
    return Measured(name, best * 1000, len(sent))


def _once(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start
