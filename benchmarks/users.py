"""Fifty people at once: `python -m benchmarks.users [PEOPLE] [PAUSE]`. Budget: 400 MB.

The real server with the demo district, and a websocket through the gate for each person. First one person of
each role opens pages while the others rest; then everybody does, with a pause between two pages; at last all
press a key in the same moment. What counts is the ratio between the first two, and the memory of the server.
"""

import asyncio
import os
import random
import statistics
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.server import Server, demo_server
from domain.permissions import Role, ruling
from services.sessions import COOKIE
from ui.navigation import ENTRIES

PEOPLE, PAUSE, STEPS = 50, 10.0, 6
BUDGET_MB = 400
PATIENCE = 120.0  # seconds for one page


@dataclass(slots=True)
class Person:
    """Somebody at a screen: their websocket, the pages of their menu, how long each one took (ms)."""

    socket: ClientConnection
    pages: Sequence[str]
    took: list[float] = field(default_factory=list)

    async def open(self, page: str) -> None:
        """Open a page and wait until it has been drawn."""
        message = BackMsg()
        message.rerun_script.page_name = page
        start = perf_counter()
        await self.socket.send(message.SerializeToString())
        await asyncio.wait_for(self._drawn(page), PATIENCE)
        self.took.append((perf_counter() - start) * 1000)

    async def _drawn(self, page: str) -> None:
        async for received in self.socket:
            told = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
            kind = told.WhichOneof("type")
            if kind == "page_not_found":
                raise RuntimeError(f"there is no page {page}")
            if kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(f"{page}: {told.delta.new_element.exception.message}")
            if kind == "script_finished":
                return

    async def walk(self, chance: random.Random, pause: float, steps: int) -> None:
        """Open so many pages of the menu, with pauses of half to one and a half times `pause`."""
        for _ in range(steps):
            await _rest(chance.uniform(0.5, 1.5) * pause)
            await self.open(chance.choice(self.pages))


async def _rest(seconds: float) -> None:
    """People read between two pages: nothing happens, and that is what is waited for."""
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)


def pages_of(role: Role) -> list[str]:
    """The menu of a role, by address."""
    return [entry.stem for entry in ENTRIES if entry.listed and ruling(role, entry.action).scope is not None]


async def arrive(server: Server, role: Role, token: str) -> Person:
    """Open the websocket as a browser with this cookie does."""
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    cookie = {"Cookie": f"{COOKIE}={token}"}
    socket = await connect(
        address, additional_headers=cookie, proxy=None, max_size=None, max_queue=None, ping_interval=None
    )
    return Person(socket, pages_of(role))


def memory_of(server: Server, name: str = "VmRSS") -> float:
    """Megabytes of the server's process; `VmHWM` is the most it ever had."""
    lines = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def told(name: str, took: Sequence[float]) -> str:
    """Half of the pages, and all but one in twenty, were drawn within these times."""
    twentieths = statistics.quantiles(took, n=20)
    return f"{name:<36}{len(took):>5} pages  p50 {twentieths[9]:>7.0f} ms  p95 {twentieths[18]:>7.0f} ms"


async def measure(server: Server, people: int, pause: float) -> None:
    """One after the other, together, all in one moment; prints what it finds."""
    chance = random.Random(7)  # noqa: S311 - repeatable, not secret
    _say_memory("memory after the start", server)
    crowd = [await arrive(server, *token) for token in server.tokens(people)]
    alone = crowd[: len(Role)]  # one of each role
    for person in alone:  # the first opening of a page imports it
        for page in person.pages:
            await person.open(page)
        person.took.clear()
    _say_memory("memory with every page opened once", server)
    for person in alone:
        await person.walk(chance, 0, STEPS)
    single = _collect(crowd)
    print(told("one person at a time", single))
    await asyncio.gather(*(person.walk(chance, pause, STEPS) for person in crowd))
    together = _collect(crowd)
    print(told(f"{people} people, a page in {pause:g} s each", together))
    print(f"{'ratio of the medians':<36}{statistics.median(together) / statistics.median(single):>8.1f}")
    start = perf_counter()
    await asyncio.gather(*(person.open(person.pages[0]) for person in crowd))
    print(f"{'all in one moment, until the last':<36}{perf_counter() - start:>8.1f} s")
    _say_memory(f"memory with {people} people (budget {BUDGET_MB})", server)
    _say_memory("most it ever had", server, "VmHWM")


def _collect(people: Sequence[Person]) -> list[float]:
    """What the last pages took, and a clean sheet for the next ones."""
    found = [ms for person in people for ms in person.took]
    for person in people:
        person.took.clear()
    return found


def _say_memory(name: str, server: Server, which: str = "VmRSS") -> None:
    print(f"{name:<36}{memory_of(server, which):>8.0f} MB")


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    pause = float(sys.argv[2]) if len(sys.argv) > 2 else PAUSE
    with TemporaryDirectory() as folder, demo_server(Path(folder), os.environ) as server:
        asyncio.run(measure(server, people, pause))


if __name__ == "__main__":
    main()
