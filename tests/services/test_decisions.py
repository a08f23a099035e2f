"""The path of a decision: who may do what, within which amounts, on which day."""

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
    find_unfulfilled,
    fulfil,
    issue_order,
    revoke,
    serve_decision,
)
from services.decision_steps import (
    approve,
    drop,
    propose,
    record_statement,
    reject,
    serve_notice,
    waive,
)
from services.decisions import decision_history, list_decisions, read_decision
from services.measurements import correct_measurement, record_measurement
from tests import provider_world
from tests.databases import Database
from tests.provider_world import TODAY
from tests.statements import count_statements

NOTICE = {"served_on": TODAY, "receipt": "康一签收"}
HEARD = date(2026, 7, 8)
AFTER = date(2026, 7, 14)  # the statement term of five working days ends on 13 July


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        built = provider_world.build()
        built.survey("2026Q1", 8499, 10000)
        fund(built)
        return built


def fund(supply: provider_world.Supply, year: str = "100000", quarter: str = "25000") -> None:
    """The funds that percentages are taken of."""
    unit = supply.people.unit("专项办")
    for metric, period, amount in (("year_funds", "2026", year), ("quarter_funds", "2026Q1", quarter)):
        record_funds(supply, metric, period, amount, unit)


def record_funds(supply: provider_world.Supply, metric: str, period: str, amount: str, unit: int) -> None:
    values = {
        "provider_id": supply.provider_id, "metric": metric, "period": period, "reporting_unit_id": unit,
        "amount": amount,
    }  # fmt: skip
    record_measurement(supply.people.office, values)


def proposal(amount: str = "6000", deeds: tuple[str, ...] = ("0.0", "1")) -> dict[str, Any]:
    return {"deeds": deeds, "amounts": {"1": amount}, "reason": "两个季度持续下滑"}


def proposed(supply: provider_world.Supply, **changes: Any) -> int:
    case = supply.case("T-20")
    with clock.frozen(TODAY):
        propose(supply.people.office, case.key, case.version, proposal(**changes))
    return case.key


def told(supply: provider_world.Supply) -> int:
    decision_id = proposed(supply)
    with clock.frozen(TODAY):
        serve_notice(supply.people.office, decision_id, version(supply), NOTICE)
    return decision_id


def approved(supply: provider_world.Supply) -> int:
    decision_id = told(supply)
    with clock.frozen(AFTER):
        approve(supply.people.leader, decision_id, version(supply), "同意")
    return decision_id


def in_force(supply: provider_world.Supply) -> int:
    decision_id = approved(supply)
    with clock.frozen(AFTER):
        values = {"served_on": AFTER, "receipt": "康一签收"}
        serve_decision(supply.people.office, decision_id, version(supply), values)
    return decision_id


def version(supply: provider_world.Supply, rule: str = "T-20") -> int:
    return supply.case(rule).version


@pytest.mark.parametrize("amount", ["5000", "5000.01", "6999.99", "7000"])
def test_an_amount_on_or_inside_the_borders_is_taken(supply: provider_world.Supply, amount: str) -> None:
    proposed(supply, amount=amount)
    assert supply.case("T-20").state == "proposed"


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


