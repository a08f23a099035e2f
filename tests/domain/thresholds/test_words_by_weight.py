"""Grades of which the heavier is the higher (较大以上), and words that have no rank (不作评价)."""

import pytest

from domain.library import lint
from domain.library.articles import articles_of
from domain.library.problems import LibraryError
from tests.domain.thresholds.test_small_clauses import library, wrong

WEIGHED = """
facts:
  hz: {name: 隐患, kind: record, of: village, fields: {
    found: {name: 初定, kind: grade, light_to_heavy: [一般, 较大, 重大]},
    level: {name: 级别, kind: grade, light_to_heavy: [一般, 较大, 重大], value: {worse: found, by: 1}}}}
rules:
  - {id: R, title: 甲, clause: 一, subject: village, on: hz, when: {value: found, at_least: 较大}, then: [{do: warn}]}
  - {id: S, title: 乙, clause: 一, subject: village, on: hz, when: {value: level, above: 较大}, then: [{do: warn}]}
cases:
  - name: 轻重
    today: 2027-04-30
    subject: 甲
    facts:
      hz: [{date: 2027-01-01, found: 一般}, {date: 2027-01-02, found: 较大}, {date: 2027-01-03, found: 重大}]
    expect:
      verdicts:
        - {id: R, date: 2027-01-01, outcome: not_triggered}
        - {id: R, date: 2027-01-02, outcome: triggered}
        - {id: R, date: 2027-01-03, outcome: triggered}
        - {id: S, date: 2027-01-01, outcome: not_triggered, says: 重1等}
        - {id: S, date: 2027-01-02, outcome: triggered}
      values:
        - {value: {take: highest, of: found, rows: hz, within: ever}, date: 2027-01-03, equals: 重大}
"""

RATED = """
facts:
  n: {name: 有效问卷, kind: number, of: village, every: quarter}
  rate: {name: 满意率, kind: ratio, of: village, every: quarter}
measures:
  grade:
    name: 季度评价
    of: village
    grades: [良好, 合格, 不合格, 不作评价]
    besides: [不作评价]
    value:
      if: {value: n, below: 30}
      then: 不作评价
      otherwise: {by_bands: rate, bands: [{at_least: "90%", then: 良好}, {at_least: "80%", then: 合格}, {then: 不合格}]}
rules:
  - {id: R, title: 差, clause: 一, subject: village, every: quarter, when: {value: grade, WORDS}, then: [{do: warn}]}
cases:
  - name: 不足三十份
    today: 2027-10-30
    subject: 甲
    facts:
      n: [{period: 2027Q1, value: 29}, {period: 2027Q2, value: 30}]
      rate: [{period: 2027Q1, value: "50%"}, {period: 2027Q2, value: "79%"}]
    expect:
      verdicts: [{id: R, period: 2027Q1, outcome: not_triggered}, {id: R, period: 2027Q2, outcome: triggered}]
"""


def told(text: str) -> str:
    try:
        problems = lint(library(text))
    except LibraryError as refused:
        problems = refused.problems
    return "\n".join(str(one) for one in problems)


def sentence(text: str, key: str) -> str:
    return next(one.text for one in articles_of(library(text).scheme) if one.key.endswith(key))


def test_the_heavier_is_the_higher_where_words_are_listed_light_to_heavy() -> None:
    assert wrong(WEIGHED) == []
    assert "轻重" not in told(WEIGHED)
    assert "初定为较大或更重的" in sentence(WEIGHED, "R")
    assert "级别重于较大的" in sentence(WEIGHED, "S")
    assert "比初定重1等的等次（到最重一等为止）" in sentence(WEIGHED, "hz")


def test_weights_that_are_listed_best_first_are_told_what_a_bound_takes_in() -> None:
    by_merit = WEIGHED.replace("light_to_heavy: [一般, 较大, 重大]", "options: [一般, 较大, 重大]")
    assert "at_least: 较大 算在内的是“一般、较大”" in told(by_merit)
    assert "above: 较大 算在内的是“一般”" in told(by_merit)
    assert "算在内" not in told(by_merit.replace("一般", "甲").replace("较大", "乙").replace("重大", "丙"))


@pytest.mark.parametrize(
    ("words", "said"),
    [("is: 不合格", ""), ("one_of: [不合格]", ""), ("below: 合格", "比不出高低：改写 one_of")],
)
def test_a_word_without_rank_is_neither_better_nor_worse(words: str, said: str) -> None:
    text = RATED.replace("WORDS", words)
    if not said:
        assert wrong(text) == []
    assert said in told(text) if said else "高低" not in told(text)


def test_a_word_that_says_nothing_of_merit_is_not_left_at_the_end_in_silence() -> None:
    text = RATED.replace("WORDS", "below: 合格")
    assert "“不作评价”排在次序里" in told(text.replace("    besides: [不作评价]\n", ""))
    listed = text.replace("    besides: [不作评价]\n", "").replace(", 不作评价]", "]")
    assert "不分好坏的也列上，再写在 besides 里" in told(listed)
    assert "“另评”没有列在 grades 里" in told(text.replace("besides: [不作评价]", "besides: [另评]"))
    assert "只写一个" in told(text.replace("besides: [不作评价]", "light_to_heavy: [不合格, 合格, 良好]"))


SHEET = """
facts:
  n: {name: 分, kind: number, of: village, every: year}
  new: {name: 新办, kind: flag, of: village}
scoring:
  annual:
    name: 考核
    of: village
    every: year
    clause: 一
    total: 100
    items: [{key: a, name: 分, clause: 一, points: 100, starts: zero, steps: [{per: n, points: 1}]}]
    vetoes: [{name: 新办, clause: 一, when: {value: new, is: true}, grade: WORD}]
    grades: [{grade: 合格, at_least: 60}, {grade: 不合格, below: 60}]
rules:
  - id: R
    title: 差
    clause: 一
    subject: village
    every: year
    when: {value: {grade: annual}, BOUND}
    then: [{do: warn}]
"""


@pytest.mark.parametrize(
    ("word", "bound", "said"),
    [
        ("不参评", "is: 不合格", ""), ("不合各", "is: 不合格", "“不合各”不在 grades 里"),
        ("不参评", "below: 合格", "“不参评”不在高低次序（合格、不合格）里"), ("不合格", "below: 合格", ""),
    ],
)  # fmt: skip
def test_a_veto_whose_grade_the_sheet_has_not_is_neither_better_nor_worse(
    word: str, bound: str, said: str
) -> None:
    text = SHEET.replace("WORD", word).replace("BOUND", bound)
    assert said in told(text) if said else "grades" not in told(text)
    if word == "不参评" and not said:
        assert "定为“不参评”" in sentence(text, "annual-veto-1")
        assert "最高" not in sentence(text, "annual-veto-1")
