"""The pages of the system section, run as somebody, without a browser."""

import pytest

from domain.account_rules import AccountForm
from domain.permissions import ROLE_NAMES, Role, ruling
from services import sessions
from services.accounts import create_account, read_account, search_accounts
from services.drafts import read_draft
from services.settings_store import read_settings
from services.units import list_units, read_unit
from tests import running, world
from tests.databases import Database
from tests.world import People
from ui.navigation import BY_STEM, ENTRIES, sections_of

SYSTEM = [entry.stem for entry in ENTRIES if entry.path.startswith("pages/system/")]


@pytest.fixture
def people(sqlite_database: Database) -> People:
    return world.district()


@pytest.mark.parametrize("role", list(Role))
def test_each_page_of_the_system_section_opens_or_says_who_may(people: People, role: Role) -> None:
    for stem in ("units", "accounts", "account_new", "unit_import", "audit_log", "settings", "my_account"):
        page = running.open_page(stem, people.of(role))
        answer = ruling(role, BY_STEM[stem].action)
        assert (answer.reason in page.texts) != answer.allowed, stem


def test_without_a_session_no_page_shows_anything(people: People) -> None:
    for stem in SYSTEM:
        page = running.open_page(stem, None)
        assert "登录已失效" in page.texts
        assert "东街镇" not in page.texts


def test_a_session_that_ends_stops_the_page_at_its_next_rerun(people: People) -> None:
    page = running.open_page("units", people.admin)
    assert "东街镇" in page.texts
    sessions.log_out(page.token)
    page.run()
    assert "登录已失效" in page.texts
    assert "东街镇" not in page.texts


def test_each_role_sees_its_sections_itself_and_the_way_out(people: People) -> None:
    for role in Role:
        page = running.open_page("my_account", people.of(role))
        assert ROLE_NAMES[role] in page.texts
        assert 'href="/logout"' in page.texts
        assert len(sections_of(role)) <= 7


def test_nothing_of_one_person_is_left_for_the_next_in_the_same_tab(people: People) -> None:
    page = running.open_page("account_new", people.admin)
    page.text_input(key="account-new.name").input("某人")
    page.run()
    page.token = running.token_of(people.office)
    page.run()
    assert "account-new.name" not in page.session_state


def test_the_tree_of_units_is_listed_filtered_and_linked(people: People) -> None:
    everything = running.rows(running.open_page("units", people.admin))
    assert [row["单位"].strip("　") for row in everything][:1] == [world.DISTRICT]
    assert len(everything) == 10
    found = running.rows(running.open_page("units", people.admin, q="东街", kind="village"))
    assert [row["单位"] for row in found] == ["东街一村", "东街二村"]
    assert running.rows(running.open_page("units", people.admin, q="没有这样的")) == []


def test_filters_of_a_sent_link_that_make_no_sense_do_no_harm(people: People) -> None:
    page = running.open_page("audit_log", people.admin, page="0", since="2026-13-45", object="nonsense")
    assert len(running.rows(page)) > 0


def test_a_unit_is_renamed_and_a_second_change_is_told(people: People) -> None:
    town = people.unit("西河镇")
    first = running.open_page("unit", people.admin, id=town)
    second = running.open_page("unit", people.admin, id=town)
    for page, name in ((first, "西河街道"), (second, "西河新镇")):
        page.text_input(key=f"unit-{town}.name").input(name)
        page.click(f"unit-{town}:submit")
    assert read_unit(people.admin, town).name == "西河街道"
    assert "刚刚被别人修改过" in second.texts
    assert second.text_input(key=f"unit-{town}.name").value == "西河新镇"
    assert "已保存" in first.texts


def test_after_a_conflict_the_second_person_can_apply_the_own_change_and_keeps_the_others(
    people: People,
) -> None:
    town = people.unit("西河镇")
    first = running.open_page("unit", people.admin, id=town)
    second = running.open_page("unit", people.admin, id=town)
    first.text_input(key=f"unit-{town}.contact").input("张三")
    first.click(f"unit-{town}:submit")
    second.text_input(key=f"unit-{town}.phone").input("0951")
    second.click(f"unit-{town}:submit")
    assert "刚刚被别人修改过" in second.texts
    second.click(f"unit-{town}:submit")
    unit = read_unit(people.admin, town)
    assert (unit.contact, unit.phone) == ("张三", "0951")


def test_a_unit_that_is_not_there_is_told_not_shown(people: People) -> None:
    for wrong in ("999", "abc", "-1", "1e9", "９"):
        assert "没有这个单位" in running.open_page("unit", people.admin, id=wrong).texts


def test_pasted_villages_are_imported_and_a_wrong_row_is_named(people: People) -> None:
    page = running.open_page("unit_import", people.admin)
    page.text_area(key="unit-import.table").input("东街镇,三村\n没有镇,四村")
    page.run()
    page.click("unit-import:submit")
    assert "第 2 行" in page.texts
    assert read_draft(people.admin, "unit-import") == {"table": "东街镇,三村\n没有镇,四村"}
    page.text_area(key="unit-import.table").input("东街镇,三村")
    page.run()
    page.click("unit-import:submit")
    assert "三村" in [unit.name for unit in list_units(people.admin)]
    assert read_draft(people.admin, "unit-import") == {}


def test_what_was_typed_is_there_again_after_a_refresh(people: People) -> None:
    page = running.open_page("unit_import", people.admin)
    page.text_area(key="unit-import.table").input("东街镇,三村")
    page.run()
    again = running.open_page("unit_import", people.admin)
    assert again.text_area(key="unit-import.table").value == "东街镇,三村"


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


def test_the_audit_log_is_filtered_verified_and_exported(people: People) -> None:
    page = running.open_page("audit_log", people.office, q="东街镇")
    assert [row["做了什么"] for row in running.rows(page)] == ["新建镇街“东街镇”"]
    page.click("verify")
    assert "全部记录完整" in page.texts


def test_settings_are_saved_from_the_page(people: People) -> None:
    page = running.open_page("settings", people.admin)
    page.number_input(key="settings.yellow_days").set_value(3)
    page.click("settings:submit")
    assert read_settings(people.admin).bounds.yellow_days == 3


def test_a_script_in_a_name_is_shown_as_text(people: People) -> None:
    name = "<script>alert(1)</script>"
    made = create_account(people.admin, AccountForm("evil", name, Role.TOWNSHIP, people.unit("东街镇")))
    page = running.open_page("account", people.admin, id=made.id)
    assert "&lt;script&gt;" in page.texts
    assert "<script>alert" not in "".join(one.proto.body for one in page.test.get("html"))
