"""The pages of verification: plan, draw, write on a tablet, sign, compare."""

from datetime import timedelta

import pytest

from domain.findings import Answer
from domain.visits import VisitState
from models.finding import Finding
from models.verification import Draw, Visit
from services import clock
from services.visit_record import save_answer
from services.visit_sheet import read_visit
from tests import campaign_rows, campaign_world, visit_world, world
from tests.databases import Database
from tests.files import jpeg
from tests.running import Page, open_page, rows
from tests.visit_world import Place


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return visit_world.campaign(world.district())


def recording(place: Place, visit: int, part: str = "") -> Page:
    """The form of a visit in front of its first inspector."""
    return open_page("visit_record", place.people.inspector, id=visit, **({"part": part} if part else {}))


def test_an_inspector_sees_todays_places_and_opens_one(place: Place) -> None:
    place.visit("东街镇")
    place.visit("西河镇", clock.today() + timedelta(days=2))
    page = open_page("visits", place.people.inspector)
    assert "共 1 处" in page.texts
    assert "已填 0/3 项" in str([one.proto for one in page.get("progress")])
    assert [row["被核查单位"] for row in rows(page)] == ["西河镇", "东街镇"]


def test_an_empty_list_says_what_will_be_here(place: Place) -> None:
    assert "还没有核查" in open_page("visits", place.people.office).texts
    assert "签字确认后" in open_page("visits", place.people.township).texts


def test_the_office_plans_a_visit(place: Place) -> None:
    people = place.people
    page = open_page("visit_plan", people.office)
    form = f"visit-plan-{place.campaign_id}"
    page.selectbox(key=f"{form}.unit_id").set_value(str(people.unit("东街镇")))
    team = [str(people.inspector.account_id), str(people.second_inspector.account_id)]
    page.multiselect(key=f"{form}.inspectors").set_value(team)
    page.run().click(f"{form}:submit")
    assert [row.unit_id for row in campaign_rows.all_of(Visit)] == [people.unit("东街镇")]


def test_one_inspector_is_told_at_the_field_and_nothing_typed_is_lost(place: Place) -> None:
    people = place.people
    page = open_page("visit_plan", people.office)
    form = f"visit-plan-{place.campaign_id}"
    page.selectbox(key=f"{form}.unit_id").set_value(str(people.unit("东街镇")))
    page.multiselect(key=f"{form}.inspectors").set_value([str(people.inspector.account_id)])
    page.run().click(f"{form}:submit")
    assert "现场核查须由 2 名以上核查人员进行" in page.texts
    again = open_page("visit_plan", people.office)
    assert again.selectbox(key=f"{form}.unit_id").value == str(people.unit("东街镇"))


def test_answers_are_stored_at_the_touch_of_a_thumb(place: Place) -> None:
    visit = place.visit()
    page = recording(place, visit)
    page.segmented_control(key="answer-R1-1").set_value("fails").run()
    page.run()
    line = read_visit(place.people.inspector, visit).lines[0]
    assert line.answer is Answer.FAILS
    page.text_area(key="note-R1-1").set_value("公示栏空白")
    page.run()
    assert read_visit(place.people.inspector, visit).lines[0].note == "公示栏空白"


def test_the_rest_of_a_category_conforms_with_one_button(place: Place) -> None:
    visit = place.visit()
    recording(place, visit, "r2").click("rest-r2")
    assert read_visit(place.people.inspector, visit).answered == 2


def test_what_the_place_said_of_itself_stands_beside_the_item(place: Place) -> None:
    campaign_world.report(place.people.township, place.campaign_id)
    assert "自查：符合" in recording(place, place.visit()).texts


