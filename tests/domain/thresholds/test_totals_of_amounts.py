"""What the amounts of several rules come to, read as a value: after caps, open as long as one of them is."""

import pytest

from domain.library import lint
from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

SCHEME = """
facts:
  fee: {name: 服务费, kind: amount, of: village, every: month}
  late: {name: 迟到次数, kind: number, of: village, every: month}
  bad: {name: 差评, kind: record, of: village, fields: {}}
caps:
  cap: {name: 当月上限, clause: 三, of: village, within: month, at_most: {product: ["30%", fee]}, rules: [R-1, R-2]}
rules:
  - {id: R-1, title: 迟到扣一百元, clause: 一, subject: village, every: month, when: {value: late, above: 0},
     then: [{do: deduct, amount: {fixed: 100, per: late}}]}
  - {id: R-2, title: 差评, clause: 二, subject: village, on: bad, then: [SECOND]}
  - {id: R-3, title: 实付, clause: 四, subject: village, every: month, when: {value: fee, above: 0},
     then: [{do: settle, amount: {fixed: {difference: [fee, {amounts: deduct, rules: [R-1, R-2]}]}}}]}
  - {id: R-4, title: 连续两月扣款达到服务费两成, clause: 五, subject: village, every: month, then: [{do: terminate}],
     when: {streak: {of: {value: {amounts: deduct, within: month}, at_least: {product: ["20%", fee]}}, length: 2}}}
  - {id: R-5, title: 年内扣款累计超过450元, clause: 六, subject: village, every: month, then: [{do: warn}],
     when: {value: {amounts: deduct, within: year}, above: 450}}
"""
FIXED = "{do: deduct, amount: {fixed: 50}}"
JANUARY_TO_MARCH = """
    facts:
      fee: [{period: 2027-01, value: 1000}, {period: 2027-02, value: 1000}, {period: 2027-03, value: 1000}]
      late: [{period: 2027-01, value: 1}, {period: 2027-02, value: 2}, LATE]
      bad: [BAD]
"""


def files(text: str) -> dict[str, str]:
    return {"scheme.yaml": HEAD + text}


def case(expected: str, late: str = "{period: 2027-03, value: 4}", bad: str = "{date: 2027-01-20}") -> str:
    """One village in the first months of a year, with what is expected of it."""
    facts = JANUARY_TO_MARCH.replace("LATE", late).replace("BAD", bad)
    return f"cases:\n  - name: 试\n    subject: 甲村\n    today: 2027-04-10{facts}    expect:\n{expected}"


def test_what_is_paid_is_the_fee_less_the_deductions_within_their_cap() -> None:
    paid = """
      verdicts:
        - {id: R-3, period: 2027-01, outcome: triggered, consequences: [{do: settle, amount_from: 850, amount_to: 850}]}
        - {id: R-3, period: 2027-02, outcome: triggered, consequences: [{do: settle, amount_from: 800, amount_to: 800}]}
        - {id: R-3, period: 2027-03, outcome: triggered, consequences: [{do: settle, amount_from: 700, amount_to: 700}]}
      values:
        - {value: {amounts: deduct, rules: [R-2]}, subject: 甲村, period: 2027-01, equals: 50}
        - {value: {amounts: deduct, within: year}, subject: 甲村, period: 2027-03, equals: 650}
"""
    assert wrong(SCHEME.replace("SECOND", FIXED) + case(paid)) == []


def test_a_rule_may_ask_for_the_total_of_two_months_and_of_the_year() -> None:
    asked = """
      verdicts:
        - {id: R-4, period: 2027-02, outcome: not_triggered}
        - {id: R-4, period: 2027-03, outcome: triggered}
        - {id: R-5, period: 2027-02, outcome: not_triggered}
        - {id: R-5, period: 2027-03, outcome: triggered, says: "扣减合计 650"}
"""
    assert wrong(SCHEME.replace("SECOND", FIXED) + case(asked)) == []


def test_a_total_is_open_while_a_rule_in_it_is_unless_what_is_certain_decides() -> None:
    unknown = """
      verdicts:
        - {id: R-3, period: 2027-03, outcome: triggered, consequences: [{do: settle}]}
        - {id: R-4, period: 2027-03, outcome: pending_data, says: 2027-03 R-1 待核}
        - {id: R-5, period: 2027-03, outcome: pending_data}
"""
    assert wrong(SCHEME.replace("SECOND", FIXED) + case(unknown, late="")) == []
    decided = "      verdicts: [{id: R-5, period: 2027-03, outcome: triggered}]\n"
    many = ", ".join(f"{{date: 2027-0{month}-1{day}}}" for month in (1, 2) for day in range(6))
    assert wrong(SCHEME.replace("SECOND", FIXED) + case(decided, late="", bad=many)) == []


