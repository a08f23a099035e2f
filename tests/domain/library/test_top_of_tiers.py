"""A tier that holds the end of a range covers it, also beside one that stops just before it."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

RULE = """
rules:
  - id: A
    title: 甲
    clause: 一
    subject: provider
    every: quarter
    of: rate
    range: {at_least: "0%%", at_most: "100%%"}
    tiers: [%s{name: 低, below: "100%%"}]
"""


@pytest.mark.parametrize(
    ("first", "missed"),
    [('{name: 全, equals: "100%"}, ', False), ('{name: 全, at_least: "100%"}, ', False), ("", True)],
)
def test_the_top_of_a_range_is_covered_by_the_tier_that_holds_it(first: str, missed: bool) -> None:
    found = [one.message for one in lint(scheme_with(rules=RULE % first))]
    assert ("没有覆盖到 1" in found) is missed, found
