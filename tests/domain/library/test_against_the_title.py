"""Rules beside their titles, and lines that nothing reaches: what a careless hand writes is told, the rest is not."""

import pytest

from domain.library import lint
from domain.library.title_words import lines_of, stretch_of
from tests.domain.library.base_scheme import FACTS, scheme_with

MORE = (
    FACTS
    + """
  seen: {name: 服务, kind: record, of: provider}
  check:
    name: 检查
    kind: record
    of: provider
    fields:
      passed: {name: 合格, kind: flag}
      came: {name: 到场日, kind: date, optional: true}
      called: {name: 接报日, kind: date}
      fee: {name: 罚款数, kind: amount}
"""
)


def told(title: str, rule: str, more: str = "") -> list[str]:
    rules = f"\nrules: [{{id: A, title: {title}, clause: 一, subject: provider, {rule}}}]\n"
    found = lint(scheme_with(facts=MORE, rules=rules, more=more, cases="cases: []"))
    return [one.message for one in found if "没有案例" not in one.message and "没有后果" not in one.message]


WARN = ", then: [{do: warn}]"


@pytest.mark.parametrize(
    ("title", "when", "meant"),
    [
        ("合格率低于90%的", '{value: rate, at_most: "90%"}', "below"),
        ("合格率低于90%的", '{value: rate, below: "90%"}', ""),
        ("合格率不低于90%的除外", '{not: {value: rate, at_least: "90%"}}', ""),
        ("合格率未达到百分之九十的", '{value: rate, at_most: "90%"}', "below"),
        ("合格率90%以上的", '{value: rate, above: "90%"}', "at_least"),
        ("合格率90%以下（不含）的", '{value: rate, below: "90%"}', ""),
        ("合格率超过80%的", '{value: rate, at_least: "90%"}', ""),
        ("当季服务三次以上的", "{value: {count: seen}, above: 3}", "at_least"),
        ("当季服务三次以上的", "{value: {count: seen}, above: 2}", ""),
        ("满1年且没有再服务的", "{value: {count: seen}, at_most: 1}", ""),  # a year is not a time
        ("当季服务满1次的", "{value: {count: seen}, at_most: 1}", "at_least"),
        ("当季服务不足三次的", "{value: {count: seen}, at_most: 3}", "below"),
    ],
)
def test_a_line_is_on_the_side_that_the_title_says(title: str, when: str, meant: str) -> None:
    found = [one for one in told(title, f"every: quarter, when: {when}{WARN}") if "标题说" in one]
    assert bool(found) is bool(meant), found
    assert not meant or f"是不是应写 {meant}？" in found[0]


@pytest.mark.parametrize(
    ("title", "rule", "warned"),
    [
        ("一年内累计三次的", "on: seen, when: {value: {count: seen}, at_least: 3}", True),
        ("一年内累计三次的", "on: seen, when: {value: {count: seen, within: year}, at_least: 3}", False),
        ("累计三次的", "on: seen, when: {value: {count: seen}, at_least: 3}", False),
        ("一年内累计三次的", "every: year, when: {value: {count: seen}, at_least: 3}", False),
        ("两年内累计三次的", "every: year, when: {value: {count: seen}, at_least: 3}", True),
        ("三年内整改到位，否则警示", "every: year, when: {value: {count: seen}, at_least: 3}", False),
    ],
)
def test_a_time_that_the_title_says_is_not_left_out(title: str, rule: str, warned: bool) -> None:
    assert any("这里没有写时段" in one for one in told(title, rule + WARN)) is warned


@pytest.mark.parametrize(
    ("title", "when", "warned"),
    [
        ("检查不合格的", "{value: passed, is: true}", True),
        ("检查不合格的", "{value: passed, is: false}", False),
        ("检查不合格的", "{not: {value: passed, is: true}}", False),
        ("检查合格的，以前不合格的不算", "{value: passed, is: true}", False),
        ("检查合格的", "{value: passed, is: true}", False),
    ],
)
def test_what_the_title_denies_is_not_asked_to_hold(title: str, when: str, warned: bool) -> None:
    assert any("是不是写反了" in one for one in told(title, f"on: check, when: {when}{WARN}")) is warned


