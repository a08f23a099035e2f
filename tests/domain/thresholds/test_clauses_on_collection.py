"""Clauses of notices on refuse collection and tutoring: minutes, weights shared evenly, caps with an exception."""

import pytest

from domain.library import LibraryError, lint
from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong


def told(text: str, section: str, key: str) -> str:
    return next(
        one.text for one in articles_of(library(text).scheme) if (one.section, one.id) == (section, key)
    )


def doubts(text: str) -> list[str]:
    return [one.message for one in lint({"scheme.yaml": HEAD + text})]


CALLS = """
facts:
  area: {name: 片区, kind: choice, of: village, options: [城区, 农村]}
  call:
    name: 满溢派单
    kind: record
    of: village
    fields:
      sent: {name: 派单时刻, kind: time}
      done: {name: 处置时刻, kind: time}
      due: {name: 应处置时刻, kind: time, value: {after: sent, count: COUNT}}
rules:
  - {id: A, title: 超时, clause: 一, subject: village, on: call, when: {value: done, above: due}, then: [{do: warn}]}
"""
BY_AREA = "{table: area, values: {城区: 40, 农村: 90}}, unit: minute"
CALLED = """
cases:
  - name: 试
    subject: 甲村
    facts: {area: [{value: AREA}], call: [{date: 2026-12-05, sent: "2026-12-05 23:30", done: "DONE"}]}
    expect: {verdicts: [{id: A, outcome: OUTCOME}]}
"""


@pytest.mark.parametrize(
    ("area", "done", "outcome"),
    [
        ("城区", "2026-12-06 00:10", "not_triggered"),
        ("城区", "2026-12-06 00:11", "triggered"),
        ("农村", "2026-12-06 01:00", "not_triggered"),
        ("农村", "2026-12-06 01:01", "triggered"),
    ],
)
def test_a_moment_lies_so_many_minutes_after_another(area: str, done: str, outcome: str) -> None:
    calls = CALLS.replace("COUNT", BY_AREA)
    case = CALLED.replace("AREA", area).replace("DONE", done).replace("OUTCOME", outcome)
    assert wrong(calls + case) == []
    assert "派单时刻后（按片区：城区→40分钟、农村→90分钟）" in told(calls, "facts", "call")


def test_halves_of_hours_are_refused_where_whole_ones_are_counted() -> None:
    for count in ('"1.5", unit: hour', '{table: area, values: {城区: "2/3", 农村: 1}}, unit: hour'):
        assert any(
            "要是整数：半小时写 {count: 30, unit: minute}" in one
            for one in doubts(CALLS.replace("COUNT", count))
        )
    assert not any("整数" in one for one in doubts(CALLS.replace("COUNT", "2, unit: hour")))


SHEET = """
facts:
  first: {name: 区级检查, kind: number, of: village, every: month}
  third: {name: 暗访, kind: number, of: village, every: month}
  platform: {name: 平台, kind: number, of: village, every: month}
  mixed: {name: 混运, kind: record, of: village}
measures:
  net:
    name: 区级得分
    of: village
    every: month
    value: {difference: [first, {product: [5, {count: mixed, within: month}]}]}
scoring:
  monthly:
    name: 月考核
    of: village
    every: month
    clause: 一
    total: 75
    items:
      - {key: first, name: 区级, clause: 一, points: 35, starts: zero, at_least: -100,
         steps: [{per: net, points: "0.35", whole: false}MORE]}
      - {key: third, name: 暗访, clause: 一, points: 25, starts: zero, applies_when: {reported: third},
         otherwise: spread, spread_over: [first, platform]EVEN, steps: [{per: third, points: "0.25", whole: false}]}
      - {key: platform, name: 平台, clause: 一, points: 15, starts: zero,
         steps: [{per: platform, points: "0.15", whole: false}]}
"""
EVEN, BELOW = ", spread_evenly: true", ', {per: {difference: [0, net]}, points: "-0.35", whole: false}'
SCORED = """
cases:
  - name: 试
    subject: 甲村
    today: 2027-01-10
    facts: {first: [{period: 2026-12, value: FIRST}], platform: [{period: 2026-12, value: 80}], mixed: [MIXED]}
    expect: {scores: [{sheet: monthly, period: 2026-12, items: {first: ONE, third: 0, platform: "OTHER"}}]}
"""


@pytest.mark.parametrize(("even", "first", "platform"), [(EVEN, "42.75", "22"), ("", "47.25", "18")])
def test_the_weight_of_a_line_is_shared_evenly_or_in_proportion(even: str, first: str, platform: str) -> None:
    sheet = SHEET.replace("EVEN", even).replace("MORE", BELOW)
    case = SCORED.replace("FIRST", "90").replace("MIXED", "").replace("ONE", first).replace("OTHER", platform)
    assert wrong(sheet + case) == []
    how = "平均" if even else "按原比例"
    assert f"分值由“区级”、“平台”{how}分摊" in told(sheet, "scoring", "monthly-third")


