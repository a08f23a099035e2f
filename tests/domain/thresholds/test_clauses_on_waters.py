"""Clauses on water, credit and gas on which a stranger stumbled: the worst indicator, points rounded up, choices."""

import pytest

from domain.library import lint
from domain.library.articles import articles_of
from domain.library.problems import LibraryError
from tests.domain.thresholds.test_small_clauses import library, wrong

WORST = """
facts:
  cod: {name: 化学需氧量, kind: number, of: village, every: month}
  nh: {name: 氨氮, kind: number, of: village, every: month}
  hz: {name: 隐患, kind: record, of: village, fields: {
    cod: {name: 化学需氧量, kind: number}, nh: {name: 氨氮, kind: number},
    worst: {name: 类别, kind: grade, options: [Ⅲ类, Ⅳ类, 劣Ⅴ类], value: {smaller_of: [
      {by_bands: cod, bands: [{at_most: 20, then: Ⅲ类}, {at_most: 30, then: Ⅳ类}, {then: 劣Ⅴ类}]},
      {by_bands: nh, bands: [{at_most: 1, then: Ⅲ类}, {then: 劣Ⅴ类}]}]}}}}
measures:
  class:
    name: 水质类别
    of: village
    every: month
    grades: [Ⅲ类, Ⅳ类, 劣Ⅴ类]
    value: {smaller_of: [
      {by_bands: cod, bands: [{at_most: 20, then: Ⅲ类}, {at_most: 30, then: Ⅳ类}, {then: 劣Ⅴ类}]},
      {by_bands: nh, bands: [{at_most: 1, then: Ⅲ类}, {then: 劣Ⅴ类}]}]}
cases:
  - name: 单因子评价
    today: 2027-04-30
    subject: 甲
    facts:
      cod: [{period: 2027-01, value: 20}, {period: 2027-02, value: "20.1"}, {period: 2027-03, value: 20}]
      nh: [{period: 2027-01, value: 1}, {period: 2027-02, value: 1}, {period: 2027-03, value: "1.01"}]
      hz: [{date: 2027-04-01, cod: 20, nh: "1.01"}]
    expect:
      values:
        - {value: class, period: 2027-01, equals: Ⅲ类}
        - {value: class, period: 2027-02, equals: Ⅳ类}
        - {value: class, period: 2027-03, equals: 劣Ⅴ类}
        - {value: {take: latest, of: worst, rows: hz}, date: 2027-04-01, equals: 劣Ⅴ类}
"""


def told(text: str) -> str:
    try:
        problems = lint(library(text))
    except LibraryError as refused:
        problems = refused.problems
    return "\n".join(str(one) for one in problems)


def test_of_words_the_worse_is_taken_in_the_order_that_the_measure_or_the_field_declares() -> None:
    assert wrong(WORST) == []
    assert "没有高低可比" in told(WORST.replace("    grades: [Ⅲ类, Ⅳ类, 劣Ⅴ类]\n", ""))


GOALS = """
facts:
  trace: {name: 覆盖率, kind: ratio, of: village, every: month}
measures:
  goal: {name: 目标, of: village, every: month, percent: true, value: {smaller_of: ["90%", {sum: ["60%",
    {product: ["5%", {difference: [{part: month, of: period_end}, 1]}]}]}]}}
rules:
  - id: R
    title: 每低1个百分点扣100元
    clause: 一
    subject: village
    every: month
    when: {value: trace, below: goal}
    then: [{do: deduct, amount: {fixed: 100, per: {round_up: {difference: [goal, trace]}}, size: "1%"}}]
cases:
  - name: 不足一个百分点按一个
    today: 2027-04-30
    subject: 甲
    facts:
      trace: [{period: 2027-01, value: "60%"}, {period: 2027-02, value: "64.9%"}, {period: 2027-03, value: "67.9%"}]
    expect:
      verdicts:
        - {id: R, period: 2027-01, outcome: not_triggered}
        - {id: R, period: 2027-02, outcome: triggered, consequences: [{do: deduct, amount_from: 100, amount_to: 100}]}
        - {id: R, period: 2027-03, outcome: triggered, consequences: [{do: deduct, amount_from: 300, amount_to: 300}]}
"""


