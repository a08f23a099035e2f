"""What people type or choose is theirs: a rerun sends no value back to a field that the program did not change.

A value that is sent back replaces what somebody has typed while the page was being drawn. And a value that was sent
once may never arrive, when the next run begins too early: so each field also names what stands in it.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from services import clock
from services.self_inspections import open_report
from services.visit_sheet import read_visit
from tests import campaign_rows, visit_world, world
from tests.databases import Database
from tests.running import Page, open_page
from tests.visit_world import DAY, Place

FIELDS = (
    "selectbox", "text_area", "text_input", "date_input", "multiselect", "button_group", "radio", "checkbox",
    "number_input",
)  # fmt: skip


@pytest.fixture
def place(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A page runs in a thread of its own, which a frozen clock does not reach."""
    at = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=clock.SHANGHAI)
    monkeypatch.setattr(clock, "now", lambda: at)
    return visit_world.campaign(world.district())


def sent_back(page: Page) -> list[str]:
    """Keys of the fields to which the last run sent a value."""
    fields: list[Any] = [one for kind in FIELDS for one in page.test.get(kind)]
    assert fields
    return [str(one.key) for one in fields if one.proto.set_value]


def finding_new(place: Place) -> tuple[Page, dict[str, object]]:
    form = f"finding-new-{place.campaign_id}"
    typed: dict[str, object] = {
        f"{form}.category": "r2",
        f"{form}.item": "R2-1",
        f"{form}.found_on": date(2026, 6, 1),
        f"{form}.people": 3,
        f"{form}.description": " 还没有写完，\n下一句 ",
    }
    return open_page("finding_new", place.people.office), typed


def my_report(place: Place) -> tuple[Page, dict[str, object]]:
    report = open_report(place.people.township, place.campaign_id)
    page = open_page("my_report", place.people.township, id=report)
    return page, {
        f"answer-{report}-R1-1": "mostly",
        f"explain-{report}-R1-1": "栏目陈旧，月底前换 ",
        "part": "r2",
    }


def report_texts(place: Place) -> tuple[Page, dict[str, object]]:
    report = open_report(place.people.township, place.campaign_id)
    page = open_page("my_report", place.people.township, id=report, part="texts")
    return page, {f"text-{report}-organization": "成立专班。\n", f"figure-{report}-records": " 2"}


def visit_record(place: Place) -> tuple[Page, dict[str, object]]:
    page = open_page("visit_record", place.people.inspector, id=place.visit())
    return page, {
        "answer-R1-1": "fails",
        "note-R1-1": "公栏无记录 ",
        "part": "facts",
        "text-facts": "查看台账 ",
    }


def ledger(place: Place) -> tuple[Page, dict[str, object]]:
    place.finding()
    campaign_rows.campaign(place.people, "另一次行动")  # with two of them the page asks which one
    page = open_page(
        "findings", place.people.office, campaign=place.campaign_id, state="registered,assigned", q=" 签到"
    )
    return page, {
        "campaign-of-page": place.campaign_id,
        "findings?light": "red",
        "findings?q": " 时间 ",
        "findings?state": ["registered"],
        "findings?due_from": date(2026, 6, 1),
        "findings?voluntary": True,
    }


PAGES: dict[str, Callable[[Place], tuple[Page, dict[str, object]]]] = {
    "登记问题": finding_new,
    "自查要点": my_report,
    "自查文字": report_texts,
    "现场记录": visit_record,
    "台账筛选": ledger,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_rerun_leaves_every_field_as_it_is_in_the_browser(place: Place, name: str) -> None:
    page, typed = PAGES[name](place)
    page.run()
    assert sent_back(page) == []
    for key, value in typed.items():
        before = drawn(page)
        field(page, key).set_value(value)
        page.run()
        assert set(sent_back(page)) <= drawn(page) - before, key  # what is new begins with what is stored
        page.run()
        assert sent_back(page) == [], key


@pytest.mark.parametrize("name", PAGES)
def test_a_browser_that_missed_the_first_run_still_shows_what_stands_in_each_field(
    place: Place, name: str
) -> None:
    page, typed = PAGES[name](place)
    page.run()
    assert {key: held for key, held in defaults(page).items() if held != shown(page, key)} == {}
    for key, value in typed.items():
        field(page, key).set_value(value)
        page.run()
        assert defaults(page)[key] == shown(page, key), key


def defaults(page: Page) -> dict[str, object]:
    """Key → what a browser puts into the field when nobody has told it a value, in the browser's terms."""
    fields: list[Any] = [one for kind in FIELDS for one in page.test.get(kind)]
    assert fields
    return {str(one.key): plain(one.proto.default) for one in fields}


def shown(page: Page, key: str) -> object:
    """What stands in the field for the program, in the browser's terms: options by their place in the list."""
    one, value = field(page, key), page.test.session_state[key]
    if isinstance(value, date):
        return [value.isoformat()]
    if hasattr(one, "options"):
        # Options stand in the proto in words, so the program's value is found by what is drawn of it.
        chosen = value if isinstance(value, list) else [] if value is None else [value]
        places = [one.options.index(words) for words in map(one.format_func, chosen)]
        return places if isinstance(value, list) or one.type == "button_group" else next(iter(places), 0)
    return [] if value is None else value


def plain(default: Any) -> object:
    """Of a list in the message of a field, a plain one."""
    return list(default) if hasattr(default, "__len__") and not isinstance(default, str) else default


def field(page: Page, key: str) -> Any:
    """The field with this key, of whatever kind."""
    return next(one for kind in FIELDS for one in page.test.get(kind) if one.key == key)


def drawn(page: Page) -> set[str]:
    """Keys of all fields on the page."""
    return {str(one.key) for kind in FIELDS for one in page.test.get(kind)}


def test_what_was_typed_on_a_visit_is_stored_although_nothing_comes_back(place: Place) -> None:
    page, typed = visit_record(place)
    for key, value in typed.items():
        field(page, key).set_value(value)
        page.run()
    sheet = read_visit(place.people.inspector, 1)
    assert (sheet.lines[0].note, sheet.facts) == ("公栏无记录", "查看台账")
