"""What is still missing in a self-inspection report."""

from dataclasses import replace

import pytest

from domain.findings import Answer
from domain.self_completeness import (
    FIGURES,
    NARRATIVE,
    Category,
    Content,
    Gap,
    Item,
    Problem,
    answered,
    missing,
)

CATEGORIES = (
    Category("R1", "政策宣传", (Item("R1-1", "R1", "是否宣传"), Item("R1-2", "R1", "内容是否完整"))),
    Category("R2", "对象认定", (Item("R2-1", "R2", "是否符合条件"),)),
)
OK = (Answer.CONFORMS, "")
COMPLETE = Content(
    answers={"R1-1": OK, "R1-2": OK, "R2-1": OK},
    checks={"R1": "查看公开栏", "R2": "比对户籍"},
    narrative={name: "已写" for name in NARRATIVE if name != "rectification"},
    figures=dict.fromkeys(FIGURES, 0),
)
PROBLEM = Problem(7, "R2-1", "R2", "两人户籍已迁出仍享受补贴", amount_fen=120000, people=2)


def where(content: Content) -> list[tuple[str, str]]:
    return [(gap.section, gap.key) for gap in missing(content, CATEGORIES)]


def with_answer(item: str, answer: Answer, explanation: str = "") -> Content:
    return replace(COMPLETE, answers={**COMPLETE.answers, item: (answer, explanation)})


def test_a_complete_zero_report_misses_nothing() -> None:
    assert COMPLETE.zero
    assert missing(COMPLETE, CATEGORIES) == ()


def test_an_empty_report_misses_everything_in_the_order_of_the_form() -> None:
    found = where(Content())
    assert found[:5] == [("R1", "R1-1"), ("R1", "R1-2"), ("R1", ""), ("R2", "R2-1"), ("R2", "")]
    assert ("narrative", "organization") in found
    assert ("figures", "funds_fen") in found


@pytest.mark.parametrize("answer", [Answer.MOSTLY, Answer.NOT_APPLICABLE])
def test_an_answer_other_than_conforms_needs_an_explanation(answer: Answer) -> None:
    assert where(with_answer("R1-1", answer)) == [("R1", "R1-1")]
    assert where(with_answer("R1-1", answer, "  ")) == [("R1", "R1-1")]
    assert where(with_answer("R1-1", answer, "缺两期播出记录")) == []


def test_an_item_that_fails_needs_its_problem_in_the_list_and_no_second_text() -> None:
    narrative = {**COMPLETE.narrative, "rectification": "改"}
    failing = replace(with_answer("R2-1", Answer.FAILS), narrative=narrative)
    assert where(failing) == [("R2", "R2-1")]
    assert where(replace(failing, problems=(PROBLEM,))) == []


@pytest.mark.parametrize(("answer", "agrees"), [(Answer.MOSTLY, True), (Answer.CONFORMS, False)])
def test_a_problem_and_the_answer_of_its_item_must_agree(answer: Answer, agrees: bool) -> None:
    content = replace(
        with_answer("R2-1", answer, "个别"),
        problems=(PROBLEM,),
        narrative={**COMPLETE.narrative, "rectification": "改"},
    )
    assert where(content) == ([] if agrees else [("R2", "R2-1")])


def test_a_zero_report_is_taken_only_with_the_way_each_category_was_checked() -> None:
    content = replace(COMPLETE, checks={"R1": "查看公开栏", "R2": " "})
    assert missing(content, CATEGORIES) == (Gap("R2", "", "对象认定未发现问题，须写明是怎样检查的"),)


def test_a_category_with_a_problem_needs_no_other_word_on_how_it_was_checked() -> None:
    content = replace(
        with_answer("R2-1", Answer.FAILS, "两人"),
        checks={"R1": "查看公开栏"},
        problems=(PROBLEM,),
        narrative={**COMPLETE.narrative, "rectification": "改"},
    )
    assert where(content) == []


def test_a_category_in_which_nothing_applies_needs_no_way_of_checking() -> None:
    content = replace(with_answer("R2-1", Answer.NOT_APPLICABLE, "本村无此业务"), checks={"R1": "查看公开栏"})
    assert where(content) == []


def test_a_report_with_problems_says_what_was_corrected() -> None:
    content = replace(with_answer("R2-1", Answer.FAILS, "两人"), problems=(PROBLEM,))
    assert where(content) == [("narrative", "rectification")]


@pytest.mark.parametrize(("correction", "gaps"), [("", 1), ("已退回补贴", 0)])
def test_a_problem_said_to_be_corrected_says_how(correction: str, gaps: int) -> None:
    content = replace(
        with_answer("R2-1", Answer.FAILS, "两人"),
        problems=(replace(PROBLEM, corrected=True, correction=correction),),
        narrative={**COMPLETE.narrative, "rectification": "改"},
    )
    assert where(content) == [("problems", "7")] * gaps


def test_a_figure_of_zero_is_a_figure() -> None:
    figures = dict.fromkeys(FIGURES, 0)
    del figures["integrity"]
    assert where(replace(COMPLETE, figures=figures)) == [("figures", "integrity")]


def test_answered_counts_only_the_items_of_the_category() -> None:
    content = Content(answers={"R1-2": OK, "R2-1": OK, "R9-9": OK})
    assert [answered(content, category) for category in CATEGORIES] == [1, 1]
