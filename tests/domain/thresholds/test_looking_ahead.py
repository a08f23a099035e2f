"""What is recorded later and still counts: windows that look forward, duties done after the period, longest gaps."""

import pytest

from domain.library import lint, load_files
from domain.library.sentences import entry_sentence
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import FACTS, HEAD, RULES, scheme_with

RECORDS = """
  accident: {name: 事故, kind: record, of: provider, fields: {
    code: {name: 编号, kind: text}, deaths: {name: 死亡, kind: number}}}
  change: {name: 伤亡变化, kind: record, of: provider, fields: {
    code: {name: 编号, kind: text}, deaths: {name: 死亡, kind: number}}}
  works: {name: 小额工程, kind: record, of: village, fields: {
    sort: {name: 类别, kind: text}, sum: {name: 金额, kind: amount}}}
  meeting: {name: 民主理财会议, kind: record, of: village}
  hazard: {name: 挂牌, kind: record, of: village, fields: {code: {name: 编号, kind: text},
    level: {name: 级别, kind: grade, options: [Ⅲ级, Ⅱ级, Ⅰ级]}, struck: {name: 摘牌日, kind: date, optional: true}}}
  visit: {name: 现场督查, kind: record, of: village, absence: checked, fields: {code: {name: 编号, kind: text}}}
"""
LATER = "{count: 30, unit: calendar_day, after: row_date}"
MORE = f"""
  - id: B
    title: 事故等级
    clause: 二
    subject: provider
    on: accident
    of: {{if: {{happened: change, match: {{code: code}}, within: {LATER}}},
      then: {{take: latest, of: deaths, rows: change, match: {{code: code}}, within: {LATER}}}, otherwise: deaths}}
    tiers: [{{name: 较大, at_least: 3, then: [{{do: report}}]}}, {{name: 一般, below: 3, then: [{{do: notify}}]}}]
  - id: C
    title: 拆分工程
    clause: 三
    subject: village
    on: works
    when: {{value: {{take: total, of: sum, rows: works, match: {{sort: sort}},
        within: {{count: 6, unit: month, around: row_date}}}}, above: 100}}
    then: [{{do: void}}]
  - id: G
    title: 挂牌期间督查
    clause: 四
    subject: village
    on: hazard
    when: {{value: {{longest_gap: visit, match: {{code: code}}, from: row_date, to: struck, unit: calendar_day}},
      above: {{table: level, values: {{Ⅰ级: 15, Ⅱ级: 30, Ⅲ级: 45}}}}}}
    then: [{{do: warn}}]
duties:
  - {{id: U, title: 理财会, clause: 五, subject: village, every: quarter, done: {{count: meeting}}, required: 1,
     done_by: {{after_end: {{count: 15, unit: calendar_day, roll: none}}}}}}
  - id: W
    title: 每件挂牌都督查到
    clause: 七
    subject: village
    every: month
    done: {{count: hazard, within: ever, where: {{all: [
      {{any: [{{not: {{reported: struck}}}}, {{value: struck, at_least: period_start}}]}},
      {{value: {{longest_gap: visit, match: {{code: code}}, from: row_date, to: struck, unit: calendar_day}},
        at_most: 15}}]}}}}
    required: {{percent: "100%", of: {{count: hazard, within: ever,
      where: {{any: [{{not: {{reported: struck}}}}, {{value: struck, at_least: period_start}}]}}}}}}
  - id: V
    title: 季度结束以后公布
    clause: 六
    subject: village
    every: quarter
    required: 1
    done: {{count: meeting, within: {{from: {{after: period_end, count: 1, unit: calendar_day, roll: none}},
      to: {{after: period_end, count: 15, unit: calendar_day, roll: none}}}}}}
"""


def failed(facts: str, verdicts: str, today: str = "2025-12-31") -> list[str]:
    checked = "checked: [{fact: visit, subject: 村, through: 2025-12-31}]"
    cases = f"""
cases:
  - name: 试
    today: {today}
    subjects: [{{id: 甲, kind: provider}}, {{id: 村, kind: village}}]
    {checked}
    facts: {{{facts}}}
    expect: {{verdicts: [{verdicts}]}}
"""
    (trial,) = run_cases(load_files(_files(cases)))
    return [one.text for one in trial.findings if not one.passed]


