"""Pure parts behind providers: codes, amounts, steps, samples, ties, settlements, procedure."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import AmountRange
from domain.bans import Identity, tie
from domain.calendar import WorkCalendar
from domain.credit_codes import check_character, checked_credit_code
from domain.errors import Invalid
from domain.identity_numbers import checked_identity_number
from domain.procedure import contract_elements, default_procedure, procedure_of, with_statement_term
from domain.settlements import Deduction, reckon
from domain.surveys import SurveyCounts, checked_ratio, checked_survey, required_sample, tally

VALID = "91350100M000100Y43"


@pytest.mark.parametrize("text", [VALID, " 91350100m000100y43 ", "9135 0100 M000 100Y 43"])
def test_a_code_is_read_as_people_type_it(text: str) -> None:
    assert checked_credit_code(text) == VALID


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "请填写"),
        (VALID[:-1], "现在是17位"),
        (VALID[:-1] + "4", "校验码不对"),
        ("9135010OM000100Y43", "不使用“O”"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        checked_credit_code(text)


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16))
def test_one_wrong_character_is_always_noticed(first: str, place: int) -> None:
    code = first + check_character(first)
    other = "1" if code[place] != "1" else "2"
    with pytest.raises(Invalid):
        checked_credit_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("number", ["110105194912310021", "11010519491331002X", "1101051949123100", "甲"])
def test_a_wrong_identity_number_is_refused(number: str) -> None:
    with pytest.raises(Invalid):
        checked_identity_number(number)


def test_a_right_identity_number_is_taken_in_small_letters_too() -> None:
    assert checked_identity_number("11010519491231002x") == "11010519491231002X"


@pytest.mark.parametrize("fen", [300, 301, 500])
def test_borders_belong_to_a_range_that_includes_them(fen: int) -> None:
    assert AmountRange(Fraction(300), Fraction(500)).require(fen) == fen


@pytest.mark.parametrize("fen", [299, 501, None])
def test_outside_a_range_is_refused(fen: int | None) -> None:
    with pytest.raises(Invalid, match="3元至5元"):
        AmountRange(Fraction(300), Fraction(500)).require(fen)


@pytest.mark.parametrize(("fen", "inside"), [(300, False), (301, True), (499, True), (500, False)])
def test_borders_do_not_belong_to_an_open_range(fen: int, inside: bool) -> None:
    held = AmountRange(Fraction(300), Fraction(500), low_included=False, high_included=False)
    assert (held.least <= fen <= (held.most or 0)) is inside


def test_a_border_between_two_fen_lets_only_whole_fen_inside() -> None:
    held = AmountRange(Fraction(1, 3), Fraction(10, 3))
    assert (held.least, held.most) == (1, 3)


@pytest.mark.parametrize(("exact", "fen"), [(Fraction(201, 2), 101), (Fraction(1004, 10), 100)])
def test_a_single_sum_is_rounded_only_when_it_is_paid(exact: Fraction, fen: int) -> None:
    held = AmountRange(exact, exact)
    assert held.single
    assert held.require(held.least) == fen


def test_a_range_survives_storage() -> None:
    held = AmountRange(Fraction(1, 3), None, high_included=False, arithmetic="3% × 11.11")
    assert AmountRange.from_json(held.to_json()) == held


@pytest.mark.parametrize(("frame", "needed"), [(0, 0), (1, 1), (100, 20), (101, 21), (104, 21), (105, 21)])
def test_a_share_is_rounded_up_to_whole_people(frame: int, needed: int) -> None:
    assert required_sample(frame, Fraction("0.2")) == needed


def test_a_survey_with_too_few_drawn_says_how_many() -> None:
    survey = checked_survey(SurveyCounts(101, 20, {"满意": 20}, 21))
    assert survey.shortfall() == "应抽21人，实抽20人，样本不足"


def test_what_counts_is_said_by_words() -> None:
    answers = {"满意": 80, "基本满意": 10, "不满意": 10, "拒访": 5}
    assert tally(answers, ["满意"], ["满意", "基本满意", "不满意"]) == (80, 100)


@pytest.mark.parametrize(("upper", "lower"), [(-1, 5), (1, -5), (6, 5)])
def test_a_part_larger_than_its_whole_is_refused(upper: int, lower: int) -> None:
    with pytest.raises(Invalid):
        checked_ratio(upper, lower, "件数", "人次")


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (Identity("A"), "本单位"),
        (Identity("B", "hash"), "法定代表人为同一人"),
        (Identity("B", "", "某 集团"), "实际控制人相同"),
        (Identity("B"), ""),
    ],
)
def test_a_bar_reaches_whoever_is_the_same(other: Identity, words: str) -> None:
    assert tie(Identity("A", "hash", "某集团"), other) == words


def test_nothing_known_ties_nobody() -> None:
    assert tie(Identity("A"), Identity("B")) == ""


def test_deductions_are_taken_oldest_first_and_never_split() -> None:
    many = [Deduction(1, "一", "", 600), Deduction(2, "二", "", 500), Deduction(3, "三", "", 300)]
    sums = reckon(1000, 100, many)
    assert [one.decision_id for one in sums.taken] == [1, 3]
    assert [one.decision_id for one in sums.carried] == [2]
    assert (sums.deducted, sums.payable) == (900, 0)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.lists(st.integers(1, 10**6), max_size=6))
def test_nobody_is_paid_less_than_nothing(base: int, voided: int, deductions: list[int]) -> None:
    if voided > base:
        with pytest.raises(Invalid):
            reckon(base, voided, [])
        return
    sums = reckon(base, voided, [Deduction(place, "", "", fen) for place, fen in enumerate(deductions)])
    assert sums.payable >= 0
    assert sums.payable + sums.deducted + sums.voided == sums.base


def test_the_terms_of_procedure_are_data_with_their_source() -> None:
    procedure = default_procedure()
    assert "第六十四条" in procedure.statement.source
    assert "第五百六十四条" in procedure.lapse.source
    assert procedure_of(procedure.to_json()) == procedure
    assert len(contract_elements().names) == 6


def test_another_statement_term_needs_its_source() -> None:
    with pytest.raises(Invalid, match="依据"):
        with_statement_term(default_procedure(), 3, "working_day", " ")
    changed = with_statement_term(default_procedure(), 3, "calendar_day", "服务合同第十条")
    assert changed.statement.after(date(2026, 7, 6), WorkCalendar()).due == date(2026, 7, 9)
    assert changed.lapse == default_procedure().lapse
