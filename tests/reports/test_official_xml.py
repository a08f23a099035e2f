"""The XML of a document against the numbers of GB/T 9704-2012."""

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document

from reports.official import OfficialDocument
from reports.paragraphs import Align
from reports.signatures import Signature
from reports.tables import Column, Table, column_widths
from tests.reports.opened import W, attribute, body, paragraph_with, part, parts, text_of, texts

DAY = date(2026, 5, 9)


def paper(**options: object) -> OfficialDocument:
    settings = {"title": "自查报告", "author": "柳溪镇", "day": DAY, **options}
    return OfficialDocument(**settings)  # type: ignore[arg-type]  # settings of each test


def filled() -> bytes:
    document = paper()
    document.addressee("区民政局")
    document.heading(1, "概况")
    document.heading(2, "组织")
    document.heading(3, "会议")
    document.heading(4, "纪要")
    document.body("正文。")
    document.attachments(["清单", "台账"])
    document.signature(Signature("柳溪镇", DAY))
    document.note("此件公开发布")
    document.annex("清单")
    document.body("附件正文。")
    document.annex("台账", landscape=True)
    document.table(Table((Column("序号"), Column("问题", 9)), [("1", "甲")]))
    return document.to_bytes()


def test_paper_and_margins_are_those_of_the_standard() -> None:
    portrait = next(body(filled()).iter(f"{W}sectPr"))
    assert attribute(portrait, "pgSz", "w") == "11906"
    assert attribute(portrait, "pgSz", "h") == "16838"
    margins = [attribute(portrait, "pgMar", edge) for edge in ("top", "right", "bottom", "left", "footer")]
    assert margins == ["2098", "1474", "1984", "1588", "1417"]


def test_the_line_grid_holds_22_lines() -> None:
    for section in body(filled()).iter(f"{W}sectPr"):
        assert attribute(section, "docGrid", "type") == "lines"
        assert attribute(section, "docGrid", "linePitch") == "579"


def test_normal_is_condensed_by_a_quarter_point() -> None:
    normal = next(
        style for style in part(filled(), "word/styles.xml") if style.get(f"{W}styleId") == "Normal"
    )
    assert attribute(normal, "rPr/sz", "val") == "32"
    assert attribute(normal, "rPr/spacing", "val") == "-5"
    assert attribute(normal, "pPr/widowControl", "val") == "0"


def test_no_font_is_left_to_a_theme_and_every_font_is_named_for_chinese() -> None:
    for name in ("word/styles.xml", "word/document.xml"):
        for fonts in part(filled(), name).iter(f"{W}rFonts"):
            assert fonts.get(f"{W}eastAsia")
            assert not [key for key in fonts.attrib if "Theme" in key]


def test_a_landscape_annex_turns_the_margins_with_the_page() -> None:
    landscape = list(body(filled()).iter(f"{W}sectPr"))[-1]
    assert attribute(landscape, "pgSz", "orient") == "landscape"
    edges = [attribute(landscape, "pgMar", edge) for edge in ("top", "right", "bottom", "left")]
    assert edges == ["1588", "2098", "1474", "1984"]


def test_headings_number_themselves_on_four_levels() -> None:
    shown = texts(filled())
    assert shown[2:6] == ["一、概况", "（一）组织", "1.会议", "（1）纪要"]


def test_lower_headings_start_anew_under_each_upper_one() -> None:
    document = paper()
    for level in (1, 2, 2, 1, 2):
        document.heading(level, "题")
    assert texts(document.to_bytes())[1:] == ["一、题", "（一）题", "（二）题", "二、题", "（一）题"]


def test_the_addressee_ends_in_one_full_width_colon() -> None:
    document = paper()
    document.addressee("区民政局:")
    assert texts(document.to_bytes())[1] == "区民政局："


def test_a_body_paragraph_is_two_characters_in() -> None:
    styles = {style.get(f"{W}styleId"): style for style in part(filled(), "word/styles.xml")}
    assert attribute(styles["Body"], "pPr/ind", "firstLineChars") == "200"
    assert attribute(paragraph_with(filled(), "正文。"), "pPr/pStyle", "val") == "Body"


def test_attachment_names_align_under_each_other() -> None:
    first, second = paragraph_with(filled(), "1.清单"), paragraph_with(filled(), "2.台账")
    assert text_of(first) == "附件：1.清单"
    assert attribute(first, "pPr/ind", "leftChars") == attribute(second, "pPr/ind", "leftChars") == "600"
    assert attribute(first, "pPr/ind", "hangingChars") == "400"
    assert attribute(second, "pPr/ind", "hangingChars") == "100"


def test_a_single_attachment_has_no_number_anywhere() -> None:
    document = paper()
    document.attachments(["清单"])
    document.annex("清单")
    assert texts(document.to_bytes())[1:] == ["附件：清单", "附件", "清单"]


