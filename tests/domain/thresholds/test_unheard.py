"""Periods of which nothing was heard: no count of how often passes them over."""

import pytest

from domain.library import load_files
from domain.thresholds.trials import run_cases
from tests.domain.thresholds.test_small_clauses import HEAD, wrong

COUNTS = """
facts:
  rate: {name: 合格率, kind: ratio, of: village, every: month}
  fire: {name: 起火, kind: record, of: village, fields: {}}
rules:
  - {id: LOW, title: 低, clause: 一, subject: village, every: month, when: {value: rate, below: "90%"}}
  - {id: FIRE, title: 起火的月份, clause: 一, subject: village, every: month, when: {happened: fire}}
  - {id: YEAR, title: 一年两次, clause: 一, subject: village, every: year,
     when: {value: {triggered_times: [LOW], within: year}, at_least: 2}}
  - {id: ALL, title: 累计两次, clause: 一, subject: village, every: year,
     when: {value: {triggered_times: [LOW], within: ever}, at_least: 2}}
  - {id: PERIODS, title: 累计两期, clause: 一, subject: village, every: year,
     when: {value: {count_periods: {triggered: LOW}, over: ever}, at_least: 2}}
  - {id: FIGURES, title: 累计两期, clause: 一, subject: village, every: year,
     when: {value: {count_periods: {value: rate, below: "90%"}, over: ever}, at_least: 2}}
  - {id: FIRES, title: 两个月起火, clause: 一, subject: village, every: year,
     when: {value: {triggered_times: [FIRE], within: year}, at_least: 2}}
  - {id: SEEN, title: 此前十二个月两次, clause: 一, subject: village, on: fire,
     when: {value: {triggered_times: [LOW], within: {count: 12, unit: month}}, at_least: 2}}
cases:
  - name: 试
    today: 2028-02-10
    subjects: [{id: 甲村, kind: village SINCE}]
    facts: {rate: [RATES], fire: [{subject: 甲村, date: 2027-12-20}]}
    expect: {verdicts: [{id: RULE, period: '2027', outcome: OUTCOME}]}
"""
OUT, IN, OPEN = "not_triggered", "triggered", "pending_data"


def months(first: int, last: int, value: int) -> dict[int, int]:
    return dict.fromkeys(range(first, last + 1), value)


def counted(rule: str, outcome: str, rates: dict[int, int], since: str = "") -> list[str]:
    """What did not come out, where these months of 2027 have a rate."""
    told = (f'{{subject: 甲村, period: 2027-{month:02}, value: "{rate}%"}}' for month, rate in rates.items())
    text = COUNTS.replace("RATES", ", ".join(told)).replace("SINCE", f", since: {since}" if since else "")
    text = text.replace("RULE", rule).replace("OUTCOME", outcome)
    return wrong(text.replace("period: '2027'", "date: 2027-12-20") if rule == "SEEN" else text)


@pytest.mark.parametrize("rule", ["YEAR", "SEEN"])
@pytest.mark.parametrize(
    ("rates", "since", "outcome"),
    [
        (months(1, 12, 95), "2027-01-01", OUT),
        (months(3, 12, 95) | {3: 80}, "", OPEN),  # January and February are missing
        (months(3, 12, 95) | {3: 80}, "2027-03-01", OUT),  # there was nobody before
        (months(3, 12, 95) | {3: 80, 4: 80}, "", IN),  # whatever the missing ones are
        (months(1, 10, 95) | {10: 80}, "", OPEN),
        ({}, "", OPEN),
        ({}, "2027-12-01", OUT),  # one month cannot be two
    ],
)
def test_how_often_a_rule_was_met_is_open_where_a_period_has_no_data(
    rule: str, rates: dict[int, int], since: str, outcome: str
) -> None:
    assert counted(rule, outcome, rates, since) == []


@pytest.mark.parametrize("rule", ["ALL", "PERIODS", "FIGURES"])
@pytest.mark.parametrize(
    ("rates", "since", "outcome"),
    [
        (months(3, 12, 95) | {3: 80}, "", OUT),  # from the first month that is known
        (months(3, 12, 95) | {3: 80}, "2027-01-01", OPEN),  # from the month in which it began
        (months(3, 12, 95) | {3: 80, 5: 80}, "2027-01-01", IN),
        (months(3, 12, 95) | {3: 80, 5: 80}, "", IN),
        ({}, "", OPEN),
        ({}, "2027-12-01", OUT),
    ],
)
def test_a_count_from_the_beginning_begins_with_what_is_known_or_with_the_subject(
    rule: str, rates: dict[int, int], since: str, outcome: str
) -> None:
    assert counted(rule, outcome, rates, since) == []


def test_months_without_a_record_are_no_missing_data() -> None:
    assert counted("FIRES", OUT, {}) == []


def test_where_nothing_tells_when_it_began_nothing_is_concluded() -> None:
    text = COUNTS.replace("RATES", "").replace("SINCE", "").replace("OUTCOME", OPEN)
    head = HEAD.replace("effective: 2026-12-01, ", "")
    assert head != HEAD
    for rule in ("PERIODS", "FIGURES"):
        trials = list(run_cases(load_files({"scheme.yaml": head + text.replace("RULE", rule)})))
        assert [one.text for trial in trials for one in trial.findings if not one.passed] == []
