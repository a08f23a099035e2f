"""The record in hand stays in reach over periods; a past period that a case asks for is judged; faults are told."""

from datetime import date, datetime
from pathlib import Path

import pytest

from domain.library import load_files, load_folder
from domain.library.library import Library
from domain.library.sentences import entry_sentence
from domain.thresholds import Engine, Facts, Outcome, Row, Subject, running_on
from domain.thresholds.trials import Trial, run_cases
from tests.domain.library.base_scheme import FACTS, HEAD, RULES, scheme_with

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"
INSPECT = (
    "  inspect: {name: 考核, kind: record, of: provider, fields: {inspector: {name: 考核人员, kind: text}}}\n"
)
LONG = """
  - {id: B, title: 连续考核不超过三个月, clause: 二, subject: provider, on: inspect, then: [{do: redo}],
     when: {streak: {of: {happened: inspect, match: {inspector: inspector}, within: month}, length: 4, every: month}}}
  - {id: C, title: 四个月里三个月, clause: 三, subject: provider, on: inspect, then: [{do: warn}],
     when: {value: {count_periods: {value: {count: inspect, match: {inspector: inspector}, within: month}, at_least: 2},
       over: {count: 4, unit: month}, every: month}, at_least: 1}}
"""
DUTY = """
duties:
  - {id: U, title: 每季考核, clause: 四, subject: provider, every: quarter, done: {count: inspect}, required: 1}
"""


def tried(facts: str, verdicts: str, *, more: str = "") -> list[Trial]:
    cases = f"""
cases:
  - name: 试
    subject: 甲
    today: 2025-08-10
    subjects: [{{id: 甲, kind: provider}}, {{id: 乙, kind: provider}}]
    facts: {{{facts}}}
    expect: {{verdicts: [{verdicts}]}}
{more}"""
    return list(run_cases(_scheme(cases)))


def _scheme(cases: str) -> Library:
    rules = RULES + LONG
    return load_files(scheme_with(scheme=HEAD, facts=FACTS + INSPECT, rules=rules, duties=DUTY, cases=cases))


def wrong(trials: list[Trial]) -> list[str]:
    return [one.text for trial in trials for one in trial.findings if not one.passed]


def rows(*told: str) -> str:
    each = [f"{{date: 2025-{one.split()[0]}, inspector: {one.split()[1]}}}" for one in told]
    return f"inspect: [{', '.join(each)}]"


@pytest.mark.parametrize(
    ("last", "outcome"),
    [("05-10 张", "triggered"), ("05-10 李", "not_triggered"), ("04-20 张", "not_triggered")],
)
def test_the_same_inspector_four_months_running_is_found_from_the_record_in_hand(
    last: str, outcome: str
) -> None:
    facts = rows("02-10 张", "03-10 张", "04-10 张", last)
    day = f"2025-{last.split()[0]}"
    assert wrong(tried(facts, f"{{id: B, date: {day}, outcome: {outcome}}}")) == []


def test_a_streak_by_periods_of_its_own_is_told_with_them() -> None:
    scheme = _scheme("cases: []\n").scheme
    told = entry_sentence(scheme, scheme.rules[1])
    assert "连续4个月当月有考核人员相同的“考核”的" in told


def test_a_record_sees_nothing_of_its_month_that_came_after_it() -> None:
    facts = rows("05-10 张", "05-20 张")
    expected = (
        "{id: C, date: 2025-05-10, outcome: not_triggered}, {id: C, date: 2025-05-20, outcome: triggered}"
    )
    assert wrong(tried(facts, expected)) == []


@pytest.mark.parametrize(
    ("period", "today", "passed"),
    [("2025Q2", "2025-07-01", True), ("2025Q2", "2025-06-30", False), ("2023Q4", "2025-07-01", False)],
)
def test_a_period_over_is_judged_for_somebody_of_whom_nothing_is_recorded(
    period: str, today: str, passed: bool
) -> None:
    one = f"""
  - name: 没有登记的
    subject: 乙
    today: {today}
    subjects: [{{id: 乙, kind: provider}}]
    expect: {{verdicts: [{{id: U, period: {period}, outcome: not_met}}]}}
"""
    trials = tried(rows("05-10 张"), "{id: U, period: 2025Q2, outcome: met}", more=one)
    assert [trial.passed for trial in trials] == [True, passed]
    asked = "{id: U, subject: 乙, period: 2024Q1, outcome: not_met}, {id: U, subject: 甲, outcome: met}"
    assert wrong(tried(rows("05-10 张"), asked)) == []


def test_a_fault_of_the_program_is_a_failed_case_that_names_the_entry_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("inspector")

    more = """
  - {name: 另一个, year: 2025, expect: {verdicts: [{id: A, outcome: none}]}}
"""
    monkeypatch.setattr(running_on, "in_time", broken)
    first, second = tried(rows("05-10 张"), "{id: B, date: 2025-05-10, outcome: triggered}", more=more)
    assert not first.passed
    assert "系统算到“B”时出错（KeyError：'inspector'）" in first.findings[0].text
    assert second.passed


def test_of_records_of_one_day_each_sees_those_before_it_and_a_rule_on_the_month_the_whole_month() -> None:
    hours = ["01 09:00", "01 12:00", "20 12:00"]
    told = [datetime.fromisoformat(f"2026-03-{one}") for one in hours]
    fires = tuple(Row("fire", "甲", one.date(), fields={"at": one}) for one in told)
    facts = Facts(subjects=(Subject("甲", "village"),), rows=fires)
    found = Engine(load_folder(SCHEMES / "standing")).evaluate(facts, date(2026, 5, 1))
    met = {
        key: [one.outcome is Outcome.TRIGGERED for one in found if one.id == key]
        for key in ("R-2", "R-4", "R-5", "R-10")
    }
    second = [False, True, True]
    assert met == {"R-2": [False, False, True], "R-4": [True] * 3, "R-5": second, "R-10": second}


OCCASIONS = """
facts: {batch: {name: 抽检, kind: number, of: provider, every: occasion}}
rules:
  - {id: A, title: 不合格, clause: 一, subject: provider, every: occasion, then: [{do: warn}],
     when: {value: batch, below: 60}}
  - {id: B, title: 两批, clause: 一, subject: provider, every: year, then: [{do: suspend}],
     when: {value: {triggered_times: [A], within: year}, at_least: 2}}
"""


@pytest.mark.parametrize(("second", "outcome"), [(60, "not_triggered"), (59, "triggered")])
def test_two_occasions_of_one_day_are_judged_each_by_its_own_figure(second: int, outcome: str) -> None:
    case = f"""
cases:
  - name: 同日两批
    subject: 甲
    today: 2026-01-10
    facts:
      batch:
        - {{period: 第1次, value: 50, date: 2025-03-01}}
        - {{period: 第2次, value: {second}, date: 2025-03-01}}
    expect: {{verdicts: [{{id: B, period: 2025, outcome: {outcome}}}]}}
"""
    (trial,) = run_cases(load_files({"scheme.yaml": HEAD + OCCASIONS, "cases.yaml": case}))
    assert wrong([trial]) == []
