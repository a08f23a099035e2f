"""Whatever a scheme may ask for can be typed, is kept exactly, and reaches the engine as it was meant."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.errors import Invalid
from services import clock
from services.facts import record_fact
from services.import_sheet import SheetRow
from services.measurement_list import read_measurement
from services.measurement_options import recordable
from services.measurement_sheet import sheet_of, typed_values
from services.measurements import correct_measurement, record_measurement
from tests import provider_world
from tests.databases import Database
from tests.provider_world import KINDS, TODAY, Supply
from ui.provider_words import known_values, value_text


@pytest.fixture
def supply(sqlite_database: Database) -> Supply:
    return provider_world.under(KINDS)


def tell(supply: Supply, metric: str, period: str, **value: Any) -> int:
    values = {
        "provider_id": supply.provider_id, "metric": metric, "period": period,
        "reporting_unit_id": supply.people.unit("专项办"), **value,
    }  # fmt: skip
    with clock.frozen(TODAY):
        return record_measurement(supply.people.office, values).id


@pytest.mark.parametrize(
    ("metric", "period", "value", "rule", "outcome"),
    [
        ("score", "2026-05", {"figure": "89.95"}, "K-1", "triggered"),
        ("score", "2026-05", {"figure": "90.00"}, "K-1", "not_triggered"),
        ("growth", "2026-05", {"figure": "-0.5"}, "K-6", "triggered"),
        ("place", "2026Q1", {"numerator": 8, "denominator": 9}, "K-2", "triggered"),
        ("place", "2026Q1", {"numerator": 7, "denominator": 9}, "K-2", "not_triggered"),
        ("share", "2025", {"percent": "51.9%"}, "K-3", "triggered"),
        ("share", "2025", {"percent": "52"}, "K-3", "not_triggered"),
        ("share", "2025", {"numerator": 519, "denominator": 1000}, "K-3", "triggered"),
        ("group", "2025", {"word": " 康氏集团 "}, "K-10", "triggered"),
        ("done", "2025", {"numerator": 109, "denominator": 100}, "K-4", "triggered"),
        ("done", "2025", {"numerator": 110, "denominator": 100}, "K-4", "not_triggered"),
    ],
)
def test_a_value_of_any_kind_is_judged_as_it_was_told(
    supply: Supply, metric: str, period: str, value: dict[str, Any], rule: str, outcome: str
) -> None:
    tell(supply, metric, period, **value)
    verdict = supply.verdict(rule, period)
    assert verdict.outcome == outcome
    assert verdict.inputs["measurements"]
    assert "percent" not in value or "/" not in verdict.arithmetic


@pytest.mark.parametrize(
    ("metric", "period", "value", "field", "told"),
    [
        ("score", "2026-05", {"figure": "100.1"}, "figure", "不能高于100"),
        ("score", "2026-05", {"figure": "-1"}, "figure", "不能为负数"),
        ("score", "2026-05", {"figure": "九十"}, "figure", "请填写数字"),
        ("score", "2026-05", {"figure": ""}, "figure", "请填写月得分"),
        ("growth", "2026-05", {"figure": "-1000.5"}, "figure", "不能低于-1000"),
        ("place", "2026Q1", {"numerator": 10, "denominator": 9}, "numerator", "1到9之间"),
        ("place", "2026Q1", {"numerator": 1}, "numerator", "参加排名的总数"),
        ("group", "2025", {"word": " "}, "word", "请填写所属集团"),
        ("share", "2025", {"percent": "100.01"}, "percent", "不能高于100%"),
        ("done", "2025", {"numerator": 201, "denominator": 100}, "numerator", "多于任务数100的200%"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    supply: Supply, metric: str, period: str, value: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(Invalid) as refused:
        tell(supply, metric, period, **value)
    assert told in refused.value.fields[field]


@pytest.mark.parametrize(
    ("metric", "period", "value", "text"),
    [
        ("score", "2026-05", {"figure": "89.123456"}, "89.1234…"),
        ("place", "2026Q1", {"numerator": 8, "denominator": 9}, "第8（共9）"),
        ("group", "2025", {"word": "康氏集团"}, "康氏集团"),
        ("share", "2025", {"percent": "51.9"}, "51.9%"),
    ],
)
def test_a_correction_begins_with_what_was_typed(
    supply: Supply, metric: str, period: str, value: dict[str, Any], text: str
) -> None:
    office = supply.people.office
    row = read_measurement(office, tell(supply, metric, period, **value))
    known = known_values(row)
    assert value_text(row) == text
    assert {key: known[key] for key in value} == value
    with clock.frozen(TODAY):
        again = correct_measurement(office, row.id, row.version, {key: known[key] for key in value}, "核对")
    assert value_text(read_measurement(office, again.id)) == text


@pytest.mark.parametrize(
    ("there", "outcome"), [("2026-05-01 10:01", "triggered"), ("2026/5/1 10:00", "not_triggered")]
)
def test_moments_of_a_record_are_told_to_the_minute(supply: Supply, there: str, outcome: str) -> None:
    values = {
        "event": "call", "happened_on": date(2026, 5, 1), "description": "管道泄漏", "evidence": "派工单",
        "proven_by": "燃气站", "fields": {"told": "2026-05-01T09:30", "there": there},
    }  # fmt: skip
    with clock.frozen(TODAY):
        record_fact(supply.people.office, supply.provider_id, values)
        assert supply.verdict("K-5").outcome == outcome
        wrong = {**values, "fields": {"told": "九点半", "there": there}}
        with pytest.raises(Invalid) as refused:
            record_fact(supply.people.office, supply.provider_id, wrong)
    assert "2026-03-01 09:30" in " ".join(refused.value.fields.values())


def happened(supply: Supply, event: str, day: int, **fields: Any) -> None:
    values = {
        "event": event, "happened_on": date(2026, 3, day), "description": "事故", "evidence": "报告",
        "proven_by": "应急局", "fields": fields,
    }  # fmt: skip
    with clock.frozen(TODAY):
        record_fact(supply.people.office, supply.provider_id, values)


@pytest.mark.parametrize(("kept", "outcome"), [("差", "triggered"), ("一般", "not_triggered")])
def test_a_grade_of_a_record_is_kept_with_its_order(supply: Supply, kept: str, outcome: str) -> None:
    happened(supply, "accident", 1, code="甲", deaths=1, kept=kept)
    assert supply.verdict("K-8").outcome == outcome


def test_what_is_registered_later_and_belongs_to_a_record_changes_its_verdict(supply: Supply) -> None:
    happened(supply, "accident", 1, code="甲", deaths=2, kept="好")
    assert supply.verdict("K-7").outcome == "not_triggered"
    happened(supply, "change", 20, code="甲", deaths=3)
    assert supply.verdict("K-7").outcome == "triggered"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"final": 3}, "三十日内死亡人数由系统计算，不用填写"),
        ({"kept": "中"}, "保护现场填写有误，请检查"),
        ({"fnal": 3}, "这项记录没有这个栏目"),
    ],
)
def test_a_computed_field_is_not_taken_from_a_person(
    supply: Supply, fields: dict[str, Any], told: str
) -> None:
    with pytest.raises(Invalid) as refused:
        happened(supply, "accident", 1, **{"code": "甲", "deaths": 2, "kept": "好", **fields})
    assert list(refused.value.fields.values()) == [told]


def test_a_sheet_takes_the_same_values(supply: Supply) -> None:
    kinds = {one.key: one for one in recordable(supply.people.office, supply.provider_id)}
    units = {"专项办": supply.people.unit("专项办")}

    def told(key: str, cells: dict[str, Any]) -> dict[str, Any]:
        row = SheetRow(2, {"provider": "康乐服务中心", "period": "2026", **cells})
        return typed_values(kinds[key], row, {"康乐服务中心": 1}, units)

    assert told("score", {"value": "89.5"})["figure"] == "89.5"
    assert told("share", {"percent": Decimal("51.9")})["percent"] == "51.9"
    assert "percent" not in sheet_of(kinds["done"]).columns
    assert told("place", {"numerator": 8, "denominator": 9})["denominator"] == "9"


@pytest.mark.parametrize(
    ("third", "outcome"), [(date(2026, 1, 1), "triggered"), (date(2025, 12, 31), "not_triggered")]
)
def test_occasions_are_counted_in_the_year_in_which_they_were(
    supply: Supply, third: date, outcome: str
) -> None:
    for number, day in enumerate((third, date(2026, 3, 1), date(2026, 7, 6)), start=1):
        tell(supply, "batch", f"第{number}次", numerator=8, denominator=10, happened_on=day)
    assert supply.verdict("K-9", "2026").outcome == outcome


def test_an_occasion_to_come_is_refused_and_one_without_a_day_leaves_the_year_open(supply: Supply) -> None:
    with pytest.raises(Invalid) as refused:
        tell(supply, "batch", "第1次", numerator=8, denominator=10, happened_on=TODAY + timedelta(days=1))
    assert "不能晚于今天" in refused.value.fields["happened_on"]
    tell(supply, "batch", "第1次", numerator=8, denominator=10)
    assert supply.verdict("K-9", "2025").outcome == "pending_data"
