"""What a scheme prints reads like a document: whole sentences, the units of the text, each thing said once."""

from datetime import date
from pathlib import Path

import pytest

from domain.calendar import WorkCalendar
from domain.deadlines import due
from domain.library import lint, load_files, load_folder
from domain.library.deed_words import ordered
from domain.library.sentences import entry_sentence
from domain.terms import Period, Roll, Unit
from domain.thresholds.spans import label_of
from domain.thresholds.trials import Trial, run_cases
from tests.domain.library.base_scheme import FACTS, RULES, scheme_with

WORDING = load_folder(Path(__file__).resolve().parents[2] / "schemes" / "wording")


@pytest.mark.parametrize("trial", list(run_cases(WORDING)), ids=lambda trial: trial.name)
def test_its_arithmetic_reads_so(trial: Trial) -> None:
    assert [finding.text for finding in trial.findings if not finding.passed] == []
    assert trial.passed


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("W-SHARE", "低于2/3（不含）的，应当执行：违约金，期限：停工日后3日（自然日，末日遇休不动）内。"),
        ("W-ROUND", "低于（15%×人数，进一取整）（不含）的，应当扣1分。"),
        ("W-DURING", "停工日至复工日期间没有“合格”为“是”的“检查”的，不得复工。"),
        ("W-TABLE", "人数超过类型对应的数（一般→10、严重→5）（不含）的"),
        ("W-TABLE", "数额为类型对应的数（一般→100元、严重→200元）。"),
        ("W-YEARS", "自成立日至登记日期的满年数达到3以上（含）的"),
        ("W-WEEK", "应当定为“黄色”。"),
        ("W-OPEN", "期限：自发现时起24小时内。"),
        ("W-DUE", "最迟春节（创建时填写）前7日（自然日，末日遇休不动）。"),
        ("W-LIMIT", "自停工日次日起至复工日不得少于3日（自然日）。"),
    ],
)
def test_its_entries_read_so(entry: str, told: str) -> None:
    scheme = WORDING.scheme
    entries = (*scheme.rules, *scheme.deliverables, *scheme.time_limits)
    assert told in entry_sentence(scheme, next(one for one in entries if one.id == entry))


def test_a_mean_tells_that_those_without_data_are_left_out() -> None:
    gas = load_folder(Path(__file__).resolve().parents[2] / "schemes" / "gas").scheme
    mean = next(one for one in gas.rules if one.id == "G-5")
    assert "的平均（没有数据的不计）" in entry_sentence(gas, mean)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("提醒函", "应当出具提醒函"),
        ("移送函", "应当出具移送函"),
        ("保证金不得使用保函", "保证金不得使用保函"),
        ("责令改正通知书", "应当出具责令改正通知书"),
        ("向供应商发函", "应当向供应商发函"),
        ("下达整改令", "应当下达整改令"),
        ("列入失信名单", "应当列入失信名单"),
        ("重新提供保函", "应当重新提供保函"),
        ("违约金", "应当执行：违约金"),
    ],
)
def test_a_paper_is_issued(act: str, told: str) -> None:
    assert ordered(act, "must") == told


@pytest.mark.parametrize("event", ["起算", "起算日"])
def test_a_term_without_an_event_runs_from_its_day(event: str) -> None:
    term = Period(28, Unit.CALENDAR_DAY, Roll.NONE)
    assert (
        due(date(2026, 5, 6), term, WorkCalendar(), event=event)
        .explain()
        .startswith("自2026年5月6日的次日起28日")
    )


def test_a_week_has_a_name_that_people_use() -> None:
    assert label_of("2025W46") == "2025年第46周"


HALTS = "  halt: {name: 停工, kind: record, of: provider, fields: {since: {name: 停工日, kind: date}}}\n"
POINTS = """
balances:
  points: {name: 记分, of: provider, base: 0, clause: 一, entries: [
    {id: one, title: 违规, clause: 一, on: breach, points: POINTS}]}
"""
TIERED = """
  - {id: T, title: 分档, clause: 一, subject: provider, on: breach, of: points, tiers: [
      {name: 两分, equals: 2, then: [{do: warn}]}, {name: 三分, equals: 3, then: [{do: suspend}]}]}
"""


@pytest.mark.parametrize(("points", "gaps"), [("1", 0), ("0.5", 1)])
def test_between_whole_points_there_is_no_gap(points: str, gaps: int) -> None:
    library = load_files({**scheme_with(rules=RULES + TIERED), "more.yaml": POINTS.replace("POINTS", points)})
    assert sum("空档" in str(problem) for problem in lint(library)) == gaps


