"""A document as bytes: python-docx for the package, our XML for its parts, equal input → equal bytes.

What the library's template brings along (theme, thumbnail, numbering, program properties) is left out.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml import parse_xml

from reports.fonts import FontSet, font_table
from reports.plain_text import one_line
from reports.styles import styles_xml

DECLARATION = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KEPT_PARTS = {RT.STYLES, RT.SETTINGS, RT.FONT_TABLE}
_KEPT_IN_PACKAGE = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES}
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255


@dataclass(frozen=True, slots=True)
class Folio:
    """Headers and footers of one section, each the XML of its paragraphs; empty means none."""

    footer: str
    even_footer: str = ""
    first_header: str = ""
    first_footer: str = ""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself. No machine and no account name gets in."""

    title: str
    author: str
    date: date


def settings_xml(*, even_pages: bool) -> str:
    """The part settings.xml: the grid of characters stays uncompressed, Word 2013 and later layout."""
    compat = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    even = "<w:evenAndOddHeaders/>" if even_pages else ""
    return (
        f'<w:settings {DECLARATION}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{even}'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{compat}</w:settings>'
    )


def to_bytes(body: str, folios: Sequence[Folio], fonts: FontSet, properties: Properties) -> bytes:
    """The .docx of a body (children of w:body as XML) whose sections have these headers and footers."""
    part = Document().part
    _drop(part.rels, _KEPT_PARTS)
    _drop(part.package.rels, _KEPT_IN_PACKAGE)
    even_pages = any(folio.even_footer for folio in folios)
    _fill(part, f"<w:document {DECLARATION}><w:body>{body}</w:body></w:document>")
    _fill(part.part_related_by(RT.STYLES), styles_xml(fonts, DECLARATION))
    _fill(part.part_related_by(RT.SETTINGS), settings_xml(even_pages=even_pages))
    part.part_related_by(RT.FONT_TABLE)._blob = _with_prolog(font_table(fonts, DECLARATION))
    document = part.document
    _number_pages(document, folios)
    _describe(document, properties)
    return _repacked(document)


def _fill(part: Part, xml: str) -> None:
    """Give a part its XML whole: moving single elements between documents is quadratic in lxml."""
    if not isinstance(part, XmlPart):
        raise TypeError(f"{part.partname} holds no XML")
    part._element = parse_xml(xml)


def _drop(relationships: Relationships, kept: Iterable[str]) -> None:
    wanted = set(kept)
    for key in [key for key, one in relationships.items() if one.reltype not in wanted]:
        del relationships[key]


def _with_prolog(xml: str) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode("utf-8")


def _number_pages(document: WordDocument, folios: Sequence[Folio]) -> None:
    for section, folio in zip(document.sections, folios, strict=True):
        places = (
            (section.footer, folio.footer, "ftr"),
            (section.even_page_footer, folio.even_footer, "ftr"),
            (section.first_page_header, folio.first_header, "hdr"),
            (section.first_page_footer, folio.first_footer, "ftr"),
        )
        for place, xml, tag in places:
            if xml:
                place.is_linked_to_previous = False
                _fill(place.part, f"<w:{tag} {DECLARATION}>{xml}</w:{tag}>")


def _describe(document: WordDocument, properties: Properties) -> None:
    moment = datetime(properties.date.year, properties.date.month, properties.date.day, tzinfo=UTC)
    core = document.core_properties
    core.title = one_line(properties.title)[:_LONGEST_PROPERTY]
    core.author = core.last_modified_by = one_line(properties.author)[:_LONGEST_PROPERTY]
    core.created = core.modified = moment
    core.comments, core.keywords, core.language, core.revision = "", "", "zh-CN", 1


def _repacked(document: WordDocument) -> bytes:
    """The saved package with one fixed date on every entry."""
    saved, final = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(final, "w") as out:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            out.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED, compresslevel=4)
    return final.getvalue()
