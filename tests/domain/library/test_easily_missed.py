"""What is written well and hardly meant: words without rank, a day too many, a window cut short, a table with holes."""

import pytest

from domain.library import Severity, lint
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

MORE = (
    FACTS
    + """
  grade: {name: 等次, kind: grade, of: provider, every: quarter, grades: [好, 中, 差]}
  off: {name: 暂停, kind: flag, of: provider, every: quarter}
  opened: {name: 开业日, kind: date, of: provider}
measures:
  final: {name: 结果, of: provider, every: quarter, value: {if: {value: off, is: true}, then: 不定, otherwise: grade}}
"""
)


def told(when: str, facts: str = MORE) -> list[tuple[Severity, str]]:
    rule = RULES.replace('{value: rate, below: "90%"}', when)
    return [
        (one.severity, one.message) for one in lint(scheme_with(facts=facts, rules=rule, cases="cases: []"))
    ]


def said(when: str, words: str, facts: str = MORE) -> list[Severity]:
    return [severity for severity, message in told(when, facts) if words in message]


@pytest.mark.parametrize(
    ("when", "refused"),
    [
        ("{value: final, at_least: 中}", True),
        ("{value: final, one_of: [好, 中]}", False),
        ("{value: final, is: 不定}", False),
        ("{value: grade, at_least: final}", True),
        ("{value: {smaller_of: [final, grade]}, is: 差}", True),
        ("{value: {take: lowest, of: final, over: year}, is: 差}", True),
        ("{value: grade, at_least: 中}", False),
    ],
)
def test_a_word_without_a_place_among_the_grades_is_neither_better_nor_worse(
    when: str, refused: bool
) -> None:
    assert bool(said(when, "“不定”不在高低次序（好、中、差）里")) is refused


def test_the_grades_of_a_measure_name_every_word_that_it_can_be() -> None:
    some = MORE.replace("final: {", "final: {grades: [好, 中, 差], ")
    assert said("{value: grade, is: 好}", "“结果”还会是“不定”", some) == [Severity.ERROR]
    every = MORE.replace("final: {", "final: {grades: [好, 中, 差, 不定], ")
    assert told("{value: final, at_least: 中}", every) == told("{value: grade, at_least: 中}", every)


@pytest.mark.parametrize(
    ("within", "periods"),
    [
        ("{count: 1, unit: year}", 4),
        ("{count: 3, unit: month}", 1),
        ("{count: 2, unit: month}", None),
        ("{count: 90, unit: calendar_day}", None),
        ("{count: 1, unit: year, edge: excluded}", None),
        ("{count: 1, unit: year, before: opened}", None),
        ("{periods: 4}", None),
    ],
)
def test_whole_periods_counted_back_from_the_end_of_one_take_a_day_too_many(
    within: str, periods: int | None
) -> None:
    found = said(f"{{value: {{count: breach, within: {within}}}, at_least: 1}}", f"写 {{periods: {periods}}}")
    assert found == ([Severity.WARNING] if periods is not None else [])


@pytest.mark.parametrize(
    ("within", "warned"),
    [
        ("{from: {event: opened}, to: {after: opened, count: 3, unit: month}}", True),
        ("{from: {event: opened}, to: {after: period_end, count: 3, unit: month}}", False),
        ("{count: 3, unit: month, after: opened}", False),
    ],
)
def test_a_window_up_to_so_long_after_a_date_is_cut_at_the_end_of_the_period(
    within: str, warned: bool
) -> None:
    when = f"{{happened: breach, within: {within}}}"
    written = "写 {count: 3, unit: month, after: opened}"
    assert said(when, written) == ([Severity.WARNING] if warned else [])


