"""Lines of points that are met from the first day on, and those beyond which points stay until they start afresh."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import scheme_with

FACTS = """
facts:
  fault: {name: 违规, kind: record, of: provider, fields: {n: {name: 分, kind: number}}}
  signed: {name: 签约日, kind: date, of: provider}
"""
BALANCE = """
balances:
  credit: {name: 信用分, of: provider, base: BASE, renews: RENEWS, clause: 一, entries:
    [{id: fault, title: 违规, clause: 一, on: fault, POINTS}]}
"""
FIRST, AGAIN = "还没有一条登记就成立", "都成立、都触发"


def told(
    when: str,
    *,
    base: int = 100,
    points: str = "points: -6",
    renews: str = "year",
    every: str = "every: year",
    title: str = "甲",
    then: str = "interview",
) -> str:
    accounts = BALANCE.replace("BASE", str(base)).replace("POINTS", points).replace("RENEWS", renews)
    follows = "" if "tiers" in when else f", then: [{{do: {then}}}]"
    rules = f"rules: [{{id: A, title: {title}, clause: 一, subject: provider, {every}, {when}{follows}}}]"
    found = lint(scheme_with(facts=FACTS, rules=rules, cases="cases: []", accounts=accounts))
    assert not [one for one in found if one.severity.value == "error"], found
    return "\n".join(str(one) for one in found)


BELOW = "when: {value: credit, below: 60}"


@pytest.mark.parametrize(("base", "warned"), [(0, True), (59, True), (60, False), (100, False)])
def test_points_that_are_below_the_line_before_anything_happened(base: int, warned: bool) -> None:
    assert (FIRST in told(BELOW, base=base)) is warned
    tiers = (
        "of: credit, tiers: [{name: 约谈, below: 60, then: [{do: interview}]}, {name: 其他, at_least: 60}]"
    )
    assert (FIRST in told(tiers, base=base)) is warned


def test_nothing_is_said_of_points_beyond_the_line_where_that_is_good_or_has_no_consequence() -> None:
    assert FIRST not in told("when: {value: credit, at_least: 90}", then="reward")
    assert FIRST not in told("when: {value: credit, at_least: 90}", then="grade, grade: 甲")
    assert FIRST in told("when: {value: credit, at_least: 90}")


@pytest.mark.parametrize(
    ("every", "renews", "warned"),
    [
        ("month", "year", True),
        ("month", "never", True),
        ("year", "never", True),
        ("month", "{anniversary: signed}", True),
        ("year", "year", False),
        ("month", "month", False),
    ],
)
def test_points_that_only_go_down_stay_below_the_line(every: str, renews: str, warned: bool) -> None:
    assert (AGAIN in told(BELOW, every=f"every: {every}", renews=renews)) is warned


@pytest.mark.parametrize(
    ("points", "when", "warned"),
    [
        ("points: -6", BELOW, True),
        ("points: 6", "when: {value: credit, at_least: 112}", True),
        ("points: {product: [-1, n]}", BELOW, True),
        ("points: 6", BELOW, False),
        ("points: -6", "when: {value: credit, at_least: 60}", False),
        ("points: -6", "when: {value: credit, at_least: 30, below: 60}", False),
        ("points: -6, expires_after: {count: 1, unit: month}", BELOW, False),
        ("sets: 0", BELOW, False),
    ],
)
def test_points_that_may_come_back_do_not_stay_beyond_it(points: str, when: str, warned: bool) -> None:
    assert (AGAIN in told(when, points=points, every="every: month")) is warned


def test_points_that_a_rule_gives_back_do_not_stay_beyond_it() -> None:
    deed = "{do: points, points: %s, balance: credit}"
    back = f", {{id: B, title: 乙, clause: 一, subject: provider, on: fault, then: [{deed}]}}"
    for points, warned in (("-1", True), ("1", False)):
        more = f"{BELOW}, then: [{{do: interview}}]}}" + back % points
        rules = f"rules: [{{id: A, title: 甲, clause: 一, subject: provider, every: month, {more}]"
        accounts = BALANCE.replace("BASE", "100").replace("POINTS", "points: -6").replace("RENEWS", "year")
        found = lint(scheme_with(facts=FACTS, rules=rules, cases="cases: []", accounts=accounts))
        assert any(AGAIN in one.message for one in found) is warned


def test_nothing_is_said_where_the_rule_asks_if_it_has_just_come_or_says_that_it_is_each_month() -> None:
    opening = f"{BELOW}, unless: {{value: {{opening: credit}}, below: 60}}"
    assert AGAIN not in told(opening, every="every: month")
    assert AGAIN not in told(BELOW, every="every: month", title="低于60分的每月约谈")
    assert AGAIN not in told("when: {value: credit, below: 60}", every="on: fault")
