"""What a scheme says of extensions: told in a sentence, and slips refused."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from tests.domain.library.base_scheme import HEAD, scheme_with

BY_NATURE = """
finding_nature: {name: 类别, clause: 三, words: [A类, B类, C类]}
extending:
  - {clause: 第二十七条, when: {value: nature, is: A类}, times: 0}
  - {clause: 第二十七条, when: {value: nature, is: B类}, times: 1, longest: {count: 15, unit: calendar_day}}
  - {clause: 第二十七条, longest: {count: 30, unit: calendar_day}}
"""


def files(written: str) -> dict[str, str]:
    return scheme_with(scheme=f"{HEAD}extending: {{clause: 第十九条, {written}}}\n")


def test_the_limits_are_an_article() -> None:
    written = (
        'times: 1, percent: "50%", longest: {count: 30, unit: calendar_day}, '
        "before_end: {count: 3, unit: working_day}"
    )
    scheme = load_files(files(written)).scheme
    (article,) = [one for one in articles_of(scheme) if one.title == "延期"]
    assert article.text == (
        "申请延期的，期限届满3个工作日前申请，每次最长30日（自然日），每次不超过首次期限的50%，以1次为限；超出的系统不受理。"
    )


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("note: 酌情", "至少写一样"),
        ("times: -1", "times"),
        ("times: 0, longest: {count: 3, unit: working_day}", "times: 0 是不得延期"),
        ("times: 1, when: {value: due, above: today}", "没有这个问题的登记项“due”"),
        ("times: 1, when: {value: nature, is: A类}", "问了“nature”：先在 finding_nature 里写"),
        ("longest: {count: 24, unit: hour}", "不写小时"),
        ("before_end: {count: 3, unit: working_day, from: 送达}", "只写 count 和 unit"),
    ],
)
def test_limits_that_cannot_be_are_told(written: str, sentence: str) -> None:
    found = [problem.message for problem in lint(files(written)) if problem.is_error]
    assert any(sentence in message for message in found), found


def test_problems_of_some_kind_have_limits_of_their_own() -> None:
    scheme = load_files(scheme_with(scheme=HEAD + BY_NATURE)).scheme
    assert [one.text for one in articles_of(scheme) if one.title == "延期"] == [
        "类别为“A类”的问题不得延期。",
        "类别为“B类”的问题申请延期的，每次最长15日（自然日），以1次为限；超出的系统不受理。",
        "其他问题申请延期的，每次最长30日（自然日）；超出的系统不受理。",
    ]
    assert not [one for one in lint(scheme_with(scheme=HEAD + BY_NATURE)) if one.is_error]


def test_the_second_time_may_have_limits_of_its_own() -> None:
    written = (
        HEAD
        + """
extending:
  - {clause: 第十二条, when: {value: extended, equals: 0}, longest: {count: 60, unit: calendar_day}}
  - {clause: 第十二条, times: 2, longest: {count: 30, unit: calendar_day}}
"""
    )
    assert not [one for one in lint(scheme_with(scheme=written)) if one.is_error]
    assert [
        one.text for one in articles_of(load_files(scheme_with(scheme=written)).scheme) if one.title == "延期"
    ] == [
        "延期次数等于0的问题申请延期的，每次最长60日（自然日）；超出的系统不受理。",
        "其他问题申请延期的，每次最长30日（自然日），以2次为限；超出的系统不受理。",
    ]
    step = """
close_out:
  clause: 三
  steps:
    - {key: look, name: 验收, role: office}
    - {key: more, name: 复核, role: office, when: {value: extended, above: 0}}
    - {key: strike, name: 销号, role: office}
"""
    found = [one.message for one in lint(scheme_with(scheme=HEAD + step)) if one.is_error]
    assert any("没有这个问题的登记项“extended”" in one for one in found), found  # steps do not ask for it


def test_limits_after_those_for_all_problems_are_refused() -> None:
    written = BY_NATURE.replace("when: {value: nature, is: A类}, ", "")
    found = [one.message for one in lint(scheme_with(scheme=HEAD + written)) if one.is_error]
    assert any("没有写 when 的对所有问题都适用，写在最后" in one for one in found), found
