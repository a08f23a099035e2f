"""Streaks of records that are counted from one again once they are full."""

import pytest

from domain.library.articles import articles_of
from tests.domain.thresholds.test_small_clauses import library, wrong

CHECKS = """
facts:
  check: {name: 抽检, kind: record, of: village, fields: {
    good: {name: 结果, kind: choice, options: [合格, 不合格], optional: true},
    sort: {name: 类别, kind: choice, options: [监督, 日常], optional: true}}}
rules:
  - {id: A, title: 每连续两次不合格约谈, clause: 一, subject: village, on: check,
     then: [{do: interview}],
     when: {streak: {of: {value: good, is: 不合格}, length: 2, rows: check, afresh: AFRESH WHERE}}}
cases:
  - name: 试
    today: 2027-12-01
    subject: 甲村
    facts: {check: [ROWS]}
    expect: {verdicts: [{id: A, date: 2027-DAY, outcome: OUTCOME}]}
"""
IN, OUT, OPEN = "triggered", "not_triggered", "pending_data"
ONLY = ", where: {value: sort, is: 监督}"


def checks(results: str, outcome: str, where: str = "", afresh: str = "true") -> str:
    """The last of some checks, a month each: - bad, + good, ? not known, d of another kind, u of which is not known."""
    rows = [f"{{date: 2027-{at:02}-10{_FIELDS[one]}}}" for at, one in enumerate(results, 1)]
    text = CHECKS.replace("ROWS", ", ".join(rows)).replace("DAY", f"{len(results):02}-10")
    return text.replace("OUTCOME", outcome).replace("WHERE", where).replace("AFRESH", afresh)


_FIELDS = {
    "-": ", good: 不合格, sort: 监督", "+": ", good: 合格, sort: 监督", "?": ", sort: 监督",
    "d": ", good: 不合格, sort: 日常", "u": ", good: 不合格",
}  # fmt: skip


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ("-", OUT),
        ("--", IN),
        ("---", OUT),
        ("----", IN),
        ("-----", OUT),
        ("--+--", IN),  # a good one between them, and it begins anew
        ("---+--", IN),
        ("--+-", OUT),
        ("?--", OPEN),  # the second and third of a run, or the first two
        ("?-", OPEN),
        ("+?--", OPEN),
        ("?+--", IN),
        ("--?", OUT),  # whatever it was: the third of a run, or none
    ],
)
def test_of_a_run_that_goes_on_only_each_full_one_holds(results: str, outcome: str) -> None:
    assert wrong(checks(results, outcome)) == []


def test_without_it_every_further_record_of_the_run_holds() -> None:
    assert wrong(checks("---", IN, afresh="false")) == []


@pytest.mark.parametrize(
    ("results", "outcome"),
    [("-d-", IN), ("-d--", OUT), ("u--", OPEN), ("u+--", IN), ("-u-", OPEN)],
)
def test_records_of_another_kind_neither_count_nor_break_it(results: str, outcome: str) -> None:
    assert wrong(checks(results, outcome, ONLY)) == []


def test_the_sentence_says_that_it_is_counted_anew() -> None:
    told = {one.id: one.text for one in articles_of(library(checks("--", IN)).scheme)}["A"]
    assert "“抽检”连续2次（满一次重新计数）" in told
