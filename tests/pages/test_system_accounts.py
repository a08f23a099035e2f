"""The pages of accounts: new, changed, reset, disabled, and the own password."""

import pytest

from services.account_lists import read_account, search_accounts
from services.units import read_unit
from tests import running, world
from tests.databases import Database
from tests.world import People


@pytest.fixture
def people(sqlite_database: Database) -> People:
    return world.district()


def choose(page: running.Page, key: str, value: str) -> None:
    page.selectbox(key=key).set_value(value)
    page.run()


def test_a_new_account_shows_its_password_once(people: People) -> None:
    page = running.open_page("account_new", people.admin)
    choose(page, "account-new.role", "township")
    choose(page, "account-new.unit_id", str(people.unit("东街镇")))
    page.text_input(key="account-new.name").input("新来")
    page.text_input(key="account-new.username").input("new.one")
    page.click("account-new:submit")
    assert len(page.code) == 1
    assert len(page.code[0].value) == 14
    page.run()
    assert len(page.code) == 0


def test_mistakes_of_a_new_account_stand_at_their_fields(people: People) -> None:
    page = running.open_page("account_new", people.admin)
    page.click("account-new:submit")
    assert "请选择身份" in page.texts
    choose(page, "account-new.role", "office")
    choose(page, "account-new.unit_id", str(people.unit("专项办")))
    page.text_input(key="account-new.username").input("office")
    page.click("account-new:submit")
    assert "已有人使用" in page.texts
    assert "请填写姓名" in page.texts
    assert search_accounts(people.admin).total == 14


def test_the_only_unit_of_a_role_is_chosen_by_itself(people: People) -> None:
    page = running.open_page("account_new", people.admin)
    choose(page, "account-new.role", "assessor")
    assert page.selectbox(key="account-new.unit_id").value == str(people.unit("明镜测评公司"))


def test_disabling_an_account_asks_for_a_reason_and_then_does_it(people: People) -> None:
    account = people.leader.account_id
    page = running.open_page("account", people.admin, id=account)
    page.click(f"switch-{account}:submit-danger")
    assert "请写明原因" in page.texts
    page.text_area(key=f"switch-{account}.reason").input("调离")
    page.run()
    page.click(f"switch-{account}:submit-danger")
    assert not read_account(people.admin, account).active
    assert "调离" in running.open_page("account", people.admin, id=account).texts


def test_two_acts_on_one_page_one_after_the_other_do_not_conflict(people: People) -> None:
    account = people.leader.account_id
    page = running.open_page("account", people.admin, id=account)
    page.text_input(key=f"account-{account}.name").input("新名")
    page.click(f"account-{account}:submit")
    page.text_area(key=f"reset-{account}.reason").input("本人忘记")
    page.run()
    page.click(f"reset-{account}:submit-danger")
    assert len(page.code) == 1


def test_coming_back_to_a_page_counts_as_having_seen_the_row_anew(people: People) -> None:
    town = people.unit("西河镇")
    page = running.open_page("unit", people.admin, id=town)
    page.test.switch_page("../pages/system/units.py")
    page.run()
    other = running.open_page("unit", people.admin, id=town)
    other.text_input(key=f"unit-{town}.contact").input("张三")
    other.click(f"unit-{town}:submit")
    page.test.switch_page("../pages/system/unit.py")
    page.query_params["id"] = str(town)
    page.run()
    page.text_input(key=f"unit-{town}.phone").input("0951")
    page.click(f"unit-{town}:submit")
    assert read_unit(people.admin, town).phone == "0951"


def test_a_reset_shows_the_new_password_once(people: People) -> None:
    account = people.leader.account_id
    page = running.open_page("account", people.admin, id=account)
    page.text_area(key=f"reset-{account}.reason").input("本人忘记")
    page.run()
    page.click(f"reset-{account}:submit-danger")
    assert len(page.code) == 1
    assert read_account(people.admin, account).must_change


def test_the_own_password_is_changed_and_the_wrong_old_one_is_told(people: People) -> None:
    page = running.open_page("my_account", people.office)
    for name, value in (
        ("old", "wrong password"),
        ("new", "湖心亭看雪三日不归人"),
        ("repeated", "湖心亭看雪三日不归人"),
    ):
        page.text_input(key=f"own-password.{name}").input(value)
    page.click("own-password:submit")
    assert "原密码不对" in page.texts
    page.text_input(key="own-password.old").input(world.PASSWORD)
    page.click("own-password:submit")
    assert "密码已修改" in page.texts
