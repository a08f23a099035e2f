"""Numbers to which a value never comes, or always: comparisons, tiers and bands that say nothing."""

import pytest

from domain.library import Severity, lint
from tests.domain.library.base_scheme import RULES, scheme_with
from tests.domain.library.test_easily_missed import MORE, said

BANDED = "{by_bands: score, bands: [{at_most: 5, then: 1}, {then: 3}]}"


@pytest.mark.parametrize(
    ("bounds", "sentence", "severity"),
    [
        ("equals: 2", "条件永远不会成立：所比的值只会是 1、3", Severity.ERROR),
        ("one_of: [2, 4]", "条件永远不会成立：所比的值只会是 1、3", Severity.ERROR),
        ("above: 3", "条件永远不会成立：所比的值只会是 1、3", Severity.ERROR),
        ("equals: 3", "", None),
        ("at_least: 2", "", None),
        ("at_least: 1", "条件总是成立：所比的值只会是 1、3", Severity.WARNING),
    ],
)
def test_a_number_to_which_a_value_never_comes_is_told(
    bounds: str, sentence: str, severity: Severity | None
) -> None:
    facts = (
        MORE.replace("every: month", "every: quarter")
        + f"  points: {{name: 折分, of: provider, value: {BANDED}}}\n"
    )
    for value in (BANDED, "points", f"{{if: {{value: off, is: true}}, then: 3, otherwise: {BANDED}}}"):
        found = said(f"{{value: {value}, {bounds}}}", "所比的值只会是", facts)
        assert found == ([severity] if severity else [])


@pytest.mark.parametrize(("second", "warned"), [("equals: 2", True), ("equals: 3", False)])
def test_a_tier_to_which_no_number_belongs_is_never_reached(second: str, warned: bool) -> None:
    tiers = f"""
    of: {BANDED}
    tiers:
      - {{name: 轻, equals: 1, then: [{{do: warn}}]}}
      - {{name: 重, {second}, then: [{{do: suspend}}]}}
"""
    facts = MORE.replace("every: month", "every: quarter")
    rules = RULES.split("    when:")[0].rstrip() + tiers
    found = lint(scheme_with(facts=facts, rules=rules, cases="cases: []"))
    assert any("永远轮不到这一档：所比的值只会是 1、3" in one.message for one in found) is warned, found