def test_a_second_inspector_is_told_and_can_put_the_own_words_over(place: Place) -> None:
    visit = place.visit()
    page = recording(place, visit)
    save_answer(place.people.second_inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    page.segmented_control(key="answer-R1-1").set_value("not_applicable")
    page.run()
    assert "R1-1 在您打开之后已被修改：严明（核查人员）于" in page.texts
    assert "您填写的是“不适用”，还没有保存" in page.texts
    page.click("mine-answer-R1-1")
    assert read_visit(place.people.inspector, visit).lines[0].answer is Answer.NOT_APPLICABLE


def test_texts_are_stored_when_the_field_is_left(place: Place) -> None:
    visit = place.visit()
    page = recording(place, visit, "facts")
    page.text_area(key="text-facts").set_value("查看公示栏 <script>alert(1)</script>")
    page.run()
    assert read_visit(place.people.inspector, visit).facts == "查看公示栏 <script>alert(1)</script>"


def test_a_photo_is_kept_and_a_bad_file_is_told(place: Place) -> None:
    visit = place.visit()
    page = recording(place, visit)
    key = f"upload-visit-{visit}-R1-1"
    page.file_uploader(key=key).set_value([("现场.jpg", jpeg(), "image/jpeg")])
    page.run()
    assert [one.file_name for one in visit_world.files()] == ["现场.jpg"]
    assert not page.file_uploader(key=f"{key}-1").value  # what was kept is no longer in the field
    bad = ("病毒.jpg", b"MZ" + b"\x00" * 90, "image/jpeg")
    for files, kept in (([bad], 1), ([bad, ("门牌.jpg", jpeg(colour="red"), "image/jpeg")], 2)):
        page.file_uploader(key=f"{key}-1").set_value(files)
        page.run()
        assert "“病毒.jpg”的实际内容与扩展名不一致" in page.texts
        assert len(visit_world.files()) == kept


def test_the_sign_off_lists_what_is_missing(place: Place) -> None:
    visit = place.visit()
    save_answer(place.people.inspector, visit, "R1-1", {"answer": "conforms"}, 0)
    page = recording(place, visit, "sign")
    assert page.button(key="missing-answers").label == "还有 2 个要点没有结论：R2-1、R2-2。"
    page.click("missing-answers")
    assert page.query_params["part"] == "r2"
    page = recording(place, visit, "sign").click("missing-people_present")
    assert page.query_params["part"] == "facts"


def test_the_place_signs_off_the_facts(place: Place) -> None:
    visit = place.recorded(place.visit(), R2_1="户籍不符")
    page = recording(place, visit, "sign")
    assert "户籍不符" in page.texts
    page.text_input(key=f"sign-{visit}.signed_by").set_value("张某")
    page.run().click(f"sign-{visit}:submit")
    assert read_visit(place.people.inspector, visit).state is VisitState.SIGNED


def test_a_problem_is_registered_from_its_item(place: Place) -> None:
    visit = place.signed(place.visit(), R2_1="户籍不符")
    page = open_page("visit_problem", place.people.inspector, visit=visit, item="R2-1")
    assert page.text_area(key=f"visit-problem-{visit}-R2-1.description").value == "户籍不符"
    page.click(f"visit-problem-{visit}-R2-1:submit")
    assert [row.item for row in campaign_rows.all_of(Finding)] == ["R2-1"]


def test_who_registers_on_site_comes_back_to_the_same_part_of_the_record(place: Place) -> None:
    visit = place.visit()
    save_answer(place.people.inspector, visit, "R2-1", {"answer": "fails", "note": "户籍不符"}, 0)
    page = open_page("visit_problem", place.people.inspector, visit=visit, item="R2-1", part="r2")
    page.click(f"visit-problem-{visit}-R2-1:submit")
    assert "现场记录" in page.texts
    assert page.query_params["part"] == "r2"


def test_a_wrong_amount_is_told_at_its_field(place: Place) -> None:
    visit = place.signed(place.visit(), R2_1="户籍不符")
    page = open_page("visit_problem", place.people.inspector, visit=visit, item="R2-1")
    page.text_input(key=f"visit-problem-{visit}-R2-1.amount_fen").set_value("一千")
    page.run().click(f"visit-problem-{visit}-R2-1:submit")
    assert "金额请填写数字" in page.texts


def test_a_detail_page_shows_both_sides_and_ends_the_visit(place: Place) -> None:
    visit = place.signed(place.visit())
    page = open_page("visit", place.people.inspector, id=visit)
    assert [row["核查"] for row in rows(page)] == ["符合", "符合", "符合"]
    assert "等待严查、严明登记问题并办结" in page.texts
    page.click("close")
    assert read_visit(place.people.inspector, visit).state is VisitState.CLOSED


def test_a_visit_is_called_off_with_a_reason(place: Place) -> None:
    visit = place.visit()
    page = open_page("visit", place.people.office, id=visit)
    page.click(f"cancel-{visit}:submit-danger")
    assert "请填写" in page.texts
    page.text_area(key=f"cancel-{visit}.reason").set_value("当日停电")
    page.run().click(f"cancel-{visit}:submit-danger")
    assert campaign_rows.all_of(Visit)[0].state == "cancelled"


@pytest.mark.parametrize("address", ["4711", "0", "abc", "99999999999999999999"])
def test_an_address_that_leads_nowhere_is_told(place: Place, address: str) -> None:
    assert "找不到这次核查" in open_page("visit", place.people.office, id=address).texts


def test_who_is_not_in_the_team_reads_instead_of_writing(place: Place) -> None:
    visit = place.visit()
    page = open_page("visit_record", place.people.third_inspector, id=visit)
    assert not page.get("button_group")


@pytest.mark.parametrize("stem", ["visit_plan", "draws", "draw_new"])
def test_pages_of_planning_are_closed_to_units_in_plain_words(place: Place, stem: str) -> None:
    assert "不能安排核查" in open_page(stem, place.people.township).texts


def test_a_draw_is_made_shown_and_computed_again(place: Place) -> None:
    page = open_page("draw_new", place.people.office)
    form = f"draw-{place.campaign_id}"
    page.text_input(key=f"{form}.title").set_value("6月抽查")
    page.multiselect(key=f"{form}.kinds").set_value(["village"])
    page.text_input(key=f"{form}.seed").set_value("20260610")
    page.text_input(key=f"{form}.witnesses").set_value("王某")
    page.run().click(f"{form}:submit")
    draw = campaign_rows.all_of(Draw)[0]
    shown = open_page("draw", place.people.office, id=draw.id)
    assert "重新计算一致" in shown.texts
    assert "20260610" in shown.texts
    assert [row["抽取"] for row in rows(open_page("draws", place.people.office))] == ["6月抽查"]


def test_a_wrong_number_of_places_is_told_at_its_field(place: Place) -> None:
    page = open_page("draw_new", place.people.office)
    form = f"draw-{place.campaign_id}"
    page.text_input(key=f"{form}.title").set_value("抽查")
    page.multiselect(key=f"{form}.kinds").set_value(["village"])
    page.text_input(key=f"{form}.amount").set_value("1.5")
    page.text_input(key=f"{form}.witnesses").set_value("王某")
    page.run().click(f"{form}:submit")
    assert "应为不小于 1 的整数" in page.texts


def test_the_comparison_filters_by_the_address_and_opens_its_rows(place: Place) -> None:
    campaign_world.report(place.people.township, place.campaign_id)
    place.signed(place.visit(), R1_1="公示栏空白")
    page = open_page("comparison", place.people.office)
    assert [row["对照"] for row in rows(page)] == ["自查漏报", "均未发现问题", "均未发现问题"]
    only = open_page("comparison", place.people.office, match="missed")
    assert [row["要点"] for row in rows(only)] == ["R1-1"]


def test_a_script_in_a_note_stays_text(place: Place) -> None:
    place.signed(place.visit(), R1_1="<img src=x onerror=alert(1)>")
    page = open_page("comparison", place.people.office)
    assert rows(page)[0]["核查情况"] == "<img src=x onerror=alert(1)>"
    detail = open_page("visit", place.people.office, id=1)
    assert "<img src=x onerror" not in "".join(getattr(one, "value", "") or "" for one in detail.get("html"))
