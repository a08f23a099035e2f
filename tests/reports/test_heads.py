"""Red heads and letter heads: only with an issuer and a number that the user gave."""

import io
import zipfile
from datetime import date

import pytest

from reports.heads import HeadKind
from reports.issuing import Issue, begin
from tests.reports.opened import W, body, parts, text_of, texts

DAY = date(2026, 5, 9)


def head(kind: HeadKind, number: str, issuer: str = "青禾区民政局") -> bytes:
    return begin("通知书", Issue(issuer, DAY, number, kind, signer="张三", secrecy="秘密★1年")).to_bytes()


@pytest.mark.parametrize("kind", [HeadKind.RED, HeadKind.LETTER])
def test_without_a_number_or_an_issuer_there_is_no_head(kind: HeadKind) -> None:
    for docx in (head(kind, ""), head(kind, "  "), head(kind, "青民发〔2026〕3号", "")):
        assert texts(docx) == ["通知书"]
        assert b"FF0000" not in zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml")


def test_a_red_head_has_mark_number_signer_and_rule() -> None:
    docx = head(HeadKind.RED, "青民发〔2026〕3号")
    assert texts(docx) == ["秘密★1年", "青禾区民政局文件", "青民发〔2026〕3号签发人：张三", "通知书"]
    assert [edge.get(f"{W}color") for edge in body(docx).iter(f"{W}bottom")] == ["FF0000"]


def test_a_letter_has_no_number_on_its_first_page_and_lines_above_and_below() -> None:
    docx = head(HeadKind.LETTER, "青民函〔2026〕3号")
    assert next(body(docx).iter(f"{W}sectPr")).find(f"{W}titlePg") is not None
    header = parts(docx, "word/header")[0]
    assert text_of(header) == "青禾区民政局"
    assert [edge.get(f"{W}sz") for edge in header.iter() if edge.tag in (f"{W}top", f"{W}bottom")] == [
        "18",
        "6",
    ]
