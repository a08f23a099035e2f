"""Two people, one row: a command gets what its form showed when it was opened, and nothing typed is lost."""

from datetime import date

import pytest

from domain.errors import Refused
from services.campaign_settings import edit_campaign
from services.campaigns import read_campaign
from services.findings_assign import make_ongoing
from services.phases import open_phase
from services.vendor_pools import create_pool, enter_pool, evaluate_member, read_pool
from tests import campaign_world as cw
from tests import ledger_world, provider_world, running, visit_world, world
from tests.databases import Database
from tests.ledger_world import read, version
from tests.ui.test_building_blocks import run
from ui.plain import plain

NASTY = "**x** [a](javascript:alert(1))"


@pytest.fixture
def people(sqlite_database: Database) -> world.People:
    return world.district()


@pytest.fixture
def campaign_id(people: world.People) -> int:
    return cw.campaign(people, cw.library())


def rename(people: world.People, campaign_id: int, name: str) -> None:
    view = read_campaign(people.second_office, campaign_id)
    edit_campaign(people.second_office, campaign_id, {"name": name}, "更名", view.version)


def test_settings_that_a_colleague_changed_meanwhile_are_not_overwritten_unseen(
    people: world.People, campaign_id: int
) -> None:
    page = running.open_page("campaign_settings", people.office, campaign=campaign_id)
    form = f"basics-{campaign_id}"
    page.text_input(key=f"{form}.authority").set_value("区政府办〔2026〕5号")
    page.text_area(key=f"{form}.reason").set_value("补登依据")
    page.run()
    rename(people, campaign_id, "居家养老专项治理")
    page.run().click(f"{form}:submit")
    assert "区办二（专项办）于" in page.texts
    assert read_campaign(people.office, campaign_id).authority == ""
    assert page.text_input(key=f"{form}.authority").value == "区政府办〔2026〕5号"
    page.click(f"{form}:submit")
    view = read_campaign(people.office, campaign_id)
    assert (view.name, view.authority) == ("居家养老专项治理", "区政府办〔2026〕5号")


def test_saving_one_part_of_the_settings_leaves_the_other_parts_ready_to_save(
    people: world.People, campaign_id: int
) -> None:
    page = running.open_page("campaign_settings", people.office, campaign=campaign_id)
    for form, field in (("basics", "authority"), ("lights", "")):
        if field:
            page.text_input(key=f"{form}-{campaign_id}.{field}").set_value("区政府办〔2026〕5号")
        else:
            page.number_input(key=f"{form}-{campaign_id}.yellow_days").set_value(9)
        page.text_area(key=f"{form}-{campaign_id}.reason").set_value("按新通知")
        page.run()
        page.click(f"{form}-{campaign_id}:submit")
    view = read_campaign(people.office, campaign_id)
    assert (view.authority, view.bounds.yellow_days) == ("区政府办〔2026〕5号", 9)


def test_steps_that_were_added_stay_when_a_colleague_was_faster(
    people: world.People, campaign_id: int
) -> None:
    page = running.open_page("campaign_settings", people.office, campaign=campaign_id)
    form = f"steps-{campaign_id}"
    rows = len(read_campaign(people.office, campaign_id).steps)
    page.click(f"{form}-more")
    page.text_input(key=f"{form}.name_{rows}").set_value("复核")
    page.run()
    page.multiselect(key=f"{form}.roles_{rows}").set_value(["office"])
    page.text_area(key=f"{form}.reason").set_value("加一道复核")
    page.run()
    rename(people, campaign_id, "居家养老专项治理")
    page.click(f"{form}:submit")
    assert "区办二（专项办）于" in page.texts
    assert page.text_input(key=f"{form}.name_{rows}").value == "复核"
    page.click(f"{form}-less")
    assert [field.key for field in page.text_input if field.key == f"{form}.name_{rows}"] == []


def test_a_phase_that_a_colleague_opened_is_not_closed_unseen(people: world.People, campaign_id: int) -> None:
    phase = read_campaign(people.office, campaign_id).phases[2]
    page = running.open_page("phases", people.office, campaign=campaign_id)
    page.date_input(key=f"move-{phase.id}.end").set_value(date(2026, 9, 30))
    page.text_area(key=f"move-{phase.id}.reason").set_value("区领导小组同意")
    page.run()
    other = read_campaign(people.office, campaign_id).phases[1]
    open_phase(people.second_office, other.id, other.version)
    page.click(f"move-{phase.id}:submit")
    assert read_campaign(people.office, campaign_id).phases[2].end == date(2026, 9, 30)
    page.click(f"phase-{other.id}:submit")
    assert "办理：启动阶段" in page.texts
    assert read_campaign(people.office, campaign_id).phases[1].state == "open"


def test_a_visit_is_closed_only_as_it_stands_on_the_screen(people: world.People) -> None:
    place = visit_world.campaign(people)
    visit = place.visit()
    place.recorded(visit)
    place.signed(visit)
    page = running.open_page("visit", people.inspector, id=visit)
    page.session_state[f"on-screen:visit-{visit}"] -= 1
    page.click("close")
    assert "在您打开之后已被修改" in page.texts
    page.click("close")
    assert "核查已办结" in page.texts


def test_ticked_rows_are_ordered_only_as_they_were_when_ticked(people: world.People) -> None:
    place = ledger_world.campaign(people)
    key = place.finding()
    page = running.open_page("findings", people.office)
    running.tick(page, "findings:table", [key])
    make_ongoing(people.second_office, key, version(key), {"goal": "每月核对", "reason": "长期任务"})
    page.radio(key="findings-bulk-assign.kind").set_value("by_deadline")
    page.run()
    for area in page.text_area:
        area.set_value("建立专账")
    page.click("findings-bulk-assign:submit")
    assert "办理：转为长期坚持" in page.texts
    assert read(key).due is None


def test_a_member_of_a_pool_is_judged_only_as_it_stood_when_chosen(sqlite_database: Database) -> None:
    supply = provider_world.build()
    office = supply.people.office
    pool = create_pool(office, {"name": "服务库", "basis": "招标文件", "conditions": ("证照齐全",)})
    enter_pool(office, pool, supply.provider_id, {"证照齐全": True})
    (member,) = read_pool(office, pool).members
    page = running.open_page("vendor_pool", office, id=pool)
    page.selectbox(key=f"choose-{pool}.member").set_value(str(member.id))
    page.run()
    page.text_input(key=f"handle-{member.id}.result").set_value("合格")
    page.text_area(key=f"handle-{member.id}.opinion").set_value("抽查三次")
    evaluate_member(supply.people.second_office, member.id, member.version, "优良", "年度评价")
    page.run().click(f"handle-{member.id}:submit")
    assert "区办二（专项办）于" in page.texts
    assert len(read_pool(office, pool).members[0].evaluations) == 1
    page.click(f"handle-{member.id}:submit")
    assert len(read_pool(office, pool).members[0].evaluations) == 2


def told_nasty() -> None:
    from domain.errors import Conflict, Invalid, NotFound, Refused
    from ui.guard import told

    nasty = "**x** [a](javascript:alert(1))"
    for error in (Refused(nasty), NotFound(nasty), Conflict(nasty), Invalid({"": nasty})):
        with told():
            raise error


def test_what_somebody_typed_is_never_markup_in_a_message() -> None:
    test = run(told_nasty)
    shown = [one.value for one in (*test.error, *test.info, *test.warning)]
    assert len(shown) == 4
    assert all(text.startswith(plain(NASTY)) for text in shown)
    assert str(Refused(NASTY)) != plain(NASTY)
