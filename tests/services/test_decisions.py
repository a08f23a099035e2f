"""The path of a decision: who may do what, within which amounts, on which day."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from datetime import date
from typing import Any

import pytest

from domain.decisions import DecisionState
from domain.errors import Conflict, Invalid, NotFound, Refused, WrongState
from models import engine
from models.provider import Contract
from services import clock
from services.actor import Actor
from services.decision_force import (
    enter_force,
    revoke,
    serve_decision,
)
from services.decision_reading import decision_history, read_decision
from services.decision_steps import (
    approve,
    propose,
    record_statement,
    reject,
    serve_notice,
)
from services.decisions import list_decisions
from services.measurement_list import list_measurements
from services.measurements import correct_measurement
from tests import provider_world
from tests.databases import Database
from tests.decision_path import AFTER, NOTICE, approved, fund, in_force, proposal, proposed, told, version
from tests.provider_world import TODAY
from tests.statements import count_statements

HEARD = date(2026, 7, 8)


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        built = provider_world.build()
        built.survey("2026Q1", 8499, 10000)
        fund(built)
        return built


@pytest.mark.parametrize("amount", ["4999.99", "7000.01", "0"])
def test_an_amount_outside_the_range_is_refused_with_the_range(
    supply: provider_world.Supply, amount: str
) -> None:
    with pytest.raises(Invalid, match="5,000元至7,000元"):
        proposed(supply, amount=amount)
    assert supply.case("T-20").state == "open"


def test_a_range_without_its_base_waits_for_the_base(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build(contract=False)
        supply.survey("2026Q1", 84, 100)
        with pytest.raises(Invalid, match="请先补录计算基数"):
            proposed(supply)


def test_of_alternatives_only_one_is_picked(supply: provider_world.Supply) -> None:
    with pytest.raises(Invalid, match="只能选择一项"):
        proposed(supply, deeds=("0.0", "0.1"))


def test_a_proposal_needs_a_reason(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    with clock.frozen(TODAY), pytest.raises(Invalid, match="请填写"):
        propose(supply.people.office, case.key, case.version, {**proposal(), "reason": " "})


def test_the_statement_term_comes_from_the_data(supply: provider_world.Supply) -> None:
    told(supply)
    case = supply.case("T-20")
    assert case.statement_due == date(2026, 7, 13)
    view = read_decision(supply.people.office, case.key)
    assert "5个工作日" in view.statement_arithmetic


def test_nobody_decides_while_the_party_may_still_speak(supply: provider_world.Supply) -> None:
    decision_id = told(supply)
    with clock.frozen(date(2026, 7, 13)), pytest.raises(WrongState, match="陈述申辩期限"):
        approve(supply.people.leader, decision_id, version(supply), "同意")
    with clock.frozen(AFTER):
        approve(supply.people.leader, decision_id, version(supply), "同意")
    assert supply.case("T-20").state == "approved"


def test_a_heard_party_need_not_be_waited_for(supply: provider_world.Supply) -> None:
    decision_id = told(supply)
    with clock.frozen(HEARD):
        record_statement(supply.people.provider, decision_id, version(supply), {"statement": "已在整改"})
        approve(supply.people.leader, decision_id, version(supply), "意见已复核，不予采纳")
    case = supply.case("T-20")
    assert (case.statement_on, case.state) == (HEARD, "approved")


def test_the_person_who_proposed_does_not_approve(supply: provider_world.Supply) -> None:
    decision_id = told(supply)
    office = supply.people.office
    promoted = Actor(
        office.account_id, office.name, supply.people.leader.role, office.unit_id, office.unit_name
    )
    with clock.frozen(AFTER), pytest.raises(Refused, match="职责分离"):
        approve(promoted, decision_id, version(supply), "同意")
    with clock.frozen(AFTER), pytest.raises(Refused, match="领导"):
        approve(office, decision_id, version(supply), "同意")


def test_a_rejected_proposal_may_be_made_again_and_needs_a_new_notice(
    supply: provider_world.Supply,
) -> None:
    decision_id = told(supply)
    with clock.frozen(AFTER):
        reject(supply.people.leader, decision_id, version(supply), "金额偏高")
        assert supply.case("T-20").state == "rejected"
        propose(supply.people.office, decision_id, version(supply), proposal("5000"))
    case = supply.case("T-20")
    assert (case.state, case.notice_served_on, case.amount_fen) == ("proposed", None, 500_000)


def test_in_force_means_the_contract_is_terminated(supply: provider_world.Supply) -> None:
    decision_id = in_force(supply)
    with engine.reading() as session:
        contract = session.get(Contract, 1)
    assert contract is not None
    assert (contract.state, contract.ended_on, contract.decision_id) == ("terminated", AFTER, decision_id)


def test_a_decision_served_for_a_later_day_waits_for_that_day(supply: provider_world.Supply) -> None:
    decision_id = approved(supply)
    later = date(2026, 8, 1)
    with clock.frozen(AFTER):
        values = {"served_on": AFTER, "receipt": "邮寄", "in_force_on": later}
        serve_decision(supply.people.office, decision_id, version(supply), values)
        with pytest.raises(WrongState, match="2026-08-01"):
            enter_force(supply.people.office, decision_id, version(supply))
    with clock.frozen(later):
        enter_force(supply.people.office, decision_id, version(supply))
    assert supply.case("T-20").state == "in_force"


def test_serving_before_the_decision_was_made_is_refused(supply: provider_world.Supply) -> None:
    decision_id = approved(supply)
    values = {"served_on": date(2026, 7, 13), "receipt": "康一签收"}
    with clock.frozen(AFTER), pytest.raises(Invalid, match="不能早于"):
        serve_decision(supply.people.office, decision_id, version(supply), values)


def test_two_people_on_one_decision_the_second_is_told(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    proposed(supply)
    with clock.frozen(TODAY), pytest.raises(Conflict, match="欧办"):
        propose(supply.people.second_office, case.key, case.version, proposal())


def test_a_decision_keeps_its_number_and_its_steps(supply: provider_world.Supply) -> None:
    decision_id = in_force(supply)
    told_so = [entry.summary for entry in decision_history(supply.people.office, decision_id)]
    assert supply.case("T-20").number == "CZ2026-0001"
    assert [words.split("：")[1][:6] for words in told_so[1:]] == [
        "提出意见——解"[:6], "送达事先告知", "批准", "送达决定书", "决定生效",
    ]  # fmt: skip


def test_the_party_learns_of_a_decision_with_the_notice_and_not_before(
    supply: provider_world.Supply,
) -> None:
    decision_id = proposed(supply)
    provider = supply.people.provider
    with pytest.raises(NotFound):
        read_decision(provider, decision_id)
    assert list_decisions(provider).total == 0
    with clock.frozen(TODAY):
        serve_notice(supply.people.office, decision_id, version(supply), NOTICE)
    assert read_decision(provider, decision_id).row.id == decision_id
    with pytest.raises(NotFound):
        read_decision(supply.people.other_provider, decision_id)


def test_a_revoked_decision_is_a_leaders_act(supply: provider_world.Supply) -> None:
    decision_id = in_force(supply)
    with clock.frozen(AFTER):
        with pytest.raises(Refused):
            revoke(supply.people.office, decision_id, version(supply), "复核有误")
        revoke(supply.people.leader, decision_id, version(supply), "复核有误")
    assert supply.case("T-20").state == DecisionState.REVOKED


def test_the_list_of_decisions_takes_few_statements(supply: provider_world.Supply) -> None:
    with count_statements() as seen:
        list_decisions(supply.people.office)
    assert len(seen) <= 5


def correct(supply: provider_world.Supply, **more: Any) -> None:
    """The survey on which the decision rests is corrected so that it no longer does."""
    found = list_measurements(supply.people.office, metric="survey").rows[0]
    values = {"frame": 10000, "drawn": 10000, "counts": {"满意": 9600, "不满意": 400}}
    correct_measurement(supply.people.office, found.id, found.version, values, "复核有误", **more)


def test_of_an_approval_and_a_correction_in_the_same_moment_one_waits_for_the_other(
    supply: provider_world.Supply,
) -> None:
    decision_id, leader = told(supply), supply.people.leader
    at = version(supply)
    with clock.frozen(AFTER), ThreadPoolExecutor(1) as pool:
        with engine.transaction() as session:
            correct(supply, session=session)
            late = pool.submit(copy_context().run, lambda: approve(leader, decision_id, at, "同意"))
            assert wait([late], timeout=0.3).not_done
        with pytest.raises(WrongState, match="因数据更正"):
            late.result()
    assert supply.case("T-20").state == DecisionState.NOTICE_SERVED


def test_a_correction_waits_for_an_approval_and_shows_it_as_overtaken(supply: provider_world.Supply) -> None:
    decision_id, office, leader = told(supply), supply.people.office, supply.people.leader
    with clock.frozen(AFTER), ThreadPoolExecutor(1) as pool:
        with engine.transaction() as session:
            approve(leader, decision_id, version(supply), "同意", session=session)
            late = pool.submit(copy_context().run, lambda: correct(supply))
            assert wait([late], timeout=0.3).not_done
        late.result()
        assert read_decision(office, decision_id).row.stale
    assert supply.case("T-20").state == DecisionState.APPROVED
