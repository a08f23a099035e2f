"""A rule may be judged on whom a field of the record names (直接责任医师), with that one's own data."""

import pytest

from domain.library import lint, load_files
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import grounds
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

NAMED = """
facts:
  licensed: {name: 已执业满五年, kind: flag, of: tipster}
  open_days: {name: 开放天数, kind: number, of: village}
  slip:
    name: 违规
    kind: record
    of: village
    fields:
      sort: {name: 类型, kind: choice, options: [轻, 重]}
      who: {name: 责任人, kind: person, optional: true}
      days: {name: 当地开放天数, kind: number, value: open_days}
balances: {score: {name: 记分, of: tipster, base: 0, clause: 一}}
rules:
  - {id: V, title: 严重的通报, clause: 一, subject: village, on: slip, when: {value: sort, is: 重},
     then: [{do: notify}]}
  - {id: A, title: 被通报的责任人, clause: 二, subject: tipster, on: slip, whose: who, when: {triggered: V},
     then: [{do: warn}]}
  - {id: B, title: 满五年的记分, clause: 三, subject: tipster, on: slip, whose: who,
     when: {all: [{value: licensed, is: true}, {value: days, above: 9}]},
     then: [{do: points, points: 3, balance: score}]}
  - {id: C, title: 一年两次的, clause: 四, subject: tipster, every: month,
     when: {value: {triggered_times: [A], within: year}, at_least: 2}, then: [{do: suspend}]}
cases:
  - name: 试
    today: 2027-06-20
    facts:
      licensed: [{subject: 张三, value: true}, {subject: 李四, value: false}]
      open_days: [{subject: 甲村, value: 10}, {subject: 乙村, value: 9}]
      slip:
        - {subject: 甲村, date: 2027-01-05, sort: 重, who: 张三、李四}
        - {subject: 甲村, date: 2027-02-05, sort: 轻, who: 张三}
        - {subject: 乙村, date: 2027-03-05, sort: 重, who: 张三}
        - {subject: 乙村, date: 2027-04-05, sort: 重}
    expect:
      verdicts:
        - {id: A, subject: 张三, date: 2027-01-05, outcome: triggered, consequences: [{do: warn}]}
        - {id: A, subject: 李四, date: 2027-01-05, outcome: triggered}
        - {id: A, subject: 张三, date: 2027-02-05, outcome: not_triggered}
        - {id: A, subject: 李四, date: 2027-02-05, outcome: none}
        - {id: A, subject: 李四, date: 2027-04-05, outcome: none}
        - {id: B, subject: 张三, date: 2027-01-05, outcome: triggered}
        - {id: B, subject: 张三, date: 2027-03-05, outcome: not_triggered}
        - {id: B, subject: 李四, date: 2027-01-05, outcome: not_triggered}
        - {id: C, subject: 张三, period: 2027-02, outcome: not_triggered}
        - {id: C, subject: 张三, period: 2027-03, outcome: triggered}
        - {id: C, subject: 李四, period: 2027-03, outcome: not_triggered}
        - {id: V, subject: 乙村, date: 2027-04-05, outcome: triggered}
      values:
        - {value: score, subject: 张三, date: 2027-05-01, equals: 6}
        - {value: score, subject: 李四, date: 2027-05-01, equals: 0}
"""


def test_a_rule_is_judged_on_each_whom_the_record_names() -> None:
    assert wrong(NAMED) == []
    rule = next(one for one in library(NAMED).scheme.rules if one.id == "A")
    assert entry_sentence(library(NAMED).scheme, rule).startswith("登记“违规”时，对其“责任人”所写的举报人，")


def test_a_month_is_judged_in_which_only_a_rule_on_records_that_is_counted_was_met() -> None:
    text = """
facts: {slip: {name: 违规, kind: record, of: village}}
rules:
  - {id: A, title: 记, clause: 一, subject: village, on: slip, then: [{do: warn}]}
  - {id: C, title: 两次, clause: 二, subject: village, every: month, then: [{do: suspend}],
     when: {value: {triggered_times: [A], within: year}, at_least: 2}}
cases:
  - name: 试
    today: 2027-06-20
    facts: {slip: [{subject: 甲村, date: 2027-03-05}, {subject: 甲村, date: 2027-04-05}]}
    expect: {verdicts: [{id: A, outcome: triggered}]}
"""
    found = next(iter(grounds(library(text)))).verdicts
    months = [(one.period, one.outcome.value) for one in found if one.id == "C"]
    assert months == [("2027-03", "not_triggered"), ("2027-04", "triggered"), ("2027-05", "triggered")]


def test_of_two_by_one_name_neither_is_meant_for_certain() -> None:
    text = (
        NAMED.split("    facts:\n      licensed")[0]
        + """    subjects: [{id: 一号, kind: tipster, name: 张三}, {id: 二号, kind: tipster, name: 张三}]
    facts:
      slip: [{subject: 甲村, date: 2027-01-05, sort: 重, who: 张三},
        {subject: 甲村, date: 2027-01-06, sort: 重, who: 一号}]
    expect:
      verdicts:
        - {id: A, subject: 一号, date: 2027-01-05, outcome: pending_data, says: 同名}
        - {id: A, subject: 一号, date: 2027-01-06, outcome: triggered}
        - {id: A, subject: 二号, date: 2027-01-05, outcome: pending_data}
        - {id: A, subject: 二号, date: 2027-01-06, outcome: none}
"""
    )
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("was", "becomes", "sentence"),
    [
        ("on: slip, whose: who, when: {triggered: V}", "on: slip", "加 whose: who，就判断所写的那一个"),
        ("whose: who, when: {triggered: V}", "whose: sort, when: {triggered: V}", "“类型”写的不是姓名、名称"),
        ("on: slip, whose: who, when: {triggered: V}", "every: month, whose: who", "whose（登记项里写了姓名"),
        (
            "{triggered: V}",
            "{value: open_days, above: 1}",
            "登记那一家的，在“违规”里设一项算出来的登记项（value: open_days）",
        ),
        (
            "{triggered: V}",
            "{value: {count: slip}, above: 1}",
            "数这条规则触发了几次：{triggered_times: [A], within: …}",
        ),
        (
            "every: month,\n     when: {value: {triggered_times: [A], within: year}, at_least: 2}",
            "every: month,\n     when: {triggered: V}",
            "“V”判断的是村居，这里的对象是举报人，问不到",
        ),
        (
            "when: {value: sort, is: 重}",
            "when: {triggered: A}",
            "“A”判断的是举报人，这里的对象是村居，问不到",
        ),
    ],
)
def test_a_slip_around_whom_a_rule_is_judged_on_is_told(was: str, becomes: str, sentence: str) -> None:
    assert was in NAMED
    found = [one.message for one in lint({"scheme.yaml": HEAD + NAMED.replace(was, becomes)})]
    assert any(sentence in one for one in found), found


def test_the_sound_scheme_has_no_errors() -> None:
    assert load_files({"scheme.yaml": HEAD + NAMED}).scheme.rules[1].whose == "who"
