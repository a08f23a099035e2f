"""The pages of self-inspections, as a township, a village and the office see them."""

from datetime import date

import pytest

from domain.findings import Answer
from domain.self_inspection import ReportState
from services import clock
from services.self_drafts import save_answer
from services.self_inspections import open_report, report_view
from services.self_problems import add_problem
from services.self_review import return_report
from services.self_standing import unit_standing
from tests import campaign_world as cw
from tests import running, world
from tests.databases import Database


@pytest.fixture
def people(sqlite_database: Database) -> world.People:
    return world.district()


@pytest.fixture
def campaign_id(people: world.People) -> int:
    return cw.campaign(people, cw.library())


def test_my_reports_says_how_long_is_left(people: world.People) -> None:
    next_year = clock.today().year + 1
    campaign_id = cw.campaign(people, cw.library(), year=next_year)
    page = running.open_page("my_reports", people.township)
    left = (date(next_year, 5, 31) - clock.today()).days
    assert f"{next_year}年5月31日截止，还剩{left}天" in page.texts
    assert [row["单位"] for row in running.rows(page)] == ["东街一村", "东街二村"]
    assert page.button(key=f"open-{campaign_id}").label == "开始填报"


def test_somebody_without_a_duty_reads_why_the_page_is_empty(people: world.People) -> None:
    assert "目前没有需要本单位自查的专项行动" in running.open_page("my_reports", people.township).texts


def test_the_link_of_a_reminder_opens_the_form_and_makes_the_report(
    people: world.People, campaign_id: int
) -> None:
    page = running.open_page("my_report", people.township, campaign=campaign_id)
    assert "是否宣传政策" in page.texts
    standing = unit_standing(people.office, campaign_id, people.unit("东街镇"))
    assert standing.state is ReportState.DRAFT


