"""Slips of people who write schemes without programming: each is told where it is, with what was meant."""

import pytest

from domain.library import Severity, lint, load_files
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import CASES, FACTS, RULES, scheme_with


def told(**changed: str) -> list[str]:
    return [str(problem) for problem in lint(scheme_with(**changed))]


def rule(when: str, then: str = "{do: warn}") -> str:
    return RULES.replace('{value: rate, below: "90%"}', when).replace(
        "{do: rectify, within: {count: 30, unit: calendar_day, from: 送达}}", then
    )


GRADE = FACTS + "  level: {name: 等次, kind: grade, of: provider, every: quarter, grades: [好, 中, 差]}\n"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            RULES.replace("    clause: 一", "\tclause: 一"),
            "rules.yaml:5 错误：缩进不能用制表符（Tab），请改用空格",
        ),
        (RULES.replace("clause: 一", "clause：一"), "rules.yaml:5 错误：冒号要用半角“:”，后面空一格"),
        (RULES.replace("clause: 一", "clause:一"), "rules.yaml:5 错误：冒号后面要空一格"),
        (RULES.replace("rate, below", "rate，below"), "rules.yaml:8 错误：花括号、方括号里的逗号要用半角“,”"),
        (RULES.replace('"90%"}', '"90%"'), "rules.yaml:8 错误：花括号、方括号没有成对"),
        (RULES.replace("  - id: A", "  -id: A"), "rules.yaml:3 错误：列表的“-”后面要空一格"),
        (RULES.replace("    title", "   title"), "rules.yaml:4 错误：缩进有误：同一层的内容要左对齐"),
        (RULES.replace("title: 甲", "title: # 甲"), "“title”没有内容（“#”后面是说明，系统不看）"),
        (RULES.replace("below", "低于"), "不认识的键“低于”，是不是想写“below”？"),
        (RULES.replace("do: rectify", "do: 整改"), "现在是“整改”，是不是想写“rectify”？"),
        (RULES.replace("every: quarter", "every: 季度"), "现在是“季度”，是不是想写“quarter”？"),
        (RULES.replace('below: "90%"', 'below: "90%", happened: breach'), "“happened”，此处不能写这个键"),
        (RULES.replace('"90%"', "“90%”"), "左边是数，不能与词““90%””比较（引号要用半角"),
        (
            RULES.replace("count: 30, unit", "count: 5000000, unit"),
            "期限 5000000 超过一百年，请检查数字",
        ),
        (RULES.replace('"90%"', ".nan"), "左边是数，不能与词“.nan”比较"),
        (RULES.replace('below: "90%"', "is: true"), "左边是数，不能与是否“true”比较"),
        (RULES.replace('below: "90%"', "below: 2024-01-01"), "左边是数，不能与日期“2024-01-01”比较"),
    ],
)
def test_a_slip_is_told_at_its_line(wrong: str, sentence: str) -> None:
    found = told(rules=wrong)
    assert any(sentence in problem for problem in found), found


def test_a_grade_is_compared_with_its_own_words_only() -> None:
    assert told(facts=GRADE, rules=rule("{value: level, below: 中}")) == []
    assert any(
        "左边是词，不能与数“60”比较" in one
        for one in told(facts=GRADE, rules=rule("{value: level, below: 60}"))
    )
    assert any(
        "没有这个取值“坏”" in one for one in told(facts=GRADE, rules=rule("{value: level, below: 坏}"))
    )


@pytest.mark.parametrize(
    ("when", "certain"),
    [
        ("{value: rate, below: 90}", True),
        ('{value: rate, at_most: "100%"}', True),
        ('{value: rate, below: "100%"}', False),
        ("{value: {count: breach}, at_least: 0}", True),
        ("{value: {count: breach}, at_least: 1}", False),
    ],
)
def test_a_condition_that_always_holds_is_warned_of(when: str, certain: bool) -> None:
    found = [one for one in lint(scheme_with(rules=rule(when))) if "总是成立" in one.message]
    assert [one.severity for one in found] == ([Severity.WARNING] if certain else [])


