"""A visit from its plan to its end: who may plan, who may write, what the place must sign, who reads when."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from domain.findings import Answer
from domain.visits import VisitState
from models.account import Account
from models.finding import Finding
from services import clock
from services.self_drafts import save_answer as answer_oneself
from services.self_inspections import open_report
from services.visit_lists import VisitFilter, list_visits, my_visits
from services.visit_record import conform_rest, save_answer, save_day, save_text
from services.visit_sheet import Sheet, read_visit
from services.visit_signing import close_visit, register_problem, sign_visit
from services.visits import cancel_visit, inspectors, plan_visit, replan_visit, visit_timeline
from tests import campaign_rows, campaign_world, visit_world, world
from tests.databases import Database
from tests.statements import count_statements
from tests.visit_world import DAY, Place


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    with clock.frozen(DAY):
        yield visit_world.campaign(world.district())


def sheet(place: Place, visit: int) -> Sheet:
    return read_visit(place.people.inspector, visit)


def plan(place: Place, **values: object) -> dict[str, object]:
    people = place.people
    team = (people.inspector.account_id, people.second_inspector.account_id)
    usual: dict[str, object] = {"unit_id": people.unit("东街镇"), "planned_on": DAY, "inspectors": team}
    return {**usual, **values}


def refused(place: Place, **values: object) -> dict[str, str]:
    with pytest.raises(Invalid) as told:
        plan_visit(place.people.office, place.campaign_id, plan(place, **values))
    return told.value.fields


def test_a_planned_visit_has_its_team_and_the_items_of_its_kind_of_unit(place: Place) -> None:
    read = sheet(place, place.visit("东街一村"))
    assert [(member.name, member.leads) for member in read.team] == [("严查", True), ("严明", False)]
    assert [line.item.code for line in read.lines] == ["R1-1", "R2-1"]
    assert read.state is VisitState.PLANNED


def test_one_inspector_is_not_enough(place: Place) -> None:
    only = place.people.inspector.account_id
    assert refused(place, inspectors=(only,)) == {"inspectors": "现场核查须由 2 名以上核查人员进行，请补选。"}


def test_the_same_inspector_twice_is_still_one(place: Place) -> None:
    only = place.people.inspector.account_id
    assert "inspectors" in refused(place, inspectors=(only, only))


def test_people_who_are_no_inspectors_cannot_be_sent(place: Place) -> None:
    people = place.people
    fields = refused(place, inspectors=(people.inspector.account_id, people.office.account_id))
    assert fields == {"inspectors": "所选人员中有人不是在用的核查人员账号，请重新选择。"}


def test_a_unit_outside_the_campaign_is_not_visited(place: Place) -> None:
    assert "不在本专项行动的范围" in refused(place, unit_id=place.people.unit("专项办"))["unit_id"]


def test_an_inspector_keeps_away_from_the_own_unit(place: Place) -> None:
    home = place.people.unit("东街镇")
    campaign_rows.change(Account, place.people.inspector.account_id, unit_id=home)
    assert refused(place) == {"inspectors": "严查来自被核查单位，应当回避，请换人。"}


def test_a_leader_belongs_to_the_team(place: Place) -> None:
    assert "leader" in refused(place, leader=place.people.third_inspector.account_id)


def test_a_visit_is_planned_for_today_but_not_for_yesterday(place: Place) -> None:
    assert place.visit(on=DAY)
    assert "planned_on" in refused(place, planned_on=DAY - timedelta(days=1))


def test_a_place_is_not_visited_twice_on_one_day(place: Place) -> None:
    first = place.visit()
    assert "同一天" in refused(place)["planned_on"]
    cancel_visit(place.people.office, first, "改期", 1)
    assert place.visit()


def test_a_unit_without_items_in_the_scheme_cannot_be_visited(place: Place) -> None:
    people = place.people
    library = campaign_world.library(
        campaign_world.SCHEME.replace("id: small-campaign", "id: other")
        .replace("village]", "township]")
        .replace("township, township", "township")
    )
    other = campaign_world.campaign(people, library, name="另一个行动", number_prefix="QT")
    with pytest.raises(Invalid) as told:
        plan_visit(people.office, other, plan(place, unit_id=people.unit("东街一村")))
    assert "没有规定" in told.value.fields["unit_id"]


@pytest.mark.parametrize("who", ["township", "provider", "leader", "discipline", "assessor", "admin"])
def test_only_office_and_inspectors_plan(place: Place, who: str) -> None:
    with pytest.raises(Refused):
        plan_visit(getattr(place.people, who), place.campaign_id, plan(place))


def test_a_plan_can_be_changed_until_the_record_is_begun(place: Place) -> None:
    visit = place.visit()
    people = place.people
    team = (people.second_inspector.account_id, people.third_inspector.account_id)
    replan_visit(people.office, visit, {"planned_on": DAY + timedelta(days=2), "inspectors": team}, 1)
    read = sheet(place, visit)
    assert (read.planned_on, [one.name for one in read.team]) == (date(2026, 6, 12), ["严明", "严实"])
    save_answer(people.third_inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    with pytest.raises(WrongState, match="核查中"):
        replan_visit(people.office, visit, {"planned_on": DAY, "inspectors": team}, read.version + 1)


def test_a_stale_plan_is_a_conflict(place: Place) -> None:
    visit = place.visit()
    cancel_args = (place.people.office, visit, "改期")
    with pytest.raises(Conflict):
        cancel_visit(*cancel_args, 7)
    cancel_visit(*cancel_args, 1)


def test_a_visit_is_called_off_with_a_reason_only(place: Place) -> None:
    visit = place.visit()
    with pytest.raises(Invalid) as told:
        cancel_visit(place.people.office, visit, " ", 1)
    assert told.value.fields == {"reason": "请填写"}
    cancel_visit(place.people.office, visit, "当日停电", 1)
    assert sheet(place, visit).cancel_reason == "当日停电"
    with pytest.raises(WrongState, match="已取消"):
        save_answer(place.people.inspector, visit, "R1-1", {"answer": "conforms"}, 0)


def test_today_lists_my_places_those_begun_and_those_left_over(place: Place) -> None:
    people = place.people
    left_over = place.visit("东街镇")
    later = place.visit("西河镇", DAY + timedelta(days=3))
    theirs = place.visit("东街二村", None, people.second_inspector, people.third_inspector)
    with clock.frozen(DAY + timedelta(days=1)):
        today = place.visit("东街一村")
        listed = [line.id for line in my_visits(people.inspector, clock.today())]
    assert listed == [left_over, today]
    assert later not in listed
    assert theirs not in listed


def test_today_says_how_far_each_place_is(place: Place) -> None:
    visit = place.visit()
    save_answer(place.people.inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    line = my_visits(place.people.inspector, DAY)[0]
    assert (line.answered, line.items, line.team, line.overdue) == (1, 3, ("严查", "严明"), False)


def test_lists_of_visits_cost_at_most_five_statements(place: Place) -> None:
    for unit in ("东街镇", "西河镇", "东街一村"):
        place.visit(unit)
    with count_statements() as mine:
        assert len(my_visits(place.people.inspector, DAY)) == 3
    with count_statements() as every:
        assert list_visits(place.people.office, VisitFilter()).total == 3
    assert visit_world.sent(mine) <= 5
    assert visit_world.sent(every) <= 5


def test_a_list_filters_by_state_words_and_team(place: Place) -> None:
    people = place.people
    place.signed(place.visit("东街镇"))
    place.visit("西河镇", None, people.second_inspector, people.third_inspector)
    assert list_visits(people.office, VisitFilter(state="signed")).total == 1
    assert list_visits(people.office, VisitFilter(words="西河")).total == 1
    assert list_visits(people.inspector, VisitFilter(mine=True)).total == 1
    assert list_visits(people.office, VisitFilter()).open == 1


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


def test_a_finding_takes_unit_day_category_item_clause_and_photos_from_the_visit(place: Place) -> None:
    visit = place.recorded(place.visit(), R2_1="两人户籍迁出")
    place.photo(visit, "R2-1")
    place.photo(visit, "R1-1", name="无关.jpg")
    finding = register_problem(place.people.inspector, visit, "R2-1", {"description": "两人户籍迁出仍享受"})
    row = campaign_rows.all_of(Finding)[0]
    assert (row.visit_id, row.category, row.item, row.basis, row.source) == (
        visit,
        "r2",
        "R2-1",
        "三（一）",
        "visit",
    )
    assert (row.unit_id, row.found_on) == (place.people.unit("东街镇"), DAY)
    assert [file.owner_type for file in visit_world.files()] == ["visit", "visit", "finding"]
    assert row.key == finding


def test_an_item_that_conforms_gives_no_finding(place: Place) -> None:
    visit = place.recorded(place.visit())
    with pytest.raises(Invalid, match="不能登记问题"):
        register_problem(place.people.inspector, visit, "R2-1", {"description": "没有"})


def test_a_visit_ends_when_each_failing_item_has_its_finding(place: Place) -> None:
    visit = place.signed(place.visit(), R2_1="户籍不符")
    with pytest.raises(Invalid, match="R2-1 的结论是“不符合”，还没有登记问题"):
        close_visit(place.people.inspector, visit, sheet(place, visit).version)
    register_problem(place.people.inspector, visit, "R2-1", {"description": "户籍不符"})
    close_visit(place.people.inspector, visit, sheet(place, visit).version)
    assert sheet(place, visit).state is VisitState.CLOSED


def test_a_timeline_tells_the_steps_and_not_the_keystrokes(place: Place) -> None:
    visit = place.signed(place.visit())
    told = [entry.summary for entry in visit_timeline(place.people.office, visit)]
    assert told == ["安排 2026-06-10 核查“东街镇”", "张某签字确认核查事实"]


def test_a_sheet_costs_the_same_however_many_items_it_has(place: Place) -> None:
    report = campaign_world.report(place.people.township, place.campaign_id)
    visit = place.recorded(place.visit())
    with count_statements() as seen:
        assert read_visit(place.people.office, visit).self_reported
    assert report
    assert visit_world.sent(seen) == 7


def test_inspectors_are_listed_for_those_who_plan(place: Place) -> None:
    assert [one.name for one in inspectors(place.people.office)] == ["严实", "严明", "严查"]
