"""Documents from elsewhere, and bytes that are no document."""

import io
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from reports.format_check import Severity, check_format
from tests.reports.checked_paper import changed, found, paper


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
