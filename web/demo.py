"""Filling the demonstration district in the background while the wizard shows how far it is."""

import importlib.util
from dataclasses import dataclass, replace
from threading import Lock, Thread

FAILED = "演示数据没有生成完整，请查看终端里的日志，换一个空的数据目录后重新开始。"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is, in percent, what is being made, and at the end whom one can log in as."""

    percent: int = 0
    what: str = ""
    running: bool = False
    finished: bool = False
    failed: bool = False
    accounts: tuple[tuple[str, str, str, str], ...] = ()  # log-in name, role, unit, person


class _State:
    now = Progress()
    lock = Lock()


def is_available() -> bool:
    """Whether this installation ships the demonstration data."""
    return importlib.util.find_spec("seed") is not None and importlib.util.find_spec("seed.demo") is not None


def now() -> Progress:
    """The state of the run in this process."""
    return _State.now


def tell(share: float, what: str) -> None:
    """Called by the seed as it goes on; `share` is from 0 to 1."""
    _State.now = replace(_State.now, percent=max(0, min(100, round(share * 100))), what=what)


def begin(password: str) -> Thread | None:
    """Start filling in a thread, with one password for all invented people; None when it runs already."""
    with _State.lock:
        if _State.now.running:
            return None
        _State.now = Progress(what="准备", running=True)
    thread = Thread(target=_fill, args=(password,), name="demo", daemon=True)
    thread.start()
    return thread


def _fill(password: str) -> None:
    """Any mistake goes to the terminal as it is (the thread's own report); the page says that there was one."""
    from seed import demo  # only here: what it needs is large, and a real start never needs it

    outcome = Progress(finished=True, failed=True, what=FAILED)
    try:
        made = demo.fill(tell, password=password)
        people = tuple((one.username, one.role_name, one.unit, one.name) for one in made.accounts)
        outcome = Progress(100, "演示数据已生成。", finished=True, accounts=people)
    finally:
        _State.now = outcome
