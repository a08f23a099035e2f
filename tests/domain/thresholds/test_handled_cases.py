"""Cases about how problems are handled: each written once, with its steps, its level and its term."""

from typing import Any

import pytest

from domain.library import load_files
from domain.thresholds.trials import run_cases
from tests.domain.library.base_scheme import FACTS, scheme_with
from tests.domain.library.test_nature_slips import KINDS, WHOLE

RECORDS = """
  problem: {name: 辖区问题, kind: record, of: township, from: findings, below: true}
  all: {name: 全区问题, kind: record, of: district, from: findings, below: true}
  led: {name: 牵头的问题, kind: record, of: township, from: findings, as: lead}
  theirs: {name: 服务单位的问题, kind: record, of: provider, from: findings}
"""
UNITS = """
    subjects: [{id: 区, kind: district}, {id: 东镇, kind: township, belongs_to: [区]},
      {id: 西镇, kind: township, belongs_to: [区]},
      {id: 东村, kind: village, belongs_to: [东镇]}, {id: 甲, kind: provider}, {id: 财政局, kind: department}]
"""


def failed(case: str, handling: str = WHOLE) -> list[str]:
    """What did not come out of one case."""
    files = scheme_with(handling=handling, facts=FACTS + RECORDS, cases=f"cases:\n  - name: 试\n{case}")
    (trial,) = run_cases(load_files(files))
    assert trial.findings
    return [one.text for one in trial.findings if not one.passed]


def counted(problems: str, *values: tuple[str, str, Any]) -> list[str]:
    lines = "".join(
        f"        - {{value: {{count: {fact}, within: ever}}, subject: {subject}, equals: {number}}}\n"
        for fact, subject, number in values
    )
    return failed(
        f"    today: 2026-06-01\n{UNITS}    problems: {problems}\n    expect:\n      values:\n{lines}"
    )


def test_a_problem_written_once_is_of_its_unit_of_those_above_and_of_who_leads() -> None:
    problems = "[{unit: 东村, lead: 西镇, provider: 甲, date: 2026-03-01}, {unit: 东镇, date: 2026-04-01}]"
    assert not counted(
        problems, ("problem", "东镇", 2), ("problem", "西镇", 0), ("all", "区", 2), ("led", "西镇", 1),
        ("led", "东镇", 1), ("theirs", "甲", 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        ("{unit: 南镇, date: 2026-03-01}", "“南镇”没有写进 subjects"),
        ("{unit: 东镇}", "没有写 date（发现日期）"),
        ("{date: 2026-03-01}", "没有写 unit（被检查单位）"),
        ("{unit: 东镇, date: 2026-03-01, money: 3}", "不认识的键“money”"),
        ("{unit: 东镇, date: 2026-03-01, nature: 特大}", "只能是 一般、较大、重大"),
    ],
)
def test_a_problem_that_says_too_little_or_something_strange_is_told_of(problem: str, sentence: str) -> None:
    (text,) = counted(f"[{problem}]", ("all", "区", 0))
    assert sentence in text
    assert "问题第1条" in text


def test_the_only_district_has_the_problems_of_all_who_are_below_nobody() -> None:
    units = UNITS.replace(", belongs_to: [区]", "")
    values = "{value: {count: all, within: ever}, subject: 区, equals: 2}"
    problems = "[{unit: 财政局, date: 2026-03-01}, {unit: 东村, date: 2026-03-01}]"
    case = f"    today: 2026-06-01\n{units}    problems: {problems}\n    expect:\n      values: [{values}]\n"
    assert not failed(case)
    (text,) = failed(case.replace("{id: 区, kind: district}", "{id: 区, kind: office}"))
    assert "没有一种 from: findings 的登记收得到它" in text
    assert "belongs_to" in text
    two = case.replace("[{id: 区,", "[{id: 邻区, kind: district}, {id: 区,").replace(
        "财政局, date", "东镇, date"
    )
    assert failed(two), "of two districts somebody has to say which"


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        ("nature: 较大", "[review, strike]"),
        ("nature: 重大", "[review, sign, strike]"),
        ("nature: 重大, source: 投诉举报", "[review, sign, post, strike]"),
        ("nature: 一般, source: 核查", "[review, strike]"),
    ],
)
def test_a_step_is_taken_of_those_problems_that_it_is_meant_for(given: str, steps: str) -> None:
    source = "" if "source" in given else ", source: 自查"
    assert not failed(f"    expect: {{close_out: [{{given: {{{given}{source}}}, steps: {steps}}}]}}\n")


def test_of_a_problem_whose_nature_nobody_has_settled_it_is_not_known() -> None:
    given = "{given: {source: 自查}, steps: [review, strike]"
    assert not failed(f"    expect: {{close_out: [{given}, unclear: [sign]}}]}}\n")
    (text,) = failed(f"    expect: {{close_out: [{given}}}]}}\n")
    assert text == "应为 review、strike，实为 审核 → 销号（领导签批未定）"


@pytest.mark.parametrize(
    ("given", "level"), [("days_overdue: 1, nature: 重大", "a"), ("days_overdue: 1, nature: 较大", "null")]
)
def test_a_level_may_ask_for_the_nature(given: str, level: str) -> None:
    assert not failed(f"    expect: {{escalation: [{{given: {{{given}}}, level: {level}}}]}}\n")


def test_a_term_of_what_came_back_is_expected_by_its_nature_or_as_a_share() -> None:
    own = "relapse_within_of: {重大: {count: 8, unit: calendar_day, from: 送达}}"
    told = "{id: by_deadline, nature: %s, relapsed: true, events: {送达: 2026-04-30}, due: %s}"
    for more, nature, due in (
        (f", {own}", "重大", "2026-05-08"),
        (f", {own}", "较大", "2026-06-01"),
        (', relapse_percent: "50%"', "重大", "2026-05-07"),
        (', relapse_percent: "50%"', "较大", "2026-05-15"),
        (f', relapse_percent: "50%", {own}', "重大", "2026-05-08"),
        (f', relapse_percent: "50%", {own}', "较大", "2026-05-15"),
    ):
        kinds = WHOLE.replace(KINDS, KINDS.rstrip().removesuffix("}") + f"{more}}}\n")
        assert not failed(f"    expect: {{dues: [{told % (nature, due)}]}}\n", kinds), (more, nature)


@pytest.mark.parametrize(("nature", "due"), [("重大", "2026-05-15"), ("较大", "2026-06-01")])
def test_a_term_by_nature_is_expected_by_its_word(nature: str, due: str) -> None:
    dues = f"dues: [{{id: by_deadline, nature: {nature}, events: {{送达: 2026-04-30}}, due: {due}}}]"
    assert not failed(f"    expect: {{{dues}}}\n")
