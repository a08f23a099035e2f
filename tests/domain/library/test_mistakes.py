"""Each mistake that a writer of schemes can make is told in Chinese, with its file and line."""

import pytest

from domain.library import Severity, lint
from domain.library.problems import Problem
from tests.domain.library.base_scheme import CASES, FACTS, HEAD, RULES, SOUND, scheme_with


def problems(**changed: str) -> list[Problem]:
    return lint(scheme_with(**changed))


def errors(**changed: str) -> list[str]:
    return [str(problem) for problem in problems(**changed) if problem.is_error]


def rule(body: str) -> str:
    return f"rules:\n  - id: A\n    title: 甲\n    clause: 一\n    subject: provider\n{body}"


def test_the_small_scheme_is_sound() -> None:
    assert lint(SOUND) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RULES.replace("    clause: 一\n", ""), "rules.yaml:3 错误：rules.A：缺少“clause”（条款）"),
        (
            RULES.replace("below", "belw"),
            "rules.yaml:8 错误：rules.A.when：不认识的键“belw”，是不是想写“below”？",
        ),
        (RULES.replace("every: quarter", "every: quaterly"), "“every”只能写"),
        (RULES.replace("do: rectify", "do: rectfy"), "“do”只能写"),
        (RULES.replace('"90%"', "[90]"), "看不懂这种写法"),
        (
            RULES.replace("count: 30, unit: calendar_day, from: 送达", "by: paid"),
            "写 {event: paid}",
        ),
        (RULES.replace("value: rate", "value: rat"), "没有这个数据或指标“rat”，是不是“rate”？"),
        (RULES.replace("value: rate", "value: 合格率"), "“合格率”不是数据的键"),
        (RULES.replace("value: rate", "value: breach"), "逐条登记"),
        (RULES.replace("value: rate", "value: score"), "按月统计，这里按季度判断"),
        (RULES.replace("subject: provider", "subject: village"), "这里判断的对象是 village"),
        (RULES.replace("subject: provider", "subject: vilage"), "是不是“village”"),
        (RULES.replace("clause: 一", "clause: 一\n    source: law"), "没有这个依据文件“law”"),
        (RULES + RULES.replace("\nrules:\n", ""), "编号“A”重复"),
    ],
)
def test_a_slip_in_a_rule_is_told(text: str, told: str) -> None:
    assert any(told in error for error in errors(rules=text)), errors(rules=text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('    every: quarter\n    when: {value: rate, above: "90%", below: "80%"}\n', "永远不会成立"),
        ('    every: quarter\n    when: {value: rate, above: "100%"}\n', "永远不会成立"),
        (
            '    every: quarter\n    when: {all: [{value: rate, above: "90%"}, {value: rate, below: "80%"}]}\n',
            "没有交集",
        ),
        ("    when: {value: {count: breach}, below: 0}\n", "永远不会成立"),
        ("    when: {some: {at_least: 2, of: [{happened: breach}]}}\n", "只有1项，却要求至少2项"),
        (
            "    on: breach\n    when: {all: [{value: intent, is: 故意}, {value: intent, is: 过失}]}\n",
            "不能既是“故意”又是“过失”",
        ),
        ("    on: breach\n    when: {value: intent, is: 恶意}\n", "没有这个取值“恶意”"),
        ("    on: breach\n    until: 2023-12-31\n", "永远不会生效"),
        ("    when: {streak: {of: {happened: breach}, length: 2}}\n", "连续（streak）要有统计期"),
        ("    every: quarter\n    when: {triggered: B}\n", "没有这个规则“B”"),
        ("    every: quarter\n    when: {triggered: A}\n", "依赖自己"),
        ("    on: brech\n", "没有这个逐条登记的数据（record）“brech”，是不是“breach”？"),
        ("    every: quarter\n    then: [{do: warn}]\n", "规则要写 when"),
        ("    every: quarter\n    on: breach\n", "只写一个"),
    ],
)
def test_a_rule_that_can_never_fire_or_points_nowhere_is_refused(body: str, told: str) -> None:
    found = errors(rules=rule(body), cases="cases: []")
    assert any(told in error for error in found), found


def tiers(*written: str, whole: str = "") -> str:
    listed = "".join(f"      - {{{one}}}\n" for one in written)
    return rule(f"    every: quarter\n    of: rate\n{whole}    tiers:\n{listed}")


