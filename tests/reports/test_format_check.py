"""Items 1 to 5: page, grid, typefaces, headings, title."""

import pytest

from reports.fonts import FontSet
from reports.format_check import check_format
from tests.reports.checked_paper import changed, found, in_document, in_styles, paper


def test_a_right_document_has_no_findings() -> None:
    assert check_format(paper()) == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('w:w="11906"', 'w:w="12240"', "纸张应为A4（210×297毫米），现为215.9×297毫米。"),
        ('w:top="2098"', 'w:top="2156"', "天头（上白边）应为37毫米±1毫米"),
        ('w:top="2098"', 'w:top="1440"', "版心应为156×225毫米"),
        ('w:left="1588"', 'w:left="1800"', "订口（左白边）应为28毫米±1毫米"),
    ],
)
def test_item_1_finds_paper_and_margins_off_the_standard(old: str, new: str, told: str) -> None:
    assert [
        message for item, message in found(in_document(old, new)) if item == 1 and message.startswith(told)
    ]


@pytest.mark.parametrize("top", ["2041", "2155"])
def test_item_1_allows_a_millimetre(top: str) -> None:
    assert not [item for item, _ in found(in_document('w:top="2098"', f'w:top="{top}"')) if item == 1]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('w:line="579"', 'w:line="600"', "按现有行距排21行"),
        ('<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>', "按现有字号和字间距排27字"),
    ],
)
def test_item_2_finds_lines_and_characters_that_do_not_fill_the_page(old: str, new: str, told: str) -> None:
    assert [message for item, message in found(in_styles(old, new)) if item == 2 and told in message]


@pytest.mark.parametrize("line", ["560", "579"])
def test_item_2_accepts_exact_spacing_from_28_to_28_95_points(line: str) -> None:
    docx = changed(
        paper(), "word/styles.xml", lambda xml: xml.replace('w:line="579"', f'w:line="{line}" w:x=""')
    )
    assert not [item for item, _ in found(docx) if item == 2]


def test_item_3_finds_wrong_fonts_by_their_part() -> None:
    fonts = FontSet(body="微软雅黑", first="微软雅黑", second="微软雅黑")
    messages = [message for item, message in found(paper(fonts=fonts)) if item == 3]
    for part, face in (("正文", "仿宋"), ("一级标题", "黑体"), ("二级标题", "楷体"), ("附件序号", "黑体")):
        assert f"{part}应为{face}字体，现为微软雅黑。" in messages


def test_item_3_finds_fonts_left_to_a_theme() -> None:
    docx = changed(
        paper(),
        "word/styles.xml",
        lambda xml: xml.replace('w:ascii="仿宋_GB2312"', 'w:eastAsiaTheme="minorEastAsia"'),
    )
    assert (3, "正文应为仿宋字体，现为主题字体。") in found(docx)


def test_item_3_accepts_the_other_names_of_the_fonts() -> None:
    fonts = FontSet(
        title="FZXiaoBiaoSong-B05S", body="FangSong", second="KaiTi", first="SimHei", foot="SimSun"
    )
    assert check_format(paper(fonts=fonts)) == ()


def test_item_3_finds_body_text_without_its_two_characters() -> None:
    docx = in_styles('w:firstLineChars="200" w:firstLine="630"', 'w:firstLineChars="0" w:firstLine="0"')
    assert (3, "正文首行应左空二字，现空0.0字。") in found(docx)


def test_item_3_accepts_an_indent_typed_with_two_wide_spaces() -> None:
    docx = in_styles('w:firstLineChars="200" w:firstLine="630"', 'w:firstLineChars="0" w:firstLine="0"')
    docx = changed(docx, "word/document.xml", lambda xml: xml.replace(">正文。", ">　　正文。"))
    assert "正文首行应左空二字，现空0.0字。" not in [message for _, message in found(docx)]


def test_item_3_finds_a_half_width_colon_after_the_addressee() -> None:
    assert (3, "主送机关后应为全角冒号。") in found(in_document("区政府：", "区政府:"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("二、问题", "三、问题", "一级标题的序数不连续，此处应为第2个。"),
        ("（一）组织领导", "（一）、组织领导", "“（一）”后不加顿号或者圆点。"),
        ("（一）组织领导", "(一)组织领导", "二级标题应使用全角括号，如“（一）”。"),
        ("（一）组织领导", "1、组织领导", "三级标题序号后应为半角圆点，如“1.”。"),
        ("（一）组织领导", "1.组织领导", "三级标题之前缺少二级标题，层次序数不应跳级。"),
        ("一、概况", "一.概况", "一级标题序号后应为顿号，如“一、”。"),
    ],
)
def test_item_4_finds_headings_out_of_order_or_wrongly_marked(old: str, new: str, told: str) -> None:
    assert (4, told) in found(in_document(old, new))


def test_item_5_finds_a_title_that_is_missing_small_or_ends_in_a_full_stop() -> None:
    assert (5, "标题末尾一般不用标点符号。") in found(in_document("关于自查的报告", "关于自查的报告。"))
    small = in_styles('<w:sz w:val="44"/>', '<w:sz w:val="36"/>')
    assert (5, "标题应为2号字（22磅），现为18磅。") in found(small)
    left = in_styles('<w:jc w:val="center"/>', '<w:jc w:val="left"/>')
    assert (5, "没有找到居中的标题（2号小标宋体字）。") in found(left)
