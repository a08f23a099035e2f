"""Reading townships and villages from lines: every complaint names its row."""

from domain.unit_rows import MOST_ROWS, UnitRow, read_rows, row_problems, rows_of_text

KNOWN = {"东街镇": "镇街", "东街一村": "村居"}


def problems(text: str) -> list[str]:
    return row_problems(read_rows(rows_of_text(text)), KNOWN, {"东街镇"})


def test_columns_are_split_by_tab_comma_or_chinese_comma() -> None:
    rows = read_rows(rows_of_text("东街镇,三村,01\n东街镇\t四村\n东街镇，五村"))
    assert [(row.township, row.village, row.code) for row in rows] == [
        ("东街镇", "三村", "01"),
        ("东街镇", "四村", ""),
        ("东街镇", "五村", ""),
    ]


def test_a_head_line_and_empty_lines_are_passed_over_and_numbers_stay_those_of_the_sheet() -> None:
    rows = read_rows(rows_of_text("镇街,村居\n\n东街镇,三村"))
    assert rows == [UnitRow(3, "东街镇", "三村", "", "", "")]


def test_rows_that_fit_raise_no_complaint() -> None:
    assert problems("南山镇\n南山镇,南山一村\n东街镇,三村") == []


def test_a_village_of_an_unknown_township_names_its_row() -> None:
    [sentence] = problems("东街镇,三村\n东界镇,四村")
    assert sentence.startswith("第 2 行：没有镇街“东界镇”。请先加一行")


def test_a_repeated_name_names_both_rows() -> None:
    assert problems("东街镇,三村\n东街镇,三村") == ["第 2 行：“三村”和第 1 行重复。"]


def test_a_name_that_exists_already_is_refused_with_what_it_is() -> None:
    assert problems("东街镇,东街一村") == [
        "第 1 行：“东街一村”已经存在（村居），请删去这一行，或在名称里加以区分。"
    ]


def test_a_missing_township_and_a_long_name_are_told_together() -> None:
    assert len(problems("," + "长" * 101)) == 2


def test_a_name_of_a_hundred_characters_fits_and_one_more_does_not() -> None:
    assert problems("东街镇," + "长" * 100) == []
    assert problems("东街镇," + "长" * 101) == ["第 1 行：村居超过 100 个字。"]


def test_nothing_to_import_says_what_a_row_looks_like() -> None:
    assert "没有读到任何一行" in problems("\n\n")[0]


def test_the_most_rows_are_taken_and_one_more_is_not() -> None:
    lines = [f"东街镇,新村{number}" for number in range(MOST_ROWS + 1)]
    assert problems("\n".join(lines[:-1])) == []
    assert "分几次" in problems("\n".join(lines))[0]