@pytest.mark.parametrize(
    ("text", "severity", "told"),
    [
        (tiers('name: 高, at_least: "90%"', 'name: 低, below: "90%"'), None, ""),
        (tiers('name: 高, at_least: "90%"', 'name: 低, at_most: "90%"'), Severity.ERROR, "界点"),
        (tiers('name: 高, above: "90%"', 'name: 低, below: "90%"'), Severity.WARNING, "空档"),
        (tiers('name: 高, at_least: "80%"', 'name: 低, below: "90%"'), Severity.ERROR, "重叠"),
        (
            tiers('name: 高, above: "90%"', 'name: 低, below: "90%"', whole='    range: {at_least: "0%"}\n'),
            Severity.ERROR,
            "空档",
        ),
        (
            tiers('name: 高, at_least: "90%"', whole='    range: {at_least: "0%", at_most: "100%"}\n'),
            Severity.ERROR,
            "没有覆盖到 0",
        ),
        (tiers('name: 反, above: "90%", below: "80%"'), Severity.ERROR, "矛盾"),
    ],
)
def test_gaps_overlaps_and_double_boundaries_of_bands(
    text: str, severity: Severity | None, told: str
) -> None:
    known = ("没有案例", "没有后果")
    found = [one for one in problems(rules=text) if not any(word in one.message for word in known)]
    if severity is None:
        assert found == []
    else:
        assert {problem.severity for problem in found} == {severity}
        assert any(told in problem.message for problem in found)


def test_whole_numbers_next_to_each_other_leave_no_gap() -> None:
    text = rule(
        "    of: {count: breach}\n    tiers:\n      - {name: 一, equals: 1}\n      - {name: 二起, at_least: 2}\n"
    )
    assert [problem for problem in problems(rules=text) if "档" in problem.message] == []


def test_a_lighter_rule_before_a_heavier_one_leaves_it_no_room() -> None:
    group = "groups: {lines: {name: 线, order: [A, B]}}\n"
    heavier = RULES.replace("\nrules:\n", "").replace("id: A", "id: B").replace("90%", "85%")
    assert any("永远轮不到" in error for error in errors(rules=group + RULES.lstrip() + heavier))
    right = group.replace("[A, B]", "[B, A]")
    assert errors(rules=right + RULES.lstrip() + heavier) == []


def test_a_consequence_needs_a_base_that_the_scheme_defines() -> None:
    wrong = RULES.replace("do: rectify,", 'do: deduct, amount: {percent: "3%", of: profit},')
    assert any("后果所需的基数“profit”" in error for error in errors(rules=wrong))


def test_an_upside_down_range_is_refused() -> None:
    wrong = RULES.replace(
        "do: rectify,", 'do: deduct, amount: {percent: {at_least: "5%", at_most: "3%"}, of: funds},'
    )
    assert any("下限大于上限" in error for error in errors(rules=wrong))


@pytest.mark.parametrize(("declared", "sound"), [(110, True), (111, False)])
def test_a_declared_total_is_added_up(declared: int, sound: bool) -> None:
    text = (
        "tasks:\n  - id: T\n    title: 任务\n    clause: 一\n    units: [甲]\n    sums:\n"
        f"      - {{name: 合计, declared: {declared}, parts: [{{name: 甲, each: 6, times: 10}},"
        " {name: 乙, each: 10, times: 5}]}\n"
    )
    assert (errors(tasks=text) == []) is sound


def target(name: str, extra: str = "") -> str:
    return (
        f"  - {{id: {name}, title: 指标{name}, clause: 一, of: district, value: beds,"
        f" milestones: [{{by: {{year: 2025}}, at_least: 5}}]{extra}}}\n"
    )


def test_the_same_obligation_twice_is_refused_unless_it_is_said_to_be_the_same() -> None:
    facts = "facts: {beds: {name: 床位, kind: number, of: district, every: year}}\n"
    assert any(
        "重复计数" in error for error in errors(more=facts + "targets:\n" + target("T1") + target("T2"))
    )
    told = facts + "targets:\n" + target("T1") + target("T2", ", same_as: T1")
    assert errors(more=told) == []