def test_even_shares_are_for_weights_that_are_spread() -> None:
    with pytest.raises(LibraryError, match="spread_evenly"):
        library(
            SHEET.replace(
                "otherwise: spread, spread_over: [first, platform]EVEN", "spread_evenly: true"
            ).replace("MORE", "")
        )


def test_a_line_that_may_end_below_zero_asks_for_the_step_that_takes_it_there() -> None:
    plain, whole = (
        SHEET.replace("EVEN", "").replace("MORE", ""),
        SHEET.replace("EVEN", "").replace("MORE", BELOW),
    )
    (doubt,) = [one for one in doubts(plain) if "会是负的" in one]
    assert "points: -0.35, whole: false" in doubt
    assert not any("会是负的" in one for one in doubts(whole))
    assert not any("会是负的" in one for one in doubts(plain.replace("at_least: -100", "at_least: 0")))
    assert told(plain, "scoring", "monthly-first").startswith("35分，从零分计起，最低-100分。")
    twenty = ", ".join("{date: 2026-12-05}" for _ in range(20))
    case = SCORED.replace("FIRST", "90").replace("MIXED", twenty).replace("OTHER", "18")
    assert wrong(plain + case.replace("ONE", "0")) == []
    assert wrong(whole + case.replace("ONE", '"-5.25"')) == []


CAPPED = """
facts:
  fee: {name: 月费, kind: amount, of: village, every: month}
  fine: {name: 扣款事项, kind: record, of: village, fields: {sum: {name: 金额, kind: amount}}}
  forged: {name: 伪造, kind: record, of: village, fields: {grave: {name: 属实, kind: flag, optional: true}}}
caps:
  month: {name: 当月上限, clause: 二, of: village, within: month, at_most: {product: ["25%", fee]}, rules: [F],
    unless: UNLESS}
rules:
  - {id: F, title: 扣款, clause: 一, subject: village, on: fine, then: [{do: deduct, amount: {fixed: sum}}]}
  - {id: G, title: 伪造的解除, clause: 一, subject: village, on: forged, when: {value: grave, is: true},
     then: [{do: terminate}]}
  - {id: H, title: 当月扣款, clause: 一, subject: village, every: month,
     when: {value: {amounts: deduct, rules: [F], within: month}, above: 300}, then: [{do: warn}]}
"""
TAKEN = """
cases:
  - name: 试
    subject: 甲村
    today: 2027-03-10
    facts:
      fee: [{period: 2026-12, value: 1000}, {period: 2027-01, value: 1000}]
      fine: [{date: 2026-12-05, sum: 200}, {date: 2026-12-06, sum: 200}]
      forged: [{date: DAY, grave: GRAVE}]
    expect:
      verdicts:
        - {id: F, date: 2026-12-05, outcome: triggered,
           consequences: [{do: deduct, amount_from: 200, amount_to: 200}]}
        - {id: F, date: 2026-12-06, outcome: triggered,
           consequences: [{do: deduct, amount_from: LEFT, amount_to: LEFT}]}
        - {id: H, period: 2026-12, outcome: OVER}
"""


@pytest.mark.parametrize(
    ("day", "grave", "left", "over"),
    [
        ("2026-12-31", "true", 200, "triggered"),  # of the whole month, as with the limits of balances
        ("2026-12-01", "true", 200, "triggered"),
        ("2026-12-10", "false", 50, "not_triggered"),
        ("2027-01-01", "true", 50, "not_triggered"),
    ],
)
def test_a_cap_is_lifted_for_the_month_of_its_exception(day: str, grave: str, left: int, over: str) -> None:
    case = TAKEN.replace("DAY", day).replace("GRAVE", grave).replace("LEFT", str(left)).replace("OVER", over)
    assert wrong(CAPPED.replace("UNLESS", "{triggered: G}") + case) == []


def test_a_cap_for_all_time_is_lifted_by_what_happened_by_today() -> None:
    ever = CAPPED.replace('within: month, at_most: {product: ["25%", fee]}', "within: ever, at_most: 250")
    case = TAKEN.replace("DAY", "2027-01-01").replace("GRAVE", "true")
    case = case.replace("LEFT", "200").replace("OVER", "triggered")
    assert wrong(ever.replace("UNLESS", "{triggered: G}") + case) == []


def test_a_cap_waits_for_an_exception_that_people_have_not_judged() -> None:
    text = CAPPED.replace("UNLESS", "{judgement: grave, asks: 是否情节严重}")
    case = TAKEN.replace("DAY", "2026-12-10").replace("GRAVE", "false")
    found = wrong(text + case.replace("LEFT", "50").replace("OVER", "pending_data"))
    assert any("当月上限待核：例外未定" in one for one in found)
    assert "，经人认定：是否情节严重的除外。" in told(text, "caps", "month")