def _files(cases: str, rules: str = RULES + MORE) -> dict[str, str]:
    return scheme_with(scheme=HEAD, facts=FACTS + RECORDS, rules=rules, cases=cases)


ACCIDENT = """accident: [{subject: 甲, date: 2025-03-01, code: a, deaths: 2},
      {subject: 甲, date: 2025-03-05, code: b, deaths: 2}]"""


@pytest.mark.parametrize(
    ("day", "today", "tier"),
    [
        ("2025-03-31", "2025-12-31", "较大"),
        ("2025-04-01", "2025-12-31", "一般"),
        ("2025-03-31", "2025-03-30", "一般"),
        ("2025-03-01", "2025-03-01", "较大"),
    ],
)
def test_what_changes_within_thirty_days_counts_for_the_record_as_soon_as_it_is_there(
    day: str, today: str, tier: str
) -> None:
    facts = f"{ACCIDENT}, change: [{{subject: 甲, date: {day}, code: a, deaths: 3}}]"
    assert (
        failed(facts, f"{{id: B, subject: 甲, date: 2025-03-01, tier: {tier}, outcome: triggered}}", today)
        == []
    )


def test_a_verdict_that_can_still_change_says_until_when() -> None:
    facts = f"{ACCIDENT}, change: [{{subject: 甲, date: 2025-03-10, code: a, deaths: 3}}]"
    says = "至2025-03-31止登记的还会计入"
    expected = f"{{id: B, subject: 甲, date: 2025-03-01, tier: 较大, outcome: triggered, says: {says}}}"
    assert failed(facts, expected, "2025-03-20") == []
    assert failed(facts, expected, "2025-04-01") != []


@pytest.mark.parametrize(("day", "outcome"), [("2025-07-10", "triggered"), ("2025-07-11", "not_triggered")])
def test_each_of_three_is_met_when_all_lie_within_one_stretch_of_the_time(day: str, outcome: str) -> None:
    three = ("2025-01-10", "2025-04-01", day)
    rows = ", ".join(f"{{subject: 村, date: {one}, sort: 路, sum: 40}}" for one in three)
    expected = ", ".join(f"{{id: C, subject: 村, date: {one}, outcome: {outcome}}}" for one in three)
    assert failed(f"works: [{rows}]", expected) == []


@pytest.mark.parametrize(
    ("days", "today", "second", "third"),
    [
        (["2025-07-15"], "2025-07-16", "met", "in_progress"),
        (["2025-07-16"], "2025-07-16", "not_met", "met"),
        (["2025-04-15"], "2025-07-15", "in_progress", "none"),
        (["2025-04-16"], "2025-07-02", "met", "none"),
        (["2025-07-10"], "2025-10-16", "met", "not_met"),
        (["2025-07-10", "2025-10-15"], "2025-10-15", "met", "met"),
    ],
)
def test_what_is_done_in_the_days_after_the_period_counts_for_it_and_for_nothing_else(
    days: list[str], today: str, second: str, third: str
) -> None:
    rows = ", ".join(f"{{subject: 村, date: {day}}}" for day in ["2025-02-20", *days])
    outcomes = {"2025Q2": second, "2025Q3": third}
    expected = ", ".join(
        f"{{id: U, subject: 村, period: {key}, outcome: {one}}}" for key, one in outcomes.items()
    )
    assert failed(f"meeting: [{rows}]", expected, today) == []


@pytest.mark.parametrize(
    ("day", "today", "outcome"),
    [
        ("2025-06-30", "2025-07-15", "in_progress"),
        ("2025-06-30", "2025-07-16", "not_met"),
        ("2025-07-01", "2025-07-02", "met"),
        ("2025-07-15", "2025-07-20", "met"),
        ("2025-07-16", "2025-07-20", "not_met"),
    ],
)
def test_what_has_to_be_done_after_the_period_is_not_due_before(day: str, today: str, outcome: str) -> None:
    expected = f"{{id: V, subject: 村, period: 2025Q2, outcome: {outcome}}}"
    assert failed(f"meeting: [{{subject: 村, date: {day}}}]", expected, today) == []


def test_the_quarter_before_the_first_record_is_judged_where_the_record_counts_for_it() -> None:
    facts = "meeting: [{subject: 村, date: 2025-07-10}]"
    assert failed(facts, "{id: U, subject: 村, period: 2025Q2, outcome: met}") == []


