"""Looking into a .docx: its parts as XML trees, its paragraphs as text."""

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(docx: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return ElementTree.fromstring(package.read(name))  # noqa: S314  our own output


def parts(docx: bytes, prefix: str) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = sorted(name for name in package.namelist() if name.startswith(prefix))
        return [ElementTree.fromstring(package.read(name)) for name in names]  # noqa: S314  our own output


def body(docx: bytes) -> ElementTree.Element:
    return part(docx, "word/document.xml")


def text_of(paragraph: ElementTree.Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


def texts(docx: bytes) -> list[str]:
    """The text of every paragraph, those in tables too, without empty ones."""
    found = (text_of(paragraph) for paragraph in body(docx).iter(f"{W}p"))
    return [text for text in found if text]


def paragraph_with(docx: bytes, text: str) -> ElementTree.Element:
    return next(one for one in body(docx).iter(f"{W}p") if text in text_of(one))


def attribute(element: ElementTree.Element, path: str, name: str) -> str | None:
    """An attribute of a descendant, e.g. attribute(p, "pPr/ind", "right")."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")
