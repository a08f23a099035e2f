"""The gate in front of everything: without a valid session only the doors themselves are open.

It stands before Streamlit's own routes, so it also guards the websocket, uploads, media and components,
in a process that has never run a page.
"""

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services import sessions, setup
from services.sessions import SignedIn
from web import origin
from web.session import token_of

OPEN = frozenset(
    {
        "/login",
        "/start",
        "/start/progress",
        "/start/progress.json",
        "/healthz",
        "/favicon.png",
        "/favicon.ico",
    }
)
OPEN_FOLDERS = ("/static/", "/assets/")
MACHINE = ("/_stcore/", "/media/", "/component/", "/download/", "/api/")
ASKED_BY_SCRIPT = "/session"
WHILE_MUST_CHANGE = frozenset({"/password", "/logout"})
SESSION_ENDED = 4401  # close code of the websocket, as 401 of HTTP
STRANGER = 4403


def is_open(path: str) -> bool:
    """Whether anybody may ask for this path."""
    if path in OPEN:
        return True
    if ".." in path or "\\" in path or "//" in path:
        return False
    return path.startswith(OPEN_FOLDERS)


class Gate:
    """Pure ASGI middleware; it holds no state of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and is_open(scope["path"])):
            await self.app(scope, receive, send)
            return
        token = token_of(HTTPConnection(scope))
        found = await run_in_threadpool(sessions.find, token)
        if scope["type"] == "websocket":
            await self._websocket(token, found, scope, receive, send)
            return
        refusal = await run_in_threadpool(_refusal, scope, found)
        await (refusal or self.app)(scope, receive, send)

    async def _websocket(
        self, token: str, found: SignedIn | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if found is None or found.must_change:
            await receive()
            await send({"type": "websocket.close", "code": SESSION_ENDED})
            return
        if not origin.is_own(HTTPConnection(scope)):
            await receive()
            await send({"type": "websocket.close", "code": STRANGER})
            return
        await self.app(origin.settled(scope), _checked(token, receive, send), send)


def _checked(token: str, receive: Receive, send: Send) -> Receive:
    """Ask for the session again at every message, so that a log-out elsewhere ends this tab's next step.

    Each rerun is one message; so are button callbacks and fragments, which never pass through the shell.
    """

    async def receive_checked() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive":
            return message
        if await run_in_threadpool(sessions.find, token):
            return message
        await send({"type": "websocket.close", "code": SESSION_ENDED})
        return {"type": "websocket.disconnect", "code": SESSION_ENDED}

    return receive_checked


def _refusal(scope: Scope, found: SignedIn | None) -> Response | None:
    """What the browser gets instead of what it asked for; None when it may pass."""
    path: str = scope["path"]
    if found and (not found.must_change or path in WHILE_MUST_CHANGE):
        return None
    if path == ASKED_BY_SCRIPT or path.startswith(MACHINE) or scope["method"] not in {"GET", "HEAD"}:
        return PlainTextResponse("请先登录。", 401)
    if found:
        return RedirectResponse("/password", 303)
    return RedirectResponse(_door(scope), 303)


def _door(scope: Scope) -> str:
    if setup.needs_setup():
        return "/start"
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    return "/login" + (f"?next={quote(wanted, safe='')}" if wanted != "/" else "")
