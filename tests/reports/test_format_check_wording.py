"""Items 6 to 10: number, date, annexes, page numbers, colours."""

import io
import zipfile

import pytest

from reports.footers import PageNumbers
from reports.format_check import FormatFinding, Severity, check_format
from tests.reports.checked_paper import changed, found, in_document, in_styles, paper


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
