"""Providers and their figures from sheets: every row is checked, and one mistake keeps all of them out."""

from datetime import date

import pytest

from domain.errors import Invalid
from services import clock
from services.contract_list import list_contracts
from services.measurement_import import check_measurements, import_measurements
from services.measurement_list import list_measurements
from services.provider_import import check_providers, import_providers
from services.provider_list import list_providers
from tests import provider_world
from tests.databases import Database
from tests.provider_world import CODE, OTHER_CODE, TODAY, Supply
from tests.register_world import workbook

PROVIDERS = (
    "单位名称",
    "统一社会信用代码",
    "法定代表人",
    "监管方案",
    "合同编号",
    "合同名称",
    "购买方",
    "合同起始日",
    "合同终止日",
    "全年资金（元）",
)
SURVEYS = ("服务单位", "统计期", "填报单位", "服务对象总数", "抽取人数", "满意", "不满意")
GOOD = ("安康服务社", OTHER_CODE, "安一", "居家服务监管")
CONTRACT = ("HT-9", "居家服务合同", "区民政局", date(2026, 1, 1), "2026年12月31日", "1,200.50")


@pytest.fixture
def supply(sqlite_database: Database) -> Supply:
    with clock.frozen(TODAY):
        return provider_world.build()


def test_providers_come_with_their_contracts(supply: Supply) -> None:
    office = supply.people.office
    with clock.frozen(TODAY):
        assert import_providers(office, workbook(PROVIDERS, (*GOOD, *CONTRACT))) == (1, 1)
        row = next(one for one in list_providers(office).rows if one.name == "安康服务社")
        contract = list_contracts(office, provider_id=row.id).rows[0]
    assert (row.regime, contract.annual_fen, contract.end) == ("居家服务监管", 120050, date(2026, 12, 31))


def test_a_wrong_row_keeps_the_whole_directory_out(supply: Supply) -> None:
    office = supply.people.office
    rows = (
        (*GOOD, *CONTRACT),
        ("安康服务社", CODE, "安二", "没有的方案"),
        ("乐龄中心", "123", "", ""),
        ("乐年中心", "=A1", "乐一", ""),
    )
    with clock.frozen(TODAY):
        content = workbook(PROVIDERS, *rows)
        told = {(one.row, one.column): one.message for one in check_providers(office, content).errors}
        with pytest.raises(Invalid, match="没有导入。第一处：第3行"):
            import_providers(office, content)
        assert list_providers(office).total == 1
    assert told[3, "单位名称"] == "与第2行重复"
    assert "康乐服务中心" in told[3, "统一社会信用代码"]
    assert told[3, "监管方案"] == "没有这个监管方案"
    assert told[4, "法定代表人"] == "必填，不能为空"
    assert "公式" in told[5, "统一社会信用代码"]


def survey(
    period: str, satisfied: object, unsatisfied: object = 10, provider: str = "康乐服务中心"
) -> tuple[object, ...]:
    return provider, period, "明镜测评公司", 100, 100, satisfied, unsatisfied


def test_surveys_are_taken_in_together_and_judged_once(supply: Supply) -> None:
    office = supply.people.office
    content = workbook(SURVEYS, survey("2026Q1", 84, 16), survey("2026Q2", 90))
    with clock.frozen(TODAY):
        changes = import_measurements(office, supply.regime_id, "survey", content)
        assert list_measurements(office).total == 2
    assert [one.period for one in changes if one.rule == "T-20" and one.now == "triggered"] == ["2026Q1"]


def test_figures_that_do_not_fit_are_told_at_their_rows_and_nothing_is_stored(supply: Supply) -> None:
    office, regime = supply.people.office, supply.regime_id
    content = workbook(
        SURVEYS, survey("2026Q1", 90), survey("2026Q1", 80), survey("2026Q4", 90), survey("2026Q2", 91),
        survey("2026Q2", 9, provider="无名"), survey("2026Q2", "=1+1"),
    )  # fmt: skip
    with clock.frozen(TODAY):
        errors = check_measurements(office, regime, "survey", content).errors
        with pytest.raises(Invalid, match="没有导入"):
            import_measurements(office, regime, "survey", content)
        assert list_measurements(office).total == 0
    assert [(one.row, one.column) for one in errors] == [
        (3, "服务单位"), (4, "统计期"), (5, ""), (6, "服务单位"), (7, "满意"),
    ]  # fmt: skip
    assert "与第2行重复" in errors[0].message


def test_importing_again_corrects_only_with_a_reason(supply: Supply) -> None:
    office, regime = supply.people.office, supply.regime_id
    with clock.frozen(TODAY):
        import_measurements(office, regime, "survey", workbook(SURVEYS, survey("2026Q1", 90)))
        again = workbook(SURVEYS, survey("2026Q1", 84, 16))
        with pytest.raises(Invalid, match="已经登记"):
            import_measurements(office, regime, "survey", again)
        changes = import_measurements(office, regime, "survey", again, reason="答卷录入有误")
        assert list_measurements(office).total == 1
        assert list_measurements(office, history=True).total == 2
    assert any(one.rule == "T-20" and one.now == "triggered" for one in changes)
