"""Points whose sign changes: warned of where data can turn a deduction into an addition, and only there."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

DATA = (
    FACTS
    + """  due: {name: 应到, kind: number, of: provider, every: month}
  came: {name: 实到, kind: number, of: provider, every: month}
  late:
    name: 缴款
    kind: record
    of: provider
    fields:
      until: {name: 期限, kind: date}
      paid: {name: 缴清, kind: date, optional: true}
      mark: {name: 加减, kind: number}
measures:
  lack: {name: 差额, of: provider, value: {difference: [80, score]}}
"""
)
SHORT = "{difference: [80, score]}"


def told(entry: str) -> list[str]:
    """What the check says of an entry of a balance about signs."""
    balance = (
        f"balances: {{credit: {{name: 信用分, of: provider, base: 100, clause: 一, entries: [{{{entry}}}]}}}}"
    )
    found = lint(scheme_with(facts=DATA, accounts=balance))
    return [str(one) for one in found if "可正可负" in str(one) or one.severity.value == "error"]


def monthly(points: str, *more: str) -> list[str]:
    return told(", ".join(["id: a, title: 甲, clause: 一, every: month", f"points: {points}", *more]))


@pytest.mark.parametrize(
    "points",
    [
        f"{{product: [-1, {SHORT}]}}",
        "{sum: [score, -80]}",
        "lack",
        "{product: [-1, {difference: [due, came]}]}",
        "{round_down: {quotient: [{difference: [80, score]}, 2]}}",
        "{if: {value: came, above: 0}, then: lack, otherwise: 1}",
    ],
)
def test_a_difference_that_data_turn_round_is_warned_of(points: str) -> None:
    found = monthly(points)
    assert len(found) == 1
    assert "larger_of: [0, …]" in found[0]


@pytest.mark.parametrize(
    ("points", "more"),
    [
        (f"{{product: [-1, {{larger_of: [0, {SHORT}]}}]}}", ""),
        (f"{{product: [-1, {SHORT}]}}", "when: {value: score, below: 80}"),
        (f"{{product: [-1, {SHORT}]}}", "when: {streak: {of: {value: score, below: 80}, length: 2}}"),
        (f"{{product: [-1, {SHORT}]}}", "unless: {value: score, at_least: 80}"),
        ("lack", "when: {all: [{value: lack, above: 0}, {value: came, above: 0}]}"),
        ("{difference: [due, came]}", "when: {value: came, below: due}"),
        ("{product: [-1, {difference: [1, rate]}]}", ""),
        ("{sum: [came, 2]}", ""),
        ("{difference: [{count: breach}, {count: breach, where: {value: intent, is: 故意}}]}", ""),
        (f"{{if: {{value: score, below: 80}}, then: {SHORT}, otherwise: 0}}", ""),
    ],
)
def test_what_can_only_go_one_way_is_not(points: str, more: str) -> None:
    assert monthly(points, *([more] if more else [])) == []


@pytest.mark.parametrize(
    ("more", "warned"),
    [
        ("", True),
        ("when: {value: paid, above: until}", False),
        ("when: {any: [{not: {reported: paid}}, {value: paid, above: until}]}", False),
        ("when: {value: paid, below: until}", False),
    ],
)
def test_days_between_two_recorded_dates_may_run_backwards(more: str, warned: bool) -> None:
    points = "{product: [-1, {elapsed: [until, paid], unit: calendar_day}]}"
    found = told(
        ", ".join(["id: a, title: 甲, clause: 一, on: late", f"points: {points}", *([more] if more else [])])
    )
    assert bool(found) is warned


@pytest.mark.parametrize(("since", "warned"), [("row_date", False), ("until", True)])
def test_days_up_to_today_run_backwards_from_a_day_that_is_still_to_come(since: str, warned: bool) -> None:
    points = f"{{product: [-1, {{elapsed: [{since}, today], unit: calendar_day}}]}}"
    assert bool(told(f"id: a, title: 甲, clause: 一, on: late, points: {points}")) is warned


def test_points_that_are_recorded_with_their_sign_are_meant_so() -> None:
    assert told("id: a, title: 甲, clause: 一, on: late, points: mark") == []


@pytest.mark.parametrize(("bound", "warned"), [("below: 80", False), ("at_most: 90", True)])
def test_a_rule_is_looked_at_in_the_tier_from_which_its_points_follow(bound: str, warned: bool) -> None:
    act = f"then: [{{do: points, balance: credit, points: {{product: [-1, {SHORT}]}}}}]"
    tiers = f"of: score, tiers: [{{name: 低, {bound}, {act}}}]"
    rule = f"rules: [{{id: A, title: 甲, clause: 一, subject: provider, every: month, {tiers}}}]"
    balance = "balances: {credit: {name: 信用分, of: provider, base: 100, clause: 一}}"
    found = lint(scheme_with(facts=DATA, rules=rule, cases="cases: []", accounts=balance))
    assert any("可正可负" in str(one) for one in found) is warned


@pytest.mark.parametrize(
    ("most", "warned"), [(', at_most: "50%"', False), (', at_most: "150%"', True), ("", True)]
)
def test_a_field_lies_where_it_says_that_it_lies(most: str, warned: bool) -> None:
    fields = f"{{by: {{name: 比例, kind: ratio{most}}}}}"
    data = f"facts: {{cut: {{name: 减轻, kind: record, of: provider, fields: {fields}}}}}"
    entry = "id: a, title: 甲, clause: 一, on: cut, points: {product: [-4, {difference: [1, by]}]}"
    held = (
        f"balances: {{credit: {{name: 信用分, of: provider, base: 100, clause: 一, entries: [{{{entry}}}]}}}}"
    )
    found = lint(scheme_with(facts=data, rules="rules: []", cases="cases: []", accounts=held))
    assert any("可正可负" in str(one) for one in found) is warned
