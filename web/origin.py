"""Whose page is speaking to us: the browser's Origin must be the address that we answer at.

Streamlit asks an outside host for this machine's address when the two differ; so the question is settled here,
before it is asked there.
"""

import json
import logging
import os
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Scope

from services import clock

log = logging.getLogger("xiaohao.requests")
SETTING = "XIAOHAO_ORIGINS"


def known_origins() -> frozenset[str]:
    """Addresses that people open through a proxy which does not pass on the Host header."""
    return frozenset(_host(part) for part in os.environ.get(SETTING, "").split(",") if part.strip())


def is_own(connection: HTTPConnection) -> bool:
    """Whether the request comes from a page of ours; what is refused leaves a line for the operator."""
    origin = connection.headers.get("origin", "")
    host = connection.headers.get("host", "").lower()
    if not origin or _host(origin) == host or _host(origin) in known_origins():
        return True
    _tell(_host(origin), host)
    return False


def settled(scope: Scope) -> Scope:
    """The handshake without its origin, so that nobody behind us looks it up once more."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"origin"]}


def _host(address: str) -> str:
    """Host and port of an address; the address may come without its scheme in the setting."""
    stripped = address.strip().rstrip("/").lower()
    return urlsplit(stripped).netloc if "//" in stripped else stripped


def _tell(origin: str, host: str) -> None:
    line = {
        "at": clock.now().isoformat(timespec="milliseconds"),
        "kind": "origin",
        "origin": origin[:200],
        "host": host[:200],
        "todo": f"浏览器打开的地址与收到的 Host 不一致：请让反向代理原样传递 Host，或者设置 {SETTING}={origin[:200]}",
    }
    log.warning(json.dumps(line, ensure_ascii=False))
