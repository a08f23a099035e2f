"""What can be read, but not as it was meant: percentages without their sign, one name for two things."""

import pytest

from domain.library import lint
from tests.domain.library.base_scheme import HEAD, RULES, scheme_with

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
        (
            "every: quarter",
            "on: [breach, other]",
            "不能写成列表；几种登记合在一起看的，先设一项数据",
        ),
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


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("within: {by: {after: 施行, count: {sum: [1, 2]}, unit: year}}", "这里的 count 只写整数或 {open: 键}"),
        ("lasts: {count: 三, unit: year}", "“count”应是整数：“三”写成 3"),
        ("lasts: {count: {opne: k}, unit: year}", "看不懂这种写法（opne），是不是想写“open”？"),
        ("when: {value: {count: breach, within: {count: 24, unit: hour}}, above: 1}", "比两个时刻：{value: {elapsed"),
    ],
)  # fmt: skip
def test_what_is_no_whole_number_is_told_without_names_of_types(more: str, sentence: str) -> None:
    found = told(rules=RULES.replace(DEED, f"{{do: ban, {more}}}"))
    assert any(sentence in message for message in found), found
    assert not any(name in message for message in found for name in ("OpenMark", "constrained", "“int”"))


def test_a_period_where_a_date_is_wanted_is_told_how_it_is_written() -> None:
    due = "deliverables: [{id: D, title: 报, clause: 一, who: [provider], repeats: {every: quarter, first: 2025Q2}}]\n"
    assert any("“first”看不懂这种写法：“2025Q2”写成 {quarter: 2, year: 2025}" in one for one in told(due=due))


@pytest.mark.parametrize(
    ("within", "sentence"),
    [
        ("{from: {first_of: year}, to: 2026-12-31}", "at_least: {first_of: …}}"),
        ("{from: 2026-01-01, to: judged_on}", "看到判断那一刻为止的，不写起止"),
    ],
)
def test_ends_of_a_stretch_that_are_computed_are_told_how_they_are_compared(
    within: str, sentence: str
) -> None:
    rule = f"""
rules:
  - {{id: A, title: 甲, clause: 一, subject: provider, on: breach, when: {{happened: breach, within: {within}}},
     then: [{{do: warn}}]}}
"""
    assert any(sentence in one for one in told(rules=rule))


@pytest.mark.parametrize(("due", "warned"), [("{month: 5}", True), ("{event: 签约}", False)])
def test_what_somebody_who_is_no_unit_owes_by_the_calendar_is_warned_of(due: str, warned: bool) -> None:
    parties = HEAD + "parties: {doctor: 医师, bureau: 民政局}\n"
    owed = "deliverables: [{{id: D, title: 报, clause: 一, who: [{}], due: {}}}]\n"
    sentence = "医师不是系统里的单位，没有人会收到这项报送的待办"
    assert any(sentence in one for one in told(scheme=parties, due=owed.format("doctor", due))) is warned
    for others in ("bureau", "doctor, provider"):
        assert not any("待办" in one for one in told(scheme=parties, due=owed.format(others, due)))


def test_a_field_that_no_record_in_hand_has_is_told_how_it_is_reached() -> None:
    found = told(rules=RULES.replace("value: rate", "value: intent"))
    assert any(
        "“intent”是“违规”的登记项，要写 on: breach（逐条判断），或用 {count: breach" in one for one in found
    )


def test_months_that_are_counted_on_are_whole_so_that_no_gap_lies_between_them() -> None:
    tiers = "".join(f"      - {{name: {n}, equals: {n}, then: [{{do: warn}}]}}\n" for n in (1, 2))
    rule = "rules:\n  - id: A\n    title: 甲\n    clause: 一\n    subject: provider\n    every: month\n    of: low\n"
    low = "measures:\n  low:\n    name: 月数\n    of: provider\n    every: month\n    initially: {}\n    value: {}\n"
    grows = "{if: {value: score, below: 60}, then: {sum: [{previous: low}, 1]}, otherwise: 0}"
    for begins, value, gaps in (
        (0, grows, 0),
        ('"0.5"', grows, 1),
        (0, grows.replace(", 1]", ", score]"), 1),
    ):
        found = told(rules=rule + "    tiers:\n" + tiers, more=low.format(begins, value), cases="cases: []")
        assert len([one for one in found if "空档" in one]) == gaps, (begins, value)


def test_gaps_between_tiers_are_warned_of_once() -> None:
    tiers = "".join(f"      - {{name: {n}, equals: {n}, then: [{{do: warn}}]}}\n" for n in (1, 2, 3))
    head = "rules:\n  - id: A\n    title: 甲\n    clause: 一\n    subject: provider\n    every: month\n    of: {}\n"
    plain, whole = (
        [
            one
            for one in told(rules=head.format(of) + "    tiers:\n" + tiers, cases="cases: []")
            if "空档" in one
        ]
        for of in ("score", "{count: breach}")
    )
    assert (len(plain), whole) == (1, [])
    assert "（1 至 2）；“2”与“3”之间有空档（2 至 3）；只会是整数的不用改" in plain[0]
