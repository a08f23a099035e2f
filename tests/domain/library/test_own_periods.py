"""Periods that a scheme declares itself: slips are told where they are declared, words where they are used."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import HEAD, RULES, scheme_with

TERM = (
    "{name: 学期, parts: [{name: 春季学期, from: {month: 2}, to: {month: 7}}, "
    "{name: 秋季学期, from: {month: 9}, to: {month: 1}}]}"
)


def told(period: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(scheme=f"{HEAD}periods:\n  term: {period}\n"))]


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("{name: 双月, months: 3}", "months 只能写 2 或 4"),
        ("{name: 两年, years: 2}", "要写 since"),
        ("{name: 学期}", "必须写一个，且只写一个"),
        (TERM.replace("to: {month: 7}", "to: {month: 9}"), "“春季学期”没有结束，“秋季学期”就开始了"),
        (TERM.replace("to: {month: 1}", "to: {month: 2}"), "“秋季学期”没有结束，“春季学期”就开始了"),
        (TERM.replace("from: {month: 9}", "from: {month: 9, year: 2026}"), "只写月日"),
        (
            f"{TERM[:-1]}, exact: [{{period: 2026夏, from: 2026-06-01, to: 2026-07-01}}]}}",
            "没有“2026夏”这一期",
        ),
        (f"{TERM[:-1]}, exact: [{{period: 2026春季学期, from: 2026-07-01, to: 2026-03-01}}]}}", "在止日"),
        (TERM.replace("秋季学期", "春季学期"), "名称不能重复"),
    ],
)
def test_a_period_that_cannot_be_is_told(period: str, sentence: str) -> None:
    found = told(period)
    assert any(sentence in message for message in found), found


def test_a_sound_period_is_not_told_and_is_an_article() -> None:
    assert told(TERM) == []
    scheme = load_files(scheme_with(scheme=f"{HEAD}periods:\n  term: {TERM}\n")).scheme
    (article,) = [one for one in articles_of(scheme) if one.section == "periods"]
    assert article.text == "春季学期2月至7月；秋季学期9月至1月。统计期写成 2026春季学期 这样。"


def test_a_period_that_nobody_declared_is_told_how_to() -> None:
    found = [one.message for one in lint(scheme_with(rules=RULES.replace("every: quarter", "every: 学期")))]
    assert any("学期、双月一类先在 periods 里声明" in message for message in found), found


@pytest.mark.parametrize(("fixed", "left"), [((2026,), "2027年"), ((2026, 2027), "")])
def test_a_year_in_force_without_days_of_its_own_is_told_where_others_have_them(
    fixed: tuple[int, ...], left: str
) -> None:
    head = HEAD.replace("effective: 2024-01-01", "effective: 2026-01-01, until: 2027-12-31")
    days = ", ".join(f"{{period: {year}春季学期, from: {year}-03-02, to: {year}-07-08}}" for year in fixed)
    files = scheme_with(scheme=f"{head}periods:\n  term: {TERM[:-1]}, exact: [{days}]}}\n")
    found = [one.message for one in lint(files) if "具体起止" in one.message]
    assert len(found) == bool(left)
    assert not left or (f"没有写{left}的" in found[0] and "按2月1日至7月31日算" in found[0]), found


NATURAL = """
scheme: {id: s, name: 小方案, version: "1", region: 甲市, issuer: 教育局, purpose: 试, in_scope: [school],
  year_start: {month: 9, year: previous}}
documents: {main: {title: 小方案, issuer: 教育局, effective: 2024-09-01, compared: 2026-11-22}}
periods:
  natural: {name: 自然年度, parts: [{name: 自然年度, from: {month: 1, day: 1}, to: {month: 12, day: 31}}]}
  term: {name: 学期, parts: [{name: 秋季学期, from: {month: 9}, to: {month: 1}}]}
facts:
  event: {name: 食品安全事件, kind: record, of: school}
  leave: {name: 请假, kind: record, of: school}
measures:
  before: {name: 上一自然年的事件, of: school, every: month, value: {as_of: {before: {first_of: natural}, count: 1,
    unit: calendar_day, roll: none}, of: {count: event, within: natural}}}
  there: {name: 纳入月数, of: school, every: month, value: {months_in_scope: natural}}
rules:
  - {id: A, title: 学期结束前, clause: 一, subject: school, on: leave,
     when: {value: row_date, at_most: {last_of: term}}, then: [{do: notify}]}
cases:
  - name: 考评年度从九月起，事件按自然年
    subjects: [{id: 甲校, kind: school, since: 2025-10-01}]
    today: 2026-12-31
    facts: {event: [{date: 2025-01-01}, {date: 2025-12-31}, {date: 2026-01-01}], leave: [{date: 2026-01-31}]}
    expect:
      verdicts: [{id: A, outcome: triggered, says: 2026-01-31}]
      values:
        - {value: before, subject: 甲校, period: 2026-01, equals: 2}
        - {value: before, subject: 甲校, period: 2026-10, equals: 2}
        - {value: before, subject: 甲校, period: 2025-12, equals: 0}
        - {value: there, subject: 甲校, period: 2025-12, equals: 3}
        - {value: there, subject: 甲校, period: 2026-09, equals: 12}
"""


def test_the_ends_of_a_declared_period_are_days_too() -> None:
    wrong = [
        one.text
        for trial in run_cases(load_files({"scheme.yaml": NATURAL}))
        for one in trial.findings
        if not one.passed
    ]
    assert wrong == []
    told = "".join(one.text for one in articles_of(load_files({"scheme.yaml": NATURAL}).scheme))
    assert "所在学期的末一天" in told
    assert "所在自然年度的头一天" in told
    assert "本自然年度内纳入的月数" in told
