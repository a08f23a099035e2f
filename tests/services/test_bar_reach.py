"""How far a bar reaches: a term picked within its range, one place or service only, money only; entry rules."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Invalid, Refused, WrongState
from services import clock
from services.ban_exceptions import ask_release, decide_release
from services.bans import list_bans
from services.contracts import create_contract
from services.decision_force import serve_decision
from services.decision_reading import read_decision
from services.decision_steps import approve, propose, record_statement, serve_notice
from services.entry_rules import entry_doubts
from services.facts import record_fact
from services.measurements import record_measurement
from services.pool_draws import draw_from_pool, list_pool_draws
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.settlements import approve_settlement, prepare_settlement, read_settlement
from services.vendor_pools import create_pool, enter_pool
from tests import provider_world
from tests.databases import Database
from tests.provider_world import TODAY, contract_values

SCHEME = Path(__file__).parents[1] / "schemes" / "bars.yaml"
DELIVERED = {"served_on": TODAY, "receipt": "康一签收"}


@pytest.fixture
def supply(sqlite_database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        built = provider_world.build()
        values = {
            "name": "限制",
            "library_id": provider_world.install(SCHEME),
            "started_on": date(2026, 1, 1),
        }
        regime = start_regime(built.people.office, values)
        assign_regime(built.people.office, regime, [built.provider_id], "招标文件")
        return built


def found(supply: provider_world.Supply, event: str, rule: str) -> int:
    """Record an event; the case that it opens."""
    values = {"event": event, "happened_on": date(2026, 5, 4), "description": "查实", "evidence": "笔录",
              "proven_by": "核查组"}  # fmt: skip
    record_fact(supply.people.inspector, supply.provider_id, values)
    return supply.case(rule).key


def put(supply: provider_world.Supply, case: int, **proposal: Any) -> None:
    """A case to its force."""
    people = supply.people
    propose(people.office, case, 1, {"deeds": ("0",), "reason": "查证属实", **proposal})
    serve_notice(people.office, case, 2, DELIVERED)
    record_statement(people.office, case, 3, {"statement": "无异议", "stated_on": TODAY})
    approve(people.leader, case, 4, "同意")
    serve_decision(people.office, case, 5, DELIVERED)


def sign(supply: provider_world.Supply, number: str = "HT-新", **changes: Any) -> int:
    values = contract_values(number=number, start=TODAY, end=date(2026, 12, 31), **changes)
    return create_contract(supply.people.office, supply.provider_id, values)


@pytest.mark.parametrize("months", [None, 5, 13])
def test_a_term_outside_its_range_or_none_is_refused_at_the_field(
    supply: provider_world.Supply, months: int | None
) -> None:
    with clock.frozen(TODAY):
        case = found(supply, "fraud", "B-1")
        terms = {} if months is None else {"0": months}
        with pytest.raises(Invalid, match="6至12个月") as refused:
            propose(supply.people.office, case, 1, {"deeds": ("0",), "terms": terms, "reason": "查实"})
    assert list(refused.value.fields) == ["term:0"]


@pytest.mark.parametrize(("months", "end"), [(6, date(2027, 1, 6)), (12, date(2027, 7, 6))])
def test_a_term_at_the_border_of_its_range_ends_on_the_corresponding_day(
    supply: provider_world.Supply, months: int, end: date
) -> None:
    with clock.frozen(TODAY):
        case = found(supply, "fraud", "B-1")
        assert read_decision(supply.people.office, case).terms["0"].words == "6至12个月"
        put(supply, case, terms={"0": months})
        (ban,) = list_bans(supply.people.office).rows
        deed = read_decision(supply.people.office, case).deeds[0]
    assert (ban.end, ban.term, deed["lasts_range"]) == (end, f"{months}个月", "6至12个月")


def test_a_ban_in_one_township_blocks_its_village_and_leaves_another_free(
    supply: provider_world.Supply,
) -> None:
    unit = supply.people.unit
    with clock.frozen(TODAY):
        case = found(supply, "fraud", "B-1")
        put(supply, case, terms={"0": 6}, reaches={"0": {"area": [unit("东街镇")]}})
        assert sign(supply, area=[unit("西河镇")]) > 0
        for number, area in (("HT-A", [unit("东街一村")]), ("HT-B", [])):
            with pytest.raises(Refused, match="B-1"):
                sign(supply, number, area=area)


def test_a_ban_on_one_service_leaves_another_free(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        case = found(supply, "fraud", "B-1")
        put(supply, case, terms={"0": 6}, reaches={"0": {"service": "助餐"}})
        assert sign(supply, service="上门服务") > 0
        with pytest.raises(Refused):
            sign(supply, "HT-A", service="助餐")


def test_suspended_money_stops_the_settlement_until_its_last_day_and_nothing_else(
    supply: provider_world.Supply,
) -> None:
    people = supply.people
    with clock.frozen(TODAY):
        contract = sign(supply, "HT-旧")
        put(supply, found(supply, "muddle", "B-2"))
        (bar,) = list_bans(people.office).rows
        assert (bar.kind, bar.end, bar.purposes) == ("suspend", date(2026, 8, 5), ("settlement",))
        assert sign(supply) > 0
    with clock.frozen(date(2026, 10, 8)):
        values = {"contract_id": contract, "period": "2026Q3", "base": "25000"}
        settlement = prepare_settlement(people.office, values)
    with clock.frozen(date(2026, 8, 5)):
        assert [one.kind for one in read_settlement(people.office, settlement).obstacles] == ["ban"]
        with pytest.raises(Refused, match="暂停期内，不能批准结算"):
            approve_settlement(people.leader, settlement, 1, "同意")
    with clock.frozen(date(2026, 8, 6)):
        approve_settlement(people.leader, settlement, 1, "同意")


def test_a_suspended_qualification_stops_contracts_until_it_is_lifted_by_two_people(
    supply: provider_world.Supply,
) -> None:
    people = supply.people
    with clock.frozen(TODAY):
        case = found(supply, "neglect", "B-3")
        with pytest.raises(Invalid, match="只能选择一项"):
            propose(people.office, case, 1, {"deeds": ("0.0", "0.1"), "reason": "查实"})
        put(supply, case, deeds=("0.0",))
        with pytest.raises(Refused, match="暂停期内，不能签订服务合同"):
            sign(supply)
        bar = list_bans(people.office).rows[0]
        release = ask_release(people.office, bar.id, bar.version, "已恢复服务")
        decide_release(people.leader, release, 1, granted=True, opinion="同意")
        assert sign(supply) > 0


@pytest.mark.parametrize("passed", [True, False])
def test_whoever_does_not_meet_an_entry_rule_is_kept_out_with_rule_and_clause(
    supply: provider_world.Supply, passed: bool
) -> None:
    people = supply.people
    with clock.frozen(TODAY):
        assert [one.rule for one in entry_doubts(people.office, supply.provider_id)] == ["B-4"]
        values = {"provider_id": supply.provider_id, "metric": "annual_check", "yes": passed,
                  "reporting_unit_id": people.unit("专项办")}  # fmt: skip
        record_measurement(people.office, values)
        pool = create_pool(people.office, {"name": "库", "basis": "办法", "conditions": ("有资质",)})
        if passed:
            assert sign(supply)
            assert enter_pool(people.office, pool, supply.provider_id, {"有资质": True})
            return
        with pytest.raises(Refused, match=r"签订服务合同：B-4（四）年检合格方可参与"):
            sign(supply)
        with pytest.raises(Refused, match=r"进入供应商库：B-4（四）"):
            enter_pool(people.office, pool, supply.provider_id, {"有资质": True})


def test_a_reach_of_unknown_acts_is_refused(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        case = found(supply, "fraud", "B-1")
        values = {
            "deeds": ("0",),
            "terms": {"0": 6},
            "reaches": {"0": {"purposes": ["fly"]}},
            "reason": "查实",
        }
        with pytest.raises((Invalid, WrongState)):
            propose(supply.people.office, case, 1, values)


def test_a_barred_member_is_not_drawn_for_work_and_the_record_says_why(supply: provider_world.Supply) -> None:
    people = supply.people
    values = provider_world.provider_values(
        name="和顺服务中心", credit_code=provider_world.OTHER_CODE, controller="", representative_id=""
    )
    with clock.frozen(TODAY):
        other = register_provider(people.office, values)
        pool = create_pool(people.office, {"name": "库", "basis": "办法", "conditions": ("有资质",)})
        for member in (supply.provider_id, other):
            enter_pool(people.office, pool, member, {"有资质": True})
        put(supply, found(supply, "fraud", "B-1"), terms={"0": 6})
        order = {"title": "助浴服务", "count": 2, "seed": "7-3-1", "witnesses": "严查"}
        draw_from_pool(people.office, pool, order)
        (row,) = list_pool_draws(people.office, pool)
    assert (row.drawn, row.candidates, row.holds) == (["和顺服务中心"], 1, True)
    ((name, why),) = row.excluded
    assert name == "康乐服务中心"
    assert "B-1" in why
