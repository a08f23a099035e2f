"""The gate: what is open to everybody, what is not, and how a refusal looks."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from models import engine
from models.account import Account
from services import sessions
from tests.world import People
from web.gate import SESSION_ENDED, STRANGER, is_open
from web.headers import HEADERS

CLOSED = ("/", "/findings", "/findings?id=3", "/my_account", "/files/3", "/nothing")
MACHINE = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/media/abc.png",
    "/component/x",
    "/_stcore/agent/openapi.json",
)


@pytest.mark.parametrize("path", CLOSED)
def test_a_page_without_a_session_leads_to_the_log_in_and_back(
    client: TestClient, people: People, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login")
    if path != "/":
        assert "next=%2F" in answer.headers["location"]


@pytest.mark.parametrize("path", [*MACHINE, "/session"])
def test_what_programs_ask_for_is_401_without_a_session(
    client: TestClient, people: People, path: str
) -> None:
    assert client.get(path).status_code == 401


def test_uploads_and_any_writing_are_401_without_a_session(client: TestClient, people: People) -> None:
    assert client.put("/_stcore/upload_file/a/b", content=b"x").status_code == 401
    assert client.post("/findings").status_code == 401
    assert client.delete("/findings").status_code == 401


def test_with_a_session_everything_behind_the_gate_answers(inside: TestClient) -> None:
    assert inside.get("/_stcore/health").text == "inside"
    assert inside.put("/_stcore/upload_file/a/b").text == "inside"
    assert inside.get("/media/abc.png").text == "inside"
    assert inside.get("/session").status_code == 204
    assert 'lang="zh-CN"' in inside.get("/findings").text


@pytest.mark.parametrize("path", ["/login", "/healthz", "/favicon.png", "/assets/door.css"])
def test_the_doors_themselves_are_open(client: TestClient, people: People, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../media/x",
        "/static//media",
        "/assets/..\\media",
        "/staticx",
        "/login/x",
        "/healthz/",
        "/Static/x",
    ],
)
def test_a_path_that_only_looks_open_is_closed(path: str) -> None:
    assert not is_open(path)


def test_before_the_first_account_every_page_leads_to_the_wizard(client: TestClient) -> None:
    assert client.get("/findings").headers["location"] == "/start"
    assert client.get("/login").headers["location"] == "/start"
    assert client.get("/media/x").status_code == 401


def test_the_websocket_is_refused_without_a_session(client: TestClient, people: People) -> None:
    with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect("/_stcore/stream"):
        pass
    assert closed.value.code == SESSION_ENDED


def test_the_websocket_is_refused_with_an_invented_token(client: TestClient, people: People) -> None:
    client.cookies.set("xiaohao_session", "x" * 43)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream"):
        pass


def test_a_log_out_elsewhere_closes_the_open_websocket_at_its_next_message(inside: TestClient) -> None:
    token = inside.cookies["xiaohao_session"]
    with inside.websocket_connect("/_stcore/stream") as socket:
        socket.send_text("before")
        assert socket.receive_text() == "before"
        sessions.log_out(token)
        socket.send_text("after")
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_text()
    assert closed.value.code == SESSION_ENDED


def test_whoever_must_change_the_password_can_do_only_that(inside: TestClient, people: People) -> None:
    with engine.transaction() as session:
        session.get_one(Account, people.office.account_id).must_change = True
    assert inside.get("/findings").headers["location"] == "/password"
    assert inside.get("/media/x").status_code == 401
    assert inside.get("/password").status_code == 200
    with pytest.raises(WebSocketDisconnect), inside.websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.parametrize("path", ["/login", "/findings", "/media/x", "/healthz", "/assets/door.css"])
def test_every_answer_carries_the_security_headers(client: TestClient, people: People, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS


def test_the_policy_names_no_other_host() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "http" not in policy
    assert "*" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


def test_answers_behind_the_gate_are_not_stored_by_browsers(inside: TestClient) -> None:
    assert inside.get("/findings").headers["cache-control"] == "no-store"


def test_the_request_log_holds_no_address_query_or_file_name(
    inside: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    from web import request_log

    request_log.log.handlers.clear()
    request_log.configure()
    inside.get("/findings?who=张三", headers={"x-forwarded-for": "10.1.2.3"})
    inside.put("/_stcore/upload_file/secret-id/其他")
    request_log.log.handlers.clear()
    lines = capsys.readouterr().out
    assert '"path": "/findings"' in lines
    assert '"path": "/_stcore/upload_file/…"' in lines
    assert not any(
        word in lines for word in ("张三", "10.1.2.3", "secret-id", inside.cookies["xiaohao_session"])
    )


@pytest.mark.parametrize(
    ("origin", "setting", "opens"),
    [
        ("http://xiaohao.test", "", True),
        ("http://XIAOHAO.test", "", True),
        ("http://xiaohao.test:8443", "", False),
        ("https://open.gov", "", False),
        ("https://open.gov", "https://other.gov, https://open.gov/", True),
        ("https://open.gov:8443", "https://open.gov", False),
        ("https://xiaohao.test.evil.net", "", False),
        ("null", "", False),
    ],
)
def test_the_websocket_opens_for_our_own_pages_alone_and_asks_nobody_else(
    inside: TestClient, monkeypatch: pytest.MonkeyPatch, origin: str, setting: str, opens: bool
) -> None:
    monkeypatch.setenv("XIAOHAO_ORIGINS", setting)
    headers = {"host": "xiaohao.test", "origin": origin}
    if opens:
        with inside.websocket_connect("/_stcore/stream", headers=headers) as socket:
            socket.send_text("origin")
            assert socket.receive_text() == "none"
        return
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        inside.websocket_connect("/_stcore/stream", headers=headers),
    ):
        pass
    assert refused.value.code == STRANGER
