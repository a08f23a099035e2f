"""Paper, margins and grid of an official document (GB/T 9704-2012, 5.1, 5.2 and 8), in twips.

One twip is 1/20 point; 1 mm is 1440/25.4 twips.
"""

from dataclasses import dataclass
from enum import StrEnum

LINE = 579
"""One line: 225 mm / 22 lines, rounded down so that the 22nd line still fits (580 gives 21)."""

CHAR = 315
"""One character: 16 pt condensed by a quarter point, so that 28 of them fit into 156 mm."""

LINES_PER_PAGE = 22
CHARS_PER_LINE = 28

BODY_SIZE = 32
"""三号 in half-points."""
TITLE_SIZE = 44
"""二号 in half-points."""
FOOT_SIZE = 28
"""四号 in half-points: page numbers and the imprint at the end."""
TABLE_SIZE = 24
"""小四 in half-points."""
LEDGER_SIZE = 21
"""五号 in half-points: wide tables."""


def twips(millimetres: float | int) -> int:
    """Millimetres as whole twips."""
    return round(millimetres * 1440 / 25.4)


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Page:
    """One page shape: paper, margins and the distance of the footer from the paper's edge."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    orientation: Orientation

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom


PORTRAIT = Page(11906, 16838, 2098, 1474, 1984, 1588, 1417, Orientation.PORTRAIT)
LANDSCAPE = Page(16838, 11906, 1588, 2098, 1474, 1984, 907, Orientation.LANDSCAPE)
"""The same paper turned: the binding edge is on top, the type area is 225 mm wide and 156 mm high."""

PAGES = {Orientation.PORTRAIT: PORTRAIT, Orientation.LANDSCAPE: LANDSCAPE}
