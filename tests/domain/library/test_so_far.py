"""What is judged at another time than is meant: months that have only begun, groups that never meet."""

import pytest

from domain.library import Severity, lint
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

MORE = (
    FACTS.replace("fields: {intent", "fields: {loss: {name: 损失, kind: amount}, intent")
    + """
measures:
  bought: {name: 当月合计, of: provider, value: {take: total, of: loss, rows: breach, within: month}}
  faults: {name: 当月违规, of: provider, every: month, value: {count: breach}}
"""
)


DEED = "{do: rectify, within: {count: 30, unit: calendar_day, from: 送达}}"
WARN = [Severity.WARNING]


def said(words: str, moment: str, when: str = "{happened: breach}", deed: str = DEED) -> list[Severity]:
    rules = RULES.replace("every: quarter", moment).replace('{value: rate, below: "90%"}', when)
    found = lint(scheme_with(facts=MORE, rules=rules.replace(DEED, deed), cases="cases: []"))
    return [one.severity for one in found if words in one.message]


@pytest.mark.parametrize(
    ("amount", "warned"),
    [
        ('{percent: "10%", of: {take: total, of: loss, rows: breach, within: month}}', True),
        ('{percent: "10%", of: bought}', True),
        ('{percent: "10%", of: loss, cap: bought}', True),
        ('{percent: "10%", of: {take: total, of: loss, rows: breach, within: ever}}', False),
        ('{percent: "10%", of: loss}', False),
    ],
)
@pytest.mark.parametrize("moment", ["on: breach", "every: month"])
def test_what_a_record_takes_of_the_sum_of_its_month_is_a_part_of_what_was_summed_up_so_far(
    amount: str, warned: bool, moment: str
) -> None:
    found = said("只加到本条为止", moment, deed=f"{{do: deduct, amount: {amount}}}")
    assert found == WARN * (warned and moment == "on: breach")


@pytest.mark.parametrize(
    ("of", "warned"),
    [
        ("{not: {happened: breach, within: month}}", True),
        ("{value: {count: breach, within: month}, equals: 0}", True),
        ("{value: faults, below: 2}", True),
        ("{not: {value: faults, at_least: 2}}", True),
        ("{happened: breach, within: month}", False),
        ("{value: faults, at_least: 2}", False),
        ("{value: score, below: 60}", False),
    ],
)
@pytest.mark.parametrize("moment", ["on: breach", "every: month", "units: together"])
def test_a_month_that_has_only_begun_is_one_without_anything(of: str, warned: bool, moment: str) -> None:
    when = f"{{streak: {{of: {of}, length: 3, every: month}}}}"
    assert said("还没有过完", moment, when) == WARN * (warned and moment != "every: month")


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("every: quarter", ""),
        ("every: month", "“A”（每季度）、“B”（每月）碰不到一起"),
        ("on: breach", "“A”（每季度）、“B”（逐条登记）碰不到一起"),
        ("every: quarter, units: separate", "“B”（每季度，各统计单元分别看）碰不到一起"),
    ],
)
def test_rules_that_are_never_judged_on_one_occasion_never_take_each_others_place(
    moment: str, told: str
) -> None:
    other = f"  - {{id: B, title: 乙, clause: 二, subject: provider, {moment}, when: {{happened: breach}}}}\n"
    group = "groups: {lines: {name: 线, order: [A, B]}}\n"
    found = lint(scheme_with(facts=MORE, rules=group + RULES + other, cases="cases: []"))
    messages = [one.message for one in found if "碰不到一起" in one.message]
    assert len(messages) == bool(told)
    assert all(told in message for message in messages)


