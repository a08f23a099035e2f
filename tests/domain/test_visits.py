"""The table of the steps of a visit, what is missing before a sign-off, and how two answers compare."""

from datetime import date

import pytest

from domain.errors import WrongState
from domain.findings import Answer
from domain.visits import Match, Record, VisitState, VisitStep, gaps, match, may_start, require_visit_step

TODAY = date(2026, 6, 10)
FULL = Record(TODAY, "事实", "镇长", "无意见", {"R1-1": (Answer.CONFORMS, "")})


@pytest.mark.parametrize(
    ("step", "states"),
    [
        (VisitStep.REPLAN, {"planned"}),
        (VisitStep.RECORD, {"planned", "recording"}),
        (VisitStep.SIGN, {"recording"}),
        (VisitStep.REGISTER, {"recording", "signed"}),
        (VisitStep.CLOSE, {"signed"}),
        (VisitStep.CANCEL, {"planned", "recording"}),
    ],
)
def test_each_step_starts_from_its_states_only(step: VisitStep, states: set[str]) -> None:
    assert {state.value for state in VisitState if may_start(state, step)} == states


def test_a_step_from_the_wrong_state_names_the_state() -> None:
    with pytest.raises(WrongState, match="这次核查目前是“已办结”，不能签字确认"):
        require_visit_step(VisitState.CLOSED, VisitStep.SIGN)


def test_a_full_record_lacks_nothing() -> None:
    assert gaps(FULL, ["R1-1"], TODAY) == {}


def test_a_visit_of_today_can_be_signed_and_one_of_tomorrow_cannot() -> None:
    tomorrow = Record(date(2026, 6, 11), "事实", "镇长", "无意见", FULL.answers)
    assert gaps(tomorrow, ["R1-1"], TODAY) == {"visited_on": "实际核查日期不能晚于今天。"}


@pytest.mark.parametrize("answer", [Answer.FAILS, Answer.MOSTLY])
def test_an_answer_that_is_not_conforming_needs_words(answer: Answer) -> None:
    record = Record(TODAY, "事实", "镇长", "无意见", {"R1-1": (answer, " ")})
    assert list(gaps(record, ["R1-1"], TODAY)) == ["R1-1"]


@pytest.mark.parametrize("answer", [Answer.CONFORMS, Answer.NOT_APPLICABLE])
def test_an_answer_that_conforms_needs_none(answer: Answer) -> None:
    record = Record(TODAY, "事实", "镇长", "无意见", {"R1-1": (answer, "")})
    assert gaps(record, ["R1-1"], TODAY) == {}


def test_open_items_are_counted_and_the_first_six_named() -> None:
    items = [f"R1-{number}" for number in range(1, 9)]
    assert gaps(FULL, items, TODAY) == {
        "answers": "还有 7 个要点没有结论：R1-2、R1-3、R1-4、R1-5、R1-6、R1-7 等。"
    }


@pytest.mark.parametrize(
    ("own", "problem", "found", "outcome"),
    [
        (Answer.FAILS, False, Answer.FAILS, Match.BOTH),
        (Answer.MOSTLY, True, Answer.FAILS, Match.BOTH),
        (None, True, Answer.FAILS, Match.BOTH),
        (Answer.CONFORMS, False, Answer.FAILS, Match.MISSED),
        (Answer.MOSTLY, False, Answer.FAILS, Match.MISSED),
        (Answer.NOT_APPLICABLE, False, Answer.FAILS, Match.MISSED),
        (None, False, Answer.FAILS, Match.MISSED),
        (Answer.FAILS, False, Answer.CONFORMS, Match.ONLY_SELF),
        (Answer.MOSTLY, True, Answer.MOSTLY, Match.ONLY_SELF),
        (Answer.CONFORMS, False, Answer.CONFORMS, Match.SAME),
        (Answer.CONFORMS, False, Answer.MOSTLY, Match.SAME),
        (None, False, Answer.CONFORMS, Match.NO_SELF),
        (None, True, Answer.CONFORMS, Match.ONLY_SELF),
    ],
)
def test_both_sides_of_an_item_compare(
    own: Answer | None, problem: bool, found: Answer, outcome: Match
) -> None:
    assert match(own, problem, found) is outcome
