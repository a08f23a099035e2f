"""Asks for the work of the day at the start and then every few minutes, for as long as the server lives."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services import daily

EVERY_SECONDS = 600
log = logging.getLogger("xiaohao.daily")


async def _each_day(stop: asyncio.Event) -> None:
    while not stop.is_set():
        work = asyncio.to_thread(daily.run_if_due)
        (failed,) = await asyncio.gather(work, return_exceptions=True)
        if isinstance(
            failed, BaseException
        ):  # the database may be busy or full for a while: it is tried again
            log.error("The work of the day was not done: %s", type(failed).__name__)
        try:
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue


@asynccontextmanager
async def daily_work() -> AsyncIterator[None]:
    """Around the life of the server."""
    stop = asyncio.Event()
    work = asyncio.create_task(_each_day(stop))
    try:
        yield
    finally:
        stop.set()
        await work
