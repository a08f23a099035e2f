"""Any list as an Excel sheet: real dates and numbers, text that can never become a formula or a link."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.plain_text import clean, one_line

CellValue = str | int | Decimal | date | None
"""What a cell can hold; a datetime is a date too, a bool prints as 是 or 否."""

_LONGEST_CELL = 32_767
_CUT = "……（超出单元格长度，全文见系统）"
_MOST_ROWS = 1_048_575
_SHANGHAI = timezone(timedelta(hours=8))
_NOT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "（）：＊？／＼")
_FORMULA_LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CellKind(StrEnum):
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    AMOUNT = "amount"
    COUNT = "count"
    FIGURE = "figure"
    """A number that may have decimals or lie below zero."""
    PERCENT = "percent"
    """A fraction: 0.899 prints as 89.9%."""


_NUMBER_FORMATS = {
    CellKind.TEXT: "@",
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.TIME: "yyyy-mm-dd hh:mm",
    CellKind.AMOUNT: "#,##0.00",
    CellKind.COUNT: "#,##0",
    CellKind.FIGURE: "General",
    CellKind.PERCENT: "0.0%",
}


@dataclass(frozen=True, slots=True)
class ExcelColumn:
    """A column: its title, what it holds and its width in characters of the sheet's font."""

    title: str
    kind: CellKind = CellKind.TEXT
    width: int = 14


def table_to_excel(
    title: str,
    columns: Sequence[ExcelColumn],
    rows: Iterable[Sequence[CellValue]],
    *,
    day: date,
    author: str = "",
    note: str = "",
) -> bytes:
    """The list as .xlsx: header frozen and filtered, ready to print on landscape A4.

    `day` is stamped into the file; `note` (say, the filter in words) is printed above each page.
    Raises ValueError when there are more rows than a sheet holds.
    """
    buffer = io.BytesIO()
    with open_workbook(buffer, title, day, author) as workbook:
        sheet = workbook.add_worksheet(sheet_name(title))
        looks = [cell_look(workbook, column.kind) for column in columns]
        for at, (column, look) in enumerate(zip(columns, looks, strict=True)):
            sheet.set_column(at, at, column.width, look)
        write_header(workbook, sheet, [column.title for column in columns])
        last = _write_rows(sheet, rows, [*zip(looks, quoted_looks(workbook, columns), strict=True)])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        set_print(sheet, title, note)
    return buffer.getvalue()


def open_workbook(buffer: io.BytesIO, title: str, day: date, author: str) -> Workbook:
    """A workbook that keeps strings as strings, holds one row in memory and names no machine."""
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(buffer, {"constant_memory": True, **plain})
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001  a date without a clock
    workbook.set_properties(
        {"title": one_line(title)[:255], "author": one_line(author)[:255], "created": created}
    )
    return workbook


def sheet_name(title: str) -> str:
    """A sheet name from a title: without the characters that Excel refuses, at most 31 long."""
    return one_line(title).translate(_NOT_IN_SHEET_NAMES).strip("'")[:31].strip("'") or "数据"


def cell_look(workbook: Workbook, kind: CellKind, *, quoted: bool = False) -> Format:
    """The format of a cell. `quoted` keeps a text a text even after somebody edits it."""
    look = {"num_format": _NUMBER_FORMATS[kind], "valign": "vcenter", "border": 1, "font_size": 10}
    if kind is CellKind.TEXT:
        look["text_wrap"] = True
    return workbook.add_format({**look, "quote_prefix": quoted})


def quoted_looks(workbook: Workbook, columns: Sequence[ExcelColumn]) -> list[Format]:
    """The look for texts that begin like a formula: one format for all columns."""
    quoted = cell_look(workbook, CellKind.TEXT, quoted=True)
    return [quoted] * len(columns)


def write_header(workbook: Workbook, sheet: Worksheet, titles: Sequence[str]) -> None:
    look = workbook.add_format(
        {
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
            "border": 1,
            "bg_color": "#DCE6F1",
        }
    )
    sheet.set_row(0, 32)
    for at, title in enumerate(titles):
        sheet.write_string(0, at, one_line(title), look)


def _write_rows(
    sheet: Worksheet, rows: Iterable[Sequence[CellValue]], looks: Sequence[tuple[Format, Format]]
) -> int:
    last = 0
    for last, row in enumerate(rows, start=1):
        if last > _MOST_ROWS:
            raise ValueError(f"a sheet holds {_MOST_ROWS} rows")
        for at, (value, (look, quoted)) in enumerate(zip(row, looks, strict=True)):
            write_cell(sheet, last, at, value, look, quoted)
    return last


def write_cell(
    sheet: Worksheet, row: int, column: int, value: CellValue, look: Format, quoted: Format
) -> None:
    """One cell by the type of its value; strings only ever become strings."""
    match value:
        case None | "":
            sheet.write_blank(row, column, None, look)
        case bool():
            sheet.write_string(row, column, "是" if value else "否", look)
        case str():
            text = cell_text(value)
            sheet.write_string(row, column, text, quoted if text.startswith(_FORMULA_LEADS) else look)
        case datetime():
            local = value.astimezone(_SHANGHAI).replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(row, column, local, look)
        case date():
            sheet.write_datetime(row, column, value, look)
        case _:
            sheet.write_number(row, column, value, look)


def cell_text(text: str) -> str:
    """Text for a cell: no forbidden character, no longer than a cell holds, and told when it was cut."""
    cleaned = clean(text)
    if len(cleaned) <= _LONGEST_CELL:
        return cleaned
    return cleaned[: _LONGEST_CELL - len(_CUT)] + _CUT


def set_print(sheet: Worksheet, title: str, note: str) -> None:
    """Landscape A4, one page wide, the header row and the title on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.9, bottom=0.7)
    left = f"&L&9{_in_header(note, 100)}" if note.strip() else ""
    sheet.set_header(f"{left}&C&14{_in_header(title, 60)}")
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _in_header(text: str, most: int) -> str:
    """Header text: & doubled, and a space before a digit that would be read as a font size."""
    escaped = one_line(text)[:most].replace("&", "&&")
    return f" {escaped}" if escaped[:1].isdigit() else escaped
