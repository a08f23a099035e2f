"""The schemes of Xingqing (S4-1) and Jiangdu (S4-4) at work on a provider, as they stand in checklists/."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Invalid, Refused, WrongState
from domain.thresholds.verdicts import Outcome
from services import clock
from services.awards import award_standing
from services.bans import list_bans
from services.contract_list import renewal_proof
from services.contracts import create_contract, renew_contract
from services.decision_force import find_unfulfilled, issue_order, serve_decision
from services.decision_steps import approve, propose, record_statement, serve_notice
from services.measurements import correct_measurement, record_measurement
from services.regimes import assign_regime, start_regime
from services.renewals import renewal_eligibility
from services.verdicts import compute_verdicts
from services.what_if import bench_of, try_out
from tests import provider_world, stored_schemes
from tests.databases import Database
from tests.provider_world import TODAY, contract_values
from tests.snapshots import once

CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"
AFTER_THE_YEAR = date(2027, 1, 15)


def under(scheme: str, **parameters: Any) -> provider_world.Supply:
    """The provider under one of the real schemes."""
    supply = provider_world.build()
    version = stored_schemes.store(stored_schemes.built_in(scheme), "built_in")
    office = supply.people.office
    regime = start_regime(
        office,
        {
            "name": scheme,
            "library_id": version,
            "started_on": TODAY,
            "parameters": {"year": 2026, **parameters},
        },
    )
    assign_regime(office, regime, [supply.provider_id], "服务合同第八条")
    return replace(supply, regime_id=regime)


@pytest.fixture
def xingqing(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        return once(under, "s4-1")


@pytest.mark.parametrize(
    ("satisfied", "met"),
    [(8499, "S4-1-20"), (8500, "S4-1-19a"), (8999, "S4-1-19a"), (9000, "")],
)
def test_each_rate_meets_its_own_rule(xingqing: provider_world.Supply, satisfied: int, met: str) -> None:
    with clock.frozen(TODAY):
        xingqing.survey("2026Q1", satisfied, 10000)
    assert [case.rule for case in xingqing.cases()] == ([met] if met else [])


@pytest.mark.parametrize(
    ("months", "right"),
    [
        ({1: 50, 2: 50}, False),
        ({1: 51, 2: 50}, False),
        ({1: 51, 3: 51}, False),
        ({1: 51, 2: 51}, True),
    ],
)
def test_complaints_give_a_right_only_in_two_adjacent_months(
    xingqing: provider_world.Supply, months: dict[int, int], right: bool
) -> None:
    with clock.frozen(TODAY):
        for month, verified in months.items():
            xingqing.complaints(f"2026-{month:02d}", verified, 1000)
    assert ("S4-1-25" in {case.rule for case in xingqing.cases()}) is right


@pytest.mark.parametrize(("drawn", "short"), [(20, True), (21, False)])
def test_a_fifth_of_the_recipients_rounded_up_has_to_be_drawn(
    xingqing: provider_world.Supply, drawn: int, short: bool
) -> None:
    """Twenty per cent of 101 people are 20.2, so 21."""
    values = {
        "provider_id": xingqing.provider_id, "metric": "survey", "period": "2026Q1", "frame": 101,
        "reporting_unit_id": xingqing.people.unit("明镜测评公司"), "drawn": drawn,
        "counts": {"满意": 10, "不满意": 10},
    }  # fmt: skip
    with clock.frozen(TODAY):
        receipt = record_measurement(xingqing.people.assessor, values)
    assert bool(receipt.shortfall) is short
    expected = Outcome.PENDING_DATA if short else Outcome.TRIGGERED
    assert xingqing.verdict("S4-1-20", "2026Q1").outcome == expected


def year_of(supply: provider_world.Supply, satisfied: int) -> None:
    with clock.frozen(AFTER_THE_YEAR):
        for quarter in range(1, 5):
            supply.survey(f"2026Q{quarter}", satisfied, 1000)


@pytest.mark.parametrize(("satisfied", "years"), [(899, 0), (900, 1), (949, 1), (950, 2)])
def test_a_contract_is_renewed_for_as_long_as_the_year_allows(
    xingqing: provider_world.Supply, satisfied: int, years: int
) -> None:
    year_of(xingqing, satisfied)
    office = xingqing.people.office
    with clock.frozen(AFTER_THE_YEAR):
        proof = renewal_eligibility(office, xingqing.provider_id, AFTER_THE_YEAR)
    assert proof is not None
    assert proof.years == years
    assert "2026" in proof.why


def test_a_renewal_beyond_the_proof_is_refused_and_the_proof_is_kept(
    xingqing: provider_world.Supply,
) -> None:
    year_of(xingqing, 900)
    office = xingqing.people.office
    new = contract_values(number="HT-2027", start=date(2027, 1, 16), end=date(2028, 1, 16))
    with clock.frozen(AFTER_THE_YEAR):
        with pytest.raises(Invalid, match="最多续签1年"):
            renew_contract(office, 1, 1, new)
        renewed = renew_contract(office, 1, 1, {**new, "end": date(2028, 1, 15)})
        kept = renewal_proof(office, renewed)
    assert kept is not None
    assert kept.years == 1
    assert "3600/4000" in kept.arithmetic


def test_without_the_proof_only_a_written_exception_renews(xingqing: provider_world.Supply) -> None:
    year_of(xingqing, 899)
    office = xingqing.people.office
    new = contract_values(number="HT-2027", start=date(2027, 1, 16), end=date(2027, 6, 30))
    with clock.frozen(AFTER_THE_YEAR):
        with pytest.raises(WrongState, match="不具备续签条件"):
            renew_contract(office, 1, 1, new)
        assert renew_contract(office, 1, 1, new, exception="过渡期，党组会议纪要〔2027〕2号") > 0


def test_awards_are_recommended_with_the_figures(xingqing: provider_world.Supply) -> None:
    year_of(xingqing, 950)
    (row,) = award_standing(xingqing.people.leader, xingqing.regime_id)
    assert (row.rule, row.period, row.barred) == ("S4-1-26", "2026", False)
    assert xingqing.verdict("S4-1-26", "2026").track == "note"


def test_renewal_and_award_open_no_case(xingqing: provider_world.Supply) -> None:
    year_of(xingqing, 950)
    assert xingqing.cases() == []


def test_a_correction_takes_the_eligibility_away(xingqing: provider_world.Supply) -> None:
    year_of(xingqing, 900)
    values = {"frame": 1000, "drawn": 1000, "counts": {"满意": 899, "不满意": 101}}
    with clock.frozen(AFTER_THE_YEAR):
        correct_measurement(xingqing.people.office, 1, 1, values, "漏计一份")
        proof = renewal_eligibility(xingqing.people.office, xingqing.provider_id, AFTER_THE_YEAR)
    assert proof is not None
    assert proof.years == 0


def jiangdu_survey(supply: provider_world.Supply, satisfied: int, township: str = "东街镇") -> None:
    values = {
        "provider_id": supply.provider_id, "metric": "satisfaction", "period": "2026Q1",
        "reporting_unit_id": supply.people.unit(township), "numerator": satisfied, "denominator": 1000,
    }  # fmt: skip
    record_measurement(supply.people.office, values)


@pytest.mark.parametrize(("satisfied", "triggered"), [(799, True), (800, False)])
def test_jiangdu_orders_rectification_below_eighty(
    database: Database, satisfied: int, triggered: bool
) -> None:
    with clock.frozen(TODAY):
        supply = under("s4-4")
        jiangdu_survey(supply, satisfied)
    assert [case.rule for case in supply.cases()] == (["S4-4-12b"] if triggered else [])


def test_jiangdu_ends_the_qualification_of_whoever_does_not_rectify(database: Database) -> None:
    due = date(2026, 7, 20)
    with clock.frozen(TODAY):
        supply = under("s4-4")
        office = supply.people.office
        jiangdu_survey(supply, 799, "西河镇")  # where the order is still to be made
        jiangdu_survey(supply, 799)
        case = supply.case("S4-4-12b")
        order = {"served_on": TODAY, "receipt": "康一签收", "requirement": "补齐服务"}
        with pytest.raises(Invalid, match="请在通知书上确定"):
            issue_order(office, case.key, case.version, order)
        assert issue_order(office, case.key, case.version, {**order, "due": due}) == due
    with clock.frozen(date(2026, 7, 21)):
        found = {"reason": "复查仍不到位", "evidence": "复查记录"}
        find_unfulfilled(office, case.key, supply.case("S4-4-12b").version, found)
        (ending,) = [one for one in supply.cases() if one.rule == "S4-4-12b.2"]  # not of both
        delivered = {"served_on": date(2026, 7, 21), "receipt": "康一签收"}
        propose(office, ending.key, 1, {"deeds": ("0",), "amounts": {}, "reason": "逾期未改"})
        serve_notice(office, ending.key, 2, delivered)
        record_statement(office, ending.key, 3, {"statement": "无异议", "stated_on": date(2026, 7, 21)})
        approve(supply.people.leader, ending.key, 4, "同意")
        serve_decision(office, ending.key, 5, delivered)
        (ban,) = list_bans(office, current=True).rows
        assert (ban.end, ban.permanent, ban.term) == (None, False, "制度未写明期限")
        with pytest.raises(Refused, match="制度未写明期限"):
            create_contract(office, supply.provider_id, contract_values(number="HT-新"))


def test_trying_out_a_line_tells_who_would_be_hit_and_stores_nothing(xingqing: provider_world.Supply) -> None:
    office = xingqing.people.office
    with clock.frozen(TODAY):
        xingqing.survey("2026Q1", 88, 100)
        before = len(xingqing.cases())
        (line,) = [one for one in bench_of(office, xingqing.regime_id).lines if one.rule == "S4-1-20"]
        trial = try_out(office, xingqing.regime_id, {line.key: "88.01%"}, {})
        hit = [(one.rule, one.before, one.after) for one in trial.differences if one.period == "2026Q1"]
        assert hit == [
            ("S4-1-19a", Outcome.TRIGGERED, Outcome.TRIGGERED),
            ("S4-1-19b", Outcome.NEEDS_JUDGEMENT, Outcome.NOT_TRIGGERED),  # the heavier rule took its place
            ("S4-1-20", Outcome.NOT_TRIGGERED, Outcome.TRIGGERED),
        ]
        assert try_out(office, xingqing.regime_id, {line.key: "88%"}, {}).differences == []
        assert compute_verdicts(office, xingqing.regime_id) == []
    assert len(xingqing.cases()) == before


def test_trying_out_a_reading_tells_who_would_be_hit(xingqing: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        xingqing.survey("2026Q1", 0, 100, counts={"满意": 85, "基本满意": 10, "不满意": 5})
        trial = try_out(
            xingqing.people.office, xingqing.regime_id, {}, {"basically_satisfied": "not_counted"}
        )
    assert (trial.hit_now, trial.hit_then, trial.providers_then) == (0, 1, 1)


def test_a_line_that_is_no_number_is_told_at_its_field(xingqing: provider_world.Supply) -> None:
    (line, *_) = bench_of(xingqing.people.office, xingqing.regime_id).lines
    with pytest.raises(Invalid) as mistake:
        try_out(xingqing.people.office, xingqing.regime_id, {line.key: "九成"}, {})
    assert list(mistake.value.fields) == [line.key]
