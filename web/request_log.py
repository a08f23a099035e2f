"""One structured line a request, without anything about a person: no address, no cookie, no query."""

import json
import logging
import sys
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services import clock

log = logging.getLogger("xiaohao.requests")


def configure() -> None:
    """Lines go to the standard output, as they are."""
    if log.handlers:
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def shown_path(path: str) -> str:
    """The path without ids and file names, which may say something about a person."""
    parts = path.split("/")[1:]
    deep = {"_stcore": 2, "download": 2, "start": 2}.get(parts[0], 1)
    return "/" + "/".join(parts[:deep]) + ("/…" if len(parts) > deep else "")


class RequestLog:
    """Pure ASGI middleware; static files are not logged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or scope["path"].startswith(("/static/", "/assets/")):
            await self.app(scope, receive, send)
            return
        answer: dict[str, int] = {}

        async def send_watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer["status"] = message["status"]
            elif message["type"] == "websocket.close":
                answer["status"] = message.get("code", 1000)
            await send(message)

        began = perf_counter()
        try:
            await self.app(scope, receive, send_watched)
        finally:
            _write(scope, answer.get("status", 0), perf_counter() - began)


def _write(scope: Scope, status: int, seconds: float) -> None:
    line = {
        "at": clock.now().isoformat(timespec="milliseconds"),
        "kind": scope["type"],
        "method": scope.get("method", ""),
        "path": shown_path(scope["path"]),
        "status": status,
        "ms": round(seconds * 1000),
    }
    log.info(json.dumps(line, ensure_ascii=False))
