"""Deliverables that rules ask about: in time or late, days late, come at all, given back, not owed."""

from datetime import date
from typing import Any

import pytest

from domain.library import lint, load_files
from domain.library.sentences import entry_sentence
from domain.thresholds.engine import Engine
from domain.thresholds.facts import Facts, Subject
from domain.thresholds.owed import owed_turns
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import HEAD

SCHEME = f"""{HEAD}
facts:
  ends: {{name: 合同届满日, kind: date, of: provider}}
  stop: {{name: 停业整顿, kind: record, of: provider}}
deliverables:
  - {{id: D-1, title: 自查报告, clause: 一, who: [township, provider], due: {{month: 5, day: 10}}}}
  - {{id: D-2, title: 续签申请, clause: 一, who: [provider],
     due: {{before: ends, count: 20, unit: calendar_day, roll: none}}}}
  - id: D-3
    title: 月度统计
    clause: 二
    who: [township]
    repeats: {{every: month, day: 5, about: previous}}
    unless: {{during: {{season: {{from: {{month: 12, day: 1}}, to: {{month: 1, day: 31}}}}}}}}
  - {{id: D-4, title: 周报, clause: 二, who: [provider], repeats: {{every: week, weekday: 5, hour: "17:00"}},
     unless: {{happened: stop, within: week}}}}
rules:
  - {{id: R-1, title: 连续两次, clause: 三, subject: township, every: month,
     when: {{streak: {{of: {{not: {{met: D-3}}}}, length: 2}}}}, then: [{{do: notify}}]}}
  - {{id: R-2, title: 一年迟报两次, clause: 三, subject: township, every: year,
     when: {{value: {{count_periods: {{all: [{{filed: D-3}}, {{not: {{met: D-3}}}}]}}, over: year}}, at_least: 2}},
     then: [{{do: notify}}]}}
  - {{id: R-3, title: 逾期十日, clause: 三, subject: township, every: month,
     when: {{value: {{days_late: D-3}}, at_least: 10}}, then: [{{do: interview}}]}}
  - {{id: R-7, title: 逾期五个工作日, clause: 三, subject: township, every: month,
     when: {{value: {{days_late: D-3, unit: working_day}}, at_least: 5}}, then: [{{do: interview}}]}}
  - {{id: R-4, title: 未报不得评优, clause: 三, subject: provider, every: year, when: {{not: {{met: D-1}}}},
     then: [{{do: bar_award, lasts: {{by: {{month: 12, day: 31}}}}}}]}}
  - {{id: R-5, title: 续签申请迟了, clause: 三, subject: provider, when: {{not: {{met: D-2}}}}, then: [{{do: notify}}]}}
  - {{id: R-6, title: 周报没有按时, clause: 三, subject: provider, every: week, when: {{not: {{met: D-4}}}},
     then: [{{do: notify}}]}}
"""


def tried(case: str, facts: str) -> list[str]:
    """What does not come out of one case, by what the scheme says."""
    text = f"cases:\n  - {{name: 试, subject: 甲, year: 2026, {case}, facts: {{{facts}}}}}\n"
    (trial,) = run_cases(load_files({"scheme.yaml": SCHEME, "cases.yaml": text}))
    assert trial.findings
    return [finding.text for finding in trial.findings if not finding.passed]


def expect(rule: str, period: str, outcome: str, today: str, says: str = "", kind: str = "township") -> str:
    told = f", says: {says}" if says else ""
    place = f", period: {period}" if period else ""
    return (
        f"today: {today}, subjects: [{{id: 甲, kind: {kind}}}], "
        f"expect: {{verdicts: [{{id: {rule}{place}, outcome: {outcome}{told}}}]}}"
    )


def came(*turns: tuple[str, str], back: str = "") -> str:
    rows = [f"{{period: {period}, date: {day}}}" for period, day in turns]
    rows += [back] if back else []
    return f"D-3: [{', '.join(rows)}]"


APRIL = ("2026-04", "2026-05-05")


@pytest.mark.parametrize(
    ("turns", "today", "outcome"),
    [
        ([("2026-04", "2026-05-06"), ("2026-05", "2026-06-05")], "2026-07-01", "not_triggered"),
        ([("2026-04", "2026-05-06"), ("2026-05", "2026-06-06")], "2026-07-01", "triggered"),
        ([("2026-03", "2026-04-06"), APRIL, ("2026-05", "2026-06-06")], "2026-07-01", "not_triggered"),
        ([("2026-03", "2026-04-06"), ("2026-04", "2026-05-06")], "2026-06-05", "pending_data"),
        ([("2026-03", "2026-04-06"), ("2026-04", "2026-05-06")], "2026-06-06", "triggered"),
        ([("2026-03", "2026-04-06"), APRIL], "2026-06-06", "not_triggered"),
    ],
)
def test_two_late_ones_running_count_and_one_in_time_between_them_breaks_the_row(
    turns: list[tuple[str, str]], today: str, outcome: str
) -> None:
    assert tried(expect("R-1", "2026-05", outcome, today), came(*turns)) == []


