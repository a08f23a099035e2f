"""One paragraph as plain values, and its WordprocessingML."""

from dataclasses import dataclass
from enum import StrEnum

from reports.fonts import Face, FontSet
from reports.plain_text import clean, pieces, xml
from reports.type_area import CHAR

RED = "FF0000"


class Style(StrEnum):
    """Paragraph styles by their id in the document."""

    BODY = "Body"
    PLAIN = "Normal"
    TITLE = "Title"
    HEADING_1 = "Heading1"
    HEADING_2 = "Heading2"
    HEADING_3 = "Heading3"
    HEADING_4 = "Heading4"
    CELL = "Cell"
    FOOT = "Foot"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. `size` is in half-points; None leaves it to the style."""

    text: str
    face: Face | None = None
    size: int | None = None
    colour: str = ""
    field: bool = False
    """The text is a field instruction (PAGE), not something to print."""

    def xml(self, fonts: FontSet) -> str:
        look = self._look(fonts)
        if self.field:
            return _field(self.text, look)
        lines = "<w:br/>".join(_line(line) for line in clean(self.text).split("\n"))
        return f"<w:r>{look}{lines}</w:r>"

    def _look(self, fonts: FontSet) -> str:
        parts = [fonts.xml(self.face) if self.face else ""]
        parts.append(f'<w:color w:val="{self.colour}"/>' if self.colour else "")
        if self.size:
            parts.append(f'<w:spacing w:val="0"/><w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/>')
        look = "".join(parts)
        return f"<w:rPr>{look}</w:rPr>" if look else ""


def _line(text: str) -> str:
    """Text without line ends as w:t elements; tabs between them stay tabs."""
    return "<w:tab/>".join(
        "".join(f'<w:t xml:space="preserve">{xml(piece)}</w:t>' for piece in pieces(part))
        for part in text.split("\t")
    )


def _field(instruction: str, look: str) -> str:
    return (
        f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{look}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r>'
        f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
    )


@dataclass(frozen=True, slots=True)
class Indent:
    """Indents in characters of the body size; `hanging` pulls the first line back."""

    left: float = 0
    right: float = 0
    first: float = 0
    hanging: float = 0

    def xml(self) -> str:
        sides = (("left", self.left), ("right", self.right))
        given = [one for one in (*sides, ("firstLine", self.first), ("hanging", self.hanging)) if one[1]]
        if not given:
            return ""
        attributes = "".join(
            f' w:{name}Chars="{round(value * 100)}" w:{name}="{round(value * CHAR)}"' for name, value in given
        )
        return f"<w:ind{attributes}/>"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. The fields of raw XML (`borders`, `tabs`, `indent_xml`, `section`) are our own code's."""

    runs: tuple[Run, ...] = ()
    style: Style = Style.PLAIN
    align: Align | None = None
    indent: Indent = Indent()
    keep_next: bool = False
    page_break: bool = False
    before: int = 0
    after: int = 0
    line: int = 0
    """Exact line height in twips, off the line grid; 0 leaves it to the style."""
    borders: str = ""
    tabs: str = ""
    indent_xml: str = ""
    section: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs if not run.field)

    def xml(self, fonts: FontSet) -> str:
        runs = "".join(run.xml(fonts) for run in self.runs)
        return f"<w:p><w:pPr>{self._properties()}</w:pPr>{runs}</w:p>"

    def _properties(self) -> str:
        """The children of w:pPr in the order that the schema asks for."""
        return "".join(
            (
                f'<w:pStyle w:val="{self.style}"/>' if self.style is not Style.PLAIN else "",
                "<w:keepNext/>" if self.keep_next else "",
                "<w:pageBreakBefore/>" if self.page_break else "",
                self.borders,
                self.tabs,
                self._spacing(),
                self.indent_xml or self.indent.xml(),
                f'<w:jc w:val="{self.align}"/>' if self.align else "",
                self.section,
            )
        )

    def _spacing(self) -> str:
        around = (("before", self.before), ("after", self.after))
        parts = [f' w:{name}="{value}"' for name, value in around if value]
        if self.line:
            parts.append(f' w:line="{self.line}" w:lineRule="exact"')
        loose = '<w:snapToGrid w:val="0"/>' if self.line else ""
        return f"{loose}<w:spacing{''.join(parts)}/>" if parts else ""


def line_of(text: str, style: Style = Style.PLAIN, align: Align | None = None) -> Paragraph:
    """A paragraph of a single run."""
    return Paragraph((Run(text),) if text else (), style, align)


BLANK = Paragraph()
"""One empty line of the body's height."""
