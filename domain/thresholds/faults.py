"""Faults of the program while an entry is judged, with the entry they happened in: told as a sentence by cases."""

from collections.abc import Iterator
from contextlib import contextmanager

FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError)


@contextmanager
def within_entry(name: str) -> Iterator[None]:
    """Whatever breaks inside carries the name of the entry; the innermost that was named first stands."""
    try:
        yield
    except (*FAULTS, ValueError) as fault:
        if not getattr(fault, "__notes__", ()):
            fault.add_note(name)
        raise


def entry_of(fault: BaseException) -> str:
    """The entry that something broke in; empty where it was before any."""
    notes = getattr(fault, "__notes__", ())
    return f"“{notes[0]}”" if notes else ""


def told_unread(fault: BaseException) -> str:
    """That a scheme cannot be read or checked at all, and what to do."""
    return (
        f"系统读到没有料到的写法（{type(fault).__name__}：{fault}），请换一种写法，并把这个方案交给开发人员"
    )


def told_fault(fault: BaseException) -> str:
    """Which entry cannot be judged, and what to do."""
    where = entry_of(fault) or "这个案例"
    return (
        f"案例不能运行：系统算到{where}时出错（{type(fault).__name__}：{fault}）。"
        "这是系统没有料到的写法，请换一种写法，并把这个方案交给开发人员"
    )
