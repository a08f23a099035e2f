"""Tables as raw WordprocessingML: a header that repeats, rows that stay whole, linear in the rows.

python-docx looks up a cell by walking the table, so 400 rows cost it two minutes; here a row is one string.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.fonts import Face, FontSet
from reports.paragraphs import Align
from reports.plain_text import xml
from reports.type_area import TABLE_SIZE

_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{edge} w:w="{width}" w:type="dxa"/>'
    for edge, width in (("top", 40), ("left", 57), ("bottom", 40), ("right", 57))
)
_CELL_PADDING = 114
_LONGEST_WHOLE_ROW = 12
_LONGEST_CELL = 100_000
"""No table is read that far; Word itself gives up on cells of millions of characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a Word table; `share` is its part of the width, best thought of in mm."""

    title: str
    share: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table as wide as the type area. `size` is the font size in half-points."""

    columns: tuple[Column, ...]
    rows: Iterable[Sequence[str]]
    size: int = TABLE_SIZE
    heading: bool = True
    """Whether the column titles are printed (and repeated on each page)."""


def column_widths(columns: Sequence[Column], total: int) -> list[int]:
    """Whole twips in the proportion of the shares, adding up to the total exactly."""
    shares = sum(column.share for column in columns)
    widths = [total * column.share // shares for column in columns]
    widths[-1] += total - sum(widths)
    return widths


def table_xml(table: Table, width: int, fonts: FontSet) -> str:
    """The whole w:tbl, `width` twips wide."""
    widths = column_widths(table.columns, width)
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = _head(table, widths, fonts) if table.heading else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(_rows(table, widths))}</w:tbl>"
    )


def _head(table: Table, widths: Sequence[int], fonts: FontSet) -> str:
    look = f"<w:rPr>{fonts.xml(Face.FIRST)}{_size(table.size)}</w:rPr>"
    cells = "".join(
        _opening(width, Align.CENTRE, keep=True)
        + f"<w:r>{look}<w:t>{xml(column.title)}</w:t></w:r></w:p></w:tc>"
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _rows(table: Table, widths: Sequence[int]) -> Iterable[str]:
    """Rows as strings; what does not change from row to row is made once."""
    look = "" if table.size == TABLE_SIZE else f"<w:rPr>{_size(table.size)}</w:rPr>"
    openings = [
        _opening(width, column.align) + f'<w:r>{look}<w:t xml:space="preserve">'
        for column, width in zip(table.columns, widths, strict=True)
    ]
    capacities = [max(1, (width - _CELL_PADDING) // (table.size * 10)) for width in widths]
    for row in table.rows:
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if _stays_whole(row, capacities) else ""
        cells = "".join(
            f"{opening}{_cell_text(text, look)}</w:t></w:r></w:p></w:tc>"
            for opening, text in zip(openings, row, strict=True)
        )
        yield f"<w:tr>{whole}{cells}</w:tr>"


def _stays_whole(row: Sequence[str], capacities: Sequence[int]) -> bool:
    """A row taller than half a page may break: kept whole it would leave a page empty or run off it."""
    return all(
        len(text) <= _LONGEST_WHOLE_ROW * capacity and text.count("\n") < _LONGEST_WHOLE_ROW
        for text, capacity in zip(row, capacities, strict=True)
    )


def _cell_text(text: str, look: str) -> str:
    if len(text) > _LONGEST_CELL:
        text = text[:_LONGEST_CELL] + "……（全文见系统）"
    escaped = xml(text)
    if "\n" not in escaped:
        return escaped
    return escaped.replace("\n", f'</w:t></w:r><w:r>{look}<w:br/></w:r><w:r>{look}<w:t xml:space="preserve">')


def _opening(width: int, align: Align, *, keep: bool = False) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{"<w:keepNext/>" if keep else ""}'
        f'<w:jc w:val="{align}"/></w:pPr>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
