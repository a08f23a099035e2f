"""Hours between dates, and duties that count more than their own period, are told."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

MORE = FACTS.replace(
    "fields: {intent:",
    "fields: {found: {name: 发现, kind: KIND}, told: {name: 报告, kind: KIND, optional: true}, intent:",
)
RULE = RULES.replace("every: quarter", "on: breach").replace(
    '{value: rate, below: "90%"}', "{value: {elapsed: [found, END], unit: hour}, above: 24}"
)
DUTY = """
duties:
  - {id: U, title: 回访, clause: 一, subject: provider, every: EVERY, done: {count: breach, WITHIN}, required: 3}
"""

THREE = "{value: {count: breach, WINDOW}, at_least: 3}"
ALSO = "{all: [THREE, {value: score, below: 60}]}"


def told(**files: str) -> str:
    return "\n".join(one.message for one in lint(scheme_with(**files)))


@pytest.mark.parametrize(
    ("kind", "end", "refused"),
    [("date", "told", True), ("date", "today", True), ("time", "told", False), ("time", "today", False)],
)
def test_hours_are_not_counted_between_dates(kind: str, end: str, refused: bool) -> None:
    found = told(facts=MORE.replace("KIND", kind), rules=RULE.replace("END", end), cases="cases: []")
    assert ("“发现”只有日期" in found) is refused


@pytest.mark.parametrize(
    ("every", "within", "told_of"),
    [
        ("month", "within: year", "以前各月做的也算在本月里"),
        ("month", "within: month", ""),
        ("year", "within: year", ""),
        ("month", "within: ever", ""),
        ("quarter", "within: {count: 12, unit: month}", ""),
    ],
)
def test_what_was_done_before_is_not_held_against_each_month_in_silence(
    every: str, within: str, told_of: str
) -> None:
    found = told(duties=DUTY.replace("EVERY", every).replace("WITHIN", within))
    assert told_of in found if told_of else "以前各" not in found


@pytest.mark.parametrize(
    ("every", "window", "said"),
    [
        ("every: month", "within: {count: 12, unit: month}", "规则写 on: breach"),
        ("every: month", "within: {count: 1, unit: month}", ""),
        ("every: year", "within: {count: 1, unit: year}", ""),
        ("every: month", "within: month", ""),
        ("on: breach", "within: {count: 12, unit: month}", ""),
    ],
)
def test_a_rule_that_looks_back_further_than_its_period_is_told_that_it_is_met_again(
    every: str, window: str, said: str
) -> None:
    three = THREE.replace("WINDOW", window)
    rule = RULES.replace("every: quarter", every)
    found = told(rules=rule.replace('{value: rate, below: "90%"}', three), cases="cases: []")
    assert said in found if said else "再触发" not in found
    besides = ALSO.replace("THREE", three)
    assert "再触发" not in told(rules=rule.replace('{value: rate, below: "90%"}', besides), cases="cases: []")
