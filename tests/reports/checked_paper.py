"""A right document, and the same with one thing changed, for the tests of the format check."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

from reports.format_check import check_format
from reports.heads import Head, HeadKind
from reports.official import OfficialDocument
from reports.signatures import Signature


def paper(number: str = "青民发〔2026〕3号", **options: object) -> bytes:
    head = Head(HeadKind.RED, "青禾区民政局", number)
    settings = {"title": "关于自查的报告", "author": "甲", "day": date(2026, 5, 9), "head": head, **options}
    document = OfficialDocument(**settings)  # type: ignore[arg-type]  # settings of each test
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
