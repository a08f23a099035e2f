"""Small schemes whose cases state what comes out: each is a clause on which a stranger stumbled."""

import pytest

from domain.library import load_files
from domain.library.library import Library
from domain.thresholds.trials import run_cases

HEAD = """
scheme: {id: s, name: 小方案, version: "1", region: 甲区, issuer: 区民政局, purpose: 试, in_scope: [township, village]}
documents: {main: {title: 小方案, issuer: 区民政局, effective: 2026-12-01, compared: 2026-11-22}}
parties: {tipster: 举报人}
"""


def library(text: str) -> Library:
    return load_files({"scheme.yaml": HEAD + text})


def wrong(text: str) -> list[str]:
    """What did not come out."""
    trials = list(run_cases(library(text)))
    assert trials
    return [one.text for trial in trials for one in trial.findings if not one.passed]


TIPS = """
facts:
  tip: {name: 举报, kind: record, of: tipster, ordered_by: at, fields: {
    no: {name: 隐患, kind: text}, at: {name: 时刻, kind: time}, code: {name: 编号, kind: text}}}
rules:
  - {id: R, title: 先举报, clause: 一, subject: tipster, on: tip, then: [{do: notify}],
     when: {value: {lookup: tip, field: code, match: {no: no}}, equals: code}}
  - {id: L, title: 后举报, clause: 一, subject: tipster, on: tip, then: [{do: notify}],
     when: {value: {lookup: tip, field: code, match: {no: no}, within: ever}, equals: code}}
cases:
  - name: 试
    today: 2027-04-30
    subjects: [{id: 张, kind: tipster}, {id: 李, kind: tipster}]
    facts:
      tip:
        - {subject: 李, date: 2027-03-01, no: 甲, at: "2027-03-01 09:00", code: a}
        - {subject: 李, date: 2027-03-06, no: 乙, at: "2027-03-06 10:00", code: b}
        - {subject: 张, date: 2027-03-06, no: 乙, at: "2027-03-06 09:00", code: c}
        - {subject: 张, date: 2027-03-05, no: 丙, at: "2027-03-05 09:00", code: d}
        - {subject: 李, date: 2027-03-07, no: 丙, at: "2027-03-07 09:00", code: e}
    expect:
      verdicts:
        - {id: R, subject: 张, date: 2027-03-06, outcome: triggered}
        - {id: R, subject: 李, date: 2027-03-06, outcome: not_triggered}
        - {id: R, subject: 张, date: 2027-03-05, outcome: triggered}
        - {id: R, subject: 李, date: 2027-03-07, outcome: not_triggered}
        - {id: L, subject: 李, date: 2027-03-06, outcome: triggered}
        - {id: L, subject: 张, date: 2027-03-06, outcome: not_triggered}
"""


def test_what_is_looked_up_is_the_earliest_over_all_subjects_and_the_latest_within_a_window() -> None:
    assert wrong(TIPS) == []


LIMITS = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {
    done: {name: 完成日, kind: date, optional: true},
    begun: {name: 起算日, kind: date, value: {larger_of: [row_date, {event: 施行}]}}}}
balances: {credit: {name: 分, of: village, base: 100, clause: 一}}
time_limits:
  - {id: A, title: 自登记起, clause: 一, record: hz, who: village, starts: row_date, ends: done,
     within: {count: 15, unit: calendar_day}, until: 2026-12-20,
     otherwise: [{do: points, points: -5, balance: credit}]}
  - {id: B, title: 自施行起, clause: 一, record: hz, who: village, starts: begun, ends: done,
     within: {count: 15, unit: calendar_day}, otherwise: [{do: points, points: -7, balance: credit}]}
cases:
  - name: 试
    today: 2027-02-20
    subject: 甲村
    facts: {hz: [{date: DATE}]}
    expect:
      verdicts: [{id: A, outcome: OUTCOME}, {id: B, outcome: not_met}]
      values: [{value: credit, equals: LEFT}]
"""


@pytest.mark.parametrize(
    ("day", "outcome", "left"),
    [
        ("2026-11-30", "none", 93),
        ("2026-12-01", "not_met", 88),
        ("2026-12-20", "not_met", 88),
        ("2026-12-21", "none", 93),
    ],
)
def test_a_time_limit_is_judged_while_it_is_in_force(day: str, outcome: str, left: int) -> None:
    text = LIMITS.replace("DATE", day).replace("OUTCOME", outcome).replace("LEFT", str(left))
    assert wrong(text) == []
