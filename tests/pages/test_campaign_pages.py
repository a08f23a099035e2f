"""The pages of campaigns, as the office, a township and the leader see them."""

from datetime import date

import pytest

from services import clock
from services.campaigns import list_campaigns, read_campaign
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


def test_without_a_campaign_the_office_is_told_what_to_do_first(people: world.People) -> None:
    page = running.open_page("campaigns", people.office)
    assert "目前还没有专项行动" in page.texts
    assert page.button(key="new").label == "新建专项行动"


def test_a_township_sees_no_button_to_create(people: world.People, campaign_id: int) -> None:
    page = running.open_page("campaigns", people.township)
    assert [row["专项行动"] for row in running.rows(page)] == ["2026年居家养老服务专项治理"]
    assert "new" not in [button.key for button in page.button]


def test_a_campaign_is_created_with_what_the_scheme_leaves_open(people: world.People) -> None:
    cw.library()
    page = running.open_page("campaign_new", people.office)
    year = page.number_input(key="campaign-new.year").value
    assert running.rows(page)[1]["截止"] == f"{year}-05-31"
    page.click("campaign-new:submit")
    assert "请填写“监督电话”" in page.texts
    page.text_input(key="campaign-new.hotline").set_value("12345")
    page.click("campaign-new:submit")
    (row,) = list_campaigns(people.office)
    view = read_campaign(people.office, row.id)
    assert (view.units, view.parameters["hotline"]) == (len(cw.EVERYBODY), "12345")


def test_the_overview_shows_who_is_missing_and_reminds_with_one_click(
    people: world.People, campaign_id: int
) -> None:
    page = running.open_page("campaign", people.office, campaign=campaign_id)
    assert "standing=missing" in page.texts
    page.click("remind")
    standing = unit_standing(people.office, campaign_id, people.unit("东街镇"))
    assert standing.reminded == (clock.today(),)
    assert "已催报6个单位" in page.success[0].value


def test_the_leader_reads_the_overview_and_reminds_nobody(people: world.People, campaign_id: int) -> None:
    page = running.open_page("campaign", people.leader, campaign=campaign_id)
    assert "自查报送" in page.texts
    assert "remind" not in [button.key for button in page.button]


def test_a_provider_is_told_that_the_overview_is_not_for_it(people: world.People, campaign_id: int) -> None:
    page = running.open_page("campaign", people.provider, campaign=campaign_id)
    assert "服务单位不能查看看板" in page.error[0].value


def test_a_phase_is_opened_and_its_closing_names_who_is_missing(
    people: world.People, campaign_id: int
) -> None:
    phase = read_campaign(people.office, campaign_id).phases[1]
    page = running.open_page("phases", people.office, campaign=campaign_id)
    page.click(f"phase-{phase.id}:submit")
    assert read_campaign(people.office, campaign_id).phases[1].state == "open"
    page.click(f"phase-{phase.id}:submit")
    assert "还有6个单位的自查没有办结" in page.error[0].value
    assert read_campaign(people.office, campaign_id).phases[1].state == "open"


def test_dates_of_a_phase_are_moved_with_a_reason(people: world.People, campaign_id: int) -> None:
    phase = read_campaign(people.office, campaign_id).phases[2]
    page = running.open_page("phases", people.office, campaign=campaign_id)
    page.date_input(key=f"move-{phase.id}.end").set_value(date(2026, 9, 30))
    page.click(f"move-{phase.id}:submit")
    assert "请写明调整理由和依据" in page.texts
    page.text_area(key=f"move-{phase.id}.reason").set_value("区领导小组同意")
    page.click(f"move-{phase.id}:submit")
    assert read_campaign(people.office, campaign_id).phases[2].end == date(2026, 9, 30)


def test_a_township_reads_the_phases_without_any_act(people: world.People, campaign_id: int) -> None:
    page = running.open_page("phases", people.township, campaign=campaign_id)
    assert "自查摸排" in page.texts
    assert not [button for button in page.button if button.label == "启动本阶段"]
    assert "西河镇" not in page.texts


def test_close_out_steps_are_changed_as_a_list(people: world.People, campaign_id: int) -> None:
    page = running.open_page("campaign_settings", people.office, campaign=campaign_id)
    key = f"steps-{campaign_id}"
    page.selectbox(key=f"{key}.kind_1").set_value("publicity")
    page.text_input(key=f"{key}.name_1").set_value("公示")
    page.multiselect(key=f"{key}.roles_1").set_value(["office"])
    page.checkbox(key=f"{key}.two_1").set_value(False)
    page.text_area(key=f"{key}.reason").set_value("按区里程序")
    page.click(f"{key}:submit")
    assert "公示步骤须填写公示多久" in page.texts
    page.number_input(key=f"{key}.days_1").set_value(5)
    page.click(f"{key}:submit")
    names = [(step.name, step.publicity_days) for step in read_campaign(people.office, campaign_id).steps]
    assert names == [("审核", 0), ("公示", 5), ("销号", 0)]


def test_a_plan_says_what_it_doubts_of_the_whole_scheme(people: world.People) -> None:
    written = cw.SCHEME.replace("year: {open: year}", "year: 2031").replace(
        "  year: {name: 年份, kind: year}\n", ""
    )
    cw.library(written)
    page = running.open_page("campaign_new", people.office)
    assert "方案原文是2031年的" in page.texts
