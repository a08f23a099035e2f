"""A .docx read back as lines and tables, so that a page can show what the document will say."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.oxml.ns import qn


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table. style: the name of the paragraph's style, "" for a table."""

    text: str
    style: str
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_of(content: bytes) -> list[Block]:
    """What stands in the body, in its order; empty lines are left out."""
    return list(_blocks(content))


def _blocks(content: bytes) -> Iterator[Block]:
    body = Document(io.BytesIO(content)).element.body
    for child in body.iterchildren():
        if child.tag == qn("w:p"):
            text = _text(child)
            if text.strip():
                style = child.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
                yield Block(text, style.get(qn("w:val")) if style is not None else "")
        elif child.tag == qn("w:tbl"):
            yield Block("", "", tuple(_row(row) for row in child.iterchildren(qn("w:tr"))))


def _row(row: object) -> tuple[str, ...]:
    return tuple(_text(cell) for cell in row.iterchildren(qn("w:tc")))  # type: ignore[attr-defined]  # lxml is untyped


def _text(element: object) -> str:
    return "".join(piece.text or "" for piece in element.iter(qn("w:t")))  # type: ignore[attr-defined]  # lxml is untyped
