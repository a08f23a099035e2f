"""What happens when the process starts: schema, the address, and the one-time code while nobody is there."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from streamlit import config

from services import health, libraries, setup
from web import request_log
from web.daily import daily_work
from web.settled import settling

EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, not bound to


def address() -> str:
    """The URL that people open."""
    host = config.get_option("server.address") or ""
    shown = "127.0.0.1" if host in EVERYWHERE else host
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    return f"{scheme}://{shown}:{config.get_option('server.port')}"


def greeting() -> str:
    """What the terminal says."""
    lines = ["", f"  销号 {health.version()} 已启动：{address()}"]
    if setup.needs_setup():
        code = setup.start_code()
        lines += [
            "",
            "  首次使用，请在浏览器打开（启动码只能用一次）：",
            f"  {address()}/start?code={code}",
            f"  启动码：{code}",
        ]
    return "\n".join([*lines, "", ""])


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Around the life of the server."""
    request_log.configure()
    health.migrate()
    libraries.install_built_in()
    sys.stdout.write(greeting())
    sys.stdout.flush()
    async with settling(), daily_work():
        yield {}
