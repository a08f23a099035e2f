"""Stretches of pages that share a shape: their blocks, their margins, their headers and footers."""

from dataclasses import dataclass, field, replace

from reports.fonts import FontSet
from reports.footers import PageNumbers, footer_xml
from reports.heads import (
    LETTER_FOOTER_DISTANCE,
    LETTER_HEADER_DISTANCE,
    Head,
    letter_footer,
    letter_header,
)
from reports.packaging import Folio
from reports.paragraphs import Paragraph, Run
from reports.type_area import LINE, PAGES, PORTRAIT, Orientation

_HEADER_DISTANCE = 851
_TINY = Paragraph((Run("", size=2),), line=20)
"""Word wants a paragraph after a table; this one takes a point."""


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A table or drawing that is XML already."""

    xml: str


Block = Paragraph | RawBlock


@dataclass
class Section:
    """Blocks on pages of one orientation. `letter` is the head of a letter whose first pages these are."""

    orientation: Orientation
    letter: Head | None = None
    blocks: list[Block] = field(default_factory=list)

    def xml(self, fonts: FontSet, *, last: bool) -> str:
        """The blocks; every section but the last ends with its properties inside its last paragraph."""
        blocks = list(self.blocks)
        tail = blocks.pop() if blocks and isinstance(blocks[-1], Paragraph) else _TINY
        if not last and isinstance(tail, Paragraph):
            tail = replace(tail, section=self._properties())
        blocks.append(tail)
        content = "".join(block.xml(fonts) if isinstance(block, Paragraph) else block.xml for block in blocks)
        return content + (self._properties() if last else "")

    def _properties(self) -> str:
        page = PAGES[self.orientation]
        orient = ' w:orient="landscape"' if self.orientation is Orientation.LANDSCAPE else ""
        title_page = "<w:titlePg/>" if self.letter else ""
        header = LETTER_HEADER_DISTANCE if self.letter else _HEADER_DISTANCE
        footer = LETTER_FOOTER_DISTANCE if self.letter else page.footer
        return (
            f'<w:sectPr><w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{orient}/>'
            f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" '
            f'w:left="{page.left}" w:header="{header}" w:footer="{footer}" w:gutter="0"/>{title_page}'
            f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
        )

    def folio(self, numbers: PageNumbers, fonts: FontSet) -> Folio:
        """The page numbers; a letter's first page has the head and the lower red lines instead."""
        lift = PORTRAIT.footer - LETTER_FOOTER_DISTANCE if self.letter else 0
        odd = footer_xml(numbers, self.orientation, fonts, even=False, after=lift)
        outer = numbers is PageNumbers.OUTER
        even = footer_xml(numbers, self.orientation, fonts, even=True, after=lift) if outer else ""
        if not self.letter:
            return Folio(odd, even)
        header = "".join(line.xml(fonts) for line in letter_header(self.letter))
        return Folio(odd, even, header, "".join(line.xml(fonts) for line in letter_footer()))
