"""Settlements of a quarter: the arithmetic, the gate, and what a deduction in force does to them."""

from datetime import date

import pytest

from domain.errors import Invalid, Refused, WrongState
from services import clock
from services.ban_exceptions import override_ban
from services.decision_force import fulfil, issue_order
from services.settlement_today import sums_today
from services.settlements import (
    approve_settlement,
    cancel_settlement,
    list_settlements,
    prepare_settlement,
    read_settlement,
)
from tests import provider_world
from tests.databases import Database
from tests.decision_path import AFTER, bar, in_force
from tests.provider_world import TODAY


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        built = provider_world.build()
        built.survey("2026Q1", 95, 100)
        return built


def prepared(supply: provider_world.Supply, **changes: object) -> int:
    return prepare_settlement(supply.people.office, {"contract_id": 1, "period": "2026Q1", **changes})


def test_without_deductions_the_quarter_is_paid_less_the_voided_orders(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        settlement = prepared(supply, voided="1200.50", voided_note="废单31单，时长不足")
        approve_settlement(supply.people.leader, settlement, 1, "同意")
    row = read_settlement(supply.people.provider, settlement)
    assert (row.base_fen, row.voided_fen, row.payable_fen) == (2_500_000, 120_050, 2_379_950)
    assert row.state == "approved"


def test_a_deduction_that_comes_into_force_after_the_draft_is_told_and_taken_once(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 8499, 10000)
    with clock.frozen(TODAY):
        first = prepared(supply)
        assert sums_today(supply.people.leader, first) is None
    decision = in_force(supply)
    with clock.frozen(AFTER):
        told = sums_today(supply.people.leader, first)
        assert told is not None
        assert told.payable == 1_900_000
        approve_settlement(supply.people.leader, first, 1, "同意")
        second = prepare_settlement(supply.people.office, {"contract_id": 1, "period": "2026Q2"})
    row = read_settlement(supply.people.office, first)
    assert (row.deducted_fen, row.payable_fen) == (600_000, 1_900_000)
    assert row.lines[0]["decision_id"] == decision
    assert read_settlement(supply.people.office, second).deducted_fen == 0


def test_a_deduction_larger_than_what_is_left_waits(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 8499, 10000)
    in_force(supply)
    with clock.frozen(AFTER):
        settlement = prepared(supply, base="5000")
    assert read_settlement(supply.people.office, settlement).payable_fen == 500_000


def test_more_cannot_be_voided_than_there_is(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY), pytest.raises(Invalid, match="废单金额"):
        prepared(supply, voided="25000.01", voided_note="废单")


def test_a_quarter_is_settled_when_it_is_over_and_once(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        with pytest.raises(Invalid, match="还没有结束"):
            prepared(supply, period="2026Q3")
        with pytest.raises(Invalid, match="不在合同期内"):
            prepared(supply, period="2025Q4")
        settlement = prepared(supply)
        with pytest.raises(Invalid, match="已经编制"):
            prepared(supply)
        cancel_settlement(supply.people.office, settlement, 1, "废单数有误")
        assert prepared(supply) != settlement


def test_the_gate_is_shut_by_what_must_be_decided_and_opens_with_a_reason(
    supply: provider_world.Supply,
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q2", 89, 100)
        settlement = prepared(supply)
        with pytest.raises(WrongState, match="应当办理"):
            approve_settlement(supply.people.leader, settlement, 1, "同意")
        approve_settlement(supply.people.leader, settlement, 1, "同意", despite="护理员工资不能拖欠")
    assert read_settlement(supply.people.office, settlement).gate[0]["kind"] == "decision"


def test_the_party_does_not_learn_from_its_settlement_what_it_was_not_told(
    supply: provider_world.Supply,
) -> None:
    people = supply.people
    with clock.frozen(TODAY):
        supply.survey("2026Q2", 89, 100)
        settlement = prepared(supply)
        assert [one.kind for one in read_settlement(people.discipline, settlement).obstacles] == ["decision"]
        assert read_settlement(people.provider, settlement).obstacles == ()
        approve_settlement(people.leader, settlement, 1, "同意", despite="护理员工资不能拖欠")
        assert read_settlement(people.provider, settlement).gate == []
        assert len(read_settlement(people.leader, settlement).gate) == 1


def test_an_order_whose_term_is_over_shuts_the_gate(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q2", 89, 100)
        case = supply.case("T-19a")
        order = {"served_on": TODAY, "receipt": "康一签收", "requirement": "补齐回访"}
        issue_order(supply.people.office, case.key, case.version, order)
        settlement = prepared(supply)
    with clock.frozen(date(2026, 8, 5)):
        assert read_settlement(supply.people.office, settlement).obstacles == ()
    with clock.frozen(date(2026, 8, 6)):
        with pytest.raises(WrongState, match="期限已于2026-08-05届满"):
            approve_settlement(supply.people.leader, settlement, 1, "同意")
        fulfil(supply.people.office, case.key, supply.case("T-19a").version, "现场复查已改")
        approve_settlement(supply.people.leader, settlement, 1, "同意")


def test_a_barred_provider_is_paid_only_with_an_override(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        settlement = prepared(supply)
        bar(supply)
        with pytest.raises(Refused, match="批准结算"):
            approve_settlement(supply.people.leader, settlement, 1, "同意")
        override_ban(supply.people.leader, supply.provider_id, "settlement", "禁入前已完成的服务")
        approve_settlement(supply.people.leader, settlement, 1, "同意")
    assert read_settlement(supply.people.office, settlement).state == "approved"


def test_a_provider_sees_its_own_settlements(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        prepared(supply)
    assert list_settlements(supply.people.provider)[0] == 1
    assert list_settlements(supply.people.other_provider)[0] == 0
