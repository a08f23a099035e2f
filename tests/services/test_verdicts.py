"""Verdicts as they are stored: borders, streaks, corrections, missing data."""

from datetime import date

import pytest
from sqlmodel import Session

from domain.thresholds.verdicts import Outcome
from models import engine
from models.decision import Verdict
from services import clock
from services.facts import record_fact, withdraw_fact
from services.measurements import correct_measurement, record_measurements
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.verdict_list import list_verdicts, read_verdict
from services.verdicts import compute_verdicts
from tests import provider_world
from tests.databases import Database
from tests.provider_world import TODAY
from tests.statements import count_statements


@pytest.fixture
def supply(database: Database) -> provider_world.Supply:
    with clock.frozen(TODAY):
        return provider_world.build()


@pytest.mark.parametrize(
    ("satisfied", "rectify", "heavier"),
    [
        (8999, Outcome.TRIGGERED, Outcome.NOT_TRIGGERED),
        (9000, Outcome.NOT_TRIGGERED, Outcome.NOT_TRIGGERED),
        (8500, Outcome.TRIGGERED, Outcome.NOT_TRIGGERED),
        (8499, Outcome.TRIGGERED, Outcome.TRIGGERED),
    ],
)
def test_the_lines_are_judged_on_the_fraction(
    supply: provider_world.Supply, satisfied: int, rectify: Outcome, heavier: Outcome
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", satisfied, 10000)
        assert supply.verdict("T-19a", "2026Q1").outcome == rectify
        assert supply.verdict("T-20", "2026Q1").outcome == heavier


@pytest.mark.parametrize(("satisfied", "of"), [(8500, 10000), (8999, 10000)])
def test_below_ninety_orders_rectification_and_leaves_the_sanction_alone(
    supply: provider_world.Supply, satisfied: int, of: int
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", satisfied, of)
    assert [(case.rule, case.track, case.state) for case in supply.cases()] == [("T-19a", "order", "open")]


def test_below_eighty_five_raises_the_card_and_does_not_start_the_thirty_days(
    supply: provider_world.Supply,
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 8499, 10000)
    assert [(case.rule, case.nature) for case in supply.cases()] == [("T-20", "may")]
    lighter = supply.verdict("T-19a", "2026Q1")
    assert (lighter.standing, lighter.inputs["gives_way_to"]) == ("alternative", "T-20")


def test_a_figure_that_prints_as_the_line_is_still_below_it(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 179, 199)
    found = supply.verdict("T-19a", "2026Q1")
    assert found.outcome == Outcome.TRIGGERED
    assert "179/199" in found.arithmetic


def test_a_quarter_without_a_survey_is_pending_and_opens_nothing(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 95, 100)
    assert supply.verdict("T-19a", "2026Q2").outcome == Outcome.PENDING_DATA
    assert supply.cases() == []


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (50, 50, Outcome.NOT_TRIGGERED),
        (51, 50, Outcome.NOT_TRIGGERED),
        (50, 51, Outcome.NOT_TRIGGERED),
        (51, 51, Outcome.TRIGGERED),
    ],
)
def test_two_months_running_above_five_percent_give_the_right_to_terminate(
    supply: provider_world.Supply, first: int, second: int, outcome: Outcome
) -> None:
    with clock.frozen(TODAY):
        supply.complaints("2026-01", first, 1000)
        supply.complaints("2026-02", second, 1000)
        assert supply.verdict("T-25", "2026-02", "东街镇").outcome == outcome


