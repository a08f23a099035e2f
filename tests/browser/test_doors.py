"""The doors in a real browser: first start, log-in, deep links, two tabs, and nothing in English."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from domain.account_rules import AccountForm
from domain.permissions import Role
from services import sessions
from services.accounts import create_account
from tests import world
from tests.browser.live import LiveApp, running_app
from tests.browser.visits import DESKTOP, TABLET, Visitors, Watch, log_in, settle
from tests.world import People

NEW = "湖心亭看雪三日不归人"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    """The server of this file."""
    with running_app(tmp_path_factory.mktemp("doors")) as running:
        yield running


@pytest.fixture(scope="module")
def people(app: LiveApp) -> People:
    """The small district lives in it."""
    with app.services():
        return world.district()


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"input[name={name}]").fill(value)


def test_a_fresh_installation_is_claimed_with_the_code_of_the_terminal(
    visit: Visitors, fresh_app: LiveApp, watch: Watch
) -> None:
    page = visit(fresh_app)
    page.goto("/units")
    expect(page).to_have_url(re.compile("/start$"))
    address = re.search(r"http://\S+/start\?code=\S+", fresh_app.output())
    assert address
    page.goto(address[0])
    fill(
        page,
        district="云溪区",
        username="chief",
        name="管总",
        password=world.PASSWORD,
        repeated=world.PASSWORD,
    )
    page.get_by_role("button", name="开始使用").click()
    expect(page.get_by_text("设置完成，请登录。")).to_be_visible()
    log_in(page, "chief", world.PASSWORD)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_text("系统管理员 · 云溪区")).to_be_visible()
    assert [text for text in watch.console_errors if "Content Security Policy" in text] == []


def test_a_deep_link_on_a_fresh_process_asks_for_the_log_in_and_then_opens(
    visit: Visitors, app: LiveApp, people: People
) -> None:
    page = visit(app)
    page.goto("/accounts?role=inspector")
    expect(page).to_have_url(re.compile("/login"))
    fill(page, username="chief", password=world.PASSWORD)
    page.get_by_role("button", name="登录").click()
    settle(page)
    expect(page).to_have_url(re.compile(r"/accounts\?role=inspector"))
    expect(page.get_by_role("link", name="inspector2")).to_be_visible()
    expect(page.get_by_role("link", name="office", exact=True)).to_have_count(0)


def test_a_refresh_keeps_the_person_logged_in(visit: Visitors, app: LiveApp, people: People) -> None:
    page = visit(app)
    log_in(page, "chief", world.PASSWORD)
    page.reload()
    settle(page)
    expect(page.get_by_text("管总")).to_be_visible()


def test_a_page_without_the_right_says_so_in_plain_words(
    visit: Visitors, app: LiveApp, people: People
) -> None:
    page = visit(app)
    log_in(page, "township", world.PASSWORD)
    page.goto("/accounts")
    expect(page.get_by_text("基层单位不能查看账号，该操作由系统管理员办理。")).to_be_visible()
    expect(page.get_by_role("link", name="inspector2")).to_have_count(0)


def test_the_menu_offers_only_what_the_role_can_use(visit: Visitors, app: LiveApp, people: People) -> None:
    page = visit(app)
    log_in(page, "provider", world.PASSWORD)
    expect(page.get_by_text("我的账号").first).to_be_visible()
    for title in ("账号", "审计记录", "设置"):
        expect(page.get_by_role("link", name=title, exact=True)).to_have_count(0)


def test_a_log_out_in_one_tab_stops_the_other_at_its_next_step_and_nothing_typed_is_lost(
    visit: Visitors, app: LiveApp, people: People
) -> None:
    first = visit(app)
    log_in(first, "chief", world.PASSWORD)
    first.goto(f"/unit?id={people.unit('东街镇')}")
    settle(first)
    second = first.context.new_page()
    second.goto("/accounts")
    settle(second)
    second.get_by_role("link", name="退出登录").click()
    expect(second.get_by_text("您已退出登录。")).to_be_visible()
    first.get_by_label("联系人").fill("张三")
    first.get_by_label("联系人").press("Tab")
    expect(first.get_by_role("alertdialog")).to_contain_text("登录已失效")
    fill(second, username="chief", password=world.PASSWORD)
    second.get_by_role("button", name="登录").click()
    settle(second)
    expect(first.get_by_role("alertdialog")).to_have_count(0, timeout=30_000)
    expect(first.get_by_label("联系人")).to_have_value("张三")


def test_an_ended_session_shows_the_log_in_at_the_next_load(
    visit: Visitors, app: LiveApp, people: People
) -> None:
    page = visit(app)
    log_in(page, "leader", world.PASSWORD)
    with app.services():
        sessions.log_out_everywhere(people.leader)
    page.reload()
    expect(page).to_have_url(re.compile("/login"))


def test_the_first_log_in_leads_through_the_change_of_the_password(
    visit: Visitors, app: LiveApp, people: People
) -> None:
    with app.services():
        made = create_account(
            people.admin, AccountForm("new.one", "新来", Role.TOWNSHIP, people.unit("东街镇"))
        )
    page = visit(app)
    page.goto("/login")
    fill(page, username="new.one", password=made.temporary_password)
    page.get_by_role("button", name="登录").click()
    fill(page, old=made.temporary_password, new=NEW, repeated=NEW)
    page.get_by_role("button", name="保存并进入").click()
    settle(page)
    expect(page.get_by_text("新来")).to_have_count(
        1
    )  # for a moment the page before and this one stand side by side


def test_back_from_a_row_leads_to_the_list_with_its_filters(
    visit: Visitors, app: LiveApp, people: People
) -> None:
    page = visit(app)
    log_in(page, "chief", world.PASSWORD)
    page.goto("/units?q=东街&kind=village")
    settle(page)
    page.get_by_role("link", name="东街二村").click()
    expect(page.locator("h1", has_text="东街二村")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/unit\?id=\d+$"))
    page.go_back()
    expect(page.get_by_label("名称或代码")).to_have_value("东街")
    expect(page.get_by_role("link", name="东街一村")).to_be_visible()
    expect(page.get_by_role("link", name="西河镇")).to_have_count(0)


PATHS = ("/units", "/unit_import", "/account_new", "/audit_log", "/settings", "/my_account")
NAMES = {"chief", "Excel", "xlsx", "XLSX", "MB", "Chrome", "Linux"}  # words that are no English sentence
READ = """() => {
    const icons = document.querySelectorAll('[data-testid="stIconMaterial"]');
    icons.forEach(icon => icon.remove());
    return document.body.innerText.match(/[A-Za-z]{2,}/g) ?? [];
}"""


@pytest.mark.parametrize("size", [DESKTOP, TABLET])
def test_nothing_on_the_pages_is_in_english(
    visit: Visitors, app: LiveApp, people: People, size: tuple[int, int]
) -> None:
    page = visit(app, size=size)
    log_in(page, "chief", world.PASSWORD)
    found: dict[str, set[str]] = {}
    for path in PATHS:
        page.goto(path)
        settle(page)
        found[path] = set(page.evaluate(READ)) - NAMES
    assert found == {path: set() for path in PATHS}
