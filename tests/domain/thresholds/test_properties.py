"""What holds for the engine whatever the figures: no data never passes, worse is never milder, order is nothing."""

from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.library import load_files, load_folder
from domain.library.library import Library
from domain.thresholds import Engine, Facts, Outcome, Reading, Subject, Verdict, evaluate

FOLDER = Path(__file__).resolve().parents[3] / "checklists"
LIBRARY = load_folder(FOLDER / "s4-1")
ENGINE = Engine(LIBRARY)
TODAY = date(2026, 1, 10)
UNKNOWN = {Outcome.PENDING_DATA, Outcome.NEEDS_JUDGEMENT}


def surveyed(satisfied: int, dissatisfied: int) -> Facts:
    counts = {"满意": satisfied, "不满意": dissatisfied}
    return Facts(readings=(Reading("survey", "甲", "2025Q4", counts=counts),))


def found(verdicts: list[Verdict], rule: str, period: str = "2025Q4") -> Verdict:
    return next(verdict for verdict in verdicts if verdict.id == rule and verdict.period == period)


def severity(facts: Facts) -> int:
    """0 nothing, 1 rectification, 2 the right to terminate."""
    verdicts = ENGINE.evaluate(facts, TODAY)
    main = {
        verdict.id for verdict in verdicts if verdict.standing == "main" and verdict.outcome == "triggered"
    }
    return 2 if "S4-1-20" in main else 1 if "S4-1-19a" in main else 0


@given(st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_the_line_is_drawn_on_the_fraction_and_never_on_its_print(satisfied: int, dissatisfied: int) -> None:
    total = satisfied + dissatisfied
    outcome = found(ENGINE.evaluate(surveyed(satisfied, dissatisfied), TODAY), "S4-1-19a").outcome
    if total == 0:
        assert outcome is Outcome.PENDING_DATA
    else:
        assert (outcome is Outcome.TRIGGERED) is (satisfied * 10 < total * 9)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
@settings(max_examples=150, deadline=None)
def test_a_worse_figure_is_never_milder(satisfied: int, dissatisfied: int, more: int) -> None:
    if satisfied + dissatisfied:
        assert severity(surveyed(satisfied, dissatisfied + more)) >= severity(
            surveyed(satisfied, dissatisfied)
        )


def test_no_data_never_passes_and_never_breaches() -> None:
    empty = Facts(subjects=(Subject("甲", "provider"), Subject("东社区", "village"), Subject("张", "elder")))
    for verdict in ENGINE.evaluate(empty, TODAY):
        judged_by_events = verdict.evidence.kind == "records" or verdict.id in {"S4-1-07a", "S4-1-16"}
        assert judged_by_events or verdict.outcome in UNKNOWN | {Outcome.NOT_APPLICABLE}, verdict.id


@given(st.permutations(range(12)), st.lists(st.integers(0, 100), min_size=12, max_size=12))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_facts_does_not_matter(order: list[int], bad: list[int]) -> None:
    readings = [
        Reading("complaints", "甲", f"2025-{month + 1:02d}", "东镇", numerator=bad[month], denominator=1000)
        for month in range(12)
    ]
    shuffled = [readings[index] for index in order]
    assert outcomes(Facts(readings=tuple(shuffled))) == outcomes(Facts(readings=tuple(readings)))


def outcomes(facts: Facts) -> dict[tuple[str, str], Outcome]:
    return {(verdict.id, verdict.period): verdict.outcome for verdict in ENGINE.evaluate(facts, TODAY)}


@given(st.lists(st.one_of(st.none(), st.integers(0, 120)), min_size=12, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_streak_needs_two_neighbouring_months_over_the_line(months: list[int | None]) -> None:
    readings = tuple(
        Reading("complaints", "甲", f"2025-{at + 1:02d}", "东镇", numerator=bad, denominator=1000)
        for at, bad in enumerate(months)
        if bad is not None
    )
    verdicts = [one for one in ENGINE.evaluate(Facts(readings=readings), TODAY) if one.id == "S4-1-25"]
    for verdict in verdicts:
        at = int(verdict.period[-2:]) - 1 if verdict.period.startswith("2025") else -1
        pair = months[at - 1 : at + 1] if at > 0 else [None]
        over = len(pair) == 2 and all(bad is not None and bad > 50 for bad in pair)
        assert (verdict.outcome is Outcome.TRIGGERED) is over


def reversed_rules(library: Library) -> Library:
    """The same scheme with its files in the opposite order."""
    names = sorted(name for name in library.files if name.startswith("rules/"))
    renamed = {f"rules/{99 - at:02d}.yaml": library.files[name] for at, name in enumerate(names)}
    return load_files({name: text for name, text in library.files.items() if name not in names} | renamed)


def test_the_order_of_the_rules_in_the_files_does_not_matter() -> None:
    facts = surveyed(84, 16)
    first = {(v.id, v.period, v.outcome, v.standing) for v in evaluate(LIBRARY, facts, TODAY)}
    second = {
        (v.id, v.period, v.outcome, v.standing) for v in evaluate(reversed_rules(LIBRARY), facts, TODAY)
    }
    assert first == second


def test_a_verdict_names_its_rule_clause_document_figures_and_what_is_missing() -> None:
    verdict = found(ENGINE.evaluate(surveyed(179, 20), TODAY), "S4-1-19a")
    assert (verdict.kind, verdict.clause, verdict.subject) == ("rule", "三（三）1（2）", "甲")
    assert verdict.document == "兴庆区政府购买居家养老服务实施方案"
    assert verdict.arithmetic == "满意率 179/199 = 89.9497…% < 90%"
    assert verdict.figures == {"满意率": "179/199 = 89.9497…%"}
    assert verdict.missing == ()
    assert verdict.nature == "must"
    pending = found(ENGINE.evaluate(surveyed(0, 0), TODAY), "S4-1-19a")
    assert pending.missing == ("满意率（满意率测评分母为零）",)


def test_a_figure_of_a_later_period_than_today_is_not_judged_as_closed() -> None:
    verdicts = ENGINE.evaluate(Facts(subjects=(Subject("甲", "provider"),)), date(2025, 3, 31))
    assert {verdict.period for verdict in verdicts if verdict.id == "S4-1-19a"} == {"2024Q4"}


def test_a_missing_quarter_since_the_contract_began_is_pending_for_each_of_them() -> None:
    facts = Facts(subjects=(Subject("甲", "provider", since=date(2025, 4, 1)),))
    verdicts = ENGINE.evaluate(facts, TODAY)
    pending = [one.period for one in verdicts if one.id == "S4-1-20" and one.outcome is Outcome.PENDING_DATA]
    assert pending == ["2025Q2", "2025Q3", "2025Q4"]


def test_a_correction_of_an_old_month_recomputes_the_streak() -> None:
    months = {"2025-10": 60, "2025-11": 40, "2025-12": 60}

    def readings(changed: dict[str, int]) -> Facts:
        return Facts(
            readings=tuple(
                Reading("complaints", "甲", month, "东镇", numerator=bad, denominator=1000)
                for month, bad in {**months, **changed}.items()
            )
        )

    assert outcomes(readings({}))["S4-1-25", "2025-12"] is Outcome.NOT_TRIGGERED
    assert outcomes(readings({"2025-11": 51}))["S4-1-25", "2025-12"] is Outcome.TRIGGERED