def test_a_missing_month_does_not_join_january_to_march(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.complaints("2026-01", 51, 1000)
        supply.complaints("2026-03", 51, 1000)
        assert supply.verdict("T-25", "2026-03", "东街镇").outcome == Outcome.PENDING_DATA


def test_months_of_two_townships_are_not_one_streak(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.complaints("2026-01", 51, 1000, "东街镇")
        supply.complaints("2026-02", 51, 1000, "西河镇")
        supply.complaints("2026-01", 1, 1000, "西河镇")
        supply.complaints("2026-02", 1, 1000, "东街镇")
    assert supply.verdict("T-25", "2026-02", "东街镇").outcome == Outcome.NOT_TRIGGERED
    assert supply.verdict("T-25", "2026-02", "西河镇").outcome == Outcome.NOT_TRIGGERED


def test_a_month_without_service_gives_no_rate(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.complaints("2026-01", 51, 1000)
        supply.complaints("2026-02", 0, 0)
    assert supply.verdict("T-25", "2026-02", "东街镇").outcome == Outcome.PENDING_DATA


def test_a_corrected_month_recomputes_the_streak_and_says_so(supply: provider_world.Supply) -> None:
    office = supply.people.office
    with clock.frozen(TODAY):
        first = supply.complaints("2026-01", 51, 1000)
        supply.complaints("2026-02", 51, 1000)
        before = supply.verdict("T-25", "2026-02", "东街镇")
        receipt = correct_measurement(
            office, first.id, 1, {"numerator": 50, "denominator": 1000}, "重复登记一件"
        )
    after = supply.verdict("T-25", "2026-02", "东街镇")
    assert after.outcome == Outcome.NOT_TRIGGERED
    with engine.reading() as session:
        old = session.get(Verdict, before.id)
    assert old is not None
    assert (old.outcome, old.superseded, old.superseded_by) == (Outcome.TRIGGERED, True, after.id)
    said = [
        change.sentence for change in receipt.changes if change.rule == "T-25" and change.was == "triggered"
    ]
    assert len(said) == 1
    assert "由“触发”变为“未触发”" in said[0]
    same = [change.sentence for change in receipt.changes if change.was == change.now]
    assert same
    assert all("仍为“" in one and "变为" not in one for one in same)


def test_an_untouched_case_ends_when_its_verdict_no_longer_stands(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        first = supply.complaints("2026-01", 51, 1000)
        supply.complaints("2026-02", 51, 1000)
        correct_measurement(
            supply.people.office, first.id, 1, {"numerator": 50, "denominator": 1000}, "重复登记一件"
        )
    case = supply.case("T-25")
    assert (case.state, case.closing_reason) == ("dropped", "重新计算后不再触发，自动终止办理")


def test_an_untouched_case_follows_its_verdict_when_it_still_stands(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        survey = supply.survey("2026Q1", 84, 100)
        values = {"frame": 100, "drawn": 100, "counts": {"满意": 83, "不满意": 17}}
        correct_measurement(supply.people.office, survey.id, 1, values, "漏计一份答卷")
    assert [(case.rule, case.state) for case in supply.cases()] == [("T-20", "open")]
    assert supply.case("T-20").verdict_id == supply.verdict("T-20", "2026Q1").id


def test_computing_again_changes_nothing(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 84, 100)
        assert compute_verdicts(supply.people.office, supply.regime_id) == []


def test_a_proven_behaviour_triggers_and_its_withdrawal_takes_the_verdict_away(
    supply: provider_world.Supply,
) -> None:
    values = {
        "event": "bad_behaviour", "happened_on": date(2026, 5, 4), "description": "以米油抵顶服务",
        "evidence": "询问笔录、照片", "proven_by": "核查组",
    }  # fmt: skip
    with clock.frozen(TODAY):
        receipt = record_fact(supply.people.inspector, supply.provider_id, values)
        case = supply.case("T-14")
        assert (case.nature, case.track, case.state) == ("must", "sanction", "open")
        withdraw_fact(supply.people.inspector, receipt.id, 1, "证据不足")
    assert supply.verdict("T-14").outcome == Outcome.NOT_TRIGGERED
    assert supply.case("T-14").state == "dropped"


def test_two_behaviours_of_one_day_are_two_verdicts(supply: provider_world.Supply) -> None:
    values = {
        "event": "bad_behaviour", "happened_on": date(2026, 5, 4), "description": "以米油抵顶服务",
        "evidence": "询问笔录", "proven_by": "核查组",
    }  # fmt: skip
    with clock.frozen(TODAY):
        record_fact(supply.people.inspector, supply.provider_id, values)
        record_fact(supply.people.inspector, supply.provider_id, {**values, "description": "又一次"})
    assert [case.rule for case in supply.cases()] == ["T-14", "T-14"]


def test_a_setting_changes_what_counts_as_satisfied(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        counts = {"满意": 80, "基本满意": 15, "不满意": 5}
        supply.survey("2026Q1", 0, 100, counts=counts)
        assert supply.verdict("T-20", "2026Q1").outcome == Outcome.NOT_TRIGGERED
        strict = start_regime(
            supply.people.office,
            {
                "name": "从严口径",
                "library_id": 1,
                "started_on": TODAY,
                "parameters": {"mostly": "not_counted"},
            },
        )
        assign_regime(supply.people.office, strict, [supply.provider_id], "新签合同")
        compute_verdicts(supply.people.office, strict)
    assert supply.verdict("T-20", "2026Q1").outcome == Outcome.TRIGGERED
    assert supply.verdict("T-20", "2026Q1").regime_id == strict


def test_many_providers_are_judged_with_a_fixed_number_of_statements(database: Database) -> None:
    with clock.frozen(TODAY):
        supply = provider_world.build()
        supply.survey("2026Q1", 84, 100)
        with count_statements() as few:
            compute_verdicts(supply.people.office, supply.regime_id)
        other = register_provider(
            supply.people.office, provider_world.provider_values(
                name="和顺服务中心", credit_code=provider_world.OTHER_CODE, representative_id="",
                regime_id=supply.regime_id,
            )
        )  # fmt: skip
        record_measurements(
            supply.people.office,
            [
                {
                    "provider_id": other, "metric": "complaints", "period": f"2026-{month:02d}",
                    "reporting_unit_id": supply.people.unit("东街镇"), "numerator": 60, "denominator": 1000,
                }
                for month in range(1, 7)
            ],
        )  # fmt: skip
        with count_statements() as many:
            compute_verdicts(supply.people.office, supply.regime_id)
    assert len(many) <= len(few)


def test_a_verdict_names_the_data_behind_it_and_a_streak_both_months(supply: provider_world.Supply) -> None:
    with clock.frozen(TODAY):
        january = supply.complaints("2026-01", 51, 1000)
        february = supply.complaints("2026-02", 51, 1000)
        supply.complaints("2026-02", 1, 1000, "西河镇")
        supply.survey("2026Q1", 84, 100)
        found = supply.verdict("T-25", "2026-02", "东街镇")
        view = read_verdict(supply.people.office, found.key)
    assert [one.id for one in view.data] == [january.id, february.id]


@pytest.mark.parametrize(
    ("period", "outcome", "kind", "left_out"),
    [
        ("2026-04-21", "pending_data", "duty", 1),
        ("2026-04-21", "not_met", "duty", 0),
        ("2026-04", "pending_data", "duty", 0),
        ("2026-04-21", "pending_data", "rule", 0),
    ],
)
def test_folding_leaves_out_the_days_on_which_a_daily_duty_has_no_data(
    supply: provider_world.Supply, period: str, outcome: str, kind: str, left_out: int
) -> None:
    with clock.frozen(TODAY):
        supply.survey("2026Q1", 8000, 10000)
        before = list_verdicts(supply.people.office)
        with Session(engine.current()) as session:
            row = session.get_one(Verdict, before.rows[0].id)
            row.period, row.outcome, row.kind = period, outcome, kind
            session.commit()
        folded = list_verdicts(supply.people.office, fold=True)
    assert (folded.folded, folded.total) == (left_out, before.total - left_out)
    assert (before.rows[0].id in [one.id for one in folded.rows]) is not bool(left_out)
    assert list_verdicts(supply.people.office).total == before.total
