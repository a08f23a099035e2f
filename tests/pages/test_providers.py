"""The pages of the section 服务单位, driven as the people who use them."""

from datetime import date
from typing import Any

import pytest

from domain.permissions import Role, ruling
from services.actor import Actor
from services.bans import list_bans
from services.contracts import create_contract
from services.facts import record_fact
from services.settlements import prepare_settlement
from services.vendor_pools import create_pool
from tests import provider_world, register_world
from tests.databases import Database
from tests.decision_path import AFTER, approved, bar, in_force, proposed, told
from tests.pages.conftest import Stand
from tests.provider_world import CODE, OTHER_CODE, TODAY
from tests.running import Page, open_page, rows
from tests.services.test_survey_draws import sheet as frame_sheet
from ui.listing import EXCEL
from ui.navigation import ENTRIES

SECTION = [entry for entry in ENTRIES if entry.path.startswith("pages/providers/")]


@pytest.fixture
def supply(sqlite_database: Database, stand: Stand) -> provider_world.Supply:
    """A provider with a survey of 84 per cent."""
    stand(TODAY)
    built = provider_world.build()
    built.survey("2026Q1", 84, 100)
    return built


def person(supply: provider_world.Supply, role: Role) -> Actor:
    return supply.people.of(role)


@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_whoever_may_and_tells_the_others(
    supply: provider_world.Supply, role: Role
) -> None:
    prepare_settlement(supply.people.office, {"contract_id": 1, "period": "2026Q1"})
    create_pool(supply.people.office, {"name": "服务库", "basis": "招标文件", "conditions": ("无不良记录",)})
    told(supply)
    bar(supply)
    actor = person(supply, role)
    for entry in SECTION:
        page = open_page(entry.stem, actor, id=1, provider=supply.provider_id)
        if not ruling(role, entry.action).allowed:
            assert "不能" in page.error[0].value, entry.stem


def fill(page: Page, key: str, value: Any) -> None:
    """Put a value into the field with this key, whatever kind it is."""
    test = page.test
    fields: list[Any] = [
        *test.text_input, *test.text_area, *test.selectbox, *test.radio, *test.checkbox, *test.date_input,
        *test.number_input, *test.multiselect,
    ]  # fmt: skip
    (field,) = [one for one in fields if one.key == key]
    field.set_value(value)


def test_the_directory_shows_figures_with_their_fractions(supply: provider_world.Supply) -> None:
    page = open_page("providers", supply.people.office)
    (row,) = rows(page)
    assert "84%（84/100）" in str(row["最近数据（分子/分母）"])
    assert row["判定"] == "触发2项"


def test_a_provider_lands_on_its_own_file(supply: provider_world.Supply) -> None:
    page = open_page("providers", supply.people.provider)
    assert "康乐服务中心" in page.texts
    assert "数据与界线" in page.texts


def test_a_provider_cannot_open_another_ones_file(supply: provider_world.Supply) -> None:
    page = open_page("provider", supply.people.other_provider, id=supply.provider_id)
    assert CODE not in page.texts
    assert "不属于" in page.error[0].value


def test_registering_tells_the_mistake_and_then_opens_the_file(supply: provider_world.Supply) -> None:
    page = open_page("provider_edit", supply.people.office)
    fill(page, "provider-new.name", "暖阳服务社")
    fill(page, "provider-new.credit_code", OTHER_CODE[:-1] + "9")
    fill(page, "provider-new.legal_representative", "暖一")
    page.click("provider-new:submit")
    assert "校验码不对" in page.texts
    fill(page, "provider-new.credit_code", OTHER_CODE)
    page.click("provider-new:submit")
    assert "“暖阳服务社”已保存" in page.texts


