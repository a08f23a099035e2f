"""Small files for tests of uploads: good ones of each kind, and bad ones of each sort."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

DOCX_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument"/></Types>'
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def jpeg(width: int = 40, height: int = 30, colour: str = "navy") -> bytes:
    """A photo of one colour."""
    return _image("JPEG", width, height, colour)


def png(width: int = 40, height: int = 30, colour: str = "navy") -> bytes:
    """A picture of one colour."""
    return _image("PNG", width, height, colour)


def _image(form: str, width: int, height: int, colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, form)
    return out.getvalue()


def container(parts: Mapping[str, bytes]) -> bytes:
    """A zip with these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**extra: bytes) -> bytes:
    """The least that is a Word file, with extra parts whose names have "/" for "__"."""
    more = {name.replace("__", "/").replace("_dot_", "."): content for name, content in extra.items()}
    return container({"[Content_Types].xml": DOCX_TYPES, "word/document.xml": b"<w:document/>", **more})


def xlsx() -> bytes:
    """The least that is an Excel file."""
    return container({"[Content_Types].xml": DOCX_TYPES, "xl/workbook.xml": b"<workbook/>"})
