"""Every door of the real server, by raw HTTP and raw websocket, in a process that has never run a page."""

import json
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from services import sessions
from tests import world
from tests.browser.live import LiveApp, running_app
from tests.running import token_of
from tests.world import People

PAGES = ("/", "/units", "/my_account", "/unit?id=1", "/no_such_page")
CLOSED = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/media/x.png",
    "/component/x/index.html",
    "/_stcore/agent/openapi.json",
    "/_stcore/bidi-components/x/y.js",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LiveApp, People]]:
    """A fresh process with the small district in its database."""
    with running_app(tmp_path_factory.mktemp("doors")) as app:
        with app.services():
            people = world.district()
        yield app, people


def get(app: LiveApp, path: str, token: str = "", method: str = "GET") -> httpx.Response:
    cookies = {sessions.COOKIE: token} if token else {}
    with httpx.Client(base_url=app.url, cookies=cookies, trust_env=False) as client:
        return client.request(method, path)


def socket(app: LiveApp, token: str = "", *, origin: str = "") -> ClientConnection:
    headers = {"Cookie": f"{sessions.COOKIE}={token}"} if token else {}
    address = app.url.replace("http", "ws") + "/_stcore/stream"
    return connect(address, additional_headers=headers, origin=Origin(origin or app.url), proxy=None)


def test_a_page_of_another_address_gets_no_websocket_and_the_operator_is_told_what_to_set(
    server: tuple[LiveApp, People],
) -> None:
    """Streamlit's own check would ask an outside host for this machine's address."""
    app, people = server
    with app.services():
        token = token_of(people.office)
    with pytest.raises(InvalidStatus) as refused:
        socket(app, token, origin="https://xiaohao.example.gov:8443")
    assert refused.value.response.status_code == 403
    told = [json.loads(line) for line in app.output().splitlines() if '"kind": "origin"' in line]
    assert "XIAOHAO_ORIGINS=xiaohao.example.gov:8443" in told[-1]["todo"]


def drain(opened: ClientConnection) -> None:
    """Read until the server closes."""
    while True:
        opened.recv(timeout=10)


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_shown_without_a_session(server: tuple[LiveApp, People], path: str) -> None:
    answer = get(server[0], path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")


@pytest.mark.parametrize("path", CLOSED)
def test_no_inner_route_answers_without_a_session(server: tuple[LiveApp, People], path: str) -> None:
    assert get(server[0], path).status_code == 401


def test_no_upload_is_taken_without_a_session(server: tuple[LiveApp, People]) -> None:
    assert get(server[0], "/_stcore/upload_file/a/b", method="PUT").status_code == 401


def test_the_websocket_is_not_opened_without_a_session(server: tuple[LiveApp, People]) -> None:
    for token in ("", "x" * 43):
        with pytest.raises(InvalidStatus) as refused:
            socket(server[0], token)
        assert refused.value.response.status_code == 403


def test_static_files_and_health_are_open(server: tuple[LiveApp, People]) -> None:
    assert get(server[0], "/healthz").json()["status"] == "ok"
    assert get(server[0], "/favicon.png").headers["content-type"] == "image/png"
    assert get(server[0], "/assets/application.js").status_code == 200


def test_with_a_session_pages_and_the_websocket_open_and_a_log_out_closes_it(
    server: tuple[LiveApp, People],
) -> None:
    app, people = server
    with app.services():
        token = token_of(people.admin)
    assert 'lang="zh-CN"' in get(app, "/units", token).text
    assert get(app, "/_stcore/health", token).status_code == 200
    with socket(app, token) as opened:
        assert get(app, "/session", token).status_code == 204
        with app.services():
            sessions.log_out(token)
        opened.send(b"")
        with pytest.raises(ConnectionClosed) as closed:
            drain(opened)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    assert get(app, "/units", token).status_code == 303


def test_the_terminal_shows_the_address(server: tuple[LiveApp, People]) -> None:
    assert server[0].url in server[0].output()
