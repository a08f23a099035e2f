"""Writing on site: two inspectors, one record, its sign-off, and what the place said of itself."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.findings import Answer
from domain.visits import VisitState
from services import clock
from services.self_drafts import save_answer as answer_oneself
from services.self_inspections import open_report
from services.visit_lists import VisitFilter, list_visits
from services.visit_record import conform_rest, save_answer, save_day, save_text
from services.visit_sheet import Sheet, read_visit
from services.visit_signing import sign_visit
from tests import campaign_world, visit_world, world
from tests.databases import Database
from tests.visit_world import DAY, Place


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def sheet(place: Place, visit: int) -> Sheet:
    return read_visit(place.people.inspector, visit)


def test_the_first_stroke_begins_the_record(place: Place) -> None:
    visit = place.visit()
    save_text(place.people.inspector, visit, "people_present", "镇长", "")
    read = sheet(place, visit)
    assert (read.state, read.visited_on) == (VisitState.RECORDING, DAY)


@pytest.mark.parametrize("who", ["third_inspector", "office"])
def test_nobody_but_the_team_writes(place: Place, who: str) -> None:
    with pytest.raises(Refused):
        save_answer(getattr(place.people, who), place.visit(), "R1-1", {"answer": "conforms"}, 0)


def test_the_second_writer_of_one_answer_is_told_what_the_first_wrote(place: Place) -> None:
    visit = place.visit()
    people = place.people
    save_answer(people.inspector, visit, "R1-1", {"answer": "fails", "note": "公示栏空白"}, 0)
    with pytest.raises(
        Conflict, match=r"R1-1 在您打开之后已被修改：严查（核查人员）于.*现在是“不符合：公示栏空白”"
    ):
        save_answer(people.second_inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    saved = save_answer(people.second_inspector, visit, "R1-1", {"answer": "mostly", "note": "已补"}, 1)
    assert saved.version == 2


def test_two_inspectors_write_different_items_at_the_same_time(place: Place) -> None:
    visit = place.visit()
    save_answer(place.people.inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    save_answer(place.people.second_inspector, visit, "R2-1", {"answer": "conforms"}, 0)
    assert sheet(place, visit).answered == 2


def test_writing_the_same_again_changes_nothing(place: Place) -> None:
    visit = place.visit()
    first = save_answer(place.people.inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    assert save_answer(place.people.inspector, visit, "R1-1", {"answer": "conforms"}, 0) == first


def test_the_second_writer_of_one_text_is_told_what_stands_there(place: Place) -> None:
    visit = place.visit()
    save_text(place.people.inspector, visit, "facts", "甲说", "")
    with pytest.raises(Conflict, match=r"严查.*现在是“甲说”"):
        save_text(place.people.second_inspector, visit, "facts", "乙说", "")
    save_text(place.people.second_inspector, visit, "facts", "甲说乙说", "甲说")
    assert sheet(place, visit).facts == "甲说乙说"


@pytest.mark.parametrize(
    ("field", "longest"), [("facts", 8000), ("people_present", 500), ("unit_opinion", 4000)]
)
def test_texts_have_a_limit_that_is_told(place: Place, field: str, longest: int) -> None:
    visit = place.visit()
    save_text(place.people.inspector, visit, field, "字" * longest, "")
    with pytest.raises(Invalid, match=f"最多 {longest} 字"):
        save_text(place.people.inspector, visit, field, "字" * (longest + 1), "字" * longest)


def test_a_text_of_ten_megabytes_is_told_not_stored(place: Place) -> None:
    with pytest.raises(Invalid, match="内容过长"):
        save_text(place.people.inspector, place.visit(), "facts", "字" * 10_000_000, "")


def test_an_unknown_answer_or_item_is_told(place: Place) -> None:
    visit = place.visit()
    with pytest.raises(Invalid, match="从列出的选项中选择"):
        save_answer(place.people.inspector, visit, "R1-1", {"answer": "perhaps"}, 0)
    with pytest.raises(Invalid, match="不适用于这个单位"):
        save_answer(place.people.inspector, visit, "R1-4", {"answer": "conforms"}, 0)


def test_the_day_of_the_visit_is_not_in_the_future(place: Place) -> None:
    visit = place.visit()
    save_day(place.people.inspector, visit, DAY)
    with pytest.raises(Invalid, match="不能晚于今天"):
        save_day(place.people.inspector, visit, DAY + timedelta(days=1))
    with pytest.raises(Invalid, match="正确的日期"):
        save_day(place.people.inspector, visit, "2026-02-30")


def test_the_rest_of_a_category_conforms_in_one_stroke_and_exceptions_stay(place: Place) -> None:
    visit = place.visit()
    save_answer(place.people.inspector, visit, "R2-1", {"answer": "fails", "note": "户籍不符"}, 0)
    assert conform_rest(place.people.inspector, visit, "r2") == 1
    answers = {line.item.code: line.answer for line in sheet(place, visit).lines}
    assert answers == {"R1-1": None, "R2-1": Answer.FAILS, "R2-2": Answer.CONFORMS}


def test_a_sign_off_names_everything_that_is_missing(place: Place) -> None:
    visit = place.visit()
    save_answer(place.people.inspector, visit, "R2-1", {"answer": "fails"}, 0)
    with pytest.raises(Invalid) as told:
        sign_visit(place.people.inspector, visit, {"signed_by": "张某"}, sheet(place, visit).version)
    assert set(told.value.fields) == {"people_present", "facts", "unit_opinion", "answers", "R2-1"}
    assert told.value.fields["answers"] == "还有 2 个要点没有结论：R1-1、R2-2。"
    assert sheet(place, visit).missing == told.value.fields


def test_a_signed_record_can_no_longer_be_changed(place: Place) -> None:
    visit = place.signed(place.visit())
    read = sheet(place, visit)
    assert (read.state, read.signed_by, read.missing) == (VisitState.SIGNED, "张某", {})
    with pytest.raises(WrongState, match="已签字"):
        save_text(place.people.inspector, visit, "facts", "改口", read.facts)


def test_a_sign_off_of_what_changed_meanwhile_is_a_conflict(place: Place) -> None:
    visit = place.recorded(place.visit())
    version = sheet(place, visit).version
    save_text(place.people.second_inspector, visit, "facts", "补充一句", "查看台账和公示栏")
    with pytest.raises(Conflict):
        sign_visit(place.people.inspector, visit, {"signed_by": "张某"}, version)


def test_a_refusal_to_sign_is_recorded_in_the_inspectors_words(place: Place) -> None:
    visit = place.recorded(place.visit())
    version = sheet(place, visit).version
    with pytest.raises(Invalid, match="拒绝签字"):
        sign_visit(place.people.inspector, visit, {}, version)
    with pytest.raises(Invalid, match="保留其中一项"):
        sign_visit(place.people.inspector, visit, {"signed_by": "张某", "sign_refusal": "不肯签"}, version)
    sign_visit(place.people.inspector, visit, {"sign_refusal": "负责人以不清楚为由拒签"}, version)
    assert sheet(place, visit).sign_refusal == "负责人以不清楚为由拒签"


def test_the_place_reads_the_record_after_the_sign_off_and_not_before(place: Place) -> None:
    visit = place.recorded(place.visit())
    with pytest.raises(NotFound):
        read_visit(place.people.township, visit)
    assert list_visits(place.people.township, VisitFilter()).total == 0
    sign_visit(place.people.inspector, visit, {"signed_by": "张某"}, sheet(place, visit).version)
    assert read_visit(place.people.township, visit).facts == "查看台账和公示栏"
    with pytest.raises(NotFound):
        read_visit(place.people.other_township, visit)


def test_what_the_place_said_of_itself_stands_beside_each_item_once_handed_in(place: Place) -> None:
    visit = place.visit()
    report = open_report(place.people.township, place.campaign_id)
    values: dict[str, object] = {"answer": "mostly", "explanation": "公示栏待更新"}
    answer_oneself(place.people.township, report, "R1-1", values, 0)
    assert not sheet(place, visit).self_reported
    assert sheet(place, visit).lines[0].own is None
    campaign_world.fill(place.people.township, report)
    campaign_world.submit(place.people.township, report)
    own = sheet(place, visit).lines[0].own
    assert own is not None
    assert (own.answer, own.explanation) == (Answer.MOSTLY, "公示栏待更新")
