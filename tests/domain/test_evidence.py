"""What is taken as evidence is decided by content; names become harmless; each refusal says what to do."""

import pytest

from domain.errors import Invalid
from domain.evidence import MAX_BYTES, MAX_PARTS, FileKind, accept, clean_name
from tests.files import DOCX_TYPES, PDF, container, docx, jpeg, png, xlsx


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Invalid) as caught:
        accept(name, content)
    assert list(caught.value.fields) == ["file"]
    return caught.value.fields["file"]


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("现场.jpg", jpeg(), FileKind.JPEG),
        ("现场.JPEG", jpeg(), FileKind.JPEG),
        ("截图.png", png(), FileKind.PNG),
        ("合同.pdf", PDF, FileKind.PDF),
        ("说明.docx", docx(), FileKind.DOCX),
        ("台账.xlsx", xlsx(), FileKind.XLSX),
    ],
)
def test_the_five_kinds_are_recognised_by_content(name: str, content: bytes, kind: FileKind) -> None:
    assert accept(name, content).kind is kind


def test_a_program_renamed_to_a_photo_is_refused() -> None:
    assert "实际内容与扩展名不一致" in refusal("照片.jpg", b"MZ\x90\x00" + b"\x00" * 200)


def test_a_web_page_renamed_to_pdf_is_refused() -> None:
    assert "实际内容与扩展名不一致" in refusal("报告.pdf", b"<html><script>alert(1)</script></html>")


def test_a_photo_renamed_to_pdf_is_refused() -> None:
    assert "实际内容与扩展名不一致" in refusal("报告.pdf", jpeg())


def test_a_word_file_renamed_to_excel_is_refused() -> None:
    assert "实际内容与扩展名不一致" in refusal("台账.xlsx", docx())


def test_an_ending_that_is_not_listed_is_refused_with_the_list() -> None:
    assert "可以上传照片（jpg、png）、PDF、Word（docx）和 Excel（xlsx）" in refusal("脚本.html", b"<html>")


def test_an_empty_file_is_refused() -> None:
    assert refusal("空.pdf", b"") == "文件“空.pdf”是空的，请检查后重新选择。"


def test_exactly_twenty_megabytes_are_taken() -> None:
    content = PDF + b"\n" * (MAX_BYTES - len(PDF) - len(b"%%EOF")) + b"%%EOF"
    assert len(content) == MAX_BYTES
    assert accept("大.pdf", content).kind is FileKind.PDF


def test_one_byte_over_twenty_megabytes_is_refused_and_does_not_read_as_twenty() -> None:
    assert "有 20.1 MB，超过 20 MB 的上限" in refusal("大.pdf", PDF + b"\n" * (MAX_BYTES - len(PDF) + 1))


def test_a_pdf_that_was_cut_off_is_refused() -> None:
    assert "不完整" in refusal("合同.pdf", PDF.replace(b"%%EOF", b"") + b"0" * 9000)


def test_an_old_or_encrypted_office_file_is_told_how_to_be_saved() -> None:
    assert "另存为 docx 或 xlsx" in refusal("旧.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def test_a_word_file_with_macros_is_refused() -> None:
    assert "含有宏" in refusal("说明.docx", docx(word__vbaProject_dot_bin=b"\x00"))


def test_a_word_file_that_declares_macros_in_its_types_is_refused() -> None:
    types = DOCX_TYPES.replace(b"officedocument", b"ms-word.document.macroEnabled.main+xml")
    content = container({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>"})
    assert "含有宏" in refusal("说明.docx", content)


def test_a_word_file_with_an_embedded_program_is_refused() -> None:
    assert "含有宏或嵌入程序" in refusal("说明.docx", docx(word__embeddings__oleObject1_dot_bin=b"MZ"))


def test_a_container_that_unpacks_to_far_more_than_it_weighs_is_refused() -> None:
    bomb = docx(word__media__image1_dot_xml=b"\x00" * (90 * 1024 * 1024))
    assert len(bomb) < 200_000
    assert "解压后异常巨大" in refusal("炸弹.docx", bomb)


def test_a_container_with_too_many_parts_is_refused() -> None:
    crowd = container({f"word/{number}.xml": b"" for number in range(MAX_PARTS + 1)})
    assert "解压后异常巨大" in refusal("炸弹.docx", crowd)


def test_a_container_without_the_right_parts_is_not_an_office_file() -> None:
    assert "实际内容与扩展名不一致" in refusal("说明.docx", container({"readme.txt": b"hello"}))


def test_a_container_that_is_both_word_and_excel_is_neither() -> None:
    both = docx(xl__workbook_dot_xml=b"<workbook/>")
    assert "实际内容与扩展名不一致" in refusal("说明.docx", both)


def test_a_broken_container_is_refused() -> None:
    assert "已损坏" in refusal("说明.docx", docx()[:60])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.jpg", "passwd.jpg"),
        (r"C:\Users\王\现场 照片.JPG", "现场 照片.jpg"),
        ("<script>alert(1)</script>.jpg", "script.jpg"),
        ("<b>现场<b>[1](x)*.jpg", "b_现场_b_1_(x).jpg"),
        ("一\x00二\r\n三‮.jpg", "一二三.jpg"),
        ("  ...  .jpg", "佐证材料.jpg"),
        (".jpg", "佐证材料.jpg"),
        ("报告.pdf.jpg", "报告.pdf.jpg"),
        ("合影.jpeg", "合影.jpg"),
    ],
)
def test_names_lose_folders_control_marks_and_markup(typed: str, kept: str) -> None:
    assert clean_name(typed, FileKind.JPEG) == kept


def test_a_very_long_name_is_cut_and_keeps_its_ending() -> None:
    name = clean_name("长" * 500 + ".docx", FileKind.DOCX)
    assert len(name) == 120
    assert name.endswith("长.docx")
