"""Contracts put right: what was typed wrongly, and an end that was a mistake."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from domain.errors import Invalid, Refused, WrongState
from services import clock
from services.contract_corrections import correct_contract, may_resume, resume_contract
from services.contract_list import ContractRow, contract_history, read_contract
from services.contracts import create_contract, end_contract, renew_contract
from services.decision_force import revoke
from services.decision_reading import read_decision
from services.settlements import cancel_settlement, prepare_settlement
from tests import provider_world
from tests.databases import Database
from tests.decision_path import AFTER, in_force, version
from tests.provider_world import TODAY, Supply, contract_values

CONTRACT = 1


@pytest.fixture
def supply(database: Database) -> Iterator[Supply]:
    with clock.frozen(TODAY):
        yield provider_world.build()


def now(supply: Supply) -> ContractRow:
    return read_contract(supply.people.office, CONTRACT)


def correct(supply: Supply, reason: str = "金额少写一个零", **changes: Any) -> None:
    values = contract_values(**changes)
    correct_contract(supply.people.office, CONTRACT, now(supply).version, values, reason)


def test_what_was_typed_wrongly_is_put_right_and_what_hung_on_it_is_reckoned_anew(supply: Supply) -> None:
    supply.survey("2026Q1", 84, 100)
    case = supply.case("T-20").key

    def deduction() -> object:
        offers = read_decision(supply.people.office, case).offers
        return next(one.range.words() for one in offers if "扣除" in one.title and one.range)

    before = deduction()
    correct(supply, annual="1000000", quarter="250000")
    assert (now(supply).annual_fen, now(supply).number) == (100_000_000, "HT-2026-001")
    assert deduction() != before
    entry = contract_history(supply.people.office, CONTRACT)[-1]
    assert (entry.summary, entry.reason) == ("更正合同 HT-2026-001", "金额少写一个零")


def test_a_correction_needs_a_change_a_reason_and_a_number_of_its_own(supply: Supply) -> None:
    with pytest.raises(Invalid, match="没有改动"):
        correct(supply)
    with pytest.raises(Invalid, match="原因"):
        correct(supply, " ", annual="200000")
    other = contract_values(number="HT-2", start=date(2027, 1, 1), end=date(2027, 12, 31))
    create_contract(supply.people.office, supply.provider_id, other)
    with pytest.raises(Invalid, match="HT-2 已经登记"):
        correct(supply, number="HT-2")
    with pytest.raises(Invalid, match="终止日不能早于起始日"):
        correct(supply, end=date(2025, 12, 31))
    with pytest.raises(Refused):
        correct_contract(supply.people.leader, CONTRACT, now(supply).version, contract_values(), "改")


def test_a_draft_of_a_settlement_keeps_its_money_so_it_is_cancelled_first(supply: Supply) -> None:
    office = supply.people.office
    draft = prepare_settlement(office, {"contract_id": CONTRACT, "period": "2026Q1"})
    with pytest.raises(WrongState, match="2026Q1的结算"):
        correct(supply, quarter="20000")
    correct(supply, title="居家上门服务合同")
    cancel_settlement(office, draft, 1, "金额有误")
    correct(supply, title="居家上门服务合同", quarter="20000")
    assert now(supply).quarter_fen == 2_000_000


def test_a_contract_ended_by_mistake_runs_on(supply: Supply) -> None:
    office = supply.people.office
    assert not may_resume(office, CONTRACT)
    end_contract(office, CONTRACT, now(supply).version, TODAY, "点错了")
    assert may_resume(office, CONTRACT)
    with pytest.raises(Invalid):
        resume_contract(office, CONTRACT, now(supply).version, "")
    resume_contract(office, CONTRACT, now(supply).version, "应当终止的是另一份")
    row = now(supply)
    assert (row.state, row.ended_on, row.end_reason) == ("running", None, "")
    with pytest.raises(WrongState, match="正在履行"):
        resume_contract(office, CONTRACT, row.version, "再来")


def test_a_contract_that_was_renewed_does_not_run_on_beside_its_follower(supply: Supply) -> None:
    office = supply.people.office
    follower = contract_values(number="HT-2", start=date(2027, 1, 1), end=date(2027, 12, 31))
    renew_contract(office, CONTRACT, now(supply).version, follower, exception="集体研究")
    end_contract(office, CONTRACT, now(supply).version, TODAY, "到期")
    with pytest.raises(WrongState, match="已经续签为 HT-2"):
        resume_contract(office, CONTRACT, now(supply).version, "恢复")


def test_what_a_decision_ended_runs_on_only_when_the_decision_is_revoked(supply: Supply) -> None:
    office, leader = supply.people.office, supply.people.leader
    supply.survey("2026Q1", 84, 100)
    decision = in_force(supply)
    with clock.frozen(AFTER):
        assert now(supply).state == "terminated"
        with pytest.raises(WrongState, match="撤销那项决定以后"):
            resume_contract(office, CONTRACT, now(supply).version, "恢复")
        revoke(leader, decision, version(supply), "事实不清")
        resume_contract(office, CONTRACT, now(supply).version, "决定已经撤销")
        assert (now(supply).state, now(supply).decision_id) == ("running", None)
