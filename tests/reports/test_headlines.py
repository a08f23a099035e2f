import pytest

from reports.headlines import title_lines
from reports.plain_text import width_in_chars


def test_a_title_that_fits_stays_on_one_line() -> None:
    assert title_lines("国" * 20) == ("国" * 20,)


@pytest.mark.parametrize("length", [21, 38, 39, 57, 58])
def test_every_line_of_a_longer_title_fits_the_type_area(length: int) -> None:
    lines = title_lines("国" * length)
    assert "".join(lines) == "国" * length
    assert max(width_in_chars(line) for line in lines) <= 20


def test_a_title_breaks_where_a_word_ends() -> None:
    assert title_lines("柳溪镇关于居家养老服务专项治理自查情况的报告") == (
        "柳溪镇关于居家养老服务",
        "专项治理自查情况的报告",
    )


def test_no_line_begins_with_a_particle_or_closing_mark() -> None:
    for line in title_lines("青禾区民政局关于印发《居家养老服务专项治理工作实施方案》的通知和有关要求"):
        assert not line.startswith(("的", "》", "和", "、"))


def test_digits_are_not_torn_apart() -> None:
    assert any(
        "2026年" in line for line in title_lines("青禾区居家养老服务专项治理领导小组2026年工作总结报告")
    )


def test_line_ends_of_the_author_are_kept() -> None:
    assert title_lines("甲\n乙丙") == ("甲", "乙丙")


def test_a_title_beyond_all_measure_is_left_to_the_word_processor() -> None:
    assert title_lines("国" * 1000) == ("国" * 1000,)


def test_digits_leave_room_for_a_font_whose_digits_are_wider() -> None:
    assert title_lines("关于2026年居家养老服务专项治理情况通报") == (
        "关于2026年居家养老服务专项治理情况通报",
    )
    lines = title_lines("关于2026年居家养老服务专项治理情况的通报")
    assert lines == ("关于2026年居家养老服务", "专项治理情况的通报")
