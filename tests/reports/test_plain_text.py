import pytest

from reports.plain_text import chinese_number, clean, lines_of, one_line, width_in_chars, xml


@pytest.mark.parametrize("forbidden", ["\x00", "\x08", "\x0b", "\x1f", "\udcff", "\ufffe", "\uffff"])
def test_characters_that_xml_forbids_are_dropped(forbidden: str) -> None:
    assert clean(f"甲{forbidden}乙") == "甲乙"


@pytest.mark.parametrize("allowed", ["\t", "\n", " ", "\u3000", "\ud7ff", "\ue000", "\ufffd", "𠮷"])
def test_characters_that_xml_allows_stay(allowed: str) -> None:
    assert clean(f"甲{allowed}乙") == f"甲{allowed}乙"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u0085"])
def test_every_kind_of_line_end_becomes_a_newline(end: str) -> None:
    assert clean(f"甲{end}乙") == "甲\n乙"


def test_markup_is_text() -> None:
    assert xml("<w:p>&amp;") == "&lt;w:p&gt;&amp;amp;"


def test_blank_lines_and_hand_made_indents_are_no_paragraphs() -> None:
    assert lines_of("　　甲\n\n 乙 \r\n") == ["甲", "乙"]


def test_a_heading_stays_on_one_line() -> None:
    assert one_line("甲\n乙\t丙") == "甲 乙 丙"


def test_half_width_characters_take_half_the_room() -> None:
    assert width_in_chars("2026年5月9日") == 6.0


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"),
     (103, "一百零三"), (110, "一百一十"), (119, "一百一十九"), (999, "九百九十九")],
)  # fmt: skip
def test_headings_are_counted_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [0, 1000])
def test_numbers_that_no_heading_has_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 999"):
        chinese_number(number)
