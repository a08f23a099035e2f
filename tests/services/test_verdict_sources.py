"""Which stored rows stand under a verdict: those of its period, those inside it, and what is recorded once for all."""

from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import YES
from domain.thresholds.verdicts import Outcome, Verdict
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
