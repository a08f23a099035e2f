"""What a scheme says of extensions: told in a sentence, and slips refused."""

import pytest

from domain.library import lint, load_files
from domain.library.articles import articles_of
from tests.domain.library.base_scheme import HEAD, scheme_with


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
        ("times: 0", "times"),
        ("longest: {count: 24, unit: hour}", "不写小时"),
        ("before_end: {count: 3, unit: working_day, from: 送达}", "只写 count 和 unit"),
    ],
)
def test_limits_that_cannot_be_are_told(written: str, sentence: str) -> None:
    found = [problem.message for problem in lint(files(written)) if problem.is_error]
    assert any(sentence in message for message in found), found
