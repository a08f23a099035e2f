"""Autosave of self-inspection reports: nothing lost, nothing overwritten unseen."""

from datetime import date

import pytest

from domain.errors import Conflict, Invalid, Refused
from domain.findings import Answer
from domain.permissions import Role
from services import clock
from services.actor import Actor
from services.self_drafts import conform_rest, save_answer, save_check, save_figure, save_text
from services.self_inspections import open_report, report_gaps, report_timeline, report_view
from services.self_mine import my_reports
from tests import campaign_world as cw
from tests import world
from tests.databases import Database

FAILS: dict[str, object] = {"answer": "fails"}
CONFORMS: dict[str, object] = {"answer": "conforms"}


@pytest.fixture
def people(database: Database) -> world.People:
    with clock.frozen(date(2026, 5, 1)):
        return world.district()


@pytest.fixture
def campaign_id(people: world.People) -> int:
    return cw.campaign(people, cw.library())


@pytest.fixture
def report_id(people: world.People, campaign_id: int) -> int:
    return open_report(people.township, campaign_id)


@pytest.fixture
def colleague(people: world.People) -> Actor:
    """Somebody else in the same township; only the name differs, so the account is another one's."""
    return Actor(people.village.account_id, "东二", Role.TOWNSHIP, people.township.unit_id, "东街镇")


def test_opening_twice_gives_the_same_report(people: world.People, campaign_id: int, report_id: int) -> None:
    assert open_report(people.township, campaign_id) == report_id


def test_a_report_shows_the_items_of_its_kind_of_unit(people: world.People, campaign_id: int) -> None:
    kinds = {
        actor.unit_name: [
            item.code
            for category in report_view(actor, open_report(actor, campaign_id)).categories
            for item in category.items
        ]
        for actor in (people.township, people.village, people.provider)
    }
    assert kinds == {
        "东街镇": ["R1-1", "R2-1", "R2-2"],
        "东街一村": ["R1-1", "R2-1"],
        "康乐服务中心": ["R1-4"],
    }


def test_a_unit_outside_the_scope_has_nothing_to_report(people: world.People) -> None:
    narrow = cw.campaign(people, cw.library(), ["西河镇"])
    with pytest.raises(Refused, match="不在"):
        open_report(people.township, narrow)


def test_a_township_fills_in_for_a_village_and_not_for_another_township(
    people: world.People, campaign_id: int
) -> None:
    village = open_report(people.township, campaign_id, unit_id=people.unit("东街二村"))
    assert report_view(people.township, village).unit == "东街二村"
    with pytest.raises(Refused):
        open_report(people.other_township, campaign_id, unit_id=people.unit("东街二村"))


def test_an_answer_stands_after_it_was_saved(people: world.People, report_id: int) -> None:
    saved = save_answer(people.township, report_id, "R1-1", {"answer": "mostly", "explanation": "缺两期"}, 0)
    given = report_view(people.township, report_id).written.answers["R1-1"]
    assert (given.answer, given.explanation, given.version) == (Answer.MOSTLY, "缺两期", saved.version)


def test_the_second_writer_of_one_answer_is_told_who_wrote_what(
    people: world.People, colleague: Actor, report_id: int
) -> None:
    save_answer(people.township, report_id, "R1-1", FAILS, 0)
    told = "R1-1在您打开之后已被修改：东镇（基层单位）于.*办理：填写R1-1：不符合.*现在是“不符合”"
    with pytest.raises(Conflict, match=told):
        save_answer(colleague, report_id, "R1-1", CONFORMS, 0)
    assert report_view(colleague, report_id).written.answers["R1-1"].answer is Answer.FAILS


def test_two_people_fill_in_different_items_without_a_conflict(
    people: world.People, colleague: Actor, report_id: int
) -> None:
    save_answer(people.township, report_id, "R1-1", CONFORMS, 0)
    save_answer(colleague, report_id, "R2-1", CONFORMS, 0)
    assert len(report_view(people.township, report_id).written.answers) == 2


def test_saving_the_same_answer_again_changes_nothing(people: world.People, report_id: int) -> None:
    first = save_answer(people.township, report_id, "R1-1", CONFORMS, 0)
    again = save_answer(people.township, report_id, "R1-1", CONFORMS, 0)
    assert first == again