@pytest.mark.parametrize(
    ("level", "visits", "struck", "today", "outcome"),
    [
        ("Ⅰ级", ["05-16", "05-31"], "06-15", "2025-12-31", "not_triggered"),
        ("Ⅰ级", ["05-16", "05-31"], "06-16", "2025-12-31", "triggered"),
        ("Ⅰ级", ["05-17"], "05-20", "2025-12-31", "triggered"),
        ("Ⅰ级", ["05-16", "07-30"], "05-20", "2025-12-31", "not_triggered"),
        ("Ⅰ级", ["05-16"], "", "2025-05-31", "not_triggered"),
        ("Ⅰ级", ["05-16"], "", "2025-06-01", "triggered"),
        ("Ⅲ级", [], "", "2025-06-15", "not_triggered"),
        ("Ⅲ级", [], "", "2025-06-16", "triggered"),
    ],
)
def test_the_longest_gap_counts_from_the_listing_to_its_end_or_to_today(
    level: str, visits: list[str], struck: str, today: str, outcome: str
) -> None:
    end = f", struck: 2025-{struck}" if struck else ""
    facts = f"hazard: [{{subject: 村, date: 2025-05-01, code: h, level: {level}{end}}}]"
    rows = [
        *(f"{{subject: 村, date: 2025-{day}, code: h}}" for day in visits),
        "{subject: 村, date: 2025-05-10, code: x}",
    ]
    assert (
        failed(f"{facts}, visit: [{', '.join(rows)}]", f"{{id: G, subject: 村, outcome: {outcome}}}", today)
        == []
    )


def test_the_longest_gap_of_each_record_that_is_open_makes_a_duty_by_months() -> None:
    facts = "hazard: [{subject: 村, date: 2025-05-01, code: h, level: Ⅰ级, struck: 2025-07-02}],"
    facts += "visit: [{subject: 村, date: 2025-05-16, code: h}, {subject: 村, date: 2025-06-01, code: h}]"
    told = {"2025-05": "met", "2025-06": "not_met", "2025-07": "not_met", "2025-08": "not_applicable"}
    expected = ", ".join(
        f"{{id: W, subject: 村, period: {key}, outcome: {one}}}" for key, one in told.items()
    )
    assert failed(facts, expected) == []


def test_the_longest_gap_is_told_with_its_days() -> None:
    facts = "hazard: [{subject: 村, date: 2025-05-01, code: h, level: Ⅰ级, struck: 2025-05-30}],"
    facts += "visit: [{subject: 村, date: 2025-05-10, code: h}]"
    says = "“现场督查”最长间隔 20（2025-05-10至2025-05-30） > 15"
    assert failed(facts, f"{{id: G, subject: 村, outcome: triggered, says: {says}}}") == []


def test_what_looks_ahead_is_told_as_a_sentence() -> None:
    scheme = load_files(_files("cases: []\n")).scheme
    told = {one.id: entry_sentence(scheme, one) for one in (*scheme.rules, *scheme.duties)}
    assert "自登记日期起30日内编号相同的“伤亡变化”" in told["B"]
    assert "自登记日期至摘牌日（没有的至今日）编号相同的“现场督查”最长间隔的天数" in told["G"]
    assert "期末后15日（自然日）内做的算本期（期初这几日内做的算上期）" in told["U"]
    assert "期末后15日" in told["V"]


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        (
            "{value: {count: accident, within: {count: 3, unit: month, after: row_date, before: today}}, above: 0}",
            "、around（含某天的任意一段）只写一个",
        ),
        (
            "{value: {count_periods: {value: score, below: 6}, over: {count: 3, unit: year, after: today}}, above: 1}",
            "从某天算起的时段（after）只用于 count、take … rows、happened 的 within",
        ),
        ("{value: {longest_gap: acident, unit: calendar_day}, above: 0}", "是不是“accident”？"),
        ("{value: {longest_gap: accident, match: {cod: 1}, unit: calendar_day}, above: 0}", "是不是“code”？"),
        ("{value: {longest_gap: accident, unit: calendar_day}, above: 2025-01-01}", "左边是数，不能与日期"),
    ],
)
def test_a_slip_in_what_looks_ahead_is_told(when: str, sentence: str) -> None:
    rules = RULES.replace('{value: rate, below: "90%"}', when)
    found = [problem.message for problem in lint(_files("cases: []\n", rules))]
    assert any(sentence in message for message in found), found
