"""The pages of the system section, run as somebody, without a browser."""

import pytest

from domain.account_rules import AccountForm
from domain.permissions import ROLE_NAMES, Role, ruling
from services import sessions
from services.accounts import create_account
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
    assert "在您打开之后已被修改" in second.texts
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
    assert "在您打开之后已被修改" in second.texts
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