def test_a_date_of_the_record_in_hand_in_a_filter_is_told_how_it_is_reached() -> None:
    rule = """
  - {id: D, title: 停工期间, clause: 一, subject: provider, on: halt,
     when: {happened: breach, where: {value: row_date, at_least: since}}, then: [{do: warn}]}
"""
    found = [str(problem) for problem in lint(scheme_with(facts=FACTS + HALTS, rules=RULES + rule))]
    assert any("within: {from: {event: 起}, to: {event: 止}}" in one for one in found)
    assert not any("as_of" in one for one in found)


def test_a_balance_that_turns_on_itself_is_told_as_a_circle_and_not_as_a_fault_of_the_system() -> None:
    found = lint(
        {**scheme_with(rules=RULES + TIERED), "more.yaml": POINTS.replace("POINTS", "{sum: [points, 1]}")}
    )
    assert any("“points”绕了一圈又依赖自己" in str(problem) for problem in found)


FALLS = "  fall: {name: 坠落, kind: record, of: provider, fields: {loss: {name: 损失, kind: number}}}\n"
AMONG = """
  - {id: M, title: 其中之一, clause: 一, subject: provider, on: fall,
     when: {value: loss, one_of: [3, 6]}, then: [{do: warn}]}
"""


@pytest.mark.parametrize(
    ("loss", "outcome", "says"),
    [(3, "triggered", "3，是3、6之一"), (4, "not_triggered", "4，不是3、6之一")],
)
def test_one_number_among_several_is_told_so(loss: int, outcome: str, says: str) -> None:
    case = (
        "cases:\n  - {name: 试, subject: 甲, today: 2025-05-10, "
        f"facts: {{fall: [{{date: 2025-03-01, loss: {loss}}}]}}, "
        f"expect: {{verdicts: [{{id: M, outcome: {outcome}, says: '{says}'}}]}}}}\n"
    )
    library = load_files(scheme_with(facts=FACTS + FALLS, rules=RULES + AMONG, cases=case))
    assert [one.text for trial in run_cases(library) for one in trial.findings if not one.passed] == []


SHARES = """
  work: {name: 工程, kind: record, of: provider,
    fields: {more: {name: 增加, kind: number}, all: {name: 合同价, kind: number}}}
"""
SHARED = """
  - {id: S, title: 增加超过合同价10%的, clause: 一, subject: provider, on: work, of: {quotient: [more, all]},
     tiers: [{name: 表决, above: "10%", then: [{do: warn}]}]}
"""


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (30, "tier: 表决, says: '30%（30÷100） > 10%'"),
        (10, "outcome: not_triggered, says: 0.1（10÷100）"),
        (11, "tier: 表决"),
    ],
)
def test_a_quotient_beside_a_percentage_is_told_as_one_and_a_tier_alone_can_be_expected(
    more: int, expected: str
) -> None:
    case = (
        "cases:\n  - {name: 试, subject: 甲, today: 2025-05-10, "
        f"facts: {{work: [{{date: 2025-03-01, more: {more}, all: 100}}]}}, "
        f"expect: {{verdicts: [{{id: S, {expected}}}]}}}}\n"
    )
    files = scheme_with(facts=FACTS + SHARES, rules=RULES + SHARED, cases=case)
    assert [
        one.text for trial in run_cases(load_files(files)) for one in trial.findings if not one.passed
    ] == []
    nothing = {**files, "cases.yaml": case.replace(expected, "date: 2025-03-01")}
    assert any("缺少“outcome”：写应当是什么结果" in str(problem) for problem in lint(nothing))
    other = {**files, "cases.yaml": case.replace(expected, "tier: 别的")}
    assert "应在“别的”一档" in "".join(
        one.text for trial in run_cases(load_files(other)) for one in trial.findings
    )


def test_a_mean_inside_a_reckoning_says_that_it_is_one() -> None:
    rule = """
  - {id: T, title: 超过平均的三倍, clause: 一, subject: provider, every: month,
     when: {value: score, above: {product: [3, {previous: {take: mean, of: score, over: {periods: 2}}}]}},
     then: [{do: warn}]}
"""
    case = """
cases:
  - name: 试
    subject: 甲
    today: 2025-05-10
    facts: {score: [{period: 2025-01, value: 10}, {period: 2025-02, value: 20}, {period: 2025-03, value: 46}]}
    expect: {verdicts: [{id: T, period: 2025-03, outcome: triggered, says: 得分15（2期平均） = 45}]}
"""
    library = load_files(scheme_with(rules=RULES + rule, cases=case))
    assert [one.text for trial in run_cases(library) for one in trial.findings if not one.passed] == []
