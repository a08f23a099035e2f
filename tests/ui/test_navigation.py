"""The map of pages agrees with the files, the table of rights and the limits of the menu."""

from pathlib import Path

import pytest

from domain.findings import KIND_NAMES
from domain.permissions import Role, ruling
from domain.traffic_lights import Light
from domain.workflow import State
from services.todo_kinds import Section
from ui.badges import badge_html, light_badge, state_badge
from ui.changes import changes_text
from ui.links import page_url
from ui.navigation import BY_STEM, ENTRIES, MOST_SECTIONS, ROOT, landing_of, section_of, sections_of
from ui.waiting import of_section


def test_every_page_file_is_on_the_map_and_every_entry_has_its_file() -> None:
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("*.py")}
    assert {entry.path for entry in ENTRIES} == files


def test_no_page_lies_directly_in_pages() -> None:
    assert list((ROOT / "pages").glob("*.py")) == []


def test_addresses_are_unique_and_take_no_address_of_the_doors() -> None:
    assert len(BY_STEM) == len(ENTRIES)
    doors = {
        "login",
        "logout",
        "start",
        "password",
        "session",
        "healthz",
        "static",
        "assets",
        "media",
        "component",
        "files",
        "download",
        "api",
        "favicon",
    }
    assert doors & set(BY_STEM) == set()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sees_at_most_seven_sections_and_only_pages_it_may_open(role: Role) -> None:
    sections = sections_of(role)
    assert len(sections) <= MOST_SECTIONS
    shown = [entry for entries in sections.values() for entry in entries]
    assert all(ruling(role, entry.action).allowed and entry.listed for entry in shown)
    allowed = [entry for entry in ENTRIES if entry.listed and ruling(role, entry.action).allowed]
    assert sorted(entry.path for entry in shown) == sorted(entry.path for entry in allowed)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_lands_on_a_page_it_may_open(role: Role) -> None:
    assert ruling(role, landing_of(role).action).allowed


def test_a_detail_page_keeps_its_section_open() -> None:
    assert section_of(Role.ADMIN, "account") == section_of(Role.ADMIN, "accounts")
    assert section_of(Role.ADMIN, "nothing") == ""


def test_counts_beside_pages_have_names_that_are_counted() -> None:
    assert {entry.waits for entry in ENTRIES} - {""} <= {section.value for section in Section}


def test_every_page_guards_itself_with_the_action_of_its_entry() -> None:
    for entry in ENTRIES:
        text = Path(ROOT / entry.path).read_text(encoding="utf-8")
        assert f"guard(Action.{entry.action.name})" in text, entry.path


def test_links_leave_out_what_is_empty_and_escape_the_rest() -> None:
    assert page_url("units") == "/units"
    assert page_url("units", q="", kind=None, page=2) == "/units?page=2"
    assert page_url("units", q="东&街") == "/units?q=%E4%B8%9C%26%E8%A1%97"


def test_every_state_and_light_has_a_word_and_a_sign() -> None:
    badges = [state_badge(state) for state in State] + [light_badge(light) for light in Light]
    assert all(badge.word and badge.sign for badge in badges)
    assert light_badge(Light.RED, "逾期3天").tone == "late"
    assert KIND_NAMES


def test_a_badge_escapes_its_word() -> None:
    assert badge_html(light_badge(Light.RED, "<b>")).count("&lt;b&gt;") == 1


def test_changes_are_told_in_words() -> None:
    assert changes_text({"role": "office"}, {"role": "leader"}) == "身份：专项办 → 领导"
    assert changes_text({}, {"name": "东街镇", "code": ""}) == "名称：东街镇"
    assert changes_text({"active": True}, {"active": False}) == "在用：是 → 否"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("closed_at", "2026-11-20 01:23:00+00:00", "办结时间：2026-11-20 09:23"),
        ("due", "2026-11-20", "整改期限：2026-11-20"),
        ("units", ["松坪镇", "云岭镇"], "单位数：松坪镇、云岭镇"),
        ("drawn", [[30, [15, 13]]], "抽取结果：1项"),
        ("annual_fen", 105000000, "年合同额：1,050,000.00 元"),
        ("deadline", {"due": "2026-05-18", "rule": "30日", "x": 1}, "期限计算：2026-05-18（30日）"),
        ("no_such_field", "文字", "其他内容：文字"),
    ],
)
def test_a_value_is_told_as_people_write_it(name: str, value: object, words: str) -> None:
    assert changes_text({}, {name: value}) == words


def test_a_value_that_was_taken_away_is_called_empty() -> None:
    assert changes_text({"due": "2026-05-18"}, {"due": None}) == "整改期限：2026-05-18 → 空"


def test_a_state_is_told_in_the_words_of_its_object() -> None:
    assert changes_text({}, {"state": "open"}, "decision") == "状态：待提出意见"
    assert changes_text({}, {"state": "open"}, "phase") == "状态：进行中"


def test_the_number_beside_the_first_section_counts_no_task_twice() -> None:
    first = next(iter(sections_of(Role.TOWNSHIP).values()))
    assert of_section(first, {"todo": 7, "filings": 3, "notices": 2}) == 9