@pytest.mark.parametrize(
    ("title", "amount", "sentence"),
    [
        ("罚款5万元", "{fixed: 5}", "标题说5万元，这里写成了 5 元：金额以元计，写 50000"),
        ("罚款五万元以下", "{fixed: 1000, cap: 5}", "标题说5万元，这里写成了 5 元"),
        ("罚款5万元", "{fixed: 50000}", ""),
        ("罚款", "{fixed: 1000, cap: 3}", "最高（cap）比一次的数额还少"),
        ("罚款", "{fixed: 1000, per: {count: seen}, cap: 3000}", ""),
    ],
)
def test_sums_are_in_yuan(title: str, amount: str, sentence: str) -> None:
    found = [
        one
        for one in told(title, f"on: seen, then: [{{do: deduct, amount: {amount}}}]")
        if "金额以元计" in one
    ]
    assert any(sentence in one for one in found) if sentence else not found, found


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "every: week, when: {value: {count: seen, distinct: row_date}, below: 8}",
            "总是成立：不同的日子最多 7",
        ),
        ("every: week, when: {value: {count: seen, distinct: row_date}, above: 7}", "永远不会成立"),
        ("every: week, when: {value: {count: seen, distinct: row_date}, below: 7}", ""),
        (
            "every: month, when: {value: {count_periods: {value: score, below: 60}, over: {periods: 3}}, at_least: 4}",
            "永远不会成立：期数只会是 0 到 3",
        ),
        (
            "every: month, when: {value: {count_periods: {value: score, below: 60}, over: quarter}, at_least: 3}",
            "",
        ),
        (
            "every: quarter, when: {value: {count_periods: {value: rate, below: 1}, over: quarter}, at_least: 2}",
            "期数只会是 0 到 1",
        ),
        (
            "every: month, when: {streak: {of: {value: score, below: 60}, length: 4, within: quarter}}",
            "within 里最多 3 期",
        ),
        ("every: month, when: {streak: {of: {value: score, below: 60}, length: 3, within: quarter}}", ""),
        (
            "on: check, when: {value: {part: hour, of: row_date}, at_least: 24}",
            "永远不会成立：几时只会是 0 到 23",
        ),
        ("on: check, when: {value: {part: weekday, of: row_date}, at_least: 6}", ""),
        ("on: check, when: {value: {part: weekday, of: today}, at_least: 6}", "判定会天天变"),
        (
            "on: check, when: {value: came, above: {after: came, count: 3, unit: calendar_day}}",
            "“came”在与自己比",
        ),
        (
            "on: check, when: {value: called, above: {before: row_date, count: 3, unit: calendar_day, roll: none}}",
            "",
        ),
        ("on: check, when: {value: {take: latest, of: fee, rows: check}, above: 9}", "就是本条"),
        ("on: check, when: {value: {take: latest, of: fee, rows: check, within: earlier}, above: 9}", ""),
        (
            "every: quarter, when: {value: {ranking: rate, from: bottom}, at_most: {product: [5, {entrants: rate}]}}",
            '百分之五写成 "5%"',
        ),
        (
            'every: quarter, when: {value: {ranking: rate}, at_most: {product: ["5%", {entrants: rate}]}}',
            "",
        ),
    ],
)
def test_a_line_can_be_reached_and_is_not_held_against_itself(rule: str, sentence: str) -> None:
    found = told("甲", rule + WARN)
    assert any(sentence in one for one in found) if sentence else found == [], found


@pytest.mark.parametrize(("starts", "ends", "warned"), [("came", "called", True), ("called", "came", False)])
def test_a_step_does_not_begin_with_what_is_only_filled_in_later(
    starts: str, ends: str, warned: bool
) -> None:
    limit = (
        "time_limits: [{id: L, title: 到场, clause: 一, record: check, who: provider, "
        f"starts: {starts}, ends: {ends}, within: {{count: 3, unit: calendar_day}}}}]"
    )
    assert any("是不是写反了" in one for one in told("甲", "on: seen" + WARN, limit)) is warned


def test_a_duty_does_not_ask_for_more_days_than_there_are() -> None:
    duty = "duties: [{id: U, title: 巡, clause: 一, subject: provider, every: week, required: %s, "
    duty += "done: {count: seen, distinct: row_date}}]"
    assert any("做不到：不同的日子最多 7" in one for one in told("甲", "on: seen" + WARN, duty % 8))
    assert told("甲", "on: seen" + WARN, duty % 7) == []


def test_what_a_title_says_is_read_exactly() -> None:
    assert [(one.bound, str(one.number)) for one in lines_of("不少于二十五人、超过2.5%，不超过三成")] == [
        ("at_least", "25"),
        ("above", "1/40"),
    ]
    assert stretch_of("同一年度内累计两次") == ("同一年度内累计", "year")
    assert stretch_of("十二个月内再次发生") == ("十二个月内再次", None)
    assert stretch_of("三日内整改") is None


DUTY = "duties: [{id: U, title: %s, clause: 一, subject: provider, every: %s, done: {count: seen}, required: %s}]"
SHARE = '{percent: "%s", of: {count: check}}'


@pytest.mark.parametrize(
    ("title", "every", "required", "sentence"),
    [
        ("每月走访", "month", "1", ""),
        ("每月走访", "quarter", "1", "标题说“每月”，every 写的是每季度：是不是应写 month？"),
        ("每月走访，每季汇总", "quarter", "1", ""),
        ("走访不少于20%", "month", SHARE % "20%", ""),
        ("走访不少于20%", "month", SHARE % "2%", "标题里是 20%，这里写的是 2%"),
        ("走访不少于百分之二十", "month", SHARE % "2%", "标题里是 20%，这里写的是 2%"),
    ],
)
def test_a_duty_is_as_often_and_as_much_as_its_title_says(
    title: str, every: str, required: str, sentence: str
) -> None:
    found = [one for one in told("甲", "on: seen" + WARN, DUTY % (title, every, required)) if "标题" in one]
    assert any(sentence in one for one in found) if sentence else found == [], found


@pytest.mark.parametrize(
    ("when", "warned"),
    [
        ("every: quarter, when: {value: {count: seen, within: month}, above: 3}", False),
        ("every: quarter, when: {value: {count: seen}, above: 3}", True),
    ],
)
def test_a_month_that_is_spoken_of_inside_is_meant_there(when: str, warned: bool) -> None:
    assert any("标题说“每月”" in one for one in told("每月服务多的", when + WARN)) is warned


def test_a_share_of_the_title_is_the_one_compared_with() -> None:
    assert told("合格率低于90%的", 'every: quarter, when: {value: rate, below: "80%"}' + WARN) == [
        "标题里是 90%，这里写的是 80%"
    ]


@pytest.mark.parametrize(("line", "warned"), [("-3%", False), ("-2%", True)])
def test_a_loss_beyond_a_share_lies_below_its_negative(line: str, warned: bool) -> None:
    found = told("亏损超过3%的", f'every: quarter, when: {{value: rate, below: "{line}"}}' + WARN)
    assert any("标题里是 3%，这里写的是 -2%" in one for one in found) is warned
    assert any("标题里是" in one for one in found) is warned