@pytest.mark.parametrize(
    ("table", "warned"),
    [
        ("{table: grade, values: {好: 1, 中: 2}}", True),
        ("{table: grade, values: {好: 1, 中: 2}, otherwise: 3}", False),
        ("{table: grade, values: {好: 1, 中: 2, 差: 3}}", False),
        ("{if: {value: grade, is: 差}, then: 9, otherwise: {table: grade, values: {好: 1, 中: 2}}}", False),
        ("{if: {value: grade, is: 好}, then: 9, otherwise: {table: grade, values: {好: 1, 中: 2}}}", True),
        (
            "{if: {value: grade, one_of: [好, 中]}, then: {table: grade, values: {好: 1, 中: 2}}, otherwise: 9}",
            False,
        ),
        (
            "{if: {any: [{value: grade, is: 差}, {value: off, is: true}]}, then: 9,"
            " otherwise: {table: grade, values: {好: 1, 中: 2}}}",
            False,
        ),
        (
            "{if: {all: [{value: grade, is: 差}, {value: off, is: true}]}, then: 9,"
            " otherwise: {table: grade, values: {好: 1, 中: 2}}}",
            True,
        ),
        (
            "{if: {not: {value: grade, is: 差}}, then: {table: grade, values: {好: 1, 中: 2}}, otherwise: 9}",
            False,
        ),
    ],
)
def test_a_table_that_leaves_out_a_word_is_warned_of(table: str, warned: bool) -> None:
    found = said(
        f"{{value: score, below: {table}}}",
        "“差”不在对照表里",
        MORE.replace("every: month", "every: quarter"),
    )
    assert found == ([Severity.WARNING] if warned else [])


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            "{by_bands: rate, bands: [{at_most: 5, then: 1}, {at_most: 2, then: 2}, {then: 3}]}",
            "永远轮不到这一档",
        ),
        ("{by_bands: rate, bands: [{below: 5, then: 1}, {at_most: 5, then: 2}, {then: 3}]}", ""),
        (
            "{by_bands: rate, bands: [{at_least: 5, then: 1}, {at_most: 2, then: 2}, {then: 3}]}",
            "要同是 at_most、below",
        ),
        ("{by_bands: rate, bands: [{at_most: 5, then: 1}, {then: 大}]}", "“大”是词，这里要数"),
        ("{by_bands: rate, bands: [{at_most: 5, then: 1}, {at_most: 6, then: 2}]}", "最后一档只写 then"),
        ("{by_bands: grade, bands: [{at_most: 5, then: 1}, {then: 2}]}", "左边是词，不能与数“5”比较"),
        ("{worse: grade, by: 好}", "“好”是词，这里要数"),
        ("{worse: score, by: 1}", "“score”是数，这里要有高低的等次"),
        ("{worse: final, by: 1}", "“不定”不在高低次序"),
        ("{worse: grade, better: grade, by: 1}", "必须写一个，且只写一个"),
        ("{year_of: opened, later: 1, day: 3}", "写了 day 就要写 month"),
        ("{year_of: opened, month: 4, day: 31}", "4月没有31日"),
        ("{month_of: opened, month: 4}", "只与 year_of 同用"),
        ("{covered_days: breach, to: 1}", "写的是数，这里要日期"),
        ("{covered_days: rate, to: opened}", "没有这个逐条登记的数据（record）“rate”"),
    ],
)
def test_a_slip_in_a_newer_value_is_told(value: str, sentence: str) -> None:
    found = told(f"{{value: {value}, equals: {value}}}", MORE.replace("every: month", "every: quarter"))
    wrong = [message for severity, message in found if severity is Severity.ERROR]
    assert any(sentence in message for message in wrong) if sentence else wrong == [], wrong


IN_BANDS = "measures: {g: {name: 级, of: provider, value: rate, bands: [{grade: 甲, at_least: 90}]}}\n"
BY_BANDS = "{by_bands: rate, bands: [{at_least: 90, then: 1}, {then: 2}]}"
BY_MILESTONE = "clause: 一, of: provider, value: rate, milestones: [{by: {year: 2026}, at_least: 90}]"


