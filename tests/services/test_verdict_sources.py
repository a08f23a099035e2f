"""Which stored rows stand under a verdict: those of its period, those inside it, and what is recorded once for all."""

from domain.thresholds.evidence import Evidence
from domain.thresholds.truth import YES
from domain.thresholds.verdicts import Outcome, Verdict
from services.verdict_sources import FIGURE, Source, behind


def test_months_inside_a_quarter_and_standing_data_stand_under_a_verdict_on_the_quarter() -> None:
    verdict = Verdict(
        "Q-1",
        "rule",
        "季度合计",
        "三",
        "办法",
        "1",
        Outcome.TRIGGERED,
        Evidence(YES, "records"),
        period="2026Q2",
    )
    periods = ("2026Q2", "2026-04", "2026-06", "", "2026-03", "2026-07", "2026Q1")
    sources = [Source(number, "meals", period) for number, period in enumerate(periods, 1)]
    unread = Source(99, "other", "2026Q2")
    assert behind(verdict, frozenset({"meals"}), [*sources, unread]) == {FIGURE: [1, 2, 3, 4]}