@pytest.mark.parametrize(
    ("second", "low", "high", "outcome"),
    [
        ("{do: deduct, amount: {fixed: {at_least: 50, at_most: 150}}}", 750, 850, "needs_judgement"),
        ("{do: deduct, amount: {fixed: {at_least: 120, at_most: 150}}}", 750, 780, "triggered"),
        ("{do: deduct, nature: may, amount: {fixed: 90}}", 810, 900, "not_triggered"),
        ("{choose_one: [{do: warn}, {do: deduct, amount: {fixed: 100}}]}", 800, 900, "needs_judgement"),
        ("{do: deduct, amount: {words: 按实际损失}}", 700, 900, "needs_judgement"),
    ],
)
def test_what_a_person_fixes_leaves_a_range_and_a_comparison_inside_it_to_a_person(
    second: str, low: int, high: int, outcome: str
) -> None:
    scheme = (
        SCHEME.replace("SECOND", second)
        .replace("above: 450", "at_least: 200")
        .replace("within: year", "within: month")
    )
    told = f"""
      verdicts:
        - id: R-3
          period: 2027-01
          outcome: triggered
          consequences: [{{do: settle, amount_from: {low}, amount_to: {high}}}]
        - {{id: R-5, period: 2027-01, outcome: {outcome}}}
"""
    assert wrong(scheme + case(told)) == []


def test_a_rule_cannot_stand_in_the_total_that_it_reads() -> None:
    text = SCHEME.replace("SECOND", FIXED).replace(
        "then: [{do: warn}]", "then: [{do: deduct, amount: {fixed: 1}}]"
    )
    told = [str(one) for one in lint(files(text + case("      verdicts: []\n")))]
    assert any("绕了一圈" in one and "rules 写明" in one for one in told)
    named = text.replace(
        "{amounts: deduct, within: month}", "{amounts: deduct, rules: [R-1], within: month}"
    ).replace("{amounts: deduct, within: year}", "{amounts: deduct, rules: [R-1, R-2], within: year}")
    assert not any("绕了一圈" in str(one) for one in lint(files(named + case("      verdicts: []\n"))))


def test_what_is_named_in_a_total_takes_something() -> None:
    text = SCHEME.replace("SECOND", FIXED).replace("rules: [R-1, R-2]}]}}}]}", "rules: [R-1, R-4]}]}}}]}")
    told = [str(one) for one in lint(files(text + case("      verdicts: []\n")))]
    assert any("R-4" in one and "写了数额的“扣减”" in one for one in told)
    empty = text.replace("rules: [R-1, R-4]", "rules: [R-1, R-2]").replace(
        "{amounts: deduct, within: year}", "{amounts: reward, within: year}"
    )
    assert any("合计永远是零" in str(one) for one in lint(files(empty + case("      verdicts: []\n"))))


def test_a_total_is_told_in_plain_words() -> None:
    told = "".join(one.text for one in articles_of(library(SCHEME.replace("SECOND", FIXED)).scheme))
    assert "服务费－按“迟到扣一百元”（R-1）、“差评”（R-2）扣减的数额合计（在上限以内）" in told
    assert "全年各条扣减的数额合计（在上限以内）超过450元（不含）的" in told


