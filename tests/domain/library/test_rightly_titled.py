"""Titles that say numbers, times and things of another part than is looked at: nothing is asked about them."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + """
  case: {name: 案件, kind: record, of: provider, fields: {sum: {name: 金额, kind: amount},
    kept: {name: 已留存, kind: flag}, job: {name: 项目, kind: text}, code: {name: 项目编号, kind: text}}}
  found: {name: 查实问题, kind: record, of: provider, fields: {place: {name: 地点, kind: text}}}
  paid: {name: 自付额, kind: amount, of: provider, every: month}
"""
)
WARN = "then: [{do: warn}]"
A_YEAR = "then: [{do: ban, lasts: {count: 1, unit: year}}]"
OUR_800 = "on: found, then: [{do: deduct, amount: {fixed: 800}}]"
FALL = "{difference: [{previous: paid}, paid]}"
RISE = "{difference: [paid, {previous: paid}]}"


def messages(**changed: str) -> str:
    found = lint(scheme_with(facts=MORE, cases="cases: []", **changed))
    assert not [one for one in found if one.severity.value == "error"], found
    return "\n".join(one.message for one in found)


def of_rule(title: str, rule: str, **changed: str) -> str:
    text = f"rules: [{{id: A, title: {title}, clause: 一, subject: provider, {rule}}}]\n"
    return messages(rules=text, **changed)


@pytest.mark.parametrize(
    ("title", "warned"),
    [
        ("当月投诉三次以上的，一年内不得承接", False),  # so long the bar lasts
        ("三次以上的，一年内再次发生", True),
        ("三次以上的，一年内未得到改正", True),
    ],
)
def test_the_time_of_what_follows_is_not_that_of_what_is_counted(title: str, warned: bool) -> None:
    rule = f"on: case, when: {{value: {{count: case, within: month}}, at_least: 3}}, {A_YEAR}"
    assert ("within 写的是 month" in of_rule(title, rule)) is warned


@pytest.mark.parametrize(
    ("when", "warned"),
    [
        ("{value: {count: case, within: earlier}, at_least: 2}", False),
        ("{value: {count: case, within: earlier}, above: 1}", False),
        ("{value: {count: case, within: earlier}, at_least: 1}", True),
        ("{value: {count: case, within: ever}, at_least: 2}", True),
    ],
)
def test_two_that_came_earlier_make_this_one_the_third(when: str, warned: bool) -> None:
    assert ("界限写的是" in of_rule("第三次起警示", f"on: case, when: {when}, {WARN}")) is warned


@pytest.mark.parametrize(("ordinal", "warned"), [("二", False), ("三", True)])
def test_that_one_came_earlier_makes_this_one_the_second(ordinal: str, warned: bool) -> None:
    when = "{all: [{happened: case, within: earlier}, {value: sum, at_least: 5000}]}"
    found = of_rule(f"第{ordinal}次起，金额5000元以上的", f"on: case, when: {when}, {WARN}")
    assert ("界限写的是" in found) is warned


@pytest.mark.parametrize(
    ("title", "value", "warned"),
    [
        ("自付额未下降的", FALL, False),
        ("自付额没有明显提高的", RISE, False),
        ("自付额下降的", FALL, True),
        ("自付额提高的", RISE, True),
    ],
)
def test_what_did_not_fall_is_no_fall(title: str, value: str, warned: bool) -> None:
    found = of_rule(title, f"every: month, when: {{value: {value}, at_most: 0}}, {WARN}")
    assert ("是不是写反了" in found) is warned


@pytest.mark.parametrize(
    ("title", "points", "warned"),
    [
        ("不足60学分的约谈", 10, False),
        ("未达60学分的约谈", -10, True),
        ("约谈", 10, True),
        ("达到60学分的约谈", 10, True),
    ],
)
def test_who_has_not_gathered_enough_is_short_from_the_first_day_on(
    title: str, points: int, warned: bool
) -> None:
    entry = f"[{{id: e, title: 培训, clause: 一, on: case, points: {points}}}]"
    credit = f"balances: {{credit: {{name: 学分, of: provider, base: 0, clause: 一, renews: year, entries: {entry}}}}}"
    rule = "every: year, when: {value: credit, below: 60}, then: [{do: interview}]"
    assert ("还没有一条登记就成立" in of_rule(title, rule, accounts=credit)) is warned


@pytest.mark.parametrize(
    ("title", "rule", "warned"),
    [
        ("超过36小时未处置的扣800元", OUR_800, False),
        ("超过36小时未处置的扣80元", OUR_800, True),
        ("违反八项规定精神扣800元", OUR_800, False),
        ("八项指标不合格扣800元", OUR_800, True),
        (
            "凭证未留存三年",
            "on: case, when: {value: kept, is: false}, then: [{do: warn}]",
            False,
        ),  # no number at all
        ("超过36小时未处置的扣800元", OUR_800.replace("found,", "case,"), True),
    ],
)
def test_what_a_title_says_of_the_record_itself_stands_nowhere(title: str, rule: str, warned: bool) -> None:
    assert ("没有这个数" in of_rule(title, rule)) is warned


@pytest.mark.parametrize(("months", "warned"), [("两", False), ("四", True)])
def test_the_length_of_a_declared_period_is_a_number_of_the_duty(months: str, warned: bool) -> None:
    duty = (
        f"duties: [{{id: D, title: 每{months}个月走访一次, clause: 一, subject: provider, who: provider,"
        " every: pair, done: {count: case}, required: 1}]\n"
    )
    found = messages(rules=duty, more="periods: {pair: {name: 双月, months: 2}}")
    assert ("没有这个数" in found) is warned


@pytest.mark.parametrize(("key", "warned"), [("code", False), ("job", False), ("sum", True)])
def test_a_thing_is_told_by_its_number_too(key: str, warned: bool) -> None:
    counted = f"{{count: case, match: {{{key}: {key}}}, within: year}}"
    rule = f"on: case, when: {{value: {counted}, at_least: 3}}, {WARN}"
    assert ("数的是所有的“案件”" in of_rule("同一项目一年内三次以上", rule)) is warned


@pytest.mark.parametrize(
    ("title", "first", "warned"),
    [
        ("6月30日后未公示的", "{month: 7, day: 1}", False),
        ("7月1日起未公示的", "{month: 7, day: 1}", False),
        ("6月30日后未公示的", "{month: 7, day: 2}", True),
        ("6月31日后未公示的", "{month: 7, day: 1}", True),  # there is no such day
        ("6月0日后未公示的", "{month: 6, day: 1}", True),
    ],
)
def test_after_a_day_is_from_the_next_one_on(title: str, first: str, warned: bool) -> None:
    window = f"{{from: {first}, to: {{month: 12, day: 31}}}}"
    rule = f"every: year, when: {{value: {{count: case, within: {window}}}, equals: 0}}, {WARN}"
    assert ("这里写的是" in of_rule(title, rule)) is warned