def tiers(*words: str) -> str:
    listed = "".join(f"      - {{name: {word}档, is: {word}, then: [{{do: warn}}]}}\n" for word in words)
    return (
        "rules:\n  - id: A\n    title: 甲\n    clause: 一\n    subject: provider\n    on: breach\n    of: intent\n"
        f"    tiers:\n{listed}"
    )


def test_tiers_of_words_name_each_word_once() -> None:
    cases = "cases: []"
    assert not any("档" in one for one in told(rules=tiers("故意", "过失"), cases=cases))
    assert any("“过失”不在任何一档里" in one for one in told(rules=tiers("故意"), cases=cases))
    assert any("“故意”同时写在两档里" in one for one in told(rules=tiers("故意", "故意"), cases=cases))
    assert any("没有这个取值“无意”" in one for one in told(rules=tiers("故意", "无意"), cases=cases))


def test_a_rule_without_a_consequence_is_warned_of_unless_another_stands_on_it() -> None:
    idle = RULES.split("    then:")[0]
    assert any("没有后果" in one for one in told(rules=idle))
    asking = RULES.replace("\nrules:\n", "").replace("id: A", "id: B")
    asking = asking.replace('{value: rate, below: "90%"}', "{triggered: A}")
    assert not any("没有后果" in one for one in told(rules=idle + asking))


def test_the_same_consequence_of_the_same_condition_is_warned_of() -> None:
    second = RULES.replace("\nrules:\n", "").replace("id: A", "id: B")
    more = second.rstrip("\n") + "\n      - {do: warn}\n"
    assert any("与“A”条件相同，又有一项相同的后果" in one for one in told(rules=RULES + more))
    other = more.replace("90%", "80%")
    assert not any("条件相同" in one for one in told(rules=RULES + other))


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("{month: 5}", "阶段“自查”的开始（2026-09-01）在结束（2026-05-31）之后"),
        ("{month: 5, year: next}", ""),
        ("{month: 9, day: 1}", ""),
        ("{month: 9, day: 31}", "9月没有31日"),
        ("{month: 2, day: 30, year: next}", "2月没有30日"),
        ("{month: 2, day: 29, year: next}", ""),
    ],
)
def test_a_phase_ends_on_a_real_day_that_is_not_before_its_start(end: str, sentence: str) -> None:
    phases = f"phases: [{{key: p, name: 自查, clause: 一, start: {{month: 9}}, end: {end}}}]\n"
    found = told(phases=phases)
    assert any(sentence in one for one in found) if sentence else found == []


def test_a_list_and_a_mapping_under_one_key_are_told_apart() -> None:
    assert any("“rules”要写成列表（每项前加“- ”）" in one for one in told(xtra="rules:\n  B: {title: 乙}\n"))


def test_figures_of_a_case_keep_to_the_limits_of_their_fact() -> None:
    facts = FACTS.replace("every: month}", "every: month, at_least: 0, at_most: 100}")
    case = (
        "cases:\n  - {{name: 分, subject: 甲, facts: {{score: [{{period: 2025-01, value: {}}}]}},"
        " expect: {{values: [{{value: score, period: 2025-01, equals: {}}}]}}}}\n"
    )
    inside, beyond = (
        next(iter(run_cases(load_files(scheme_with(facts=facts, cases=case.format(n, n))))))
        for n in (100, 101)
    )
    assert inside.passed
    assert "score第1条：101超出“得分”声明的范围" in beyond.findings[0].text


def test_several_persons_of_one_consequence_are_told_how_to_be_written() -> None:
    found = told(rules=RULES.replace("do: rectify,", "do: warn, on: [a, b],"))
    assert any("“on”只写一个，不能写成列表；落在几个人身上的，每人写一项后果" in one for one in found), found


