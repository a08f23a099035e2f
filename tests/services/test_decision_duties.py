"""Rights lapse, duties escalate, orders are obeyed or not, and corrected figures stop a decision."""

from datetime import date

import pytest

from domain.decisions import DecisionState
from domain.errors import Invalid, WrongState
from services import clock
from services.decision_force import (
    find_unfulfilled,
    fulfil,
    issue_order,
    reopen,
)
from services.decision_reading import read_decision
from services.decision_steps import (
    approve,
    drop,
    propose,
    waive,
)
from services.decisions import list_decisions
from services.measurements import correct_measurement
from tests import provider_world
from tests.databases import Database
from tests.decision_path import AFTER, fund, proposal, proposed, told, version
from tests.provider_world import TODAY


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        built = provider_world.build()
        built.survey("2026Q1", 8499, 10000)
        fund(built)
        return built


@pytest.mark.parametrize("amount", ["5000", "5000.01", "6999.99", "7000"])
def test_an_amount_on_or_inside_the_borders_is_taken(supply: provider_world.Supply, amount: str) -> None:
    proposed(supply, amount=amount)
    assert supply.case("T-20").state == "proposed"


@pytest.mark.parametrize(
    ("amount", "inside"),
    [("1666.66", False), ("1666.67", True), ("2333.33", True), ("2333.34", False)],
)
def test_a_border_between_two_fen_is_not_rounded_to_the_wrong_side(
    sqlite_database: Database, amount: str, inside: bool
) -> None:
    """5% and 7% of 33,333.31 yuan are 1,666.6655 and 2,333.3317 yuan."""
    with clock.frozen(TODAY):
        supply = provider_world.build(contract=False)
        supply.survey("2026Q1", 8499, 10000)
        fund(supply, year="33333.31")
    if inside:
        proposed(supply, amount=amount)
        return
    with pytest.raises(Invalid, match="不在规则给出的范围内"):
        proposed(supply, amount=amount)


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
            find_unfulfilled(
                supply.people.office, case.key, version(supply, "T-19a"), {**found, "evidence": ""}
            )
        find_unfulfilled(supply.people.office, case.key, version(supply, "T-19a"), found)
    following = supply.case("T-19b")
    assert (following.state, following.nature, following.track) == ("open", "must", "sanction")
    (offer,) = read_decision(supply.people.office, following.key).offers
    assert offer.range is not None
    assert offer.range.words() == "750元至1,250元"


def test_a_finding_about_an_order_that_was_a_slip_is_taken_back_and_what_followed_falls(
    database: Database,
) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 89, 100)
        fund(supply)
        case, office = supply.case("T-19a"), supply.people.office
        values = {"served_on": TODAY, "receipt": "康一签收", "requirement": "补齐回访"}
        issue_order(office, case.key, case.version, values)
        with pytest.raises(WrongState, match="不能撤回认定"):
            reopen(office, case.key, version(supply, "T-19a"), "点错了")
    with clock.frozen(date(2026, 8, 6)):
        found = {"reason": "复查仍有三项未改", "evidence": "复查记录"}
        find_unfulfilled(office, case.key, version(supply, "T-19a"), found)
        follower = supply.case("T-19b").key
        with pytest.raises(Invalid):
            reopen(office, case.key, version(supply, "T-19a"), " ")
        (change,) = reopen(office, case.key, version(supply, "T-19a"), "记录是别家的")
        assert "T-19b" in change.sentence
        view = read_decision(office, case.key)
        assert (view.row.state, view.closed_on, view.closing_reason) == (DecisionState.IN_FORCE, None, "")
        assert read_decision(office, follower).row.stale
        fulfil(office, case.key, version(supply, "T-19a"), "复查已改")
        assert read_decision(office, case.key).row.state is DecisionState.FULFILLED


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


def test_a_leader_may_choose_the_lighter_rule_in_place_of_the_right(supply: provider_world.Supply) -> None:
    case = supply.case("T-20")
    with clock.frozen(TODAY):
        (lighter,) = read_decision(supply.people.leader, case.key).lighter
        reason = "首次低于85%，给予整改机会"
        waive(supply.people.leader, case.key, case.version, reason, instead=lighter.verdict_id)
    assert [(one.rule, one.state) for one in supply.cases()] == [("T-20", "waived"), ("T-19a", "open")]
