"""Registers as monthly totals: one row a person and month, counted like single visits, wrong cells told."""

from datetime import date
from typing import Any

import pytest

from domain.errors import Invalid
from domain.thresholds.verdicts import Outcome
from services import clock
from services.register_import import check_register, import_register, register_template
from services.registers import list_entries
from tests import register_world
from tests.databases import Database
from tests.register_world import Registry, workbook

TODAY = date(2026, 5, 10)
TOTALS = (
    "服务对象编号",
    "服务对象名称",
    "统计期",
    "服务频次类别",
    "次数",
    "服务项目",
    "服务时长（分钟）合计",
    "服务质态合规",
)


@pytest.fixture
def vouchers(sqlite_database: Database) -> Registry:
    with clock.frozen(TODAY):
        return register_world.build("s4-4", {"year": 2026})


def total(
    times: Any, minutes: Any, *, code: str = "A01", month: str = "2026-03", what: str = "助洁、助餐"
) -> Any:
    return code, f"老人{code}", month, "半失能", times, what, minutes, "是"


def fill_totals(registry: Registry, *rows: Any) -> Any:
    given: dict[str, Any] = {"provider_id": registry.provider_id, "complete": True, "file_name": "汇总.xlsx"}
    return import_register(
        registry.people.office, registry.regime_id, "order", workbook(TOTALS, *rows), **given
    )


@pytest.mark.parametrize(("times", "minutes", "outcome"), [(2, 121, Outcome.MET), (1, 60, Outcome.NOT_MET)])
def test_totals_of_a_month_are_held_against_the_same_minimum(
    vouchers: Registry, times: int, minutes: int, outcome: Outcome
) -> None:
    with clock.frozen(TODAY):
        april = [total(0, "", code=code, what="", month="2026-04") for code in ("A01", "A02")]
        fill_totals(vouchers, total(times, minutes, what="助洁"), total(0, "", code="A02", what=""), *april)
        found = list_entries(
            vouchers.people.office, vouchers.regime_id, facts=["order"], words="A01", period="2026-03"
        )
    rows = found[1]
    assert vouchers.outcome("S4-4-13b", "2026-03", "A01 老人A01") is outcome
    assert vouchers.outcome("S4-4-13b", "2026-03", "A02 老人A02") is Outcome.NOT_MET
    assert sum(int(row.values["minutes"]) for row in rows) == minutes
    assert [(row.day, row.source) for row in rows] == [(date(2026, 3, 1), "汇总.xlsx 第2行")] * times


def test_the_services_of_a_total_count_as_different_ones_and_a_second_sheet_takes_its_place(
    vouchers: Registry,
) -> None:
    office, regime = vouchers.people.office, vouchers.regime_id
    with clock.frozen(TODAY):
        fill_totals(vouchers, total(2, 120), total(1, 60, month="2026-04", what="助浴"))
        assert vouchers.outcome("S4-4-13a", "2026", "A01 老人A01") is Outcome.MET
        assert fill_totals(vouchers, total(1, 60, what="助洁")).stored.replaced == 2
        assert vouchers.outcome("S4-4-13a", "2026", "A01 老人A01") is Outcome.PENDING_DATA
        assert list_entries(office, regime, facts=["order"])[0] == 2


WRONG_TOTALS = (
    (total(2, 119), "服务时长（分钟）合计", "合计不能少于120"),
    (total(1, 60), "服务项目", "写了2项，次数只有1"),
    (total("两次", 120), "次数", "整数"),
    (total(0, 60, what=""), "次数", "合计应当空着"),
    (total(2, 120, month="2026-06"), "统计期", "还没有开始"),
    (total(2, 120, month="2026Q1"), "统计期", "2026-03"),
    (total(2, "", what="助洁"), "服务时长（分钟）合计", "填写"),
    (total(2, 120, code="A05"), "服务对象名称", "重复"),
)


def test_a_wrong_total_is_told_with_its_row_and_column(vouchers: Registry) -> None:
    content = workbook(TOTALS, total(2, 120, code="A05"), *(row for row, *_ in WRONG_TOTALS))
    with clock.frozen(TODAY):
        found = check_register(vouchers.people.office, vouchers.regime_id, "order", content)
    assert [(one.row, one.column) for one in found.errors] == [
        (number, column) for number, (_, column, _) in enumerate(WRONG_TOTALS, start=3)
    ]
    for one, (*_, sentence) in zip(found.errors, WRONG_TOTALS, strict=True):
        assert sentence in one.message
    assert (found.rows, found.times) == (9, {2: 2})


def test_the_template_of_totals_is_read_back_as_totals(vouchers: Registry) -> None:
    template = register_template(vouchers.people.office, vouchers.regime_id, "order", totals=True)
    with clock.frozen(TODAY), pytest.raises(Invalid, match="没有数据行"):
        check_register(vouchers.people.office, vouchers.regime_id, "order", template)
