"""Clauses of a scheme on burials: postponed for a warning but not for longer, taken off a list but once."""

import pytest

from domain.library import lint
from tests.domain.thresholds.test_small_clauses import HEAD, wrong

SCATTERED = """
facts:
  grave: {name: 散埋, kind: record, of: village, fields: {
    red_from: {name: 预警起, kind: date, optional: true}, red_to: {name: 预警解除, kind: date, optional: true},
    done: {name: 处置日, kind: date, optional: true},
    first: {name: 原末日, kind: date, value: {after: row_date, count: 30, unit: calendar_day, roll: none}},
    limit: {name: 末日, kind: date, value: {if: {reported: red_to}, then: {larger_of: [first, {smaller_of:
      [{after: first, count: {elapsed: [red_from, red_to], unit: calendar_day}, unit: calendar_day, roll: none},
      {after: red_to, count: 10, unit: calendar_day, roll: none}]}]}, otherwise: first}}}}
time_limits:
  - {id: L, title: 30日内处置, clause: 二十, record: grave, starts: row_date, ends: done, TERM}
cases:
  - name: 试
    subject: 甲村
    today: 2027-08-01
    facts: {grave: [{date: 2027-03-02, red_from: 2027-03-05, red_to: UNTIL, done: DONE}]}
    expect: {verdicts: [{id: L, outcome: COMES}]}
"""
BY = "within: {by: {event: limit}}"


def scattered(until: str, done: str, comes: str, term: str = BY) -> str:
    text = SCATTERED.replace("TERM", term).replace("UNTIL", until).replace("DONE", done)
    return text.replace("COMES", comes)


@pytest.mark.parametrize(
    ("until", "last", "next_day"),
    [
        ("2027-03-10", "2027-04-01", "2027-04-02"),  # over long before: no day is lost by it
        ("2027-03-25", "2027-04-04", "2027-04-05"),  # ten days after it was over, not twenty more
        ("2027-03-31", "2027-04-10", "2027-04-11"),
    ],
)
def test_a_term_moves_on_for_a_warning_but_to_ten_days_after_it_at_most(
    until: str, last: str, next_day: str
) -> None:
    assert wrong(scattered(until, last, "met")) == []
    assert wrong(scattered(until, next_day, "not_met")) == []


def test_a_last_day_that_is_counted_from_the_end_of_a_pause_is_asked_about() -> None:
    pauses = "pauses: {from: red_from, to: red_to}"
    bound = (
        "within: {count: 30, unit: calendar_day, no_later_than: {after: %s, count: 10, unit: calendar_day}}"
    )
    for end, warned in (("red_to", True), ("row_date", False)):
        text = scattered("2027-03-10", "2027-03-15", "met", f"{bound % end}, {pauses}")
        assert ("期限反而短了" in str(lint({"scheme.yaml": HEAD + text}))) is warned
    assert wrong(scattered("2027-03-10", "2027-03-23", "not_met", f"{bound % 'red_to'}, {pauses}")) == []


LISTED = """
facts:
  forced: {name: 强制消费, kind: record, of: provider}
  asked: {name: 核准移出, kind: record, of: provider}
lists:
  focus: {name: 重点名单, of: provider, on: forced, clause: 二十六, lasts: {count: 12, unit: month}}
rules:
  - id: OFF
    title: 列入满6个月的移出；移出后一年内再次列入的不得提前移出
    clause: 二十六
    subject: provider
    on: asked
    when:
      all:
        - {value: {elapsed: [{listed_since: focus, already: true}, row_date], unit: month}, at_least: 6}
        - value:
            as_of: {listed_since: focus, already: true}
            of: {triggered_times: [OFF], within: {count: 1, unit: year}}
          equals: 0
    then: [{do: delist, list: focus}]
cases:
  - name: 试
    subject: 甲
    today: 2029-01-01
    facts:
      forced: [{date: 2027-01-04}, {date: AGAIN}]
      asked: [{date: 2027-08-02}, {date: LATER}]
    expect:
      verdicts: [{id: OFF, date: 2027-08-02, outcome: triggered}, {id: OFF, date: LATER, outcome: COMES}]
"""


@pytest.mark.parametrize(
    ("again", "later", "comes"),
    [("2028-08-02", "2029-02-05", "not_triggered"), ("2028-08-03", "2029-02-05", "triggered")],
)
def test_who_is_listed_again_within_a_year_of_being_taken_off_stays(
    again: str, later: str, comes: str
) -> None:
    text = LISTED.replace("AGAIN", again).replace("LATER", later).replace("COMES", comes)
    assert wrong(text.replace("today: 2029-01-01", "today: 2029-03-01")) == []