@pytest.mark.parametrize(
    ("turns", "today", "outcome", "says"),
    [
        ([], "2026-06-05", "pending_data", "还没有到期"),
        ([], "2026-06-14", "not_triggered", "9（还没有报来，算到今日） < 10"),
        ([], "2026-06-15", "triggered", "10（还没有报来，算到今日） ≥ 10"),
        ([("2026-05", "2026-06-14")], "2026-07-01", "not_triggered", "9 < 10"),
        ([("2026-05", "2026-06-15")], "2026-07-01", "triggered", "10 ≥ 10"),
    ],
)
def test_what_has_not_come_grows_later_every_day(
    turns: list[tuple[str, str]], today: str, outcome: str, says: str
) -> None:
    assert tried(expect("R-3", "2026-05", outcome, today, says), came(APRIL, *turns)) == []


@pytest.mark.parametrize(
    ("day", "outcome", "says"),
    [("11", "not_triggered", "工作日数 4 < 5"), ("12", "triggered", "工作日数 5 ≥ 5")],
)
def test_working_days_too_late_are_told_as_working_days(day: str, outcome: str, says: str) -> None:
    expected = expect("R-7", "2026-05", outcome, "2026-07-01", says)
    assert tried(expected, came(APRIL, ("2026-05", f"2026-06-{day}"))) == []


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        ("{period: 2026-05, date: 2026-06-05, returned: true}", "pending_data"),
        (
            "{period: 2026-05, date: 2026-06-05, returned: true}, {period: 2026-05, date: 2026-06-20}",
            "not_triggered",
        ),
        ("{period: 2026-05, date: 2026-06-06, returned: true}", "triggered"),
    ],
)
def test_what_was_given_back_counts_by_its_first_day_once_it_has_come_again(after: str, outcome: str) -> None:
    case = expect("R-1", "2026-05", outcome, "2026-07-01")
    assert tried(case, came(("2026-04", "2026-05-06"), back=after)) == []


def test_late_is_counted_apart_from_not_come_at_all() -> None:
    two = came(("2026-03", "2026-04-06"), ("2026-05", "2026-06-06"))
    assert tried(expect("R-2", "2026", "triggered", "2027-03-01"), two) == []
    assert tried(expect("R-2", "2026", "not_triggered", "2027-03-01"), came(("2026-03", "2026-04-06"))) == []


def test_a_turn_within_the_exception_is_neither_due_nor_missed() -> None:
    missing = came(("2026-11", "2026-12-06"))
    assert tried(expect("R-1", "2026-12", "not_triggered", "2027-02-01", "不用报送"), missing) == []
    case = (
        "today: 2026-06-01, expect: {dues: [{id: D-3, turn: 1, due: null, says: 不用报送}, "
        "{id: D-3, turn: 3, due: 2026-03-05}]}"
    )
    assert tried(case, "") == []
    library = load_files({"scheme.yaml": SCHEME})
    turns = [one for one in owed_turns(library, 2026) if one.id == "D-3"]
    assert [(one.turn, one.unless) for one in turns] == [(turn, "") for turn in range(3, 13)]
    assert all(one.unless for one in owed_turns(library, 2026) if one.id == "D-4")


def test_an_exception_of_one_unit_drops_its_own_turn_only() -> None:
    week = expect("R-6", "2026W23", "not_triggered", "2026-06-10", "不用报送", "provider")
    assert tried(week, "stop: [{date: 2026-06-02}]") == []
    week = expect("R-6", "2026W24", "triggered", "2026-06-16", "没有报来", "provider")
    assert tried(week, "stop: [{date: 2026-06-02}]") == []


def test_the_hour_of_the_last_day_counts_where_the_moment_was_written_down() -> None:
    for at, outcome in (("17:00", "not_triggered"), ("17:01", "triggered")):
        facts = f'D-4: [{{period: 2026W24, date: 2026-06-12, at: "2026-06-12 {at}"}}]'
        assert tried(expect("R-6", "2026W24", outcome, "2026-06-16", kind="provider"), facts) == []
    facts = "D-4: [{period: 2026W24, date: 2026-06-12}]"
    assert tried(expect("R-6", "2026W24", "not_triggered", "2026-06-16", kind="provider"), facts) == []