def test_an_annex_begins_a_page_with_its_label_and_its_announced_title() -> None:
    shown = texts(filled())
    assert [shown[shown.index(label) + 1] for label in ("附件1", "附件2")] == ["清单", "台账"]
    label = next(one for one in body(filled()).iter(f"{W}p") if text_of(one) == "附件1")
    assert label.find(f"{W}pPr/{W}pageBreakBefore") is not None


def test_an_annex_that_was_not_announced_is_refused() -> None:
    with pytest.raises(ValueError, match="not announced"):
        paper().annex("清单")


def test_the_last_text_and_the_signature_stay_on_one_page() -> None:
    paragraphs = list(body(filled()).iter(f"{W}p"))
    start = next(at for at, one in enumerate(paragraphs) if text_of(one) == "正文。")
    end = next(at for at, one in enumerate(paragraphs) if text_of(one) == "（此件公开发布）")
    assert all(one.find(f"{W}pPr/{W}keepNext") is not None for one in paragraphs[start:end])


def test_table_rows_repeat_the_header_and_do_not_break() -> None:
    rows = list(body(filled()).iter(f"{W}tr"))
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_row_taller_than_half_a_page_may_break() -> None:
    document = paper()
    document.table(Table((Column("问题"),), [("国" * 2000,)]))
    row = list(body(document.to_bytes()).iter(f"{W}tr"))[1]
    assert row.find(f"{W}trPr/{W}cantSplit") is None


@pytest.mark.parametrize("total", [8844, 12756, 100])
def test_column_widths_add_up_to_the_type_area(total: int) -> None:
    columns = [Column("甲", 3), Column("乙", 7), Column("丙", 11)]
    assert sum(column_widths(columns, total)) == total


def test_odd_pages_are_numbered_on_the_right_and_even_pages_on_the_left() -> None:
    docx = filled()
    assert part(docx, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    sides = {
        (attribute(paragraph, "pPr/jc", "val"), attribute(paragraph, "pPr/ind", f"{side}Chars"))
        for footer in parts(docx, "word/footer")
        for paragraph in footer.findall(f"{W}p")
        for side in ("left", "right")
    }
    assert {("right", "100"), ("left", "100")} <= sides


def test_page_numbers_are_fields_between_dashes_in_fourteen_points() -> None:
    footer = parts(filled(), "word/footer")[0]
    assert text_of(footer) == "— 1 —"
    assert {size.get(f"{W}val") for size in footer.iter(f"{W}sz")} == {"28"}
    assert [field.text for field in footer.iter(f"{W}instrText")] == [" PAGE "]


def test_forbidden_characters_and_markup_in_user_text_do_no_harm() -> None:
    document = paper()
    document.body("甲\x00\x0b乙<w:br/>&lt;\ud800 ]]> {{x}} %s")
    document.table(Table((Column("列"),), [("甲\x01\n=1+1",)]))
    shown = texts(document.to_bytes())
    assert shown[1] == "甲乙<w:br/>&lt; ]]> {{x}} %s"
    assert shown[-1] == "甲=1+1"


def test_a_text_of_ten_megabytes_is_written_whole() -> None:
    document = paper()
    document.body("国" * 4_000_000)
    assert len(texts(document.to_bytes())[-1]) == 4_000_000


def test_equal_input_gives_equal_bytes() -> None:
    assert filled() == filled()


def test_the_file_names_author_title_and_date_and_nothing_of_the_machine() -> None:
    core = Document(io.BytesIO(filled())).core_properties
    assert (core.title, core.author, core.last_modified_by) == ("自查报告", "柳溪镇", "柳溪镇")
    assert core.created is not None
    assert core.created.date() == DAY
    with zipfile.ZipFile(io.BytesIO(filled())) as package:
        assert "docProps/app.xml" not in package.namelist()
        assert "docProps/thumbnail.jpeg" not in package.namelist()
        assert b"python-docx" not in package.read("docProps/core.xml")
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


ORDER = {
    "pPr": "pStyle keepNext pageBreakBefore widowControl pBdr tabs kinsoku overflowPunct autoSpaceDE autoSpaceDN "
    "adjustRightInd snapToGrid spacing ind jc outlineLvl sectPr",
    "rPr": "rFonts b color spacing kern sz szCs lang",
    "sectPr": "headerReference footerReference type pgSz pgMar titlePg docGrid",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW vAlign",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat",
}  # fmt: skip


@pytest.mark.parametrize(
    "name", ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml"]
)
def test_elements_stand_in_the_order_that_word_asks_for(name: str) -> None:
    root = part(filled(), name)
    for element in root.iter():
        local = re.sub(r"\{.*\}", "", element.tag)
        if local in ORDER:
            order = ORDER[local].split()
            places = [order.index(re.sub(r"\{.*\}", "", child.tag)) for child in element]
            assert places == sorted(places), (local, [child.tag for child in element])


def test_alignment_is_one_of_words_own() -> None:
    assert {align.value for align in Align} == {"left", "center", "right", "both"}
