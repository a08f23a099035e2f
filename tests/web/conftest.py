"""The doors without Streamlit behind them: our routes and middleware before a room that answers everybody."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from tests import world
from tests.databases import Database
from tests.running import token_of
from tests.world import People
from web import health, login
from web.application_page import ROUTES as PAGES
from web.first_start import ROUTES as START
from web.routes import MIDDLEWARE


def room(_request: Request) -> Response:
    """What lies behind the gate."""
    return PlainTextResponse("inside")


async def talk(socket: WebSocket) -> None:
    """A websocket that echoes, and says which origin has reached it."""
    await socket.accept()
    async for text in socket.iter_text():
        await socket.send_text(socket.headers.get("origin", "none") if text == "origin" else text)


BEHIND = [
    Route(path, room, methods=["GET", "POST", "PUT"])
    for path in (
        "/_stcore/health",
        "/_stcore/upload_file/{a}/{b}",
        "/media/{name}",
        "/component/{name}",
        "/files/{id}",
    )
]


def application() -> Starlette:
    """A new one for each test, as in a fresh process."""
    stream = WebSocketRoute("/_stcore/stream", talk)
    routes = [*health.ROUTES, *login.ROUTES, *START, *BEHIND, stream, *PAGES]
    return Starlette(routes=routes, middleware=MIDDLEWARE)


@pytest.fixture
def client(sqlite_database: Database) -> TestClient:
    """A browser without cookies, before an installation that nobody has claimed."""
    return TestClient(application(), base_url="http://xiaohao.test", follow_redirects=False)


@pytest.fixture
def people(client: TestClient) -> People:
    """The small district lives in the installation."""
    return world.district()


@pytest.fixture
def inside(client: TestClient, people: People) -> TestClient:
    """The office is logged in."""
    client.cookies.set("xiaohao_session", token_of(people.office))
    return client
