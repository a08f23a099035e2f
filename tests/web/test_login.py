"""The log-in form: its token, where it leads, its cookie, and leaving."""

import re

import pytest
from httpx import Response
from starlette.testclient import TestClient

from domain.account_rules import AccountForm
from domain.permissions import Role
from services import sessions
from services.accounts import create_account
from services.logins import WRONG
from tests import world
from tests.world import People
from web.safe_next import safe_next

NEW = "湖心亭看雪三日不归人"


def form_token(client: TestClient, path: str = "/login") -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def send(client: TestClient, **fields: str) -> int:
    data = {"form_token": form_token(client), "username": "office", "password": world.PASSWORD, **fields}
    answer: Response = client.post("/login", data=data)
    return answer.status_code


def test_the_right_password_sets_a_cookie_that_scripts_cannot_read(
    client: TestClient, people: People
) -> None:
    answer = client.post(
        "/login",
        data={
            "form_token": form_token(client),
            "username": "office",
            "password": world.PASSWORD,
            "next": "/findings?id=3",
        },
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/findings?id=3")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("xiaohao_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert client.get("/session").status_code == 204


def test_under_https_the_cookie_is_secure(client: TestClient, people: People) -> None:
    token = form_token(client)
    answer = client.post(
        "/login",
        headers={"x-forwarded-proto": "https"},
        data={
            "form_token": token,
            "username": "office",
            "password": world.PASSWORD,
        },
    )
    assert "Secure" in next(one for one in answer.headers.get_list("set-cookie") if "xiaohao_session" in one)


@pytest.mark.parametrize(("username", "password"), [("office", "wrong"), ("nobody", "wrong"), ("", "")])
def test_a_wrong_log_in_says_one_sentence_and_keeps_the_name(
    client: TestClient, people: People, username: str, password: str
) -> None:
    data = {"form_token": form_token(client), "username": username, "password": password}
    answer = client.post("/login", data=data)
    assert answer.status_code == 401
    assert WRONG in answer.text
    assert f'value="{username}"' in answer.text
    assert "xiaohao_session" not in client.cookies


def test_a_form_without_its_token_is_refused(client: TestClient, people: People) -> None:
    assert send(client, form_token="") == 403
    assert send(client, form_token="x" * 43) == 403
    assert send(client) == 303


def test_a_form_sent_by_another_site_is_refused_even_with_the_right_token(
    client: TestClient, people: People
) -> None:
    data = {"form_token": form_token(client), "username": "office", "password": world.PASSWORD}
    assert client.post("/login", data=data, headers={"origin": "http://evil.test"}).status_code == 403
    assert client.post("/login", data=data, headers={"origin": "http://xiaohao.test"}).status_code == 303


def test_a_token_without_its_cookie_is_refused(client: TestClient, people: People) -> None:
    token = form_token(client)
    client.cookies.clear()
    data = {"form_token": token, "username": "office", "password": world.PASSWORD}
    assert client.post("/login", data=data).status_code == 403


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.test",
        "/\\evil.test",
        "https://evil.test",
        "javascript:alert(1)",
        "evil",
        "/login",
        "/logout",
        "/\t/evil.test",
        "/a\nb",
        "",
        "/\\\\evil",
        "http:/evil.test",
        "/start",
    ],
)
def test_the_way_back_never_leads_elsewhere_or_in_a_circle(wanted: str) -> None:
    assert safe_next(wanted) == "/"


@pytest.mark.parametrize(
    "wanted", ["/", "/findings", "/findings?state=open&page=2", "/a/b?x=%2F%2Fevil.test"]
)
def test_the_way_back_keeps_addresses_of_ours(wanted: str) -> None:
    assert safe_next(wanted) == wanted


def test_an_open_redirect_is_not_followed_after_logging_in(client: TestClient, people: People) -> None:
    data = {
        "form_token": form_token(client),
        "username": "office",
        "password": world.PASSWORD,
        "next": "//evil.test",
    }
    assert client.post("/login", data=data).headers["location"] == "/"


def test_what_is_typed_comes_back_escaped(client: TestClient, people: People) -> None:
    data = {"form_token": form_token(client), "username": '"><script>alert(1)</script>', "password": "x"}
    assert "<script>alert" not in client.post("/login", data=data).text


def test_logging_in_again_ends_the_session_before(client: TestClient, people: People) -> None:
    send(client)
    first = client.cookies["xiaohao_session"]
    client.cookies.pop("xiaohao_session")
    token = form_token(client)
    client.cookies.set("xiaohao_session", first)
    client.post("/login", data={"form_token": token, "username": "leader", "password": world.PASSWORD})
    assert sessions.find(first) is None


def test_the_link_on_our_pages_logs_out_at_once(inside: TestClient) -> None:
    token = inside.cookies["xiaohao_session"]
    answer = inside.get("/logout", headers={"sec-fetch-site": "same-origin"})
    assert answer.headers["location"] == "/login?said=out"
    assert sessions.find(token) is None


@pytest.mark.parametrize("site", ["cross-site", "none", ""])
def test_a_link_from_elsewhere_asks_before_it_logs_out(inside: TestClient, site: str) -> None:
    token = inside.cookies["xiaohao_session"]
    answer = inside.get("/logout", headers={"sec-fetch-site": site})
    assert answer.status_code == 200
    assert sessions.find(token) is not None
    assert inside.post("/logout", data={"form_token": form_token(inside, "/logout")}).status_code == 303
    assert sessions.find(token) is None


def test_the_first_log_in_leads_through_the_change_of_the_password(
    client: TestClient, people: People
) -> None:
    made = create_account(people.admin, AccountForm("new.one", "新来", Role.TOWNSHIP, people.unit("东街镇")))
    assert send(client, username="new.one", password=made.temporary_password) == 303
    assert client.get("/").headers["location"] == "/password"
    token = form_token(client, "/password")
    short = {"form_token": token, "old": made.temporary_password, "new": "短", "repeated": "短"}
    answer = client.post("/password", data=short)
    assert answer.status_code == 422
    assert "至少 10 个字符" in answer.text
    assert client.post("/password", data={**short, "new": NEW, "repeated": NEW}).headers["location"] == "/"
    assert client.get("/session").status_code == 204


def test_the_change_of_the_password_needs_its_token(inside: TestClient) -> None:
    data = {"old": world.PASSWORD, "new": NEW, "repeated": NEW}
    assert inside.post("/password", data=data).status_code == 403


def test_the_log_in_page_shows_district_and_version(client: TestClient, people: People) -> None:
    text = client.get("/login").text
    assert world.DISTRICT in text
    assert re.search(r"版本 \d+\.\d+\.\d+", text)
    assert '<html lang="zh-CN">' in text


@pytest.mark.parametrize("said", ["out", "ready", "ended", "<b>"])
def test_a_notice_in_the_address_is_one_of_ours(client: TestClient, people: People, said: str) -> None:
    assert "<b>" not in client.get("/login", params={"said": said}).text.split("<h1>")[1]