def test_recording_a_survey_tells_what_it_triggered(supply: provider_world.Supply) -> None:
    page = open_page("measurement_new", supply.people.assessor, provider=supply.provider_id)
    fill(page, "measurement-new.period", "2026Q2")
    for name, number in {"frame": 100, "drawn": 100, "count_满意": 89, "count_不满意": 11}.items():
        fill(page, f"measurement-new.{name}", number)
    page.click("measurement-new:submit")
    assert "T-19a" in page.texts
    assert "89/100" in page.texts


def test_a_wrong_survey_is_told_and_keeps_what_was_typed(supply: provider_world.Supply) -> None:
    page = open_page("measurement_new", supply.people.assessor, provider=supply.provider_id)
    fill(page, "measurement-new.period", "2026Q2")
    fill(page, "measurement-new.frame", 10)
    fill(page, "measurement-new.drawn", 11)
    page.click("measurement-new:submit")
    assert "多于服务对象总数10" in page.texts
    assert page.test.text_input(key="measurement-new.period").value == "2026Q2"


def test_a_correction_says_which_verdicts_changed(supply: provider_world.Supply) -> None:
    page = open_page("measurement", supply.people.office, id=1)
    fill(page, "correct-1.count_满意", 86)
    fill(page, "correct-1.count_不满意", 14)
    fill(page, "correct-1.reason", "漏计两份")
    page.click("correct-1:submit-danger")
    assert "由“触发”变为“未触发”" in page.texts


def test_a_fact_recorded_by_mistake_is_taken_back_on_its_page(supply: provider_world.Supply) -> None:
    values = {
        "event": "bad_behaviour", "happened_on": TODAY, "description": "以米油抵顶服务", "evidence": "照片",
        "proven_by": "核查组",
    }  # fmt: skip
    fact = record_fact(supply.people.inspector, supply.provider_id, values)
    page = open_page("fact", supply.people.inspector, id=fact.id)
    fill(page, f"withdraw-fact-{fact.id}.reason", "重复登记")
    page.click(f"withdraw-fact-{fact.id}:submit-danger")
    assert "已撤回。" in page.texts
    assert "T-14" in page.texts
    assert "重复登记" in open_page("fact", supply.people.office, id=fact.id).texts