def test_a_right_may_be_left_unused_by_a_leader_with_a_reason(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    with clock.frozen(TODAY):
        waive(supply.people.leader, case.key, case.version, "已更换负责人，继续观察")
    assert supply.case("T-20").state == "waived"


def test_what_must_be_decided_cannot_be_waived(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q2", 89, 100)
        case = supply.case("T-19a")
        with pytest.raises(WrongState, match="应当"):
            waive(supply.people.leader, case.key, case.version, "不处理")


@pytest.mark.parametrize(("day", "state"), [(date(2027, 7, 6), "open"), (date(2027, 7, 7), "lapsed")])
def test_a_right_lapses_after_its_year(supply: provider_world.Supply, day: date, state: str) -> None:
    case = supply.case("T-20")
    with clock.frozen(day):
        assert read_decision(supply.people.office, case.key).row.state == state


def test_a_lapsed_right_can_no_longer_be_used(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    with clock.frozen(date(2027, 7, 7)), pytest.raises(WrongState, match="已经消灭"):
        propose(supply.people.office, case.key, case.version, proposal())


@pytest.mark.parametrize(("day", "warned"), [(date(2027, 6, 5), False), (date(2027, 6, 6), True)])
def test_the_lapse_is_warned_of_before(supply: provider_world.Supply, day: date, warned: bool) -> None:
    with clock.frozen(day):
        (row,) = list_decisions(supply.people.office).rows
    assert ("将于2027-07-06消灭" in row.warning) is warned


@pytest.mark.parametrize(("day", "escalated"), [(date(2026, 7, 20), False), (date(2026, 7, 21), True)])
def test_a_must_that_nobody_acts_on_escalates(database: Database, day: date, escalated: bool) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 89, 100)
    with clock.frozen(day):
        page = list_decisions(supply.people.office, group="waiting")
    assert page.must_waiting == 1
    assert ("列入督办" in page.rows[0].warning) is escalated


def test_corrected_figures_stop_a_decision_that_rests_on_the_old_ones(
    supply: provider_world.Supply,
) -> None:
    decision_id = told(supply)
    with clock.frozen(AFTER):
        values = {"frame": 10000, "drawn": 10000, "counts": {"满意": 8600, "不满意": 1400}}
        correct_measurement(supply.people.office, 1, 1, values, "漏计答卷")
        assert read_decision(supply.people.office, decision_id).row.stale
        with pytest.raises(WrongState, match="更正"):
            approve(supply.people.leader, decision_id, version(supply), "同意")
        drop(supply.people.office, decision_id, version(supply), "数据更正")
    assert [(case.rule, case.state) for case in supply.cases()] == [("T-20", "dropped"), ("T-19a", "open")]


def test_a_case_with_a_standing_verdict_cannot_be_dropped(supply: provider_world.Supply) -> None:
    decision_id = told(supply)
    with clock.frozen(AFTER), pytest.raises(WrongState, match="仍然有效"):
        drop(supply.people.office, decision_id, version(supply), "不想办")


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


def test_an_order_runs_for_the_rules_own_term(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 89, 100)
        case = supply.case("T-19a")
        values = {"served_on": TODAY, "receipt": "康一签收", "requirement": "补齐回访"}
        due = issue_order(supply.people.office, case.key, case.version, values)
    assert due == date(2026, 8, 5)
    assert supply.case("T-19a").state == "in_force"


def test_not_rectified_is_a_persons_finding_after_the_term_and_with_evidence(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 89, 100)
        fund(supply)
        case = supply.case("T-19a")
        values = {"served_on": TODAY, "receipt": "康一签收", "requirement": "补齐回访"}
        issue_order(supply.people.office, case.key, case.version, values)
    found = {"reason": "复查仍有三项未改", "evidence": "复查记录2026-08-06"}
    with clock.frozen(date(2026, 8, 5)), pytest.raises(WrongState, match="期满之前"):
        find_unfulfilled(supply.people.office, case.key, version(supply, "T-19a"), found)
    with clock.frozen(date(2026, 8, 6)):
        with pytest.raises(Invalid, match="请填写"):
            find_unfulfilled(supply.people.office, case.key, version(supply, "T-19a"), {**found, "evidence": ""})
        find_unfulfilled(supply.people.office, case.key, version(supply, "T-19a"), found)
    following = supply.case("T-19b")
    assert (following.state, following.nature, following.track) == ("open", "must", "sanction")
    (offer,) = read_decision(supply.people.office, following.key).offers
    assert offer.range is not None
    assert offer.range.words() == "750元至1,250元"


def test_a_rectified_order_closes_and_nothing_follows(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 89, 100)
        case = supply.case("T-19a")
        values = {"served_on": TODAY, "receipt": "康一签收", "requirement": "补齐回访"}
        issue_order(supply.people.office, case.key, case.version, values)
        fulfil(supply.people.office, case.key, version(supply, "T-19a"), "现场复查已改")
    assert supply.verdict("T-19b", "2026Q1").outcome == "not_triggered"
    assert [case.rule for case in supply.cases()] == ["T-19a"]


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


def test_a_leader_may_choose_the_lighter_rule_in_place_of_the_right(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    with clock.frozen(TODAY):
        (lighter,) = read_decision(supply.people.leader, case.key).lighter
        reason = "首次低于85%，给予整改机会"
        waive(supply.people.leader, case.key, case.version, reason, instead=lighter.verdict_id)
    assert [(one.rule, one.state) for one in supply.cases()] == [("T-20", "waived"), ("T-19a", "open")]
