"""How many months somebody was within scope: what is owed for a year goes by them."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.thresholds.trials import run_cases
from tests.domain.thresholds.test_small_clauses import HEAD, library, wrong

QUOTA = """
facts:
  joined: {name: 纳入日, kind: date, of: village}
  gone: {name: 退出日, kind: date, of: village}
  patrol: {name: 巡查, kind: record, of: village, fields: {}}
duties:
  - {id: U-1, title: 每年48次, clause: 一, subject: village, every: year, done: {count: patrol},
     required: {round_up: {product: [48, MONTHS, "1/12"]}}, unless: {value: MONTHS, below: 6}}
cases:
  - name: 试
    today: 2028-01-10
    subjects: [{id: 甲村, kind: village, SPAN}]
    facts: {patrol: [{date: 2027-09-01}], DATES}
    expect: {values: [{value: MONTHS, subject: 甲村, period: '2027', equals: COUNT}]}
"""
PLAIN = "{months_in_scope: period}"
DATED = "{months_in_scope: year, from: joined, to: gone}"


def quota(count: int | str, span: str = "since: 2020-01-01", months: str = PLAIN, dates: str = "") -> str:
    text = QUOTA.replace("MONTHS", months).replace("SPAN", span).replace("DATES", dates)
    return text.replace("COUNT", str(count))


@pytest.mark.parametrize(
    ("span", "count"),
    [
        ("since: 2020-01-01", 12),
        ("since: 2027-07-01", 6),
        ("since: 2027-07-02", 5),
        ("since: 2027-12-31", 0),
        ("since: 2020-01-01, until: 2027-06-30", 6),
        ("since: 2020-01-01, until: 2027-06-29", 5),
        ("since: 2027-02-15, until: 2027-08-14", 6),
        ("since: 2028-01-01", 0),
    ],
)
def test_whole_months_count_from_the_first_day_to_the_last(span: str, count: int) -> None:
    assert wrong(quota(count, span)) == []


def test_what_is_left_of_a_month_is_one_where_the_scheme_says_so() -> None:
    begun = "{months_in_scope: period, broken: counted}"
    for span, count in (("since: 2027-07-01", 6), ("since: 2027-07-02", 6), ("since: 2027-06-30", 7)):
        assert wrong(quota(count, span, begun)) == []


def test_recorded_dates_say_it_and_one_that_is_wanting_leaves_it_open() -> None:
    joined = "joined: [{value: 2027-03-01}]"
    assert wrong(quota(10, months=DATED, dates=joined)) == []
    assert wrong(quota(7, months=DATED, dates=f"{joined}, gone: [{{value: 2027-09-30}}]")) == []
    assert wrong(quota("null", months=DATED)) == []


def test_a_scheme_that_took_effect_within_the_year_counts_from_then() -> None:
    head = HEAD.replace("effective: 2026-12-01", "effective: 2027-04-01")
    told = quota(9)
    trials = list(run_cases(load_files({"scheme.yaml": head + told})))
    assert [one.text for trial in trials for one in trial.findings if not one.passed] == []


@pytest.mark.parametrize(
    ("span", "outcome"),
    [
        ("since: 2027-07-01", "not_met, says: 1 < 48 × 纳入月数6 × 1/12"),
        ("since: 2027-07-02", "not_applicable"),
        ("since: 2027-06-01", "not_met, says: 1 < 48 × 纳入月数7 × 1/12"),
    ],
)
def test_a_quota_goes_by_the_months_and_below_the_minimum_nothing_is_owed(span: str, outcome: str) -> None:
    text = quota(0, span).split("    expect:")[0]
    assert wrong(f"{text}    expect: {{verdicts: [{{id: U-1, period: '2027', outcome: {outcome}}}]}}\n") == []


def test_the_sentence_says_how_months_are_counted() -> None:
    told = {one.id: one.text for one in articles_of(library(quota(12)).scheme)}["U-1"]
    assert "本期纳入的月数（不满一个月的不计）" in told or "全年纳入的月数（不满一个月的不计）" in told
    dated = {one.id: one.text for one in articles_of(library(quota("null", months=DATED)).scheme)}["U-1"]
    assert "（自纳入日起，至退出日止，不满一个月的不计）" in dated


def test_a_time_without_a_beginning_is_refused() -> None:
    told = [str(one) for one in lint({"scheme.yaml": HEAD + quota(1, months="{months_in_scope: ever}")})]
    assert any("写 period、year 这样有头有尾的时段" in one for one in told)
