"""Fields of a record that are computed from the others, and fields that are grades."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.library.library import Library
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import FACTS, HEAD, RULES, scheme_with

FIELDS = """
  problem: {name: 问题, kind: record, of: provider, fields: {
    told: {name: 通知, kind: time}, fixed: {name: 整改, kind: time, optional: true},
    level: {name: 级别, kind: grade, options: [轻微, 一般, 严重]},
    late: {name: 逾期小时, kind: number, value: {difference: [
      {elapsed: [told, fixed], unit: hour}, {table: level, values: {轻微: 4, 一般: 2, 严重: 1}}]}},
    last: {name: 整改止, kind: date, value: {after: row_date, count: 3, unit: calendar_day, roll: none}},
    nth: {name: 第几次, kind: number, value: {count: problem, match: {level: level}, within: year}}}}
  fee: {name: 缴费, kind: record, of: provider, fields: {
    owed: {name: 应缴, kind: amount}, paid: {name: 缴清日, kind: date, optional: true},
    until: {name: 算到, kind: date, value: {if: {reported: paid}, then: paid, otherwise: today}},
    days: {name: 逾期天数, kind: number, value: {elapsed: [row_date, until], unit: calendar_day}}}}
"""
MORE = """
  - {id: B, title: 逾期, clause: 二, subject: provider, on: problem, when: {value: late, above: 0},
     then: [{do: deduct, amount: {fixed: 100, per: late}}, {do: rectify, within: {by: {event: last}}}]}
  - {id: C, title: 重, clause: 三, subject: provider, on: problem,
     when: {value: level, below: 一般}, then: [{do: warn}]}
  - {id: D, title: 违约金, clause: 四, subject: provider, on: fee, when: {value: days, above: 5},
     then: [{do: deduct, amount: {percent: "1%", of: owed, per: days}}]}
  - {id: E, title: 合计, clause: 五, subject: provider, every: month,
     when: {value: {take: total, of: late, rows: problem, where: {value: late, above: 0}}, at_least: 3},
     then: [{do: warn}]}
"""
OTHERS = """
time_limits:
  - {id: L, title: 三日内整改, clause: 六, record: fee, who: provider, starts: row_date,
     ends: until, within: {count: 5, unit: calendar_day, roll: none}}
balances:
  credit: {name: 信用分, of: provider, base: 100, clause: 七,
     entries: [{id: x, title: 逾期, clause: 七, on: fee, points: {product: [-1, days]}}]}