def test_points_are_rounded_as_percentages_and_never_together_with_plain_numbers() -> None:
    assert wrong(GOALS) == []
    assert "错误" not in told(GOALS)
    assert "算出来是百分数的指标写 percent: true" in told(GOALS.replace("percent: true, ", ""))


GRADED = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {level: {name: 等级, kind: grade, options: [一般, 较大, 重大]}}}
rules:
  - {id: R, title: 可延长, clause: 一, subject: village, on: hz, when: {value: level, WORDS}, then: [{do: warn}]}
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("below: 重大", "错误：“重大”是最差的一等（由好到差：一般、较大、重大），没有比它更差的"),
        ("above: 一般", "错误：“一般”是最好的一等（由好到差：一般、较大、重大），没有比它更好的"),
        ("at_least: 重大", "提醒：“重大”是最差的一等（由好到差：一般、较大、重大），都不比它差"),
        ("at_most: 一般", "提醒：“一般”是最好的一等（由好到差：一般、较大、重大），都不比它好"),
        ("above: 重大", ""),
        ("below: 较大", ""),
    ],
)
def test_nothing_is_worse_than_the_worst_or_better_than_the_best(words: str, said: str) -> None:
    found = told(GRADED.replace("WORDS", words))
    assert said in found if said else "一等" not in found


CHOICES = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {
    late: {name: 逾期, kind: flag}, grave: {name: 情节严重, kind: flag}}}
rules:
  - id: R
    title: 复查不合格
    clause: 一
    subject: village
    on: hz
    then:
      - {do: warn}
      - choose_one:
          - {do: suspend, when: {value: late, is: true}}
          - {do: disqualify, when: {value: grave, is: true}}
cases:
  - name: 由人选的几样都不成立
    today: 2027-04-30
    subject: 甲
    facts:
      hz: [{date: 2027-01-01, late: false, grave: false}, {date: 2027-01-02, late: true, grave: false},
        {date: 2027-01-03, late: true, grave: true}]
    expect:
      verdicts:
        - {id: R, date: 2027-01-01, outcome: triggered, consequences: [{do: warn}]}
        - {id: R, date: 2027-01-02, outcome: triggered, consequences: [{do: warn}, {do: suspend, choice: false}]}
        - {id: R, date: 2027-01-03, outcome: triggered, consequences: [{do: warn}, {do: suspend, choice: true},
            {do: disqualify, choice: true}]}
"""


def test_alternatives_that_do_not_hold_are_not_offered_and_the_last_one_is_no_choice() -> None:
    assert wrong(CHOICES) == []


LISTED = """
facts:
  hz: {name: 隐患, kind: record, of: village}
lists: {black: {name: 黑名单, of: village, lasts: {count: 1, unit: year}, clause: 一}}
groups: {light: {name: 择重, order: [H, L], clause: 一}}
rules:
  - {id: H, title: 重, clause: 一, subject: village, on: hz,
     then: [{do: list, list: black, lasts: {count: 2, unit: year}}]}
  - {id: L, title: 轻, clause: 一, subject: village, on: hz, then: [{do: list, list: black}]}
  - {id: Q, title: 问轻的, clause: 一, subject: village, on: hz, when: {triggered: L}, then: [{do: warn}]}
  - {id: B, title: 当日在名单上, clause: 一, subject: village, on: hz, then: [{do: warn}],
     when: {value: {as_of: row_date, of: {if: {on_list: black}, then: true, otherwise: false}}, is: true}}
cases:
  - name: 试
    today: 2027-04-30
    subject: 甲
    facts: {hz: [{date: 2027-01-01}]}
    expect:
      verdicts:
        - {id: Q, outcome: not_triggered, says: 或者由同组更重的一条取代}
        - {id: B, outcome: triggered, says: 是（在黑名单）}
