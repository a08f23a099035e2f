"""Listing, table, form and messages as pages use them, in small scripts of their own."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from services.actor import Actor
from services.drafts import read_draft, save_draft
from tests import running, world
from tests.databases import Database


def run(script: Callable[[], None], actor: Actor | None = None, **params: str) -> AppTest:
    test = AppTest.from_function(script, default_timeout=20)
    test.session_state["actor"] = actor
    for name, value in params.items():
        test.query_params[name] = value
    return test.run()


def html(test: AppTest) -> str:
    return "\n".join(one.proto.body for one in test.get("html"))


def listing() -> None:
    import streamlit as st

    from ui.badges import Badge
    from ui.listing import Listing
    from ui.table import Column

    view = Listing("demo", default_sort="-due", size=2)
    with view.filters():
        words = view.text("q", "搜索")
        kind = view.choice("kind", "类别", {"a": "甲", "b": "乙"})
        many = view.choices("state", "状态", {"open": "未办", "done": "办结"})
        day = view.day("since", "从")
        only = view.tick("late", "只看逾期")
    st.session_state["words"] = view.in_words
    st.session_state["seen"] = (words, kind, many, str(day), only, view.sort, view.page)
    view.count(5, "逾期 1 条")
    rows = [{"id": n, "name": f"第{n}", "state": Badge("逾期", "■", "late")} for n in (1, 2)]
    columns = [Column("name", "名称", sort=True), Column("state", "状态")]
    st.session_state["ticked"] = view.table(rows, columns, total=5, selectable=True)


def test_the_address_says_what_a_list_shows() -> None:
    test = run(
        listing, q="垫江", kind="b", state="open,wrong", since="2026-05-06", late="1", sort="name", page="3"
    )
    assert test.session_state["seen"] == ("垫江", "b", ["open"], "2026-05-06", True, "name", 3)


def test_the_filters_that_are_set_are_said_in_words() -> None:
    test = run(listing, q="垫江", kind="b", state="open,done", since="2026-05-06", late="1")
    assert (
        test.session_state["words"] == "搜索：垫江；类别：乙；状态：未办、办结；从：2026-05-06；只看逾期：是"
    )
    assert run(listing).session_state["words"] == ""


@pytest.mark.parametrize("page", ["0", "-1", "x", "１", "99999999999"])
def test_nonsense_in_the_address_shows_the_first_page(page: str) -> None:
    test = run(listing, page=page, kind="zzz", since="gestern")
    assert test.session_state["seen"] == ("", "", [], "None", False, "-due", 1)


def test_a_changed_filter_is_written_to_the_address_and_leads_back_to_page_one() -> None:
    test = run(listing, page="3")
    test.text_input(key="demo?q").input("垫江").run()
    assert test.query_params["q"] == "垫江"
    assert "page" not in test.query_params
    test.text_input(key="demo?q").input("").run()
    assert "q" not in test.query_params


def test_clearing_the_filters_keeps_what_is_no_filter() -> None:
    test = run(listing, q="垫江", campaign="7")
    test.button(key="demo:clear").click().run()
    assert "q" not in test.query_params
    assert test.query_params["campaign"] == "7"


def test_the_table_says_pages_sort_and_badges() -> None:
    test = run(listing, page="2")
    [table] = running.tables(test)
    assert (table["page"], table["pages"], table["sort"], table["descending"]) == (2, 3, "due", True)
    assert table["rows"][0]["cells"][1] == {"word": "逾期", "sign": "■", "tone": "late"}
    assert running.rows(test)[0] == {"id": 1, "名称": "第1", "状态": "逾期"}


def test_ticked_rows_come_back_and_rows_of_another_page_do_not() -> None:
    test = run(listing)
    [component] = test.get("bidi_component")
    assert json.loads(component.proto.json)["selectable"] is True
    assert test.session_state["ticked"] == []


def form() -> None:
    import streamlit as st

    from domain.errors import Invalid, Refused
    from ui.forms import Form

    shape = Form("demo", draft_of=st.session_state["actor"], initial={"name": "旧名"})
    with shape:
        name = shape.text("name", "名称", required=True)
        shape.choice("kind", "类别", {"a": "甲", "b": "乙"}, radio=True)
        shape.day("day", "日期")
        shape.number("count", "件数")
        shape.choices("many", "多选", {"x": "一", "y": "二"})
        if shape.submit("保存"):
            with shape.told():
                if name == "没有权限":
                    raise Refused("不能保存。")
                if name != "好":
                    raise Invalid({"name": "名称不对。", "elsewhere": "别处不对。"})
                shape.done()


def test_a_mistake_stands_at_its_field_and_one_without_field_above(sqlite_database: Database) -> None:
    people = world.district()
    test = run(form, people.office)
    test.button(key="demo:submit").click().run()
    assert "名称不对。" in html(test)
    assert [error.value for error in test.error] == ["别处不对。"]
    assert test.text_input(key="demo.name").value == "旧名"


def test_a_refusal_stands_above_the_form(sqlite_database: Database) -> None:
    people = world.district()
    test = run(form, people.office)
    test.text_input(key="demo.name").input("没有权限").run()
    test.button(key="demo:submit").click().run()
    assert [error.value for error in test.error] == ["不能保存。"]


def test_each_change_is_kept_and_filled_in_again_and_forgotten_when_sent(sqlite_database: Database) -> None:
    people = world.district()
    test = run(form, people.office)
    test.text_input(key="demo.name").input("好").run()
    test.number_input(key="demo.count").set_value(3).run()
    test.multiselect(key="demo.many").set_value(["y"]).run()
    test.date_input(key="demo.day").set_value(date(2026, 5, 6)).run()
    assert read_draft(people.office, "demo") == {"name": "好", "count": 3, "many": ["y"], "day": "2026-05-06"}
    again = run(form, people.office)
    assert again.text_input(key="demo.name").value == "好"
    assert str(again.date_input(key="demo.day").value) == "2026-05-06"
    again.button(key="demo:submit").click().run()
    assert read_draft(people.office, "demo") == {}


def test_a_draft_with_a_choice_that_is_gone_does_no_harm(sqlite_database: Database) -> None:
    people = world.district()
    save_draft(people.office, "demo", {"kind": "gone", "many": ["gone", "x"]})
    test = run(form, people.office)
    assert not test.exception
    assert test.radio(key="demo.kind").value is None
    assert test.multiselect(key="demo.many").value == ["x"]


def test_a_text_too_long_to_keep_is_told_and_the_page_lives(sqlite_database: Database) -> None:
    people = world.district()
    test = run(form, people.office)
    test.text_input(key="demo.name").input("长" * 500_000).run()
    assert not test.exception
    assert "草稿没有保存" in test.warning[0].value
    assert read_draft(people.office, "demo") == {}


def late() -> None:
    import streamlit as st

    from ui.draft import Draft

    Draft("demo", st.session_state["actor"]).save("name", "demo.name")


def test_a_change_that_arrives_after_the_form_was_sent_is_not_kept(sqlite_database: Database) -> None:
    people = world.district()
    test = run(late, people.office)
    assert not test.exception
    assert read_draft(people.office, "demo") == {}


def messages() -> None:
    import streamlit as st

    from domain.errors import Conflict, NotFound, Refused
    from ui.guard import required, told

    for error in (Refused("甲"), NotFound("乙"), Conflict("丙")):
        with told():
            raise error
    with required():
        if st.session_state["actor"] is None:
            raise NotFound("丁")
    st.text("到不了这里")


def test_messages_are_told_by_their_kind_and_what_is_required_ends_the_page() -> None:
    test = run(messages)
    assert [one.value for one in test.error] == ["甲"]
    assert [one.value for one in test.info] == ["乙", "丁"]
    assert test.warning[0].value.startswith("丙")
    assert not test.text


def carried_over() -> None:
    from ui.forms import Form

    form = Form("carried", initial={"months": 1, "notes": 2026})
    form.text("months", "几个月")
    form.area("notes", "说明")


def test_a_number_that_was_stored_can_be_changed_as_text() -> None:
    test = run(carried_over)
    assert not test.exception
    assert [test.text_input[0].value, test.text_area[0].value] == ["1", "2026"]
