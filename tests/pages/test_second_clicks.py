"""A second click is none on what has taken the place of the first, and what became of the first one is told."""

import pytest
from sqlmodel import select

from models import engine
from models.evidence import Evidence
from services.findings_detail import read_finding
from services.findings_measures import add_measure
from tests import hurry, ledger_world, running, world
from tests.databases import Database


@pytest.fixture
def people(sqlite_database: Database) -> world.People:
    return world.district()


def test_a_second_click_withdraws_no_other_file_and_files_of_one_name_are_told_apart(
    people: world.People,
) -> None:
    place = ledger_world.campaign(people)
    key = place.rectifying()
    for _ in range(3):
        ledger_world.evidence(key, people.township)
    page = running.open_page("finding", people.township, id=key)
    where = f"finding-{key}-None"
    assert page.selectbox(key=f"withdraw-{where}").options == [
        "专账.jpg（1）",
        "专账.jpg（2）",
        "专账.jpg（3）",
    ]
    page.text_input(key=f"withdraw-why-{where}").set_value("传错了")
    page.run()
    with hurry.during("ui.evidence.withdraw_evidence") as happened:
        page.click(f"withdraw-do-{where}-1")
    assert happened
    with engine.reading() as session:
        assert session.exec(select(Evidence.id).where(Evidence.withdrawn_reason != "")).all() == [1]


def test_a_second_click_finishes_no_measure_that_nobody_chose(people: world.People) -> None:
    place = ledger_world.campaign(people)
    key = place.rectifying()
    for text in ("建立专账", "补录凭证"):
        add_measure(people.township, key, ledger_world.version(key), {"text": text})
    page = running.open_page("finding", people.township, id=key)
    page.selectbox(key=f"finding-{key}-measure-end.measure").set_value("1")
    page.run()
    with hurry.during("ui.finding_measures.finish_measure") as happened:
        page.click(f"finding-{key}-measure-done-1")
    assert happened
    assert [one.text for one in read_finding(people.township, key).measures if one.open] == ["补录凭证"]
    assert "已标为完成。" in page.texts


def test_what_became_of_ticked_rows_is_told_although_the_button_was_pressed_twice(
    people: world.People,
) -> None:
    key = ledger_world.campaign(people).assigned()
    page = running.open_page("findings", people.office)
    running.tick(page, "findings:table", [key])
    page.radio(key="findings-bulk-act").set_value("批量催办")
    page.run()
    page.text_area(key="findings-bulk-remind.reason").set_value("月底调度")
    with hurry.during("ui.finding_bulk.remind_many") as happened:
        page.click("findings-bulk-remind:submit")
    assert happened
    assert "已提醒 1 个问题" in page.texts


def test_a_late_click_says_again_what_was_done_although_its_form_is_gone(people: world.People) -> None:
    key = ledger_world.campaign(people).submitted()
    form = f"finding-{key}-pass-review"
    page = running.open_page("finding", people.office, id=key)
    page.text_area(key=f"{form}.opinion").set_value("属实")
    page.run()
    hurry.press_late(page, f"{form}:submit")
    assert "“审核”已办理。" in page.texts
    assert "“审核”已办理。" not in page.run().texts
