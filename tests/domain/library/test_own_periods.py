"""Periods that a scheme declares itself: slips are told where they are declared, words where they are used."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
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
