"""Each check finds its own deviation, and nothing when the document is right."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from reports.fonts import FontSet
from reports.footers import PageNumbers
from reports.format_check import FormatFinding, Severity, check_format
from reports.heads import Head, HeadKind
from reports.official import OfficialDocument
from reports.signatures import Signature


def paper(number: str = "青民发〔2026〕3号", **options: object) -> bytes:
    head = Head(HeadKind.RED, "青禾区民政局", number)
    settings = {"title": "关于自查的报告", "author": "甲", "day": date(2026, 5, 9), "head": head, **options}
    document = OfficialDocument(**settings)  # type: ignore[arg-type]
    document.addressee("区政府")
    document.heading(1, "概况")
    document.heading(2, "组织领导")
    document.body("正文。")
    document.heading(1, "问题")
    document.body("正文。")
    document.attachments(["问题清单", "整改台账"])
    document.signature(Signature("青禾区民政局", date(2026, 5, 9)))
    document.annex("问题清单")
    document.body("正文。")
    document.annex("整改台账")
    return document.to_bytes()


def changed(docx: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The document with one part rewritten; a change that changes nothing is a mistake of the test."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if re.fullmatch(name, entry):
                after = change(content.decode())
                assert after.encode() != content
                content = after.encode()
            target.writestr(entry, content)
    return out.getvalue()


def in_document(old: str, new: str) -> bytes:
    return changed(paper(), "word/document.xml", lambda xml: xml.replace(old, new))


def in_styles(old: str, new: str) -> bytes:
    return changed(paper(), "word/styles.xml", lambda xml: xml.replace(old, new))


def found(docx: bytes) -> list[tuple[int, str]]:
    return [(finding.item, finding.message) for finding in check_format(docx)]


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


@pytest.mark.parametrize(
    "number",
    ["青民发[2026]3号", "青民发〔26〕3号", "青民发〔2026〕03号", "青民发〔2026〕第3号", "青民发（2026）3号"],
)
def test_item_6_finds_document_numbers_in_another_form(number: str) -> None:
    assert [item for item, _ in found(paper(number)) if item == 6]


@pytest.mark.parametrize("written", ["2026年05月9日", "2026年5月09日", "二〇二六年五月九日", "2026年13月1日"])
def test_item_7_finds_dates_in_another_form(written: str) -> None:
    messages = [message for item, message in found(in_document("2026年5月9日", written)) if item == 7]
    assert messages == ["成文日期应用阿拉伯数字写全年月日，月、日不编虚位，如2026年5月9日。"]


def test_item_7_finds_a_missing_date_and_a_date_without_signature() -> None:
    assert (7, "没有找到成文日期。") in found(in_document("2026年5月9日", "另行通知"))
    assert (7, "成文日期之上没有居右的发文机关署名。") in found(in_document(">青禾区民政局<", "><"))


def test_item_8_finds_annexes_that_are_not_those_announced() -> None:
    title = changed(paper(), "word/document.xml", lambda xml: xml.replace(">整改台账<", ">整改清单<"))
    assert (8, "附件标题“整改清单”与附件说明“整改台账”不一致。") in found(title)
    fewer = in_document(">附件2<", "><")
    assert (8, "附件说明列有2个附件，文后有1个附件。") in found(fewer)
    dotted = in_document("1.问题清单", "1.问题清单。")
    assert [item for item, _ in found(dotted)] == [8]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (" PAGE ", " DATE ", "页脚没有页码域。"),
        ('<w:sz w:val="28"/>', '<w:sz w:val="18"/>', "页码应为4号字（14磅）。"),
        ("宋体", "微软雅黑", "页码应为半角宋体数字。"),
        ("— ", "第", "页码数字左右应各放一条一字线，如“— 1 —”。"),
        ('w:rightChars="100"', 'w:rightChars="0"', "单页页码应居右空一字。"),
        ('w:leftChars="100"', 'w:leftChars="0"', "双页页码应居左空一字。"),
    ],
)
def test_item_9_finds_page_numbers_off_the_standard(old: str, new: str, told: str) -> None:
    docx = changed_footers(old, new)
    assert (9, told) in found(docx)


def changed_footers(old: str, new: str) -> bytes:
    """Odd and even footers differ, so a change may touch only one of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper())) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry.startswith("word/footer"):
                content = content.decode().replace(old, new).encode()
            target.writestr(entry, content)
    return out.getvalue()