"""
PROBLEM = '{{date: 2025-03-10, told: "2025-03-10 08:00", fixed: "2025-03-10 {fixed}", level: {level}}}'


def library(cases: str, facts: str = FIELDS) -> Library:
    return load_files(_files(facts, cases))


def _files(facts: str, cases: str) -> dict[str, str]:
    return scheme_with(scheme=HEAD, facts=FACTS + facts, rules=RULES + MORE, others=OTHERS, cases=cases)


def failed(facts: str, expect: str, today: str = "2025-04-10") -> list[str]:
    cases = (
        f"cases:\n  - {{name: 试, subject: 甲, today: {today}, facts: {{{facts}}}, expect: {{{expect}}}}}\n"
    )
    (trial,) = run_cases(library(cases))
    return [one.text for one in trial.findings if not one.passed]


@pytest.mark.parametrize(
    ("fixed", "level", "outcome", "says"),
    [
        ("10:00", "一般", "not_triggered", "逾期小时 小时数2 − 2 = 0 ≤ 0"),
        ("10:30", "一般", "triggered", "逾期小时 小时数2.5 − 2 = 0.5 > 0"),
        ("10:30", "轻微", "not_triggered", "≤ 0"),
    ],
)
def test_a_computed_field_decides_a_rule_on_its_record(
    fixed: str, level: str, outcome: str, says: str
) -> None:
    rows = f"problem: [{PROBLEM.format(fixed=fixed, level=level)}]"
    assert failed(rows, f'verdicts: [{{id: B, outcome: {outcome}, says: "{says}"}}]') == []


def test_a_computed_field_serves_amounts_dates_sums_and_filters() -> None:
    rows = f"problem: [{PROBLEM.format(fixed='10:30', level='一般')}, {PROBLEM.format(fixed='11:30', level='严重')}, "
    rows += f"{PROBLEM.format(fixed='09:00', level='一般')}]"
    acts = "[{do: deduct, amount_from: 50, amount_to: 50}, {do: rectify, due: 2025-03-13}]"
    expect = f"verdicts: [{{id: B, nth: 1, outcome: triggered, consequences: {acts}}}, {{id: E, outcome: triggered}}],"
    expect += (
        "values: [{value: {take: total, of: late, rows: problem, where: {value: late, above: 0}}, equals: 3},"
    )
    expect += " {value: {count: problem, distinct: late}, equals: 3},"
    expect += " {value: {count: problem, match: {late: -1}}, equals: 1},"
    expect += " {value: {take: highest, of: nth, rows: problem}, equals: 2},"
    expect += " {value: {lookup: problem, field: late, match: {level: 严重}}, equals: 2.5}]"
    assert failed(rows, expect) == []


@pytest.mark.parametrize(
    ("paid", "today", "days"), [(", paid: 2025-03-15", "2025-12-31", 5), ("", "2025-03-16", 6)]
)
def test_what_is_paid_counts_to_its_day_and_what_is_not_up_to_today(paid: str, today: str, days: int) -> None:
    outcome = ("not_triggered", "met") if days == 5 else ("triggered", "not_met")
    expect = f"verdicts: [{{id: D, outcome: {outcome[0]}}}, {{id: L, outcome: {outcome[1]}}}],"
    expect += f"values: [{{value: credit, equals: {100 - days}}}]"
    assert failed(f"fee: [{{date: 2025-03-10, owed: 1000{paid}}}]", expect, today) == []


@pytest.mark.parametrize(
    ("level", "outcome"), [("严重", "triggered"), ("一般", "not_triggered"), ("轻微", "not_triggered")]
)
def test_a_field_of_kind_grade_is_compared_by_its_order(level: str, outcome: str) -> None:
    rows = f"problem: [{PROBLEM.format(fixed='09:00', level=level)}]"
    assert failed(rows, f"verdicts: [{{id: C, outcome: {outcome}}}]") == []


def test_a_computed_field_is_not_registered_and_is_told() -> None:
    (said,) = failed("fee: [{date: 2025-03-10, owed: 1, days: 3}]", "verdicts: [{id: D, outcome: triggered}]")
    assert "fee第1条：“逾期天数”由系统计算，不登记" in said
    scheme = library("cases: []\n").scheme
    told = next(one.text for one in articles_of(scheme) if one.key == "facts-fee")
    assert "登记项：应缴、缴清日；由系统计算：算到＝" in told
    assert "逾期天数＝自登记日期至算到的天数" in told


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("{name: 圈, kind: number, value: {sum: [loop, 1]}}", "“fee.loop”绕了一圈又依赖自己"),
        (
            "{name: 圈, kind: number, value: {take: total, of: loop, rows: fee}}",
            "“fee.loop”绕了一圈又依赖自己",
        ),
        ("{name: 圈, kind: number, value: {lookup: fee, field: loop, match: {owed: owed}}}", "绕了一圈"),
        ("{name: 错, kind: number, value: today}", "kind 写的是 number，算出来的却是日期"),
        ("{name: 错, kind: number, optional: true, value: owed}", "不写 optional"),
        ("{name: 错, kind: number, value: owd}", "没有这个数据或指标“owd”，是不是“owed”？"),
        ("{name: 错, kind: grade}", "grade 要写 options：由好到差列出"),
    ],
)
def test_a_slip_in_a_computed_field_is_told(field: str, sentence: str) -> None:
    fields = FIELDS.replace("    owed:", f"    loop: {field},\n    owed:")
    found = [problem.message for problem in lint(_files(fields, "cases: []\n"))]
    assert any(sentence in message for message in found), found


@pytest.mark.parametrize(("date", "days"), [("2025-03-20", 10), ("2025-03-25", 15)])
def test_a_computed_field_knows_the_day_of_the_judgement_it_is_asked_for(date: str, days: int) -> None:
    field = (
        "sofar: {name: 至判断之日, kind: number, value: {elapsed: [row_date, judged_on], unit: calendar_day}}"
    )
    asked = f"{{value: {{take: highest, of: sofar, rows: fee}}, subject: 甲, date: {date}, equals: {days}}}"
    cases = f"""
cases:
  - name: 试
    today: 2025-12-31
    facts: {{fee: [{{subject: 甲, date: 2025-03-10, owed: 1}}]}}
    expect: {{values: [{asked}]}}
"""
    (trial,) = run_cases(library(cases, FIELDS.replace("    owed:", f"    {field},\n    owed:")))
    assert [one.text for one in trial.findings if not one.passed] == []