@pytest.mark.parametrize(
    "more",
    [
        IN_BANDS,
        f"measures: {{g: {{name: 级, of: provider, value: {BY_BANDS}}}}}\n",
        f"targets: [{{id: T, title: 率, {BY_MILESTONE}}}]\n",
    ],
)
def test_a_percentage_without_its_sign_is_warned_of_wherever_there_are_bounds(more: str) -> None:
    for written, expected in (("90", 1), ('"90%"', 0)):
        found = lint(scheme_with(facts=FACTS + more.replace("90", written)))
        assert len([one for one in found if "左边是百分数，90 是 9000%" in one.message]) == expected, found


@pytest.mark.parametrize(
    ("when", "warned"),
    [
        ("{value: own, is: 差}", 0),
        ("{streak: {of: {value: own, is: 差}, length: 2}}", 1),
        ("{value: own, is: 中}", 1),
    ],
)
def test_a_rule_that_says_a_grade_aloud_does_not_change_it(when: str, warned: int) -> None:
    facts = MORE + "  own: {name: 自评, of: provider, every: quarter, grades: [好, 中, 差], value: grade}\n"
    rule = RULES.replace('{value: rate, below: "90%"}', when)
    rule = rule.replace(
        "{do: rectify, within: {count: 30, unit: calendar_day, from: 送达}}", "{do: grade, grade: 差}"
    )
    found = lint(scheme_with(facts=facts, rules=rule, cases="cases: []"))
    assert len([one for one in found if "“自评”不跟着变" in one.message]) == warned, found


@pytest.mark.parametrize(
    ("when", "warned"),
    [
        ("{value: {count: breach, where: {value: intent, is: 故意}, within: year}, at_least: 2}", True),
        ("{happened: breach, where: {value: intent, is: 故意}}", True),
        (
            "{streak: {of: {happened: breach, where: {value: intent, is: 故意}}, length: 2, every: month}}",
            True,
        ),
        ("{value: {count: breach, where: {value: intent, is: 故意}, within: earlier}, at_least: 2}", False),
        ("{value: {count: breach, where: {value: intent, is: 故意}}, equals: 0}", False),
        ("{value: {count: breach}, at_least: 2}", False),
        (
            "{all: [{value: intent, is: 故意}, {happened: breach, where: {value: intent, is: 故意}, within: year}]}",
            False,
        ),
    ],
)
def test_a_record_that_is_not_itself_of_those_counted_meets_the_rule_once_there_are_enough(
    when: str, warned: bool
) -> None:
    rules = RULES.replace("every: quarter", "on: breach").replace('{value: rate, below: "90%"}', when)
    found = lint(scheme_with(rules=rules, cases="cases: []"))
    assert [one.severity for one in found if "数已经够了的也会再触发" in one.message] == [
        Severity.WARNING
    ] * warned


@pytest.mark.parametrize(
    ("when", "severity"),
    [
        ("{streak: {of: {happened: offence, within: month}, rows: breach, length: 3}}", Severity.ERROR),
        ("{streak: {of: {value: loss, above: score}, rows: breach, length: 3}}", Severity.ERROR),
        ("{streak: {of: {value: loss, above: 3}, rows: breach, length: 3, within: year}}", None),
        ("{happened: breach, within: year, where: {happened: offence, within: month}}", Severity.WARNING),
        ("{happened: breach, within: month, where: {happened: offence, within: month}}", None),
        ("{happened: breach, within: month, where: {happened: offence, within: year}}", None),
        ("{happened: breach, within: year, where: {value: loss, above: score}}", Severity.WARNING),
        ("{happened: breach, where: {value: loss, above: {as_of: row_date, of: score}}}", None),
        ("{happened: breach, where: {during: year}}", None),
    ],
)
def test_a_month_in_a_filter_of_records_is_that_of_the_judgement_and_not_of_each_record(
    when: str, severity: Severity | None
) -> None:
    facts = MORE.replace("fields: {intent", "fields: {loss: {name: 损失, kind: number}, intent").replace(
        "measures:", "  offence: {name: 处罚, kind: record, of: provider}\nmeasures:"
    )
    assert said(when, "判断那一刻的，不是", facts) == ([severity] if severity else [])
