"""Takes what the process has loaded for good out of sight of the garbage collector.

A full collection looks at every object, and everybody waits for it: with the schemes and the libraries of a day's
work a third of a second. Modules and schemes never go away, so they need not be looked at again.
"""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services import libraries, schemes_in_use

EVERY_SECONDS = 30
log = logging.getLogger(__name__)


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


@asynccontextmanager
async def settling() -> AsyncIterator[None]:
    """Around the life of the server."""
    stop = asyncio.Event()
    work = asyncio.create_task(_watch(stop))
    try:
        yield
    finally:
        stop.set()
        await work
