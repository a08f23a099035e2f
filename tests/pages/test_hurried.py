"""People are faster than pages: what they typed is kept and what they pressed twice is done once."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from models import engine
from models.account import Account
from models.finding import Finding
from services.drafts import read_draft
from services.findings_detail import read_finding
from services.visit_sheet import read_visit
from tests import hurry, ledger_world, running, visit_world, world
from tests.databases import Database
from tests.running import Page


@pytest.fixture
def people(sqlite_database: Database) -> world.People:
    return world.district()


@pytest.fixture
def visit(people: world.People) -> tuple[Page, Callable[[], tuple[str, str]]]:
    """The form of a visit, and what is stored of its texts."""
    place = visit_world.campaign(people)
    key = place.visit("东街镇")

    def stored() -> tuple[str, str]:
        sheet = read_visit(people.inspector, key)
        return sheet.facts, sheet.people_present

    return running.open_page("visit_record", people.inspector, id=key, part="facts"), stored


def new_account(people: world.People) -> running.Page:
    """The form of a new account, filled in."""
    page = running.open_page("account_new", people.admin)
    page.selectbox(key="account-new.role").select_index(0)
    page.run()
    page.selectbox(key="account-new.unit_id").select_index(0)
    page.text_input(key="account-new.name").set_value("严谨")
    page.text_input(key="account-new.username").set_value("yanjin")
    page.run()
    return page


def test_a_text_is_stored_although_the_next_field_is_left_at_once(
    visit: tuple[Page, Callable[[], tuple[str, str]]],
) -> None:
    page, stored = visit
    page.text_area(key="text-facts").set_value("查看台账和公示栏。")
    with hurry.during_callbacks() as happened:
        page.run()
    assert happened
    assert stored()[0] == "查看台账和公示栏。"
    assert page.text_area(key="text-facts").value == "查看台账和公示栏。"


def test_a_draft_keeps_a_change_although_the_next_one_follows_at_once(people: world.People) -> None:
    campaign = ledger_world.campaign(people).campaign_id
    page = running.open_page("finding_new", people.office, campaign=campaign)
    page.text_area(key=f"finding-new-{campaign}.description").set_value("账实不符")
    with hurry.during_callbacks() as happened:
        page.run()
    assert happened
    assert read_draft(people.office, f"finding-new-{campaign}")["description"] == "账实不符"


def fill(page: Page, form: str) -> None:
    """The fields that a finding cannot do without."""
    for name in ("unit_id", "source", "category"):
        box = page.selectbox(key=f"{form}.{name}")
        box.select_index(0)
    page.text_area(key=f"{form}.description").set_value("两名老人户籍迁出后仍享受补贴。")
    page.run()


def test_a_second_click_registers_nothing_twice_and_leads_where_the_first_one_did(
    people: world.People,
) -> None:
    campaign = ledger_world.campaign(people).campaign_id
    form = f"finding-new-{campaign}"
    page = running.open_page("finding_new", people.office, campaign=campaign)
    fill(page, form)
    with hurry.during("services.findings_register.insert_finding") as happened:
        page.click(f"{form}:submit")
    assert happened
    with engine.reading() as session:
        found = session.exec(select(Finding.description)).all()
    assert found == ["两名老人户籍迁出后仍享受补贴。"]
    assert "问题已登记，可以在本页上传佐证材料并交办。" in page.texts
    assert "问题台账" in page.texts
    assert read_draft(people.office, form) == {}


def test_a_click_that_arrives_while_the_next_page_is_drawn_leads_there_too(people: world.People) -> None:
    campaign = ledger_world.campaign(people).campaign_id
    form = f"finding-new-{campaign}"
    page = running.open_page("finding_new", people.office, campaign=campaign)
    fill(page, form)
    with hurry.during("services.findings_detail.read_finding") as happened:
        page.click(f"{form}:submit")
    assert happened
    assert "问题已登记，可以在本页上传佐证材料并交办。" in page.texts
    assert "等待 专项办 交办" in page.texts
    with engine.reading() as session:
        assert len(session.exec(select(Finding.id)).all()) == 1


def test_a_message_that_was_cut_off_is_said_again_and_only_then(people: world.People) -> None:
    campaign = ledger_world.campaign(people).campaign_id
    form = f"finding-new-{campaign}"
    page = running.open_page("finding_new", people.office, campaign=campaign)
    fill(page, form)
    with hurry.during("services.findings_detail.read_finding", pressed=False) as happened:
        page.click(f"{form}:submit")
    assert happened
    assert "问题已登记" in page.texts
    assert "问题已登记" not in page.run().texts


def test_a_late_click_on_a_form_that_stays_on_its_page_does_nothing(people: world.People) -> None:
    place = ledger_world.campaign(people)
    key = place.rectifying()
    page = running.open_page("finding", people.township, id=key)
    page.text_input(key=f"finding-{key}-measure.text").set_value("建立专账")
    page.run()
    page.button(key=f"finding-{key}-measure:submit").click()
    late = page.test._tree.get_widget_states()
    page.run()
    assert "已增加措施。" in page.texts
    with running.with_cookie(page.token):
        page.test._run(late)
    measures = [one.text for one in read_finding(people.township, key).measures]
    assert measures == ["建立专账"]
    assert "已增加措施。" in page.texts
    assert page.text_input(key=f"finding-{key}-measure.text").value == ""


def test_the_temporary_password_is_shown_although_the_button_was_pressed_twice(people: world.People) -> None:
    page = new_account(people)
    with hurry.during("services.accounts.record_all") as happened:
        page.click("account-new:submit")
    assert happened
    with engine.reading() as session:
        made = session.exec(select(Account.name).where(Account.username == "yanjin")).all()
    assert made == ["严谨"]
    assert "临时密码" in page.texts
    assert not page.error


def test_the_temporary_password_is_shown_again_to_whoever_clicked_before_it_was_seen(
    people: world.People,
) -> None:
    page = new_account(people)
    hurry.press_late(page, "account-new:submit")
    assert "临时密码" in page.texts
    assert "临时密码" not in page.run().texts


def test_the_temporary_password_is_shown_again_when_the_connection_was_lost_over_it(
    people: world.People,
) -> None:
    page = new_account(people)
    with hurry.losing_the_connection("ui.secret.read_note", "new-account") as happened:
        page.click("account-new:submit")
    assert happened
    assert "临时密码" not in page.texts
    assert "临时密码" in page.run().texts
    assert "临时密码" not in page.run().texts


def test_a_late_click_says_again_what_the_page_said_of_the_first_one(people: world.People) -> None:
    campaign = ledger_world.campaign(people).campaign_id
    page = running.open_page("campaign_settings", people.office, campaign=campaign)
    page.text_area(key=f"basics-{campaign}.reason").set_value("更名")
    page.run()
    hurry.press_late(page, f"basics-{campaign}:submit")
    assert "基本信息已保存。" in page.texts
