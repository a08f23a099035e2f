"""How ranges of amounts and outcomes are told."""

from fractions import Fraction

import pytest

from domain.amounts import AmountRange
from domain.thresholds.verdicts import Outcome
from ui.provider_words import outcome_badge, range_text

LOW, HIGH = Fraction(9_000_000), Fraction(12_600_000)


@pytest.mark.parametrize(
    ("arithmetic", "told"),
    [
        ("5%—7% × 当年项目经费1800000", "5%—7% × 当年项目经费1,800,000元"),
        ("5% × 当年项目经费1800000.5", "5% × 当年项目经费1,800,000.5元"),
        ("1—3 × 2026年损失9999", "1—3 × 2026年损失9999元"),
        ("200元 × 人次12000", "200元 × 人次12,000"),
        ("5000—7000元", "5000—7000元"),
        ("由领导小组确定", "由领导小组确定"),
    ],
)
def test_the_base_of_an_amount_is_written_as_money(arithmetic: str, told: str) -> None:
    assert range_text(AmountRange(LOW, HIGH, arithmetic=arithmetic)) == f"90,000元至126,000元（{told}）"


def test_a_fixed_sum_is_said_once() -> None:
    fixed = Fraction(100_000)  # fen
    assert range_text(AmountRange(fixed, fixed, arithmetic="1000元")) == "1,000元"
    assert range_text(AmountRange(fixed, fixed, arithmetic="2 × 500元")) == "1,000元（2 × 500元）"


@pytest.mark.parametrize(
    ("acts", "word", "tone"),
    [
        (("renew",), "符合条件", "good"),
        (("report",), "触发：上报", "active"),
        (("notify", "renew"), "触发：书面通报", "active"),
        (("points",), "触发：计分", "active"),
        ((), "触发", "active"),
    ],
)
def test_a_rule_that_opens_no_case_says_what_follows(acts: tuple[str, ...], word: str, tone: str) -> None:
    badge = outcome_badge(Outcome.TRIGGERED, "note", "main", acts)
    assert (badge.word, badge.tone) == (word, tone)