def test_item_9_finds_numbers_that_are_the_same_on_odd_and_even_pages() -> None:
    docx = changed(paper(), "word/settings.xml", lambda xml: xml.replace("<w:evenAndOddHeaders/>", ""))
    assert (9, "应分设单页和双页的页脚，单页居右、双页居左。") in found(docx)


def test_item_9_only_remarks_on_centred_numbers() -> None:
    findings = check_format(paper(numbers=PageNumbers.CENTRE))
    assert [(finding.item, finding.severity) for finding in findings] == [(9, Severity.IMPLEMENTATION)]


@pytest.mark.parametrize(
    ("distance", "right"), [("1360", False), ("1361", True), ("1474", True), ("1475", False)]
)
def test_item_9_wants_the_footer_24_to_26_millimetres_from_the_edge(distance: str, right: bool) -> None:
    assert (found(in_document('w:footer="1417"', f'w:footer="{distance}"')) == []) is right


def test_item_10_finds_red_outside_the_head_and_other_colours_anywhere() -> None:
    text = '<w:r><w:t xml:space="preserve">正文。'
    red = in_document(text, text.replace("<w:r>", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr>'))
    assert found(red) == [(10, "红色只用于版头，此处为其他部分的彩色文字。")]
    blue = in_styles('w:val="auto"', 'w:val="0000FF"')
    assert (10, "文字颜色应为黑色，此处为其他部分的彩色文字。") in found(blue)


def test_findings_come_in_the_order_of_the_items_with_clause_and_place() -> None:
    findings = check_format(in_document("一、概况", "三、概况"))
    assert findings == tuple(sorted(findings, key=lambda finding: finding.item))
    assert findings[0] == FormatFinding(
        4, "7.3.3", Severity.GENERAL, "一级标题的序数不连续，此处应为第1个。", "三、概况"
    )


def test_a_paper_of_words_own_template_has_findings_of_the_page_and_the_fonts() -> None:
    stranger = Document()
    stranger.add_heading("关于自查的报告", 0)
    stranger.add_paragraph("正文正文。")
    out = io.BytesIO()
    stranger.save(out)
    messages = [message for _, message in found(out.getvalue())]
    for told in (
        "版心应为156×225毫米",
        "每面应排22行",
        "正文应为仿宋字体",
        "正文首行应左空二字",
        "没有找到居中的标题",
        "页脚没有页码域",
    ):
        assert any(message.startswith(told) for message in messages)


def test_a_title_that_is_centred_but_too_small_is_found_as_the_title() -> None:
    stranger = Document()
    stranger.add_paragraph("关于自查的报告").alignment = WD_ALIGN_PARAGRAPH.CENTER
    stranger.add_paragraph("正文正文。")
    out = io.BytesIO()
    stranger.save(out)
    assert (5, "标题应为2号字（22磅），现为11磅。") in found(out.getvalue())


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"no document", paper()[:2000]])
def test_what_is_no_document_is_said_in_one_sentence(broken: bytes) -> None:
    (finding,) = check_format(broken)
    assert finding.severity is Severity.MUST
    assert "打不开" in finding.message


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", r"\[Content_Types\].xml"])
def test_a_damaged_part_is_said_in_one_sentence(name: str) -> None:
    (finding,) = check_format(changed(paper(), name, lambda xml: xml[:300]))
    assert "打不开" in finding.message


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))
    (finding,) = check_format(out.getvalue())
    assert "打不开" in finding.message
