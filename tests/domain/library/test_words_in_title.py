"""Words of a choice that a title says beside the one that is asked for, and 连续 beside 累计."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + """
  type: {name: 类型, kind: choice, of: provider, options: [公建民营, 民办, 公办]}
  mark: {name: 评价, kind: grade, of: provider, every: month, grades: [优, 良, 差]}
  hazard: {name: 隐患, kind: record, of: provider, fields: {
    level: {name: 级别, kind: grade, light_to_heavy: [一般, 较大, 重大]},
    fixed: {name: 消除日, kind: date, optional: true}}}
"""
)
WARN = "then: [{do: warn}]"
ON = "on: hazard, "


def told(entry: str, more: str = "") -> str:
    found = lint(scheme_with(facts=MORE, rules=entry, more=more, cases="cases: []"))
    assert not [one for one in found if one.severity.value == "error"], found
    return "\n".join(one.message for one in found)


def of_rule(title: str, rule: str) -> str:
    return told(f"rules: [{{id: A, title: {title}, clause: 一, subject: provider, {rule}, {WARN}}}]\n")


@pytest.mark.parametrize(
    ("title", "when", "warned"),
    [
        ("公办机构收取押金的", "{value: type, is: 公办}", False),
        ("公办机构收取押金的", "{value: type, is: 民办}", True),
        ("公办机构收取押金的", "{value: type, one_of: [公办, 民办]}", False),
        ("公办机构收取押金的", "{not: {value: type, is: 民办}}", False),
        ("公建民营机构收取押金的", "{value: type, is: 民办}", True),
        ("非公办机构收取押金的", "{value: type, is: 民办}", False),
        ("收取押金的", "{value: type, is: 民办}", False),
        ("机构只能为公办", "{value: type, is: 民办}", False),  # who does otherwise is asked for
        ("重大隐患", "{value: level, is: 较大}", True),
        ("较大隐患", "{value: level, at_least: 较大}", False),
        ("重大隐患", "{value: level, at_least: 较大}", False),
        ("较大隐患", "{value: level, at_least: 重大}", True),
        ("重大隐患", "{value: level, below: 重大}", False),
        ("重大隐患", "{not: {value: level, below: 重大}}", False),
    ],
)
def test_the_word_of_the_title_is_asked_for(title: str, when: str, warned: bool) -> None:
    assert ("条件比的是" in of_rule(title, f"{ON}when: {when}")) is warned


@pytest.mark.parametrize(
    ("title", "word", "warned"),
    [
        ("评优的机构奖励", "优", False),
        ("评优的机构奖励", "良", True),
        ("评差的机构取消评优", "差", False),
        ("评差的机构取消评优", "优", True),
        ("优先安排", "良", False),
        ("推荐评优先进", "良", False),
        ("不良行为", "差", False),
    ],
)
def test_a_grade_of_one_letter_counts_where_it_is_called_one(title: str, word: str, warned: bool) -> None:
    assert ("条件比的是" in of_rule(title, f"every: month, when: {{value: mark, is: {word}}}")) is warned


def test_an_exception_from_an_exception_is_what_is_meant() -> None:
    duty = (
        "rules: []\nduties: [{id: U, title: 公办机构每月巡查, clause: 一, subject: provider, every: month, "
        "done: {count: hazard}, required: 1, unless: UNLESS}]\n"
    )
    for unless, warned in (("{value: type, is: 民办}", False), ("{not: {value: type, is: 民办}}", True)):
        assert ("条件比的是" in told(duty.replace("UNLESS", unless))) is warned


def test_limits_and_measures_are_held_against_their_titles_and_names_too() -> None:
    limit = (
        "rules: []\ntime_limits: [{id: L, title: 重大隐患三日内消除, clause: 一, record: hazard, starts: row_date, "
        "where: {value: level, is: WORD}, ends: fixed, within: {count: 3, unit: calendar_day}}]\n"
    )
    measure = (
        "measures: {bad: {name: 重大隐患数, of: provider, every: month, "
        "value: {count: hazard, where: {value: level, is: WORD}}}}"
    )
    for word, warned in (("重大", False), ("一般", True)):
        assert ("条件比的是" in told(limit.replace("WORD", word))) is warned
        assert ("条件比的是" in told("rules: []\n", measure.replace("WORD", word))) is warned


STREAK = "{streak: {of: {value: mark, is: 差}, length: 3}}"
IN_ALL = "{value: {count_periods: {value: mark, is: 差}, over: year}, at_least: 3}"


@pytest.mark.parametrize(
    ("title", "when", "said"),
    [
        ("累计三个月评差的", STREAK, "这里写的是连续"),
        ("累计达到三次评差的", STREAK, "这里写的是连续"),
        ("累计三个月评差的", IN_ALL, ""),
        ("连续三个月评差的", STREAK, ""),
        ("连续三个月评差的", IN_ALL, "不连续的也算"),
        ("连续三个月或者累计三个月评差的", f"{{any: [{STREAK}, {IN_ALL}]}}", ""),
        ("连续三个月内累计三次评差的", IN_ALL, ""),
        ("连续两个月内累计三次评差的", IN_ALL, ""),
    ],
)
def test_running_is_told_from_in_all(title: str, when: str, said: str) -> None:
    found = of_rule(title, f"every: month, when: {when}")
    assert ("这里写的是连续" in found) is (said == "这里写的是连续")
    assert ("不连续的也算" in found) is (said == "不连续的也算")


@pytest.mark.parametrize(
    ("bound", "warned"), [("at_least: 3", False), ("above: 2", False), ("equals: 3", True)]
)
def test_from_the_third_on_is_not_the_third_alone(bound: str, warned: bool) -> None:
    found = of_rule(
        "一年内第三次起", f"on: hazard, when: {{value: {{count: hazard, within: year}}, {bound}}}"
    )
    assert ("以后各次都不算" in found) is warned