def test_a_date_without_a_year_is_refused() -> None:
    phases = "phases: [{key: p, name: 阶段, clause: 一, end: {month: 5, day: 10}}]\n"
    assert errors(phases=phases) == []
    without = HEAD.replace(", year: {open: year}}", "}")
    assert any("日期没有年份" in error for error in errors(phases=phases, scheme=without))


def test_a_placeholder_year_in_a_date_is_refused_and_in_a_number_is_warned_of() -> None:
    phases = 'phases: [{key: p, name: 阶段, clause: 一, end: "20XX-05-10"}]\n'
    assert any("年份未定（20XX-05-10）" in error for error in errors(phases=phases))
    (warning,) = problems(scheme=HEAD.replace("〔2024〕", "〔20XX〕"))
    assert warning.severity is Severity.WARNING
    assert (warning.file, "年份未定" in warning.message) == ("scheme.yaml", True)


def test_settings_have_to_be_declared_and_every_option_written() -> None:
    setting = "settings: {s: {name: 口径, question: 哪个？, default: x, options: {x: 甲, y: 乙}}}\n"
    switched = RULES.replace('"90%"', '{by_setting: s, x: "90%", y: "80%"}')
    assert errors(rules=switched, more=setting) == []
    assert any("没有声明的设置“s”" in error for error in errors(rules=switched))
    short = RULES.replace('"90%"', '{by_setting: s, x: "90%"}')
    assert any("每个选项都要写" in error for error in errors(rules=short, more=setting))


def test_an_alternative_is_checked_as_the_default_is() -> None:
    setting = "settings: {s: {name: 口径, question: 哪个？, default: x, options: {x: 甲, y: 乙}}}\n"
    switched = RULES.replace("value: rate", "value: {by_setting: s, x: rate, y: nowhere}")
    assert any("设置“s”取“y”时" in error for error in errors(rules=switched, more=setting))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (CASES.replace("id: A,", "id: B,"), "没有这个规则、职责、指标或时限“B”"),
        (CASES.replace("rate: [", "rat: ["), "没有这个数据“rat”，是不是“rate”？"),
        (CASES.replace("expect: {verdicts: [{id: A, outcome: triggered}]}", "expect: {}"), "没有写 expect"),
        (CASES.replace("    today", "    settings: {nothing: 1}\n    today"), "没有这个设置或待填参数"),
    ],
)
def test_a_case_can_only_speak_of_what_there_is(text: str, told: str) -> None:
    assert any(told in error for error in errors(cases=text)), errors(cases=text)


def test_a_rule_without_a_case_and_a_scheme_without_cases_are_warned_of() -> None:
    second = RULES + "  - {id: B, title: 乙, clause: 一, subject: provider, on: breach, then: [{do: warn}]}\n"
    assert [problem.message for problem in problems(rules=second)] == ["规则“B”没有案例"]
    assert any("没有案例" in problem.message for problem in problems(cases="cases: []"))


def test_a_deduction_without_an_amount_is_warned_of() -> None:
    text = RULES.replace("do: rectify,", "do: deduct,")
    assert any("没有写数额" in problem.message for problem in problems(rules=text))


def test_an_unusual_start_event_is_warned_of_unless_it_is_declared() -> None:
    text = RULES.replace("from: 送达", "from: 月亮升起")
    assert any("起算事件“月亮升起”" in problem.message for problem in problems(rules=text))
    assert problems(rules=text, more="start_events: [月亮升起]\n") == []


def test_points_of_a_sheet_have_to_make_its_total() -> None:
    sheet = (
        "scoring:\n  s: {name: 表, of: provider, every: year, clause: 一, total: 100,"
        " items: [{key: a, name: 项, clause: 一, points: 90, steps: [{manual: 评, at_least: -90, at_most: 0}]}]}\n"
    )
    assert any("合计 90，与满分 100 不符" in error for error in errors(more=sheet))
    whole = sheet.replace("points: 90", "points: 100")
    assert errors(more=whole) == []
    twice = whole.replace("steps: [", "steps: [{manual: 再评, at_least: 0, at_most: 1}, ")
    assert any("一项只能有一步由人评分" in error for error in errors(more=twice))


def test_facts_of_a_kind_have_to_be_complete() -> None:
    text = FACTS + "  level: {name: 等级, kind: grade, of: provider, every: year}\n"
    assert any("grade 要写 grades" in error for error in errors(facts=text))
