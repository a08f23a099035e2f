"""A .docx as the checks see it: sections, paragraphs with their looks, footers."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section

from reports.format_checks.looks import Element, Look, Styles

_LARGEST_UNPACKED = 200 * 1024 * 1024
_UNREADABLE = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError,
    RuntimeError, OSError, EOFError, AttributeError, OverflowError,
)  # fmt: skip


class Unreadable(ValueError):
    """The bytes are no Word document that can be opened."""


@dataclass(frozen=True, slots=True)
class ReadRun:
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph of the body; `look` is the paragraph's own, without run settings."""

    text: str
    runs: tuple[ReadRun, ...]
    look: Look

    @property
    def first(self) -> Look:
        """The look of the first run with text."""
        return next((run.look for run in self.runs if run.text.strip()), self.look)

    def chars(self, side: str, char: int = 320) -> float:
        """An indent in characters, from its character value or else from its twips."""
        counted = self.look.number(f"ind.{side}Chars")
        if counted is not None:
            return counted / 100
        twips = self.look.number(f"ind.{side}")
        return 0 if twips is None else twips / char


@dataclass(frozen=True, slots=True)
class ReadFooter:
    paragraphs: tuple[ReadParagraph, ...]
    numbered: bool
    """Holds a PAGE field."""


@dataclass(frozen=True, slots=True)
class ReadSection:
    """Measures in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer_distance: int
    grid: str
    pitch: int
    char_space: int
    odd: ReadFooter
    even: ReadFooter
    first_differs: bool

    @property
    def landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class ReadDocument:
    paragraphs: tuple[ReadParagraph, ...]
    table_runs: tuple[ReadRun, ...]
    sections: tuple[ReadSection, ...]
    even_and_odd: bool


def read(docx: bytes) -> ReadDocument:
    """Open a document; raises Unreadable when it cannot be opened or would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _LARGEST_UNPACKED:
                raise Unreadable("unpacks to too much")
        return _read(Document(io.BytesIO(docx)))
    except _UNREADABLE as error:
        raise Unreadable(str(error)) from error


def _read(document: WordDocument) -> ReadDocument:
    styles = Styles(document.styles.element)
    body = document.element.body
    paragraphs = tuple(_paragraph(element, styles) for element in body.findall(qn("w:p")))
    in_tables = (
        run
        for table in body.findall(qn("w:tbl"))
        for element in table.iter(qn("w:p"))
        for run in _paragraph(element, styles).runs
    )
    settings = document.settings.element
    return ReadDocument(
        paragraphs,
        tuple(in_tables),
        tuple(_section(section, styles) for section in document.sections),
        settings.find(qn("w:evenAndOddHeaders")) is not None,
    )


def _paragraph(element: Element, styles: Styles) -> ReadParagraph:
    values = styles.paragraph(element.find(qn("w:pPr")))
    runs = tuple(_runs(element, styles, values))
    return ReadParagraph("".join(run.text for run in runs), runs, Look(values))


def _runs(element: Element, styles: Styles, values: dict[str, str]) -> Iterator[ReadRun]:
    """The runs of a paragraph, also inside links; text boxes are no part of it."""
    for run in element.iterchildren(qn("w:r"), qn("w:hyperlink")):
        inner = run.findall(qn("w:r")) if run.tag == qn("w:hyperlink") else [run]
        for one in inner:
            text = "".join(_run_text(child) for child in one)
            yield ReadRun(text, styles.run(values, one.find(qn("w:rPr"))))


def _run_text(child: Element) -> str:
    if child.tag == qn("w:t"):
        return child.text or ""
    return "\t" if child.tag == qn("w:tab") else ""


def _footer(element: Element, styles: Styles) -> ReadFooter:
    texts = [field.text or "" for field in element.iter(qn("w:instrText"))]
    texts += [field.get(qn("w:instr"), "") for field in element.iter(qn("w:fldSimple"))]
    paragraphs = tuple(_paragraph(one, styles) for one in element.iter(qn("w:p")))
    return ReadFooter(paragraphs, any("PAGE" in text.split() for text in texts))


def _section(section: Section, styles: Styles) -> ReadSection:
    element: Element = section._sectPr
    grid = element.find(qn("w:docGrid"))
    page, margins = element.find(qn("w:pgSz")), element.find(qn("w:pgMar"))
    edges = {name: _twips(margins, name) for name in ("top", "right", "bottom", "left", "footer")}
    return ReadSection(
        _twips(page, "w"), _twips(page, "h"), edges["top"], edges["right"], edges["bottom"], edges["left"],
        edges["footer"], grid.get(qn("w:type"), "") if grid is not None else "",
        _twips(grid, "linePitch"), _twips(grid, "charSpace"),
        _footer(section.footer._element, styles), _footer(section.even_page_footer._element, styles),
        bool(section.different_first_page_header_footer),
    )  # fmt: skip


def _twips(element: Element | None, name: str) -> int:
    """A measure; 0 when it is missing. Word itself writes whole twips."""
    return int(float(element.get(qn(f"w:{name}"), 0))) if element is not None else 0
