"""Takes what the process has loaded for good out of sight of the garbage collector.

A full collection looks at every object, and everybody waits for it: with the schemes and the libraries of a day's
work a third of a second. Modules and schemes never go away, so they need not be looked at again.
"""

import asyncio
import ctypes
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services import libraries, schemes_in_use

EVERY_SECONDS = 30
log = logging.getLogger(__name__)


_ARENA_MAX = -8  # of mallopt, see malloc.h


def _heaps() -> ctypes.CDLL | None:
    """The C library where it is the one that keeps a heap for each thread; elsewhere there is nothing to be set."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None


def share_heaps() -> None:
    """Let all threads share two heaps: each rerun has a thread of its own, and eight heaps are mostly holes."""
    if library := _heaps():
        library.mallopt(_ARENA_MAX, 2)


def give_back() -> None:
    """Return to the system what nobody uses any more."""
    if library := _heaps():
        library.malloc_trim(0)


def settle(before: int = -1) -> int:
    """Freeze what there is when more was loaded than `before`; how much is loaded now."""
    loaded = len(sys.modules) + libraries.known()
    if loaded > before:
        gc.collect()
        gc.freeze()
    return loaded


def _read_schemes() -> None:
    try:
        schemes_in_use.read()
    except Exception:  # whoever needs the scheme is told; the server lives without having read it
        log.exception("a scheme in use could not be read ahead")


async def _watch(stop: asyncio.Event) -> None:
    await asyncio.to_thread(_read_schemes)
    loaded = settle()
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
        except TimeoutError:
            loaded = settle(loaded)
            await asyncio.to_thread(give_back)


@asynccontextmanager
async def settling() -> AsyncIterator[None]:
    """Around the life of the server."""
    share_heaps()
    stop = asyncio.Event()
    work = asyncio.create_task(_watch(stop))
    try:
        yield
    finally:
        stop.set()
        await work
