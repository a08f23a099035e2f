"""Runs of periods that go on: points and sums that each further period would bring again are told."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import RULES, scheme_with

RUN = "{streak: {of: {value: score, below: 60}, length: 3%s}}"
GIVEN = "balances: {credit: {name: 信用分, of: provider, base: 100, clause: 一, entries: [%s]}}"
PERIODS = "{id: e, title: 三个月, clause: 一, every: %s, when: %s, points: -5%s}"


def told(**files: str) -> str:
    return "\n".join(one.message for one in lint(scheme_with(**files)))


@pytest.mark.parametrize(
    ("entry", "warned"),
    [
        (PERIODS % ("month", RUN % "", ""), True),
        (PERIODS % ("month", f"{{all: [{{reported: score}}, {RUN % ''}]}}", ""), True),
        (PERIODS % ("month", RUN % ", afresh: true", ""), False),
        (PERIODS % ("month", RUN % "", ", at_most: 5"), False),  # whoever writes it knows that there are more
        (PERIODS % ("year", RUN % ", every: month", ""), False),
        (PERIODS % ("month", "{value: score, below: 60}", ""), False),
    ],
)
def test_a_run_that_moves_a_balance_in_each_further_period_is_told(entry: str, warned: bool) -> None:
    assert ("第4期、第5期只要还连着" in told(accounts=GIVEN % entry)) is warned


@pytest.mark.parametrize(("act", "warned"), [("reward, amount: {fixed: 5}", True), ("notify", False)])
def test_a_run_that_is_paid_for_in_each_further_period_is_told(act: str, warned: bool) -> None:
    rules = (
        RULES.split("    every")[0] + f"    every: month\n    when: {RUN % ''}\n    then: [{{do: {act}}}]\n"
    )
    assert ("再奖扣一次" in told(rules=rules)) is warned
