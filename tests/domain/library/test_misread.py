"""What can be read, but not as it was meant: percentages without their sign, one name for two things."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import RULES, scheme_with

DEED = "{do: rectify, within: {count: 30, unit: calendar_day, from: 送达}}"


def told(**changed: str) -> list[str]:
    return [problem.message for problem in lint(scheme_with(**changed))]


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [("5", '写的 5 是 500%；百分之5写成 "5%"'), ('{at_least: 3, at_most: "5%"}', "写的 3 是 300%")],
)
def test_a_percentage_without_its_sign_is_refused(figure: str, sentence: str) -> None:
    amount = f"{{do: deduct, amount: {{percent: {figure}, of: funds}}}}"
    found = told(rules=RULES.replace(DEED, amount))
    assert any(sentence in message for message in found), found


@pytest.mark.parametrize("figure", ['"5%"', "1", '"150%"'])
def test_a_percentage_with_its_sign_is_not(figure: str) -> None:
    amount = f"{{do: deduct, amount: {{percent: {figure}, of: funds}}}}"
    assert not any("百分之" in message for message in told(rules=RULES.replace(DEED, amount)))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'below: "90%"',
            "is: {if: {happened: breach}, then: 甲, otherwise: 乙}",
            "与另一项的值相比写 equals",
        ),
        ("every: quarter", "on: [breach, other]", "只写一个，不能写成列表；几种登记各写一条"),
        (
            "- {do: rectify",
            "- {on: [provider, elder], do: rectify",
            "只写一个，不能写成列表；落在几个人身上的",
        ),
    ],
)
def test_a_list_or_a_value_where_one_word_is_wanted_is_told(old: str, new: str, sentence: str) -> None:
    found = told(rules=RULES.replace(old, new))
    assert any(sentence in message for message in found), found


def test_a_field_that_hides_a_computed_figure_is_warned_of() -> None:
    found = told(measures="measures:\n  intent: {name: 情节, of: provider, value: rate}\n")
    assert any("登记项“intent”与指标“intent”同名" in message for message in found), found


@pytest.mark.parametrize(
    ("every", "when", "told_of"),
    [
        ("year", "{triggered: A}", True),
        ("year", "{value: {count_periods: {triggered: A}, over: year}, at_least: 1}", False),
        ("month", "{triggered: A}", False),
    ],
)
def test_a_rule_of_quarters_is_no_answer_for_a_year(every: str, when: str, told_of: bool) -> None:
    head = f"  - {{id: B, title: 乙, clause: 一, subject: provider, every: {every}"
    found = told(rules=f"{RULES}{head}, when: {when}, then: [{{do: warn}}]}}\n")
    assert any("“A”按季度判断，这里按年判断，只看得到最后一期" in message for message in found) is told_of, (
        found
    )
