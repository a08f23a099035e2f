"""People who write on site change an answer before its page is drawn again: nothing of theirs is lost or in doubt."""

import pytest

from domain.findings import Answer
from services.self_drafts import save_answer
from services.self_inspections import open_report, report_view
from services.visit_record import save_text
from services.visit_sheet import read_visit
from tests import hurry, running, visit_world, world
from tests.databases import Database


@pytest.fixture
def people(sqlite_database: Database) -> world.People:
    return world.district()


def test_what_could_not_be_stored_of_one_visit_is_not_offered_for_the_next_one(people: world.People) -> None:
    place = visit_world.campaign(people)
    first, second = place.visit("东街镇"), place.visit("西河镇")
    page = running.open_page("visit_record", people.inspector, id=first, part="facts")
    save_text(people.second_inspector, first, "facts", "同事写的", "")
    page.text_area(key="text-facts").set_value("东街镇的公示栏空白")
    assert "东街镇的公示栏空白" in page.run().texts
    page.query_params["id"] = str(second)
    assert "东街镇的公示栏空白" not in page.run().texts
    page.query_params["id"] = str(first)
    assert "东街镇的公示栏空白" in page.run().texts


def test_an_answer_that_is_put_right_at_once_is_no_conflict_with_oneself(people: world.People) -> None:
    place = visit_world.campaign(people)
    key = place.visit("东街镇")
    page = running.open_page("visit_record", people.inspector, id=key, part="r1")
    page.segmented_control(key="answer-R1-1").set_value("fails")
    with hurry.during_callbacks(answer_R1_1="基本符合") as happened:
        page.run()
    assert happened
    assert "已被修改" not in page.texts
    assert read_visit(people.inspector, key).lines[0].answer is Answer.MOSTLY


def test_an_answer_that_is_changed_right_after_a_note_keeps_the_note(people: world.People) -> None:
    place = visit_world.campaign(people)
    key = place.visit("东街镇")
    place.answer(key, "R1-1", "fails")
    page = running.open_page("visit_record", people.inspector, id=key, part="r1")
    page.text_area(key="note-R1-1").set_value("公示栏空白")
    with hurry.during_callbacks(answer_R1_1="基本符合") as happened:
        page.run()
    assert happened
    line = read_visit(people.inspector, key).lines[0]
    assert (line.answer, line.note) == (Answer.MOSTLY, "公示栏空白")


def test_an_answer_of_a_report_that_is_changed_right_after_its_explanation_keeps_that(
    people: world.People,
) -> None:
    campaign = visit_world.campaign(people).campaign_id
    report = open_report(people.township, campaign)
    save_answer(people.township, report, "R1-1", {"answer": "mostly", "explanation": "略有差距"}, 0)
    page = running.open_page("my_report", people.township, id=report, part="r1")
    page.text_area(key=f"explain-{report}-R1-1").set_value("公示栏破损")
    with hurry.during_callbacks(**{f"answer_{report}_R1_1": "不适用"}) as happened:
        page.run()
    assert happened
    stands = report_view(people.township, report).written.answers["R1-1"]
    assert (stands.answer, stands.explanation) == (Answer.NOT_APPLICABLE, "公示栏破损")
