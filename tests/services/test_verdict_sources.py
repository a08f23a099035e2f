"""Which stored rows stand under a verdict: those of its period, those inside it, and what is recorded once for all."""

from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import YES
from domain.thresholds.verdicts import Outcome, Verdict
from domain.thresholds.years import Years
from services.verdict_sources import FIGURE, Read, Source, behind


def said(period: str) -> Verdict:
    evidence = Evidence(YES, "records")
    return Verdict("Q-1", "rule", "季度合计", "三", "办法", "1", Outcome.TRIGGERED, evidence, period=period)


def test_what_a_rule_reads_of_earlier_periods_stands_under_its_verdict_and_nothing_else_of_them() -> None:
    """Two quarters and two years before, and the months inside these; of another datum only the present quarter."""
    read = Read(frozenset({"meals", "other"}), frozenset({("meals", "", 2, 0), ("meals", "quarter", 0, 2)}))
    periods = ("2026Q2", "2025Q4", "2025-11", "2024Q2", "2026Q1", "2025Q2")
    sources = [Source(number, "meals", period) for number, period in enumerate(periods, 1)]
    others = [Source(10, "other", "2026Q2"), Source(11, "other", "2025Q4")]
    assert behind(said("2026Q2"), read, [*sources, *others]) == {FIGURE: [1, 2, 3, 4, 10]}


def test_months_inside_a_quarter_and_standing_data_stand_under_a_verdict_on_the_quarter() -> None:
    periods = ("2026Q2", "2026-04", "2026-06", "", "2026-03", "2026-07", "2026Q1")
    sources = [Source(number, "meals", period) for number, period in enumerate(periods, 1)]
    unread = Source(99, "other", "2026Q2")
    assert behind(said("2026Q2"), Read(frozenset({"meals"})), [*sources, unread]) == {FIGURE: [1, 2, 3, 4]}


def test_in_years_of_a_schemes_own_stands_what_lies_or_ends_in_them() -> None:
    """2026年度 from 1 December 2025: a quarter belongs to the year in which it ends, as the engine counts it."""
    periods = (
        "2025-12-01",
        "2026-11-30",
        "2025Q4",
        "2025-12",
        "2026",
        "2025-11-30",
        "2026-12-01",
        "2026Q4",
        "2025",
    )
    sources = [Source(number, "meals", period) for number, period in enumerate(periods, 1)]
    years = Years((0, 1), (0, 1))
    assert behind(said("2026"), Read(frozenset({"meals"})), sources, (), years) == {FIGURE: [1, 2, 3, 4, 5]}
    before = Read(frozenset({"meals"}), frozenset({("meals", "year", 1, 0)}))
    assert behind(said("2025-12"), before, sources, (), years) == {FIGURE: [1, 4, 6, 9]}