@pytest.mark.parametrize(
    ("unless", "when", "warned"),
    [
        ("", "{value: credit, below: 60}", WARN),
        ("", "{value: {as_of: row_date, of: credit}, below: 60}", []),
        ("", "{value: loss, above: 60}", []),
        (
            "unless: {value: {triggered_times: [A], match: {row_date: row_date}, within: earlier}, at_least: 1}",
            "{value: credit, below: 60}",
            [],
        ),
    ],
)
def test_a_rule_that_looks_at_points_is_met_by_each_record_of_the_day_that_moves_them(
    unless: str, when: str, warned: list[Severity]
) -> None:
    facts = MORE.replace("kind: record, of: provider", "kind: record, of: provider, ordered_by: registration")
    entry = "{id: m, title: 过失, clause: 一, on: breach, points: -50}"
    account = (
        f"balances: {{credit: {{name: 信用分, of: provider, base: 100, clause: 一, entries: [{entry}]}}}}"
    )
    rules = RULES.replace("every: quarter", f"on: breach\n    {unless}").replace(
        '{value: rate, below: "90%"}', when
    )
    found = lint(scheme_with(facts=facts, rules=rules, accounts=account, cases="cases: []"))
    assert [one.severity for one in found if one.severity is Severity.ERROR] == []
    assert [one.severity for one in found if "每一条都会触发一次" in one.message] == warned


@pytest.mark.parametrize(
    ("when", "warned"),
    [
        ("{happened: breach, where: {value: loss, above: 5}, within: ever}", WARN),
        ("{any: [{value: rate, below: '90%'}, {value: {count: breach, within: ever}, at_least: 3}]}", WARN),
        ("{all: [{value: rate, below: '90%'}, {happened: breach, within: ever}]}", []),
        ("{value: {count: breach, within: ever}, equals: 3}", []),
        ("{happened: breach, where: {value: row_date, at_least: period_start}, within: ever}", []),
        ("{happened: breach, where: {not: {reported: loss}}, within: ever}", []),
        ("{happened: breach}", []),
    ],
)
def test_what_once_holds_for_ever_is_met_in_every_period_after_it(when: str, warned: list[Severity]) -> None:
    assert said("以后每一期都成立", "every: quarter", when) == warned


@pytest.mark.parametrize(
    ("renews", "every", "moment", "warned"),
    [
        ("quarter", "quarter", "on: breach", WARN),
        ("quarter", "month", "on: breach", []),
        ("never", "quarter", "on: breach", []),
        ("quarter", "quarter", "every: quarter", []),
    ],
)
def test_points_given_at_the_end_of_an_account_are_seen_by_no_record(
    renews: str, every: str, moment: str, warned: list[Severity]
) -> None:
    entry = f"{{id: m, title: 好, clause: 一, every: {every}, when: {{value: score, above: 5}}, points: 5}}"
    entry = entry.replace("value: score", "value: rate") if every == "quarter" else entry
    account = f"{{name: 信用分, of: provider, base: 100, renews: {renews}, clause: 一, entries: [{entry}]}}"
    rules = (
        RULES.replace("every: quarter", moment).replace("value: rate", "value: credit").replace('"90%"', "60")
    )
    found = lint(
        scheme_with(facts=MORE, rules=rules, accounts=f"balances: {{credit: {account}}}", cases="cases: []")
    )
    assert [one.severity for one in found if "次日这个分就重新起算" in one.message] == warned


@pytest.mark.parametrize(
    ("ranking", "unless", "exempt", "warned"),
    [
        ("ranking: rate", "unless: {value: rate, below: '5%'}", "", WARN),
        ("ranking: rate, where: {value: rate, at_least: '5%'}", "unless: {value: rate, below: '5%'}", "", []),
        ("ranking: rate", "", "", []),
        ("ranking: rate", "", "{value: rate, below: '5%'}", WARN),
        ("ranking: rate, where: {not: {value: rate, below: '5%'}}", "", "{value: rate, below: '5%'}", []),
    ],
)
def test_who_is_left_out_takes_a_place_in_a_ranking_unless_it_says_who_takes_part(
    ranking: str, unless: str, exempt: str, warned: list[Severity]
) -> None:
    rules = RULES.replace("    when: {value: rate", f"    {unless}\n    when: {{value: {{{ranking}}}")
    rules = rules.replace('below: "90%"', "at_most: 3")
    more = f"exemptions: [{{id: X, title: 免, clause: 一, of: provider, when: {exempt}}}]" if exempt else ""
    found = lint(scheme_with(facts=MORE, rules=rules, more=more, cases="cases: []"))
    assert [one.severity for one in found if "占着位子" in one.message or "照样数着" in one.message] == warned
