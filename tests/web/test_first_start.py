"""The wizard of the first start, and /healthz."""

import re
from threading import Thread

import pytest
from starlette.testclient import TestClient

from domain.permissions import Role
from models import engine
from seed.demo import DemoAccounts
from seed.diary import Progress
from seed.people import DemoAccount
from services import setup
from tests import world
from tests.databases import Database
from tests.world import People
from web import application_page, demo


def send(client: TestClient, **fields: str) -> tuple[int, str]:
    page = client.get("/start").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    values = {
        "form_token": token[1],
        "code": setup.start_code(),
        "mode": "real",
        "district": "云溪区",
        "username": "chief",
        "name": "管总",
        "password": world.PASSWORD,
        "repeated": world.PASSWORD,
        **fields,
    }
    answer = client.post("/start", data=values)
    return answer.status_code, answer.headers.get("location", answer.text)


def test_the_wizard_makes_the_first_administrator_and_closes_behind_him(client: TestClient) -> None:
    assert send(client) == (303, "/login?said=ready")
    assert client.get("/start").headers["location"] == "/login"
    assert not setup.needs_setup()


def test_the_code_of_the_terminal_link_is_filled_in(client: TestClient) -> None:
    code = setup.start_code()
    assert f'value="{code}"' in client.get("/start", params={"code": code}).text


def test_without_the_code_nothing_is_claimed_and_what_was_typed_stays(client: TestClient) -> None:
    status, text = send(client, code="AAAA-BBBB-CCCC")
    assert status == 422
    assert "启动码不对" in text
    assert 'value="云溪区"' in text
    assert world.PASSWORD not in text
    assert setup.needs_setup()


def test_without_the_token_of_the_form_nothing_is_claimed(client: TestClient) -> None:
    assert send(client, form_token="x" * 43)[0] == 403
    assert setup.needs_setup()


def test_each_mistake_stands_at_its_field(client: TestClient) -> None:
    status, text = send(client, district="", username="管", password="短", repeated="短")
    assert status == 422
    for name in ("district", "username", "password"):
        assert f'id="{name}-problem"' in text


def test_once_claimed_a_second_wizard_is_refused(client: TestClient) -> None:
    page = client.get("/start").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token
    assert send(client)[0] == 303
    values = {
        "form_token": token[1],
        "code": "AAAA-BBBB-CCCC",
        "district": "甲区",
        "username": "evil",
        "name": "某",
        "password": world.PASSWORD,
        "repeated": world.PASSWORD,
    }
    answer = client.post("/start", data=values)
    assert answer.status_code == 409
    assert "已经完成首次设置" in answer.text


def test_the_demo_is_filled_with_the_chosen_password_and_its_people_are_shown(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def fill(progress: Progress, *, password: str) -> DemoAccounts:
        progress(0.5, "半途")
        given.append(password)
        return DemoAccounts(password, (DemoAccount("office1", "某人", Role.OFFICE, "专项办"),))

    started: list[Thread | None] = []
    begin = demo.begin
    monkeypatch.setattr("seed.demo.fill", fill)
    monkeypatch.setattr(demo, "begin", lambda password: started.append(begin(password)))
    assert send(client, mode="demo") == (303, "/start/progress")
    assert started[0] is not None
    started[0].join(30)
    state = client.get("/start/progress.json").json()
    assert (state["percent"], state["finished"], state["failed"]) == (100, True, False)
    assert state["accounts"] == [["office1", "专项办", "专项办", "某人"]]
    assert given == [world.PASSWORD]
    assert world.PASSWORD not in str(state)
    assert client.get("/start/progress").status_code == 200


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_demo_that_fails_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(progress: Progress, *, password: str) -> DemoAccounts:
        raise OSError("disk full")

    monkeypatch.setattr("seed.demo.fill", fill)
    thread = demo.begin("x")
    assert thread is not None
    thread.join(30)
    state = client.get("/start/progress.json").json()
    assert (state["finished"], state["failed"]) == (True, True)
    assert "disk full" not in state["what"]


def test_healthz_tells_database_and_schema(client: TestClient, people: People) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    facts = answer.json()
    assert (facts["status"], facts["database"], facts["migrations"]) == ("ok", "reachable", "current")


def test_healthz_is_503_when_the_schema_is_behind(client: TestClient, sqlite_database: Database) -> None:
    with engine.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM alembic_version")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "behind"


def test_the_application_page_is_chinese_and_has_no_inline_script() -> None:
    page = application_page.page()
    assert '<html lang="zh-CN">' in page
    assert "<title>销号</title>" in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "You need to enable JavaScript" not in page
    assert '="./' not in page
