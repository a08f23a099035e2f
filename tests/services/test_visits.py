"""A visit from its plan to its end: who may plan, who may write, what the place must sign, who reads when."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.errors import Conflict, Invalid, Refused, WrongState
from domain.visits import VisitState
from models.account import Account
from models.finding import Finding
from services import clock
from services.visit_lists import VisitFilter, list_visits, my_visits
from services.visit_record import save_answer
from services.visit_sheet import Sheet, read_visit
from services.visit_signing import close_visit, register_problem
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
    assert visit_world.sent(seen) == 8


def test_inspectors_are_listed_for_those_who_plan(place: Place) -> None:
    assert list(inspectors(place.people.office).values()) == [
        f"{name}（专项办）" for name in ("严实", "严明", "严查")
    ]