def test_what_is_owed_once_belongs_to_its_year_and_each_kind_of_unit_has_its_own_filings() -> None:
    late = "D-1.provider: [{date: 2026-05-11}]"
    assert tried(expect("R-4", "2026", "triggered", "2027-01-02", kind="provider"), late) == []
    assert tried(expect("R-4", "2027", "not_triggered", "2028-01-02", kind="provider"), late) == []
    in_time = "D-1.provider: [{date: 2026-05-10}]"
    assert tried(expect("R-4", "2026", "not_triggered", "2027-01-02", kind="provider"), in_time) == []
    last_year = "D-1.provider: [{date: 2025-12-31}]"
    assert tried(expect("R-4", "2026", "triggered", "2027-01-02", kind="provider"), last_year) == []


def test_a_day_that_hangs_on_the_unit_is_counted_from_its_own_date() -> None:
    ends = "ends: [{value: 2026-12-31}], D-2: [{date: 2026-12-%s}]"
    assert tried(expect("R-5", "", "not_triggered", "2026-12-20", kind="provider"), ends % "11") == []
    assert tried(expect("R-5", "", "triggered", "2026-12-20", "逾期1日", kind="provider"), ends % "12") == []
    assert tried(expect("R-5", "", "pending_data", "2026-12-20", kind="provider"), "") == []


def test_what_was_due_before_anybody_kept_account_is_not_missed_and_a_moved_day_holds() -> None:
    engine = Engine(load_files({"scheme.yaml": SCHEME}), {"year": 2026})
    town = (Subject("甲", "township"),)

    def outcomes(**more: Any) -> dict[str, str]:
        verdicts = engine.evaluate(Facts(subjects=town, **more), date(2026, 6, 20))
        return {one.period: one.outcome.value for one in verdicts if one.id == "R-1"}

    assert outcomes(kept_since=date(2026, 4, 6)) == {"2026-04": "not_triggered", "2026-05": "triggered"}
    assert outcomes(kept_since=date(2026, 5, 6)) == {"2026-05": "not_triggered"}
    moved = {("D-3", date(2026, 6, 5)): date(2026, 6, 20)}
    assert outcomes(kept_since=date(2026, 4, 6), moved=moved)["2026-05"] == "pending_data"


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        (
            "every: year, when: {not: {met: D-3}}",
            "这里按年判断，要写 {count_periods: {met: D-3}, over: …} 汇总",
        ),
        ("when: {value: {days_late: D-3}, above: 1}", "要知道问的是哪一期：规则写 every，或写 {take: total"),
        ("every: month, when: {not: {filed: D-9}}", "没有这个报送“D-9”，是不是“D-"),
        ("every: week, when: {not: {met: D-4}}", "“D-4”由服务单位报送，这里判断的对象是镇街"),
        ("every: month, when: {not: {met: D-5}}", "问不了哪一期：在 periods 里声明双月"),
        ("every: month, when: {not: {met: D-6}}", "“D-6”绕了一圈又依赖自己"),
        ("every: month, when: {value: {days_late: D-3}, below: 0}", "条件永远不会成立"),
    ],
)
def test_a_question_that_no_turn_can_answer_is_told(when: str, sentence: str) -> None:
    every_two = (
        "deliverables: [{id: D-5, title: 双月报, clause: 四, who: [township], "
        "repeats: {every: month, step: 2, first: {month: 1}}}, {id: D-6, title: 月报, clause: 四, "
        "who: [township], repeats: {every: month}, unless: {triggered: R-9}}]\n"
    )
    rule = f"rules: [{{id: R-9, title: 问, clause: 四, subject: township, {when}, then: [{{do: notify}}]}}]\n"
    found = [str(one) for one in lint({"scheme.yaml": SCHEME, "more.yaml": every_two + rule})]
    assert any(sentence in one for one in found), found


def test_questions_about_deliverables_are_told_in_words() -> None:
    scheme = load_files({"scheme.yaml": SCHEME}).scheme
    told = {rule.id: entry_sentence(scheme, rule) for rule in scheme.rules}
    assert "连续2个月“月度统计”没有按时报送的" in told["R-1"]
    assert "（“月度统计”已经报送，且“月度统计”没有按时报送）的月数" in told["R-2"]
    assert "“月度统计”逾期天数达到10以上（含）" in told["R-3"]
