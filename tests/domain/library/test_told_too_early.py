"""What is looked for before it can be there, or again and again: schemes that would say something else in silence."""

import pytest

from domain.library import lint
from domain.library.problems import LibraryError
from tests.domain.thresholds.test_small_clauses import library

SCHEME = """
facts:
  meeting: {name: 会议, kind: record, of: township, fields: {posted: {name: 公开日, kind: date}}}
  score: {name: 得分, kind: number, of: township, every: month}
  noted: {name: 约谈日, kind: date, of: township}
lists: {l: {name: 名单, of: township, on: meeting, lasts: {count: 1, unit: year}, clause: 一}}
deliverables:
  - {id: D, title: 台账, clause: 一, who: [township],
     repeats: {every: month, first: {month: 12, year: 2026}, last: {month: 12, year: 2027}, day: 5, about: previous}}
balances: {b: {name: 分, of: township, base: 0, renews: %s, clause: 一, entries: [
  {id: e, title: 记, clause: 一, %s}]}}
measures: {twice: {name: 两倍, of: township, value: {product: [2, b]}}}
duties: [{id: U, title: 公开, clause: 一, subject: township, every: month, done: {count: meeting%s}, required: 1}]
rules: [{id: R, title: 处理, clause: 一, subject: township, every: month, when: %s, then: [{do: warn}]}]
"""
ENTRY = "on: meeting, points: 1"
LOW = "{value: score, below: 60}"


def told(renews: str = "year", entry: str = ENTRY, done: str = "", when: str = LOW) -> str:
    return "\n".join(one.message for one in lint(library(SCHEME % (renews, entry, done, when))))


@pytest.mark.parametrize(
    ("entry", "warned"),
    [
        ("every: month, points: {product: [-1, {days_late: D}]}", True),
        ("every: month, daily: {days_late: D}, points: -1", False),
        ("every: month, when: {value: {days_late: D}, at_least: 10}, points: -1", False),
    ],
)
def test_points_by_the_days_of_a_report_that_has_not_come_are_taken_day_by_day(
    entry: str, warned: bool
) -> None:
    assert ("加 daily: {days_late: D}" in told(entry=entry)) is warned


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("on: meeting, points: 1, daily: {days_late: D}", "与 every（报送的期）一起写"),
        ("every: month, points: 1, daily: {days_late: D, to: today}", "报送逾期的不写这两项"),
        ("on: meeting, points: 1, daily: {from: row_date}", "daily 写 from（哪天的次日起）和 to（到哪天止）"),
        ("every: month, points: 1, daily: {days_late: X}", "X"),
    ],
)
def test_the_days_of_an_entry_are_those_of_a_record_or_of_a_report(entry: str, sentence: str) -> None:
    with pytest.raises(LibraryError) as refused:
        told(entry=entry)
    assert sentence in str(refused.value)


AFTER = "{after: period_end, count: 10, unit: calendar_day, roll: none}"


@pytest.mark.parametrize(
    ("done", "warned"),
    [
        (f", within: ever, where: {{value: posted, at_least: {AFTER}}}", True),
        (", where: {value: row_date, above: period_end}", True),
        (
            ", within: {from: period_end, to: X}, where: {value: row_date, above: period_end}".replace(
                "X", AFTER
            ),
            False,
        ),
        (", where: {value: posted, at_least: period_start}", False),
        (f", where: {{value: posted, at_most: {AFTER}}}", False),
    ],
)
def test_what_comes_after_the_period_is_not_seen_at_its_end(done: str, warned: bool) -> None:
    done = done.replace("from: period_end", "from: {event: period_end}")
    assert ("永远数不到" in told(done=done)) is warned


TIMES = "{value: {count_periods: {value: score, below: 60}, over: %s}, %s}"


@pytest.mark.parametrize(
    ("when", "warned"),
    [
        (TIMES % ("year", "at_least: 4"), True),
        (TIMES % ("year", "equals: 4"), True),
        (TIMES % ("year", "equals: 0"), False),
        (TIMES % ("year", "at_most: 4"), False),
        (f"{{all: [{LOW}, {TIMES % ('year', 'at_least: 4')}]}}", False),
        (f"{{any: [{LOW}, {TIMES % ('year', 'at_least: 4')}]}}", True),
        (TIMES % ("quarter", "at_least: 3"), False),  # reached in its last month only
        (TIMES % ("quarter", "at_least: 2"), True),
        (TIMES % ("{periods: 3}", "at_least: 2"), False),
        (TIMES % ("{periods: 12}", "at_least: 4"), True),
        (TIMES % ("{periods: 12}", "at_least: 6"), True),
        (TIMES % ("{periods: 11}", "at_least: 6"), False),  # most of them, looked at anew each time
    ],
)
def test_so_many_months_of_a_year_are_met_again_in_those_after_them(when: str, warned: bool) -> None:
    assert ("以后几期自己不是的也算够了" in told(when=when)) is warned


BEFORE = "{as_of: {before: period_start, count: 1, unit: calendar_day}, of: %s}"


@pytest.mark.parametrize(
    ("renews", "before", "warned"),
    [
        ("year", BEFORE % "b", True),
        ("year", BEFORE % "twice", True),
        ("year", "{previous: b}", True),
        ("year", "{opening: b}", False),
        ("never", BEFORE % "b", False),
        ("month", "{previous: b}", False),  # the points of the month before, as they ended
        ("year", BEFORE % "score", False),
    ],
)
def test_points_of_the_day_before_may_be_those_of_another_account(
    renews: str, before: str, warned: bool
) -> None:
    when = f"{{all: [{{value: b, at_least: 4}}, {{value: {before}, below: 4}}]}}"
    assert ("看到的还是上一个周期的分" in told(renews=renews, when=when)) is warned


SINCE = "{as_of: %s, of: b}"


@pytest.mark.parametrize(
    ("renews", "when", "warned"),
    [
        ("year", f"{{value: b, at_most: {SINCE % 'noted'}}}", True),
        ("year", f"{{value: {{difference: [b, {SINCE % '{listed_since: l}'}]}}, equals: 0}}", True),
        ("never", f"{{value: b, at_most: {SINCE % 'noted'}}}", False),
        ("year", f"{{value: b, above: {SINCE % '{first_of: year}'}}}", False),  # of the same account
        ("year", f"{{value: {SINCE % 'noted'}, below: 9}}", False),  # what it was, held against a number
        ("year", f"{{value: score, at_most: {SINCE % 'noted'}}}", False),
    ],
)
def test_points_are_not_held_against_those_of_an_account_that_ended(
    renews: str, when: str, warned: bool
) -> None:
    assert ("中间重新起算过的就比不出" in told(renews=renews, when=when)) is warned


@pytest.mark.parametrize(
    ("when", "form"), [("{not: {as_of: today, of: b}}", "as_of"), ("{previous: b}", "previous")]
)
def test_a_value_that_stands_for_a_condition_is_told_to_be_compared(when: str, form: str) -> None:
    with pytest.raises(LibraryError) as refused:
        told(when=when)
    assert f"这是一个值，当条件要写明与谁比：{{value: {{{form}: …}}, at_least: 1}}" in str(refused.value)
