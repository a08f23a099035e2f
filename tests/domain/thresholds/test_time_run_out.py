"""What follows from a duty that was not kept counts from the day on which the time for doing had run out."""

import pytest

from tests.domain.thresholds.test_small_clauses import wrong

QUARTERLY = """
facts: {meeting: {name: 会议, kind: record, of: village}}
balances: {credit: {name: 分, of: village, base: 100, clause: 一}}
lists: {bad: {name: 名单, of: village, lasts: {count: 1, unit: month}, clause: 一}}
duties:
  - {id: U, title: 季会, clause: 一, subject: village, every: quarter, done: {count: meeting}, required: 1,
     TERM otherwise: [{do: points, points: -2, balance: credit STARTS}, {do: list, list: bad}]}
cases:
  - name: 试
    today: 2027-06-20
    subject: 甲村
    facts: {meeting: [{date: 2026-12-20}, {date: 2027-05-05}]}
    expect:
      values: [{value: credit, date: BEFORE, equals: 100}, {value: credit, date: FROM, equals: 98}]
      lists: [{list: bad, date: BEFORE, on: false}, {list: bad, date: LISTED, on: true}]
"""


@pytest.mark.parametrize(
    ("term", "starts", "before", "since", "listed"),
    [
        ("", "", "2027-03-30", "2027-03-31", "2027-03-31"),
        (
            "done_by: {after_end: {count: 15, unit: calendar_day, roll: none}},",
            "",
            "2027-04-15",
            "2027-04-16",
            "2027-04-16",
        ),
        (
            "done_by: {after_end: {count: 15, unit: calendar_day, roll: none}},",
            ", starts: period_end",
            "2027-03-30",
            "2027-03-31",
            "2027-04-16",
        ),
    ],
)
def test_points_for_what_was_not_done_move_when_it_can_no_longer_be_done(
    term: str, starts: str, before: str, since: str, listed: str
) -> None:
    text = QUARTERLY.replace("TERM", term).replace("STARTS", starts).replace("BEFORE", before)
    assert wrong(text.replace("FROM", since).replace("LISTED", listed)) == []


PHASED = """
phases: [{key: ph, name: 自查, clause: 一, start: {month: 3, day: 1, year: 2027}, end: {month: 5, day: 31, year: 2027}}]
facts: {walk: {name: 走访, kind: record, of: village}, size: {name: 户数, kind: number, of: village, every: year}}
balances: {credit: {name: 分, of: village, base: 100, clause: 一}}
duties:
  - {id: P, title: 阶段内走访, clause: 一, subject: village, every: year, required: 2,
     done: {count: walk, within: {phase: ph}}, otherwise: [{do: points, points: -10, balance: credit}]}
cases:
  - name: 试
    today: TODAY
    subject: 甲村
    facts: {walk: [{date: 2027-02-01}], size: [{period: 2027, value: 1}, {period: 2028, value: 1}]}
    expect: {values: [{value: credit, date: DAY, equals: LEFT}]}
"""


@pytest.mark.parametrize(
    ("today", "day", "left"),
    [
        ("2027-05-31", "2027-05-31", 100),
        ("2027-06-01", "2027-06-01", 90),
        ("2027-06-01", "2027-05-31", 100),
        ("2029-01-20", "2028-12-31", 90),
    ],
)
def test_what_had_to_be_done_in_a_phase_is_owed_in_its_year_alone_and_counts_once_it_is_over(
    today: str, day: str, left: int
) -> None:
    assert wrong(PHASED.replace("TODAY", today).replace("DAY", day).replace("LEFT", str(left))) == []


STEP = """
phases: [{key: ph, name: 整改, clause: 一, start: {month: 3, day: 1, year: 2027}, end: {month: 5, day: 31, year: 2027}}]
facts: {fault: {name: 问题, kind: record, of: village, fields: {done: {name: 完成日, kind: date, optional: true}}}}
time_limits:
  - {id: L, title: 三十日内整改，在整改阶段内, clause: 一, record: fault, who: village, starts: row_date, ends: done,
     inside: ph, within: {count: 30, unit: calendar_day}}
cases:
  - name: 试
    today: TODAY
    subject: 甲村
    facts: {fault: [{date: 2027-05-20}]}
    expect: {verdicts: [{id: L, outcome: OUTCOME}]}
"""


@pytest.mark.parametrize(("today", "outcome"), [("2027-05-31", "in_progress"), ("2027-06-01", "not_met")])
def test_a_step_that_has_to_lie_in_a_phase_is_not_open_after_it(today: str, outcome: str) -> None:
    assert wrong(STEP.replace("TODAY", today).replace("OUTCOME", outcome)) == []