@pytest.mark.parametrize(
    ("facts", "today", "sentence"),
    [
        (
            "",
            "2025-05-10",
            "案例里没有“A”的对象（服务单位）：没有数据的也写进 subjects：{id: 名称, kind: provider}",
        ),
        (
            'rate: [{subject: 甲, period: 2019Q1, value: "89%"}]',
            "2019-05-10",
            "到今日（2019-05-10）这一期没有结束，或早于施行日，或晚于有效期（until）",
        ),
    ],
)
def test_a_verdict_that_a_case_expects_in_vain_is_explained(facts: str, today: str, sentence: str) -> None:
    case = (
        f"cases:\n  - {{name: 无, today: {today}, facts: {{{facts}}}, "
        "expect: {verdicts: [{id: A, subject: 甲, outcome: triggered}]}}\n"
    )
    trial = next(iter(run_cases(load_files(scheme_with(cases=case)))))
    assert sentence in trial.findings[0].text


PAUSED = (
    RULES
    + """
time_limits:
  - {id: L, title: 限, clause: 二, record: breach, who: provider, starts: row_date, ends: done,
     within: {count: 5, unit: working_day}, pauses: PAUSES}
"""
)
CREDIT = (
    RULES
    + """
balances:
  credit: {name: 分, of: provider, base: 10, clause: 三, RENEWS, entries: [
    {id: E, title: 扣, clause: 三, on: breach, points: -1 CARRIES}]}
"""
)


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (PAUSED.replace("PAUSES", "done"), "不计入的天数要是数；两个日期之间写 {from: 起日, to: 止日}"),
        (PAUSED.replace("PAUSES", "{from: done, to: dne}"), "没有这个日期登记项“dne”，是不是“done”？"),
        (
            PAUSED.replace("PAUSES", "3").replace("working_day", "minute"),
            "没有这个时刻登记项（按小时、分钟计的，起止要是 kind: time）",
        ),
        (
            CREDIT.replace("RENEWS", "carries: {part: surplus}").replace("CARRIES", ""),
            "从不重新起算（renews: never）的，没有结转",
        ),
        (
            CREDIT.replace("RENEWS", "renews: year, carries: {part: both}").replace(
                "CARRIES", ", carries_when: {value: done, above: judged_on}"
            ),
            "以免同一笔转两次",
        ),
        (
            RULES.replace(
                '{value: rate, below: "90%"}',
                "{streak: {of: {value: intent, is: 故意}, length: 2, rows: brech}}",
            ),
            "是不是“breach”？",
        ),
        (
            RULES.replace("every: quarter", "on: breach").replace(
                '{value: rate, below: "90%"}',
                "{value: {take: latest, of: {sum: [intent, score]}, over: year}, above: 1}",
            ),
            "“intent”是本条“违规”的登记项",
        ),
        (
            RULES + "deliverables:\n  - {id: D, title: 公告, clause: 四, who: [provider],"
            " due: {before: 签约, count: 48, unit: hour}}\n",
            "48 小时写 {count: 2, unit: calendar_day}",
        ),
    ],
)
def test_a_slip_in_what_does_not_count_what_goes_over_and_what_runs_on_is_told(
    rules: str, sentence: str
) -> None:
    facts = FACTS.replace("intent:", "done: {name: 办结日, kind: date, optional: true}, intent:", 1)
    facts += "  fine: {name: 罚, kind: record, of: district, fields: {intent: {name: 意, kind: text}}}\n"
    found = told(rules=rules, facts=facts)
    assert any(sentence in one for one in found), found


def test_a_key_that_cannot_stand_there_is_told_with_those_that_can() -> None:
    found = "".join(told(cases=CASES.replace("outcome: triggered", "outcome: triggered, figures: 5")))
    assert "“figures”，此处不能写这个键；这里能写 consequences、date、id、" in found
    found = "".join(told(cases=CASES.replace("outcome:", "outcom:")))
    assert "“outcom”，是不是想写“outcome”？" in found
