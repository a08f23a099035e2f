"""Filling the demonstration district in the background while the wizard shows how far it is."""

import importlib
import importlib.util
from dataclasses import dataclass, replace
from threading import Lock, Thread


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is, in percent, and what is being made."""

    percent: int = 0
    what: str = ""
    running: bool = False
    finished: bool = False
    failed: bool = False


class _State:
    now = Progress()
    lock = Lock()


def is_available() -> bool:
    """Whether this installation ships the demonstration data."""
    return importlib.util.find_spec("seed") is not None and importlib.util.find_spec("seed.demo") is not None


def now() -> Progress:
    """The state of the run in this process."""
    return _State.now


def is_running() -> bool:
    """Whether the district is being filled right now."""
    return _State.now.running


def tell(percent: int, what: str) -> None:
    """Called by the seed as it goes on."""
    _State.now = replace(_State.now, percent=max(0, min(100, percent)), what=what)


def begin() -> None:
    """Start filling in a thread, once."""
    with _State.lock:
        if _State.now.running:
            return
        _State.now = Progress(what="准备", running=True)
    Thread(target=_fill, name="demo", daemon=True).start()


def _fill() -> None:
    """Any mistake goes to the terminal as it is (the thread's own report); the page says that there was one."""
    outcome = Progress(finished=True, failed=True, what="演示数据没有生成完整，请查看终端里的日志。")
    try:
        importlib.import_module("seed.demo").fill(tell)
        outcome = Progress(100, "演示数据已生成。", finished=True)
    finally:
        _State.now = outcome