@pytest.mark.parametrize(
    ("item", "values", "field"),
    [
        ("R1-4", CONFORMS, "item"),
        ("R9-9", CONFORMS, "item"),
        ("R1-1", {"answer": "perhaps"}, "answer"),
        ("R1-1", {"answer": "mostly", "explanation": "字" * 4001}, "explanation"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_told(
    people: world.People, report_id: int, item: str, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        save_answer(people.township, report_id, item, values, 0)
    assert field in refused.value.fields


def test_everything_conforms_leaves_the_exceptions_alone(people: world.People, report_id: int) -> None:
    save_answer(people.township, report_id, "R2-1", FAILS, 0)
    assert conform_rest(people.township, report_id, "r2") == 1
    answers = report_view(people.township, report_id).written.answers
    assert {item: given.answer for item, given in answers.items()} == {
        "R2-1": Answer.FAILS,
        "R2-2": Answer.CONFORMS,
    }
    assert conform_rest(people.township, report_id, "r2") == 0


def test_how_a_category_was_checked_is_kept_and_guarded(
    people: world.People, colleague: Actor, report_id: int
) -> None:
    save_check(people.township, report_id, "r1", "查看公开栏", 0)
    with pytest.raises(Conflict, match="查看公开栏"):
        save_check(colleague, report_id, "r1", "没有看", 0)
    save_check(colleague, report_id, "r1", "查看公开栏和推文", 1)
    assert report_view(people.township, report_id).written.checks["r1"].text == "查看公开栏和推文"


def test_a_narrative_field_is_guarded_by_what_was_seen(
    people: world.People, colleague: Actor, report_id: int
) -> None:
    save_text(people.township, report_id, "next_steps", "继续整改", "")
    with pytest.raises(Conflict):
        save_text(colleague, report_id, "next_steps", "别的", "")
    save_text(colleague, report_id, "next_steps", "别的", "继续整改")
    save_text(colleague, report_id, "organization", "开会两次", "")
    narrative = report_view(people.township, report_id).written.narrative
    assert narrative == {"next_steps": "别的", "organization": "开会两次"}


def test_a_figure_is_whole_and_not_negative(people: world.People, colleague: Actor, report_id: int) -> None:
    save_figure(people.township, report_id, "recipients", 0, None)
    with pytest.raises(Invalid):
        save_figure(people.township, report_id, "recipients", -1, 0)
    with pytest.raises(Conflict):
        save_figure(colleague, report_id, "recipients", 7, None)
    assert report_view(people.township, report_id).written.figures == {"recipients": 0}


@pytest.mark.parametrize("name", ["title", "", "next_step"])
def test_a_field_that_the_form_does_not_have_is_refused(
    people: world.People, report_id: int, name: str
) -> None:
    with pytest.raises(Invalid):
        save_text(people.township, report_id, name, "字", "")
    with pytest.raises(Invalid):
        save_figure(people.township, report_id, name, 1, None)


def test_others_neither_read_nor_write_the_report(people: world.People, report_id: int) -> None:
    for stranger in (people.other_township, people.provider, people.village):
        with pytest.raises(Refused):
            report_view(stranger, report_id)
        with pytest.raises(Refused):
            save_answer(stranger, report_id, "R1-1", CONFORMS, 0)
    with pytest.raises(Refused):
        save_answer(people.office, report_id, "R1-1", CONFORMS, 0)


def test_what_is_missing_is_listed_in_the_order_of_the_form(people: world.People, report_id: int) -> None:
    save_answer(people.township, report_id, "R1-1", CONFORMS, 0)
    gaps = report_gaps(people.township, report_id)
    assert [(gap.section, gap.key) for gap in gaps[:3]] == [("r1", ""), ("r2", "R2-1"), ("r2", "R2-2")]


def test_keystrokes_stay_out_of_the_timeline(people: world.People, report_id: int) -> None:
    save_answer(people.township, report_id, "R1-1", CONFORMS, 0)
    assert [entry.summary for entry in report_timeline(people.township, report_id)] == ["开始填报自查报告"]


def test_my_reports_has_the_own_one_first_and_the_villages_after(
    people: world.People, campaign_id: int, report_id: int
) -> None:
    rows = my_reports(people.township)
    assert [(row.unit, row.own) for row in rows] == [
        ("东街镇", True),
        ("东街一村", False),
        ("东街二村", False),
    ]
    assert (rows[0].report_id, rows[0].due) == (report_id, date(2026, 5, 31))
    assert [row.unit for row in my_reports(people.provider)] == ["康乐服务中心"]
