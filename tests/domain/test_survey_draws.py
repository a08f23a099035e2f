"""Who is drawn for a survey: the same seed and list give the same people, and a second draw keeps its terms."""

from fractions import Fraction
from hashlib import sha256

import pytest

from domain.errors import Invalid
from domain.survey_draws import Again, EarlierDraw, lots, masked, require_count, sample_of, terms_of

FRAME = [f"F{number:03d}" for number in range(1, 104)]
FIFTH = Fraction(20, 100)


def test_lots_can_be_drawn_again_with_any_tool_and_whatever_the_order_of_the_file() -> None:
    drawn = lots(FRAME, 21, "660812")
    assert drawn == sorted(FRAME, key=lambda code: sha256(f"660812:{code}".encode()).hexdigest())[:21]
    assert lots(reversed(FRAME), 21, "660812") == drawn
    assert lots(FRAME, 21, "660813") != drawn


def test_a_fifth_is_rounded_up_to_whole_people_and_may_be_more_but_not_less() -> None:
    terms = terms_of(FRAME, FIFTH, [], None)
    assert (terms.required, terms.fewest) == (21, 21)
    require_count(21, terms, 103, FIFTH)
    require_count(103, terms, 103, FIFTH)
    with pytest.raises(Invalid, match="不少于 21 人（20%"):
        require_count(20, terms, 103, FIFTH)
    with pytest.raises(Invalid, match="只有 103 人"):
        require_count(104, terms, 103, FIFTH)


def test_people_are_added_out_of_the_same_frame_and_those_drawn_before_stay_out() -> None:
    first = EarlierDraw(FRAME, lots(FRAME, 21, "a"))
    terms = terms_of(FRAME, FIFTH, [first], Again.REFUSED)
    assert (terms.fewest, terms.left_out) == (1, tuple(first.drawn))
    added = lots(FRAME, 5, "b", terms.left_out)
    assert set(added).isdisjoint(first.drawn)
    more = EarlierDraw(FRAME, added, Again.REFUSED)
    assert sample_of([first, more]) == sample_of([EarlierDraw(FRAME, FRAME[:26])])
    with pytest.raises(Invalid, match="补抽要用上次的名单"):
        terms_of(FRAME[1:], FIFTH, [first], Again.REFUSED)
    with pytest.raises(Invalid, match="全部抽到"):
        require_count(1, terms_of(FRAME, FIFTH, [EarlierDraw(FRAME, FRAME)], Again.REFUSED), 103, FIFTH)


def test_a_draw_for_a_wrong_frame_needs_another_frame_and_begins_anew() -> None:
    first = EarlierDraw(FRAME, FRAME[:21])
    with pytest.raises(Invalid, match="抽样框没有变化"):
        terms_of(FRAME[::-1], FIFTH, [first], Again.FRAME)
    with pytest.raises(Invalid, match="请选择原因"):
        terms_of(FRAME[:100], FIFTH, [first], None)
    terms = terms_of(FRAME[:100], FIFTH, [first], Again.FRAME)
    assert (terms.fewest, terms.left_out) == (20, ())
    again = EarlierDraw(FRAME[:100], FRAME[:20], Again.FRAME)
    found = sample_of([first, again])
    assert found is not None
    assert (found.frame, found.drawn) == (100, 20)
    assert sample_of([]) is None


def test_a_masked_name_shows_its_first_character() -> None:
    assert (masked("欧阳修"), masked("张三"), masked("")) == ("欧**", "张*", "")