"""


def test_the_working_and_the_sentences_leave_out_nothing_that_changes_the_figure() -> None:
    assert wrong(LISTED) == []
    told = "".join(one.text for one in articles_of(library(LISTED).scheme))
    assert "期限1年（规则另定期限的从其规定）" in told


AMOUNTS = """
facts:
  score: {name: 得分, kind: number, of: village, every: month}
  funds: {name: 经费, kind: amount, of: village, every: month}
rules:
  - {id: R, title: 每低一分扣一百元, clause: 一, subject: village, every: month, when: {value: score, at_most: 100},
     then: [{do: deduct, amount: {fixed: 100, per: {difference: [90, score]}, cap: {product: ["20%", funds]}}}]}
  - {id: S, title: 结算, clause: 一, subject: village, every: month, when: {value: score, at_most: 100},
     then: [{do: settle, amount: {fixed: 100, per: {difference: [90, score]}}}]}
cases:
  - name: 高于九十分的不倒找；最高数额没有数据的待核
    today: 2027-05-31
    subject: 甲
    facts:
      score: [{period: 2027-01, value: 95}, {period: 2027-02, value: 85}, {period: 2027-03, value: 80},
        {period: 2027-04, value: 85}]
      funds: [{period: 2027-01, value: 3000}, {period: 2027-02, value: 3000}, {period: 2027-03, value: 3000}]
    expect:
      verdicts:
        - {id: R, period: 2027-01, outcome: triggered, consequences: [{do: deduct, amount_from: 0, amount_to: 0}]}
        - {id: R, period: 2027-02, outcome: triggered, consequences: [{do: deduct, amount_from: 500, amount_to: 500}]}
        - {id: R, period: 2027-03, outcome: triggered, consequences: [{do: deduct, amount_from: 600, amount_to: 600}]}
        - {id: R, period: 2027-04, outcome: triggered, consequences: [{do: deduct}]}
        - {id: S, period: 2027-01, outcome: triggered, consequences: [{do: settle, amount_from: -500, amount_to: -500}]}
"""


def test_no_deduction_is_below_zero_and_none_goes_without_its_limit() -> None:
    assert wrong(AMOUNTS) == []
    uncapped = AMOUNTS.replace("{do: deduct}]", "{do: deduct, amount_to: 500}]")
    (told_open,) = wrong(uncapped)
    assert "经费没有数据，数额待核" in told_open


SPARED = """
facts:
  since: {name: 设立日, kind: date, of: village}
  fine: {name: 达标, kind: flag, of: village, every: month}
measures: {rate: {name: 达标率, of: township, every: month, value: {ratio: [
  {count_members: village, where: {all: [{value: fine, is: true}SPARED]}}, {count_members: villageWHERE}]}}}
rules: [{id: R, title: 未达标, clause: 一, subject: village, every: month,
  when: {value: fine, is: false}, then: [{do: warn}]}]
exemptions: [{id: X, title: 新设的, clause: 一, of: village, when: {value: since, above: 2027-01-01}}]
"""


def test_whom_an_exception_spares_is_told_where_it_is_counted_all_the_same() -> None:
    spared = "{not: {value: since, above: 2027-01-01}}"
    open_ = SPARED.replace("SPARED", "").replace("WHERE", "")
    assert "“新设的”免的，“达标率”里照样数着" in told(open_)
    closed = SPARED.replace("SPARED", f", {spared}").replace("WHERE", f", where: {spared}")
    assert "照样数着" not in told(closed)
    assert "照样数着" not in told(closed.replace(spared, "{value: since, at_most: 2027-01-01}"))
    assert "照样数着" in told(closed.replace(spared, "{value: since, at_least: 2027-01-01}"))
    assert "不适用本方案的规则、职责、时限和任务指标" in "".join(
        one.text for one in articles_of(library(open_).scheme)
    )
