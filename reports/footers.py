"""Page numbers: — 1 — below the type area, in half-width 宋体 of 四号 (GB/T 9704-2012, 7.5 and 8)."""

from enum import StrEnum

from reports.fonts import Face, FontSet
from reports.paragraphs import Align, Indent, Paragraph, Run, Style
from reports.text_boxes import Box, offset, text_box
from reports.type_area import CHAR, FOOT_SIZE, LANDSCAPE, Orientation, twips


class PageNumbers(StrEnum):
    OUTER = "outer"
    """Odd pages on the right, even pages on the left, one character in: documents that are issued."""
    CENTRE = "centre"
    """In the middle of each page: internal papers without a head."""


def number_runs() -> tuple[Run, ...]:
    """— 1 — with the number as a field."""
    return (
        Run("— ", Face.FOOT, FOOT_SIZE),
        Run("PAGE", Face.FOOT, FOOT_SIZE, field=True),
        Run(" —", Face.FOOT, FOOT_SIZE),
    )


def footer_xml(
    numbers: PageNumbers, orientation: Orientation, fonts: FontSet, *, even: bool, after: int
) -> str:
    """The paragraphs of one footer. `after` lifts the number when the footer stands lower on the page."""
    if numbers is PageNumbers.CENTRE:
        return Paragraph(number_runs(), Style.FOOT, Align.CENTRE, after=after).xml(fonts)
    if orientation is Orientation.LANDSCAPE:
        return _turned(fonts, even=even)
    side = Align.LEFT if even else Align.RIGHT
    indent = Indent(left=1) if even else Indent(right=1)
    return Paragraph(number_runs(), Style.FOOT, side, indent, after=after).xml(fonts)


def _turned(fonts: FontSet, *, even: bool) -> str:
    """A number that keeps its place on the paper while the page lies on its side.

    The table's head is at the binding edge, so the foot of the upright page is the left edge here; the
    number stands in a text box turned by a quarter, near the lower edge on odd pages, the upper on even.
    """
    width, height = twips(9), twips(30)
    left = LANDSCAPE.left - twips(7) - width // 2
    top = LANDSCAPE.top + CHAR if even else LANDSCAPE.height - LANDSCAPE.bottom - CHAR - height
    inner = Paragraph(number_runs(), Style.FOOT, Align.LEFT if even else Align.RIGHT).xml(fonts)
    box = Box(width, height, offset("page", left), offset("page", top), turned=True)
    drawn = text_box(inner, box, identity=2 if even else 1, name="页码")
    return f'<w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr>{drawn}</w:p>'