def test_a_proposal_out_of_range_is_told_and_inside_it_goes_on(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    key = f"propose-{case.key}"
    page = open_page("decision", supply.people.office, id=case.key)
    fill(page, f"{key}.deed:1", True)
    page.run()
    fill(page, f"{key}.amount:1", "4999")
    fill(page, f"{key}.reason", "两个季度持续下滑")
    page.click(f"{key}:submit")
    assert "不在规则给出的范围内（5,000元至7,000元）" in page.texts
    fill(page, f"{key}.amount:1", "5000")
    page.click(f"{key}:submit")
    assert supply.case("T-20").state == "proposed"


def test_the_leader_reads_everything_side_by_side_and_approves(
    supply: provider_world.Supply, stand: Stand
) -> None:
    decision_id = told(supply)
    stand(AFTER)
    page = open_page("decision", supply.people.leader, id=decision_id)
    assert "84/100 = 84% < 85%" in page.test.code[0].value
    for part in ("5,000元至7,000元", "两个季度持续下滑", "康一签收"):
        assert part in page.texts
    fill(page, f"approve-{decision_id}.reason", "同意")
    page.click(f"approve-{decision_id}:submit")
    assert supply.case("T-20").state == "approved"


def test_an_approval_before_the_term_is_refused_in_words(supply: provider_world.Supply) -> None:
    decision_id = told(supply)
    page = open_page("decision", supply.people.leader, id=decision_id)
    fill(page, f"approve-{decision_id}.reason", "同意")
    page.click(f"approve-{decision_id}:submit")
    assert "陈述申辩期限（截至2026-07-13）还没有届满" in page.texts


def test_the_party_states_its_view_on_its_page(supply: provider_world.Supply) -> None:
    decision_id = told(supply)
    page = open_page("decision", supply.people.provider, id=decision_id)
    fill(page, f"hear-{decision_id}.statement", "已补充人员，请从轻")
    page.click(f"hear-{decision_id}:submit")
    assert supply.case("T-20").statement == "已补充人员，请从轻"


def test_the_party_does_not_find_a_proposal(supply: provider_world.Supply) -> None:
    page = open_page("decision", supply.people.provider, id=proposed(supply))
    assert "没有这条处置记录" in page.info[0].value


def test_serving_the_decision_ends_the_contract(supply: provider_world.Supply, stand: Stand) -> None:
    decision_id = approved(supply)
    stand(AFTER)
    page = open_page("decision", supply.people.office, id=decision_id)
    fill(page, f"serve-{decision_id}.receipt", "直接送达，康一签收")
    page.click(f"serve-{decision_id}:submit")
    (row,) = rows(open_page("contracts", supply.people.office))
    assert row["状态"] == "已解除"


def test_money_of_a_decision_is_entered_as_paid_on_its_page(
    supply: provider_world.Supply, stand: Stand
) -> None:
    decision_id = in_force(supply)
    stand(AFTER)
    assert "6,000.00 元" in open_page("decision", supply.people.provider, id=decision_id).texts
    page = open_page("decision", supply.people.office, id=decision_id)
    page.click(f"pay-{decision_id}:submit")
    assert "请填写" in page.texts
    fill(page, f"pay-{decision_id}.receipt", "票据01号")
    page.click(f"pay-{decision_id}:submit")
    assert "已登记缴清" in page.texts
    assert "待缴" not in page.texts
    assert "票据01号" in open_page("decision", supply.people.leader, id=decision_id).texts


def test_signing_with_a_barred_provider_is_refused_with_the_end(supply: provider_world.Supply) -> None:
    bar(supply)
    page = open_page("contract_new", supply.people.office, provider=supply.provider_id)
    fields = {
        "number": "HT-新", "buyer": "民政局", "title": "合同", "start": date(2026, 8, 1), "end": date(2027, 7, 31),
    }  # fmt: skip
    for name, value in fields.items():
        fill(page, f"contract-new.{name}", value)
    page.click("contract-new:submit")
    assert "2029年7月7日起方可办理" in page.texts


def test_a_leader_lets_a_barred_provider_through_and_the_register_shows_it(
    supply: provider_world.Supply,
) -> None:
    bar(supply)
    (ban,) = list_bans(supply.people.leader).rows
    signing = {"provider": supply.provider_id}
    assert "由领导在禁入名单中特批" in open_page("contract_new", supply.people.office, **signing).texts
    page = open_page("ban", supply.people.leader, id=ban.id)
    fill(page, f"override-{ban.id}.purpose", "contract")
    fill(page, f"override-{ban.id}.reason", "偏远村无其他单位")
    page.click(f"override-{ban.id}:submit-danger")
    for stem, table in (("ban", 0), ("bans", 1)):
        (shown,) = rows(open_page(stem, supply.people.township, id=ban.id), table)
        assert (shown["理由"], shown["使用情况"]) == ("偏远村无其他单位", "未使用")
    assert "已特批签订服务合同一次" in open_page("contract_new", supply.people.office, **signing).texts


def test_trying_out_a_line_shows_who_would_be_hit(supply: provider_world.Supply) -> None:
    page = open_page("what_if", supply.people.office)
    key = next(
        one.key
        for one in page.test.text_input
        if one.key and one.key.startswith("what-if") and "T-20" in one.label
    )
    fill(page, key, "80%")
    page.click(f"{key.split('.')[0]}:submit")
    assert "逐项列在下面" in page.texts
    assert {row["规则"] for row in rows(page)} == {"T-20", "T-19a", "T-19b"}  # T-19b asks whether T-19a stood


def test_a_pool_for_one_township_and_service_says_so(supply: provider_world.Supply) -> None:
    township = str(supply.people.unit("东街镇"))
    page = open_page("vendor_pools", supply.people.office)
    for name, value in {"name": "助浴库", "basis": "办法", "conditions": "有资质", "area": [township],
                        "service": "助浴"}.items():  # fmt: skip
        fill(page, f"pool-new.{name}", value)
    page.click("pool-new:submit")
    assert "东街镇；助浴" in page.texts
    assert [row["服务区域和项目"] for row in rows(open_page("vendor_pools", supply.people.leader))] == [
        "东街镇；助浴"
    ]


def test_a_contract_is_renewed_with_its_fen_its_area_and_its_service(supply: provider_world.Supply) -> None:
    values = provider_world.contract_values(
        number="HT-2",
        annual="4000.05",
        quarter="1000.01",
        area=(supply.people.unit("东街镇"),),
        service="助浴",
    )
    create_contract(supply.people.office, supply.provider_id, values)
    page = open_page("contract", supply.people.office, id=2)
    assert "东街镇；助浴" in page.texts
    start = {one.key: one.value for one in [*page.test.text_input, *page.test.multiselect]}
    assert [start[f"renew-2.{name}"] for name in ("annual", "quarter", "service", "area")] == [
        "4,000.05", "1,000.01", "助浴", [str(supply.people.unit("东街镇"))],
    ]  # fmt: skip


def test_a_settlement_with_an_open_must_asks_why_it_may_pass(supply: provider_world.Supply) -> None:
    supply.survey("2026Q2", 89, 100)
    settlement = prepare_settlement(supply.people.office, {"contract_id": 1, "period": "2026Q1"})
    page = open_page("settlement", supply.people.leader, id=settlement)
    fill(page, f"approve-{settlement}.opinion", "同意")
    page.click(f"approve-{settlement}:submit")
    assert "结算暂不能批准" in page.texts
    fill(page, f"approve-{settlement}.despite", "护理员工资不能拖欠")
    page.click(f"approve-{settlement}:submit")
    assert "结算已批准" in page.texts


def test_the_notice_is_written_from_the_page_of_the_decision(supply: provider_world.Supply) -> None:
    decision_id = proposed(supply)
    page = open_page("decision", supply.people.office, id=decision_id).click("paper")
    assert "事先告知书" in page.texts


def test_a_survey_is_drawn_and_its_figures_stand_in_the_form_of_the_datum(
    sqlite_database: Database, stand: Stand
) -> None:
    stand(TODAY)
    world = register_world.build("s4-1", {"year": 2026})
    page = open_page("measurement_new", world.people.assessor, provider=world.provider_id)
    fill(page, "measurement-new.metric", "survey")
    fill(page.run(), "measurement-new.period", "2026Q1")
    assert page.run().number_input(key="measurement-new.drawn").value == 0
    given: dict[str, str | int] = {"provider": world.provider_id, "metric": "survey", "period": "2026Q1"}
    page = open_page("survey_draw_new", world.people.assessor, **given)
    people = frame_sheet(*((f"F{number}", f"老人{number}", "") for number in range(103)))
    page.file_uploader(key="survey-draw.file").set_value(("名单.xlsx", people, EXCEL))
    assert page.run().number_input(key="survey-draw.count").value == 21
    page.click("survey-draw:submit")
    assert "请填写" in page.texts
    fill(page, "survey-draw.witnesses", "东镇、欧办")
    page.click("survey-draw:submit")
    assert "再算一次结果相同" in page.texts
    assert len(rows(page)) == 21
    page = open_page("measurement_new", world.people.assessor, provider=world.provider_id)
    fill(page, "measurement-new.metric", "survey")
    fill(page.run(), "measurement-new.period", "2026Q1")
    page.run()
    fields = [page.number_input(key=f"measurement-new.{name}").value for name in ("frame", "drawn")]
    assert fields == [103, 21]
    page = open_page("survey_draw_new", world.people.assessor, **given)
    assert "这次测评已经抽过 1 次" in page.texts
    assert [one["抽取"] for one in rows(open_page("survey_draws", world.people.leader))] == ["103人中抽21人"]