BY_UNIT = """
facts:
  over: {name: 超标, kind: record, of: village, fields: {size: {name: 数额, kind: amount}}}
  done: {name: 保证金, kind: record, of: township, fields: {}}
measures: {month_total: {name: 当月补偿, of: township, every: month, value: {amounts: compensate, within: month}}}
rules:
  - {id: R-1, title: 断面超标由镇街补偿, clause: 一, subject: village, on: over,
     then: [{do: compensate, on: township, amount: {fixed: size}}]}
  - {id: R-2, title: 上月补偿超过100元的，本月存入两倍, clause: 二, subject: township, every: month,
     when: {value: {previous: month_total}, above: 100},
     then: [{do: deposit, amount: {fixed: {product: [2, {previous: month_total}]}}}]}
  - {id: R-3, title: 此前补偿累计, clause: 三, subject: township, on: done,
     when: {value: {amounts: compensate, within: earlier}, at_least: 150}, then: [{do: notify}]}
cases:
  - name: 试
    today: 2027-04-10
    subjects: [{id: 甲镇, kind: township}, {id: 甲村, kind: village, belongs_to: [甲镇]},
      {id: 乙村, kind: village, belongs_to: [甲镇]}]
    facts:
      over: [{subject: 甲村, date: 2027-01-05, size: 80}, {subject: 乙村, date: 2027-01-06, size: 70},
        {subject: 乙村, date: 2027-02-06, size: 100}]
      done: [{subject: 甲镇, date: 2027-01-06}, {subject: 甲镇, date: 2027-01-07}]
    expect:
      verdicts:
        - {id: R-2, subject: 甲镇, period: 2027-02, outcome: triggered,
           consequences: [{do: deposit, amount_from: 300, amount_to: 300}]}
        - {id: R-2, subject: 甲镇, period: 2027-03, outcome: not_triggered}
        - {id: R-3, subject: 甲镇, date: 2027-01-06, outcome: not_triggered}
        - {id: R-3, subject: 甲镇, date: 2027-01-07, outcome: triggered}
"""


def test_amounts_that_fall_on_the_unit_above_are_added_up_there() -> None:
    assert wrong(BY_UNIT) == []


GROUPED = """
facts:
  bad: {name: 差评, kind: record, of: village, fields: {grave: {name: 严重, kind: flag}}}
groups: {one: {name: 择重, order: [R-2, R-1], clause: 一}}
rules:
  - {id: R-1, title: 轻, clause: 一, subject: village, on: bad, then: [{do: deduct, amount: {fixed: 10}}]}
  - {id: R-2, title: 重, clause: 一, subject: village, on: bad, when: {value: grave, is: true},
     then: [{do: deduct, amount: {fixed: 100}}]}
  - {id: R-3, title: 再犯加倍, clause: 二, subject: village, on: bad,
     when: {value: {amounts: deduct, within: earlier}, at_least: 110},
     then: [{do: deduct, amount: {fixed: {amounts: deduct, within: earlier}}}]}
cases:
  - name: 试
    today: 2027-04-10
    subject: 甲村
    facts: {bad: [{date: 2027-01-05, grave: true}, {date: 2027-01-06, grave: false}, {date: 2027-01-07, grave: false},
      {date: 2027-01-08, grave: false}]}
    expect:
      verdicts:
        - {id: R-3, date: 2027-01-06, outcome: not_triggered}
        - {id: R-3, date: 2027-01-07, outcome: triggered,
           consequences: [{do: deduct, amount_from: 110, amount_to: 110}]}
        - {id: R-3, date: 2027-01-08, outcome: triggered,
           consequences: [{do: deduct, amount_from: 230, amount_to: 230}]}
"""


def test_a_lighter_rule_of_a_group_adds_nothing_and_a_rule_may_read_what_came_before_it() -> None:
    assert wrong(GROUPED) == []


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (FIXED, False),
        ("{do: deduct, amount: {fixed: {at_least: 20, at_most: 50}}}", True),
        ("{do: deduct, nature: may, amount: {fixed: 50}}", True),
        ("{do: deduct, amount: {words: 酌情扣减}}", True),
        ("{choose_one: [{do: deduct, amount: {fixed: 50}}, {do: warn}]}", True),
        ("{do: recover, amount: {fixed: {at_least: 20, at_most: 50}}}", False),
    ],
)
def test_the_sentence_says_that_what_decisions_fixed_is_not_read(second: str, said: bool) -> None:
    text = SCHEME.replace("SECOND", second).replace(
        "amounts: deduct, rules: [R-1, R-2]", "amounts: deduct, rules: [R-1]"
    )
    sentences = {one.id: one.text for one in articles_of(library(text).scheme)}
    assert ("由人定的按幅度计，不看处置决定里定下的数" in sentences["R-5"]) is said
    assert "不看处置决定" not in sentences["R-3"], "of the first rule alone every amount is certain"


def test_the_arithmetic_of_an_open_total_says_where_the_fixed_figure_has_to_be_written() -> None:
    asked = """
      verdicts: [{id: R-5, period: 2027-03, outcome: needs_judgement, says: 处置决定里定下的数要另行登记才算得进}]
"""
    ranged = "{do: deduct, amount: {fixed: {at_least: 20, at_most: 50}}}"
    found = wrong(SCHEME.replace("SECOND", ranged).replace("above: 450", "above: 630") + case(asked))
    assert found == []
