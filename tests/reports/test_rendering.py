"""The documents as LibreOffice prints them. One call of LibreOffice renders them all."""

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports.official import OfficialDocument
from reports.signatures import Signature
from tests.reports.rendering import lines, render_pdfs, words_by_page
from tests.reports.test_documents import RENDERED

FULL = "国" * 28 * 50
MM = 72 / 25.4
BOTTOM = (297 - 35) * MM


def full_pages() -> bytes:
    document = OfficialDocument(title="满页", author="甲", day=date(2026, 5, 9))
    document.body(FULL)
    return document.to_bytes()


def nearly_full_page(body_lines: int) -> bytes:
    """A title and so many lines of text leave too little room for the signature under them."""
    document = OfficialDocument(title="报告", author="甲", day=date(2026, 5, 9))
    for number in range(body_lines):
        document.body(f"第{number}段")
    document.signature(Signature("柳溪镇人民政府", date(2026, 5, 9)))
    return document.to_bytes()


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    documents = {name: render() for name, render in RENDERED.items()}
    documents |= {"full": full_pages()}
    documents |= {f"nearly{count}": nearly_full_page(count) for count in (17, 18, 21)}
    return render_pdfs(documents, Path(tmp_path_factory.mktemp("printed")))


@pytest.mark.parametrize("name", RENDERED)
def test_every_document_prints_with_text_and_a_number_on_each_page(
    name: str, pdfs: Mapping[str, bytes]
) -> None:
    pages = PdfReader(io.BytesIO(pdfs[name])).pages
    assert len(pages) > 0
    for number, page in enumerate(pages, start=1):
        printed = page.extract_text().strip()
        assert len(printed) > len("— 1 —")
        assert "—" in printed or number == 1


def test_a_full_page_holds_22_lines_of_28_characters(pdfs: Mapping[str, bytes]) -> None:
    page = words_by_page(pdfs["full"])[1]
    text = [line for line in lines(page) if set(line) == {"国"}]
    assert [len(line) for line in text] == [28] * 22


def test_the_full_text_is_printed_without_a_loss(pdfs: Mapping[str, bytes]) -> None:
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdfs["full"])).pages)
    assert printed.count("国") == len(FULL)


def test_page_numbers_stand_on_the_outer_side_seven_millimetres_below_the_text(
    pdfs: Mapping[str, bytes],
) -> None:
    odd, even = ([word for word in page if word.text == "—"] for page in words_by_page(pdfs["full"])[:2])
    assert min(word.left for word in odd) > 150 * MM
    assert max(word.right for word in even) < 60 * MM
    for word in (*odd, *even):
        assert 6 * MM < (word.top + word.bottom) / 2 - BOTTOM < 8 * MM


@pytest.mark.parametrize("name", sorted(set(RENDERED) - {"ledger"}))
def test_the_first_page_shows_text_of_the_body(name: str, pdfs: Mapping[str, bytes]) -> None:
    first = PdfReader(io.BytesIO(pdfs[name])).pages[0].extract_text()
    assert "一、" in first


@pytest.mark.parametrize(("name", "page"), [("nearly17", 0), ("nearly18", 1), ("nearly21", 1)])
def test_the_signature_is_never_alone_on_a_page(name: str, page: int, pdfs: Mapping[str, bytes]) -> None:
    printed = [one.extract_text() for one in PdfReader(io.BytesIO(pdfs[name])).pages]
    assert "柳溪镇人民政府" in printed[page]
    assert "段" in printed[page]


def test_the_red_head_stands_35_millimetres_below_the_type_area(pdfs: Mapping[str, bytes]) -> None:
    mark = next(word for word in words_by_page(pdfs["summary"])[0] if "文件" in word.text)
    assert abs(mark.top - (37 + 35) * MM) < 3 * MM


def test_the_mark_of_a_letter_stands_30_millimetres_below_the_edge(pdfs: Mapping[str, bytes]) -> None:
    first = words_by_page(pdfs["notice"])[0]
    assert abs(min(word.top for word in first) - 30 * MM) < 3 * MM
    assert not [word for word in first if word.text == "—"]


def test_nothing_is_printed_beyond_the_type_area(pdfs: Mapping[str, bytes]) -> None:
    for page in words_by_page(pdfs["self_inspection"])[:3]:
        assert min(word.left for word in page) > 27 * MM
        assert max(word.right for word in page) < (210 - 26) * MM + 17


def test_the_last_rule_of_the_imprint_is_on_the_last_page_at_the_foot_of_the_text(
    pdfs: Mapping[str, bytes],
) -> None:
    last = words_by_page(pdfs["summary"])[-1]
    printed = next(word for word in last if "印发" in word.text)
    assert BOTTOM - 12 * MM < printed.bottom < BOTTOM


def test_landscape_pages_keep_their_number_at_the_foot_of_the_upright_sheet(
    pdfs: Mapping[str, bytes],
) -> None:
    first, second = words_by_page(pdfs["ledger"])[:2]
    for page in (first, second):
        dashes = [word for word in page if word.text == "—"]
        assert all(24 * MM < word.left < word.right < 34 * MM for word in dashes)
    assert min(word.top for word in first if word.text == "—") > 150 * MM
    assert max(word.bottom for word in second if word.text == "—") < 60 * MM


def test_every_page_of_the_ledger_repeats_the_header(pdfs: Mapping[str, bytes]) -> None:
    assert all("具体问题" in page.extract_text() for page in PdfReader(io.BytesIO(pdfs["ledger"])).pages)