def test_an_answer_is_saved_when_it_is_given(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    page = running.open_page("my_report", people.township, id=report)
    page.button_group(key=f"answer-{report}-R1-1").set_value("mostly")
    page.run()
    page.text_area(key=f"explain-{report}-R1-1").set_value("缺两期记录")
    page.run()
    given = report_view(people.township, report).written.answers["R1-1"]
    assert (given.answer, given.explanation) == (Answer.MOSTLY, "缺两期记录")


def test_one_click_answers_the_rest_of_a_category(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    page = running.open_page("my_report", people.township, id=report, part="r2")
    page.click("rest-r2")
    assert set(report_view(people.township, report).written.answers) == {"R2-1", "R2-2"}


def test_a_change_that_comes_too_late_is_told_with_the_words_that_were_typed(
    people: world.People, campaign_id: int
) -> None:
    report = open_report(people.township, campaign_id)
    save_answer(people.township, report, "R1-1", {"answer": "mostly", "explanation": "甲"}, 0)
    page = running.open_page("my_report", people.township, id=report)
    save_answer(people.township, report, "R1-1", {"answer": "mostly", "explanation": "乙"}, 1)
    page.text_area(key=f"explain-{report}-R1-1").set_value("丙")
    page.run()
    assert "R1-1在您打开之后已被修改" in page.warning[0].value.replace("\\", "")
    assert page.code[0].value == "丙"
    assert page.text_area(key=f"explain-{report}-R1-1").value == "乙"
    page.text_area(key=f"check-{report}-r1").set_value("入户走访12户")
    page.run()
    assert page.code[0].value == "丙"  # until it is read, whatever is saved next
    page.click(f"read-explain-{report}-R1-1")
    assert not page.code


def test_a_problem_is_registered_at_its_item_with_its_mistake_at_the_field(
    people: world.People, campaign_id: int
) -> None:
    report = open_report(people.township, campaign_id)
    save_answer(people.township, report, "R2-1", {"answer": "fails"}, 0)
    page = running.open_page("my_report", people.township, id=report, part="r2")
    form = f"problem-{report}-R2-1"
    page.text_area(key=f"{form}.description").set_value("两名老人户籍迁出后仍享受补贴")
    page.text_input(key=f"{form}.amount_fen").set_value("12.345")
    page.click(f"{form}:submit")
    assert "金额最多两位小数" in page.texts
    page.text_input(key=f"{form}.amount_fen").set_value("12.30")
    page.click(f"{form}:submit")
    (written,) = report_view(people.township, report).written.problems
    assert written.problem.amount_fen == 1230


def test_words_of_people_are_never_read_as_markup(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    evil = "![图](http://example.com/a.png)<script>alert(1)</script>"
    add_problem(people.township, report, {**cw.PROBLEM, "description": evil})
    page = running.open_page("my_report", people.township, id=report, part="problems")
    assert "<script>" not in page.texts
    assert all("![图]" not in one.value for one in page.markdown)


def test_what_is_missing_leads_to_its_place(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    page = running.open_page("my_report", people.township, id=report)
    assert page.button(key="gap-texts").label.startswith("报告文字")
    page.click("gap-texts")
    assert page.text_area(key=f"text-{report}-next_steps").label == "下一步打算"


def test_a_figure_that_is_no_number_is_told_and_not_stored(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    page = running.open_page("my_report", people.township, id=report, part="texts")
    page.text_input(key=f"figure-{report}-recipients").set_value("很多")
    page.run()
    page.text_input(key=f"figure-{report}-funds_fen").set_value("1,200.50")
    page.run()
    assert "请填写整数，还没有保存" in page.texts  # also after the next field was saved
    assert page.text_input(key=f"figure-{report}-recipients").value == "很多"
    assert report_view(people.township, report).written.figures == {"funds_fen": 120050}


def test_a_complete_report_is_submitted_and_then_only_read(people: world.People, campaign_id: int) -> None:
    report = open_report(people.other_township, campaign_id)
    cw.fill(people.other_township, report)
    page = running.open_page("my_report", people.other_township, id=report, part="submit")
    page.click(f"submit-{report}:submit")
    assert report_view(people.office, report).state is ReportState.DRAFT
    page.text_input(key=f"submit-{report}.declared_by").set_value("李镇长")
    page.checkbox(key=f"submit-{report}.declared").set_value(True)
    page.click(f"submit-{report}:submit")
    view = report_view(people.office, report)
    assert (view.state, view.declared_by) == (ReportState.SUBMITTED, "李镇长")


def test_an_incomplete_report_cannot_be_sent(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    page = running.open_page("my_report", people.township, id=report, part="submit")
    assert page.button(key=f"submit-{report}:submit").disabled


def test_the_reason_of_a_return_stands_above_the_form(people: world.People, campaign_id: int) -> None:
    report = cw.report(people.other_township, campaign_id)
    return_report(people.office, report, "请补充附件", report_view(people.office, report).version)
    page = running.open_page("my_report", people.other_township, id=report)
    assert "请补充附件" in page.warning[0].value
    page = running.open_page("self_report", people.other_township, id=report)
    assert page.warning[0].value == "退回理由：请补充附件"


def test_a_stranger_is_told_in_plain_words(people: world.People, campaign_id: int) -> None:
    report = open_report(people.township, campaign_id)
    page = running.open_page("my_report", people.other_township, id=report)
    assert "这条记录不属于西河镇" in page.error[0].value
    assert not page.button_group


def test_the_summary_filters_by_the_address(people: world.People, campaign_id: int) -> None:
    cw.report(people.other_township, campaign_id)
    page = running.open_page("self_summary", people.office, standing="received")
    assert [row["单位"] for row in running.rows(page)] == ["西河镇"]
    page = running.open_page("self_summary", people.office, kind="provider")
    assert [row["单位"] for row in running.rows(page)] == ["康乐服务中心", "和顺服务中心"]


def test_the_office_reminds_ticked_units(people: world.People, campaign_id: int) -> None:
    page = running.open_page("self_summary", people.office)
    running.tick(page, "self-summary:table", [people.unit("东街镇")])
    page.click("remind-ticked")
    standing = unit_standing(people.office, campaign_id, people.unit("东街镇"))
    assert len(standing.reminded) == 1
    assert not unit_standing(people.office, campaign_id, people.unit("西河镇")).reminded


def test_the_office_accepts_a_report(people: world.People, campaign_id: int) -> None:
    report = cw.report(people.other_township, campaign_id)
    page = running.open_page("self_reviews", people.office)
    assert [row["单位"] for row in running.rows(page)] == ["西河镇"]
    page = running.open_page("self_report", people.office, id=report)
    page.click(f"accept-{report}:submit")
    assert report_view(people.office, report).state is ReportState.ACCEPTED


def test_the_office_returns_a_report_with_a_reason(people: world.People, campaign_id: int) -> None:
    report = cw.report(people.other_township, campaign_id)
    page = running.open_page("self_report", people.office, id=report)
    page.text_area(key=f"return-{report}.reason").set_value("请补充附件")
    page.click(f"return-{report}:submit-danger")
    view = report_view(people.office, report)
    assert (view.state, view.return_reason) == (ReportState.RETURNED, "请补充附件")


def test_a_township_is_not_offered_the_review_of_its_own_report(
    people: world.People, campaign_id: int
) -> None:
    report = cw.report(people.township, campaign_id)
    assert running.rows(running.open_page("self_reviews", people.township)) == []
    page = running.open_page("self_report", people.township, id=report)
    assert not [button for button in page.button if button.label == "审核通过"]


def test_an_exception_is_recorded_for_a_unit_that_has_not_begun(
    people: world.People, campaign_id: int
) -> None:
    village = people.unit("东街二村")
    page = running.open_page("self_unit", people.township, campaign=campaign_id, unit=village)
    page.text_area(key=f"excuse-{village}.reason").set_value("村居已撤并")
    page.click(f"excuse-{village}:submit")
    assert unit_standing(people.office, campaign_id, village).excused == "村居已撤并"
