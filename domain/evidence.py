"""What may be kept as evidence: the kinds of files, recognised by content, and names made harmless."""

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath

from domain.errors import Invalid

MAX_BYTES = 20 * 1024 * 1024
MAX_NAME = 120  # characters
MAX_PIXELS = 64_000_000
MAX_PARTS = 4_000  # files inside an Office container
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 150  # unpacked bytes for each packed one; ordinary XML stays below 40
PDF_TAIL = 4096  # where the end mark of a PDF must stand

FIELD = "file"  # the form field that messages belong to


class FileKind(StrEnum):
    """Kinds of files that are taken; the value is the usual ending."""

    JPEG = "jpg"
    PNG = "png"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IMAGES = frozenset({FileKind.JPEG, FileKind.PNG})
ENDINGS = {**{kind.value: kind for kind in FileKind}, "jpeg": FileKind.JPEG, "jfif": FileKind.JPEG}
ACCEPTED = "照片（jpg、png）、PDF、Word（docx）和 Excel（xlsx）"

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
_ACTIVE = ("vbaproject", "vbadata", "activex/", "macrosheets/", "dialogsheets/", "oleobject")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that passed: what it is and the name it will carry."""

    kind: FileKind
    name: str


def refuse(sentence: str) -> Invalid:
    """The message for the upload field."""
    return Invalid({FIELD: sentence})


def clean_name(name: str, kind: FileKind) -> str:
    """A name without folders, control characters or markup, with the ending of what the file really is."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(mark for mark in last if unicodedata.category(mark)[0] != "C")
    plain = re.sub(r"[<>:\"'`|?*&;$%#{}\[\]]+", "_", visible)
    stem, dot, ending = plain.rpartition(".")
    if not dot or ENDINGS.get(ending.lower()) is not kind:
        stem = plain
    stem = re.sub(r"\s+", " ", stem).strip(" ._")[: MAX_NAME - 5]
    return f"{stem or '佐证材料'}.{kind.value}"


def claimed_kind(name: str) -> FileKind | None:
    """What the ending of the name says."""
    return ENDINGS.get(PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip("."))


def accept(name: str, content: bytes) -> Accepted:
    """Check size, ending and content against each other, or raise `Invalid` with what to do.

    Whether an image can be opened is for the caller to try: that needs a decoder.
    """
    shown = name.strip() or "（无文件名）"
    if not content:
        raise refuse(f"文件“{shown}”是空的，请检查后重新选择。")
    if len(content) > MAX_BYTES:
        raise refuse(
            f"文件“{shown}”有 {_megabytes(len(content))} MB，超过 20 MB 的上限，请压缩或拆分后再上传。"
        )
    claimed = claimed_kind(name)
    if claimed is None:
        raise refuse(f"不能上传“{shown}”这种文件。可以上传{ACCEPTED}。")
    found = recognise(content, shown)
    if found is not claimed:
        raise refuse(f"“{shown}”的实际内容与扩展名不一致，请用原文件重新上传。可以上传{ACCEPTED}。")
    return Accepted(found, clean_name(name, found))


def recognise(content: bytes, shown: str) -> FileKind | None:
    """The kind by content alone; None when it is none of ours."""
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-PDF_TAIL:]:
            raise refuse(f"PDF 文件“{shown}”不完整，可能没有传完，请重新导出后再上传。")
        return FileKind.PDF
    if content.startswith(_OLD_OFFICE):
        raise refuse(f"“{shown}”是旧版或加了密码的 Office 文件，请取消密码并另存为 docx 或 xlsx 后再上传。")
    return _office_kind(content, shown) if content.startswith(_ZIP) else None


def _office_kind(content: bytes, shown: str) -> FileKind | None:
    """Word or Excel by the parts of the container, without unpacking more than the list of types."""
    broken = refuse(f"文件“{shown}”已损坏，打不开，请重新保存后再上传。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as container:
            parts = container.infolist()
            _require_modest(parts, shown)
            names = {part.filename.lower() for part in parts}
            _require_passive(names, shown)
            if "[content_types].xml" not in names:
                return None
            with container.open("[Content_Types].xml") as types:
                if b"macroenabled" in types.read(1_000_000).lower():
                    raise _macros(shown)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        EOFError,
        KeyError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise broken from error
    kinds = [kind for part, kind in _MAIN_PARTS.items() if part in names]
    return kinds[0] if len(kinds) == 1 else None


def _require_modest(parts: Iterable[zipfile.ZipInfo], shown: str) -> None:
    """Refuse containers that would blow up when opened."""
    listed = list(parts)
    unpacked = sum(part.file_size for part in listed)
    packed = sum(part.compress_size for part in listed) or 1
    if len(listed) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * packed + MAX_BYTES:
        raise refuse(f"文件“{shown}”解压后异常巨大，为安全起见不予接收，请重新另存后再上传。")


def _require_passive(names: Iterable[str], shown: str) -> None:
    """Refuse macros and embedded programs."""
    if any(mark in name for name in names for mark in _ACTIVE):
        raise _macros(shown)


def _macros(shown: str) -> Invalid:
    return refuse(f"文件“{shown}”里含有宏或嵌入程序，请去掉后另存为普通文档再上传。")


def _megabytes(size: int) -> str:
    """Size in megabytes with one digit, rounded up, so that 20 MB and a byte does not read as 20.0."""
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10}"
