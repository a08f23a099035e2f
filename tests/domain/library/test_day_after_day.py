"""Daily rules that hold for as long as a balance stands, and those asked for below the subject who are of his kind."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

FACTS = """
facts:
  fault: {name: 违规, kind: record, of: provider}
  score: {name: 得分, kind: number, of: provider, every: month}
"""
BALANCE = """
balances:
  credit: {name: 信用分, of: provider, base: 12, floor: 0, renews: RENEWS, clause: 一, entries:
    [{id: fault, title: 违规, clause: 一, on: fault, points: -6}]}
"""
ROLL = "lists: {focus: {name: 重点名单, of: provider, clause: 一, lasts: {count: 6, unit: month}%s}}\n"
DAILY = "没有变的日子也天天成立"


def told(rules: str, *, renews: str = "year", more: str = ", on: fault", sheet: str = FACTS) -> list[str]:
    """What the check says of rules beside a balance and a list."""
    accounts = BALANCE.replace("RENEWS", renews) + ROLL % more
    found = lint(scheme_with(facts=sheet, rules=rules, cases="cases: []", accounts=accounts))
    assert not [one for one in found if one.severity.value == "error"], found
    return [str(one) for one in found]


def rule(every: str, when: str, then: str = "{do: list, list: focus}") -> str:
    return f"rules: [{{id: A, title: 甲, clause: 一, subject: provider, every: {every}, {when}, then: [{then}]}}]"


@pytest.mark.parametrize(
    ("every", "when", "renews", "warned"),
    [
        ("day", "when: {value: credit, at_most: 0}", "year", True),
        ("day", "when: {value: credit, at_most: 0}", "never", True),
        ("day", "when: {value: credit, at_most: 0}", "day", False),
        ("month", "when: {value: credit, at_most: 0}", "year", False),
        (
            "day",
            "when: {all: [{value: credit, at_most: 0}, {value: {opening: credit}, above: 0}]}",
            "year",
            False,
        ),
        ("day", "when: {value: credit, at_most: 0}, unless: {on_list: focus, already: true}", "year", False),
        ("day", "when: {happened: fault, within: day}", "year", False),
    ],
)
def test_a_daily_rule_says_on_which_day_a_balance_comes_to_its_line(
    every: str, when: str, renews: str, warned: bool
) -> None:
    found = told(rule(every, when), renews=renews)
    assert any(DAILY in one for one in found) is warned


@pytest.mark.parametrize(("then", "warned"), [("then: [{do: warn}]", True), ("", False)])
def test_tiers_of_a_balance_are_met_day_after_day_where_they_have_consequences(
    then: str, warned: bool
) -> None:
    low = f"{{name: 低, below: 6{', ' + then if then else ''}}}"
    tiers = f"of: credit, tiers: [{{name: 高, at_least: 6}}, {low}]"
    ladder = f"rules: [{{id: A, title: 甲, clause: 一, subject: provider, every: day, {tiers}}}]"
    assert any(DAILY in one for one in told(ladder)) is warned


@pytest.mark.parametrize(
    ("more", "warned"),
    [
        (", every: day, when: {value: credit, at_most: 0}", True),
        (", every: day, when: {value: credit, at_most: 0}, again: keeps", False),
        (", every: month, when: {value: credit, at_most: 0}", False),
    ],
)
def test_a_list_that_asks_every_day_starts_its_term_every_day(more: str, warned: bool) -> None:
    assert any(DAILY in one for one in told("rules: []", more=more)) is warned


@pytest.mark.parametrize(
    ("of", "value", "warned"),
    [
        ("provider", "{count_members: provider}", True),
        ("provider", "{take: mean, of: score, members: provider}", True),
        ("provider", "{upper: district, of: {count_members: provider}}", False),
        ("provider", "{entrants: score}", False),
        ("district", "{count_members: provider}", False),
    ],
)
def test_nobody_belongs_to_another_of_his_kind(of: str, value: str, warned: bool) -> None:
    measure = f"measures: {{some: {{name: 几个, of: {of}, every: month, value: {value}}}}}\n"
    assert any("不是全部" in one for one in told("rules: []", sheet=FACTS + measure)) is warned
