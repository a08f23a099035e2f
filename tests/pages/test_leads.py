"""The pages of leads: hand over, register, receipt, outcome; nobody but the discipline role gets in."""

import pytest

from domain.errors import Refused
from domain.leads import LeadState
from services import clock
from services.audit import search_audit
from services.lead_letter import write_letter
from services.lead_reading import LeadFilter, lead_timeline, list_leads, read_lead
from services.leads import register_lead, transfer_to_lead
from tests import visit_world, world
from tests.databases import Database
from tests.running import open_page, rows
from tests.visit_world import LEAD, SECRET, Place


@pytest.fixture
def place(sqlite_database: Database) -> Place:
    return visit_world.campaign(world.district())


def registered(place: Place) -> int:
    return register_lead(place.people.discipline, place.campaign_id, {**LEAD, "found_on": clock.today()})


def test_an_inspector_hands_a_finding_over_and_no_longer_reads_it(place: Place) -> None:
    finding = place.finding()
    page = open_page("lead_transfer", place.people.inspector, finding=finding)
    assert "您也不能再查看" in page.texts
    form = f"lead-transfer-{finding}"
    page.selectbox(key=f"{form}.nature").set_value("f2")
    page.selectbox(key=f"{form}.stage").set_value("service_funds")
    page.text_input(key=f"{form}.subject").set_value("某负责人")
    page.radio(key=f"{form}.destination").set_value("district_commission")
    page.run().click(f"{form}:submit-danger")
    lead = list_leads(place.people.discipline, LeadFilter()).rows[0]
    assert lead.subject == "某负责人"
    again = open_page("lead_transfer", place.people.inspector, finding=finding)
    assert SECRET not in again.texts
    assert "不能移送线索" in again.texts


def test_missing_fields_are_told_beside_them(place: Place) -> None:
    finding = place.finding()
    page = open_page("lead_transfer", place.people.inspector, finding=finding)
    page.click(f"lead-transfer-{finding}:submit-danger")
    assert "处需要修改" in page.texts
    assert list_leads(place.people.discipline, LeadFilter()).total == 0


def test_examples_and_route_of_a_nature_are_shown_as_the_scheme_gives_them(place: Place) -> None:
    finding = place.finding()
    page = open_page("lead_transfer", place.people.inspector, finding=finding)
    page.selectbox(key=f"lead-transfer-{finding}.nature").set_value("f2")
    assert "常见表现：虚增工单；通常去向：镇街纪检监察部门" in page.run().texts


def test_the_discipline_role_registers_a_lead_and_finds_it_in_the_list(place: Place) -> None:
    page = open_page("lead_new", place.people.discipline)
    form = f"lead-new-{place.campaign_id}"
    page.selectbox(key=f"{form}.nature").set_value("w1")
    page.selectbox(key=f"{form}.stage").set_value("service_funds")
    page.text_input(key=f"{form}.subject").set_value("某工作人员")
    page.text_area(key=f"{form}.facts").set_value("投诉三次未处理")
    page.radio(key=f"{form}.destination").set_value("township_discipline")
    page.run().click(f"{form}:submit")
    listed = rows(open_page("leads", place.people.discipline))
    assert [(row["线索编号"], row["问题性质"], row["状态"]) for row in listed] == [
        ("YL-XS-0001", "不作为", "待移送")
    ]


def test_a_lead_is_handed_over_answered_and_closed_on_its_page(place: Place) -> None:
    lead = registered(place)
    page = open_page("lead", place.people.discipline, id=lead)
    page.text_input(key=f"hand-over-{lead}.receiver").set_value("区纪委监委")
    page.text_input(key=f"hand-over-{lead}.receiver_person").set_value("周某")
    page.run().click(f"hand-over-{lead}:submit")
    page = open_page("lead", place.people.discipline, id=lead)
    assert "等待接收单位反馈" in page.texts
    page.text_area(key=f"outcome-{lead}.outcome").set_value("谈话函询")
    page.run().click(f"outcome-{lead}:submit")
    open_page("lead", place.people.discipline, id=lead).click("close")
    read = read_lead(place.people.discipline, lead)
    assert (read.state, read.outcome) == (LeadState.CLOSED, "谈话函询")


def test_a_receipt_without_a_receiver_is_told_at_the_field(place: Place) -> None:
    lead = registered(place)
    page = open_page("lead", place.people.discipline, id=lead)
    page.click(f"hand-over-{lead}:submit")
    assert "处需要修改" in page.texts
    assert read_lead(place.people.discipline, lead).state is LeadState.RECEIVED


def test_the_page_of_a_lead_shows_what_the_finding_said(place: Place) -> None:
    finding = place.finding()
    transfer_to_lead(place.people.inspector, finding, 1, LEAD)
    lead = list_leads(place.people.discipline, LeadFilter()).rows[0].id
    page = open_page("lead", place.people.discipline, id=lead)
    assert SECRET in page.texts
    assert "由问题 YL-00001 移送" in page.texts


@pytest.mark.parametrize(
    "who", ["admin", "office", "inspector", "township", "provider", "leader", "assessor"]
)
@pytest.mark.parametrize("stem", ["leads", "lead", "lead_new"])
def test_everybody_else_is_told_at_the_door(place: Place, stem: str, who: str) -> None:
    lead = registered(place)
    page = open_page(stem, getattr(place.people, who), id=lead)
    assert "由派驻纪检监察组办理" in page.texts
    assert "某服务中心负责人" not in page.texts


def test_the_letter_that_goes_with_a_lead_is_written_on_its_page_and_told_in_its_log_only(
    place: Place,
) -> None:
    lead = registered(place)
    page = open_page("lead", place.people.discipline, id=lead)
    form = f"lead-letter-{lead}"
    page.click(f"{form}:submit")
    assert page.test.get("download_button") == []  # the law that is applied is for people to say
    page.text_area(key=f"{form}.basis").set_value("监察法第三十七条")
    page.click(f"{form}:submit")
    (button,) = page.test.get("download_button")
    assert button.proto.label == "下载移送函"
    assert "生成移送函（主送区纪委监委）" in [
        one.summary for one in lead_timeline(place.people.discipline, lead)
    ]
    assert "移送函" not in "".join(row.summary for row in search_audit(place.people.admin))
    with pytest.raises(Refused):
        write_letter(place.people.office, lead, {})
