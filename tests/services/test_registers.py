"""Registers: visits of each person by month out of a sheet, checks by units, and what the duties make of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from domain.errors import Invalid, Refused, WrongState
from domain.thresholds.verdicts import Outcome
from services import clock
from services.duty_list import list_duties
from services.measurement_periods import close_period
from services.register_import import add_entry, check_register, import_register, register_template
from services.register_withdraw import withdraw_entries
from services.registers import fillable, list_entries
from tests import register_world
from tests.databases import Database
from tests.register_world import Registry, workbook

TODAY = date(2026, 5, 10)
TITLES = (
    "服务对象编号",
    "服务对象名称",
    "日期",
    "服务频次类别",
    "服务项目",
    "服务时长（分钟）",
    "服务质态合规",
)


@pytest.fixture
def vouchers(sqlite_database: Database) -> Registry:
    with clock.frozen(TODAY):
        return register_world.build("s4-4", {"year": 2026})


@pytest.fixture
def services(sqlite_database: Database) -> Registry:
    with clock.frozen(TODAY):
        return register_world.build("s4-1", {"year": 2026})


def visit(code: str, name: str, day: str, group: str = "半失能", minutes: Any = 60) -> Sequence[Any]:
    return code, name, day, group, "助洁", minutes, "是"


def fill(registry: Registry, *rows: Sequence[Any], **more: Any) -> Any:
    given: dict[str, Any] = {
        "provider_id": registry.provider_id,
        "complete": True,
        "file_name": "工单.xlsx",
    } | more
    return import_register(
        registry.people.office, registry.regime_id, "order", workbook(TITLES, *rows), **given
    )


MARCH = (
    visit("A01", "张三", "2026-03-02"),
    visit("A01", "张三", "2026-03-20"),
    visit("A02", "李四", "2026-03-05"),
)


def test_the_visits_of_each_person_and_month_are_held_against_the_minimum_of_its_ability_level(
    vouchers: Registry,
) -> None:
    with clock.frozen(TODAY):
        fill(vouchers, *MARCH, visit("A03", "王五", "2026-03", "自理", "")[:4])
        fill(vouchers, visit("A02", "李四", "2026-04-05", minutes=59))
    assert vouchers.outcome("S4-4-13b", "2026-03", "A01 张三") is Outcome.MET
    assert vouchers.outcome("S4-4-13b", "2026-03", "A02 李四") is Outcome.NOT_MET
    assert vouchers.outcome("S4-4-13b", "2026-03", "A03 王五") is not Outcome.MET
    assert vouchers.outcome("S4-4-13b", "2026-04", "A02 李四") is Outcome.AWAITING_MAKE_UP
    with clock.frozen(TODAY):
        page = list_duties(
            vouchers.people.office, vouchers.regime_id, duty="S4-4-13b", period="2026-03", words="李四"
        )
    row = page.rows[0]
    assert (row.required, row.done, row.missing) == (2, 1, 1)
    assert row.told == {"服务频次类别": "半失能", "上门服务工单（次）": "1", "服务时长（分钟）": "60"}


def test_a_visit_missing_in_march_may_be_made_up_in_april_and_not_in_may(vouchers: Registry) -> None:
    with clock.frozen(TODAY):
        fill(vouchers, visit("A02", "李四", "2026-03-05"))
        assert vouchers.outcome("S4-4-13b", "2026-03", "A02 李四") is Outcome.PENDING_DATA
        april = [visit("A02", "李四", f"2026-04-0{day}") for day in (1, 2, 3)]
        fill(vouchers, *april)
    assert vouchers.outcome("S4-4-13b", "2026-03", "A02 李四") is Outcome.MET


def test_a_month_that_is_not_said_to_be_complete_is_never_a_breach(vouchers: Registry) -> None:
    with clock.frozen(TODAY):
        fill(vouchers, visit("A02", "李四", "2026-03-05"), complete=False)
        fill(vouchers, visit("A02", "李四", "2026-04", minutes="")[:4])
    assert vouchers.outcome("S4-4-13b", "2026-03", "A02 李四") is Outcome.PENDING_DATA


def test_importing_again_replaces_the_rows_of_the_same_person_and_month_only(vouchers: Registry) -> None:
    office = vouchers.people.office
    with clock.frozen(TODAY):
        fill(vouchers, *MARCH)
        again = fill(vouchers, visit("A01", "张三", "2026-03-09"))
        total, rows = list_entries(office, vouchers.regime_id, facts=["order"])
    assert again.stored.replaced == 2
    assert sorted((row.subject, str(row.day)) for row in rows) == [
        ("A01 张三", "2026-03-09"),
        ("A02 李四", "2026-03-05"),
    ]
    assert total == 2


def test_a_closed_month_is_corrected_by_the_office_with_a_reason_and_told(vouchers: Registry) -> None:
    with clock.frozen(date(2026, 6, 1)):
        fill(vouchers, visit("A02", "李四", "2026-03-05"), visit("A02", "李四", "2026-03-06"))
        close_period(vouchers.people.office, vouchers.regime_id, "order", "2026-03")
        with pytest.raises(Invalid, match="已经办结"):
            fill(vouchers, visit("A02", "李四", "2026-03-05"))
        done = fill(vouchers, visit("A02", "李四", "2026-03", minutes="")[:4], reason="重复工单作废")
    assert done.stored.corrected == ("2026-03",)
    assert any(one.rule == "S4-4-13b" and one.was == "met" for one in done.changes)


def test_a_row_of_a_closed_month_is_taken_back_by_the_office_only(services: Registry) -> None:
    office, village = services.people.office, services.people.village
    told = {"name": village.unit_name, "period": "2026-03", "value": "21"}
    with clock.frozen(TODAY):
        add_entry(village, services.regime_id, "recipients", told)
        close_period(office, services.regime_id, "recipients", "2026-03", "其余村居未报")
        (row,) = list_entries(village, services.regime_id, facts=["recipients"])[1]
        with pytest.raises(WrongState, match="由专项办更正"):
            withdraw_entries(village, services.regime_id, [row.id], "登错村居")
        withdraw_entries(office, services.regime_id, [row.id], "登错村居")
    assert list_entries(village, services.regime_id, facts=["recipients"])[0] == 0


def test_a_month_of_visits_closes_only_after_the_month_in_which_they_may_be_made_up(
    vouchers: Registry,
) -> None:
    with clock.frozen(date(2026, 4, 30)):
        fill(vouchers, visit("A02", "李四", "2026-03-05"))
        with pytest.raises(WrongState, match="2026-05-01"):
            close_period(vouchers.people.office, vouchers.regime_id, "order", "2026-03")
    with clock.frozen(date(2026, 5, 1)):
        close_period(vouchers.people.office, vouchers.regime_id, "order", "2026-03")


WRONG = {
    "日期": [
        (visit("A01", "张三", "2026-05-11"), "不能晚于今天"),
        (visit("A01", "张三", "三月初"), "不是正确的日期"),
        (visit("A01", "张三", "2026-03"), "其余各列应当空着"),
    ],
    "服务频次类别": [(visit("A01", "张三", "2026-03-02", "轻度"), "高龄、自理、半失能、失能")],
    "服务时长（分钟）": [
        (visit("A01", "张三", "2026-03-02", minutes="一小时"), "填写有误"),
        (visit("A01", "张三", "2026-03-02", minutes="=30+30"), "是公式"),
    ],
    "服务对象编号": [(visit("", "张三", "2026-03-02"), "必填")],
    "服务对象名称": [
        (visit("A02", "李四儿", "2026-03-02"), "已登记为“李四”"),
        (visit("A09", "周十", "2026-03-02"), "编号A09在第2行写的是“周九”"),
    ],
}


def test_every_wrong_cell_is_told_with_its_row_and_column_and_nothing_is_stored(vouchers: Registry) -> None:
    office = vouchers.people.office
    wrong = [(row, column, sentence) for column, many in WRONG.items() for row, sentence in many]
    with clock.frozen(TODAY):
        fill(vouchers, visit("A02", "李四", "2026-03-05"))
        content = workbook(TITLES, visit("A09", "周九", "2026-03-03"), *(row for row, *_ in wrong))
        errors = check_register(office, vouchers.regime_id, "order", content).errors
        assert [(one.row, one.column) for one in errors] == [
            (number, column) for number, (_, column, _) in enumerate(wrong, start=3)
        ]
        told = [(sentence, one.message) for one, (*_, sentence) in zip(errors, wrong, strict=True)]
        assert [pair for pair in told if pair[0] not in pair[1]] == []
        with pytest.raises(Invalid, match="没有导入。第一处：第3行"):
            import_register(office, vouchers.regime_id, "order", content, provider_id=vouchers.provider_id)
        assert list_entries(office, vouchers.regime_id, facts=["order"])[0] == 1


def test_a_row_that_says_the_same_as_one_above_is_pointed_out_and_may_stay(vouchers: Registry) -> None:
    office = vouchers.people.office
    twice, longer = visit("A02", "李四", "2026-03-05"), visit("A02", "李四", "2026-03-05", minutes=90)
    content = workbook(TITLES, visit("A09", "周九", "2026-03-03"), twice, longer, twice, twice)
    with clock.frozen(TODAY):
        found = check_register(office, vouchers.regime_id, "order", content)
        assert (found.errors, found.twins) == ((), ((5, 3), (6, 3)))
        import_register(office, vouchers.regime_id, "order", content, provider_id=vouchers.provider_id)
        assert list_entries(office, vouchers.regime_id, facts=["order"])[0] == 5


def test_a_village_reports_whom_it_visited_and_ten_percent_is_rounded_up(services: Registry) -> None:
    people, regime = services.people, services.regime_id
    name = people.village.unit_name
    visit_of = {"name": name, "done_by": "小周"}
    with clock.frozen(TODAY):
        add_entry(people.village, regime, "recipients", {"name": name, "period": "2026-04", "value": "21"})
        for day, person in (("2026-04-02", "张"), ("2026-04-03", "王"), ("2026-04-04", "王")):
            add_entry(people.village, regime, "home_visit", {**visit_of, "day": day, "field:person": person})
        row = list_duties(people.village, regime, duty="S4-1-15a", period="2026-04").rows[0]
        assert (row.required, row.done, row.missing) == (3, 2, 1)
        assert row.outcome is Outcome.NOT_MET
        add_entry(
            people.village, regime, "home_visit", {**visit_of, "day": "2026-04-30", "field:person": "李"}
        )
        assert services.outcome("S4-1-15a", "2026-04", name) is Outcome.MET
        assert {one.done_by for one in list_entries(people.village, regime, facts=["home_visit"])[1]} == {
            "小周"
        }


def test_what_is_held_against_a_unit_is_registered_and_seen_by_those_above(vouchers: Registry) -> None:
    people, regime = vouchers.people, vouchers.regime_id
    row = {"name": "东街镇", "day": "2026-03-02", "done_by": "核查一组"}
    with clock.frozen(TODAY):
        with pytest.raises(Refused):
            add_entry(people.township, regime, "misuse", row)
        add_entry(people.office, regime, "misuse", row)
        assert list_entries(people.office, regime, facts=["misuse"])[0] == 1
        assert list_entries(people.township, regime, facts=["misuse"])[0] == 0


def test_units_register_for_themselves_and_persons_are_registered_by_the_office(vouchers: Registry) -> None:
    with clock.frozen(TODAY):
        assert "order" in fillable(vouchers.people.office, vouchers.regime_id)
        assert set(fillable(vouchers.people.township, vouchers.regime_id)) == {"batch", "publicity"}
        with pytest.raises(Refused):
            register_template(vouchers.people.township, vouchers.regime_id, "order")
