"""The first sheet of an uploaded workbook; whatever is wrong with the file is told and never thrown."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from domain.errors import Invalid
from domain.evidence import FileKind, accept, recognise

# What a damaged package, its compression and its XML (whose errors are syntax errors) make the reader raise.
_DAMAGED = (
    BadZipFile, InvalidFileException, zlib.error, struct.error, SyntaxError, EOFError, OSError, KeyError, IndexError,
    ValueError, TypeError, AttributeError, RuntimeError,
)  # fmt: skip


def first_sheet(
    content: bytes, *, most_rows: int, most_columns: int, results: bool = True
) -> list[tuple[Any, ...]]:
    """Its cells as values; `Invalid` ("file") when it cannot be read.

    results: what formulas came to; without it a formula stays the text that begins with "=".
    """
    if content and recognise(content, "所选文件.xlsx") is not FileKind.XLSX:
        raise Invalid({"file": "所选文件不是 .xlsx 格式的 Excel 文件，请用 Excel 另存为 .xlsx 后重新选择。"})
    accept("所选文件.xlsx", content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=results)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size is not to be trusted
        rows = list(sheet.iter_rows(max_row=most_rows, max_col=most_columns, values_only=True))
        book.close()
    except _DAMAGED as damage:
        raise Invalid({"file": "这份 Excel 文件打不开，请另存为 .xlsx 格式后再试。"}) from damage
    return rows
