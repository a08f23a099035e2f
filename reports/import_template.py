"""An Excel template for a bulk import: headers, drop-down lists, and a sheet that explains each column."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from reports.excel import CellKind, cell_look, open_workbook, set_print, sheet_name, write_header
from reports.plain_text import one_line

CHOICES_SHEET, EXPLANATION_SHEET = "选项", "填写说明"
_LAST_ROW = 5_000
_LARGEST = 10**12
_LAST_DAY = date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of the template; the importer finds it by its title."""

    title: str
    kind: CellKind = CellKind.TEXT
    required: bool = False
    explanation: str = ""
    example: str = ""
    width: int = 18


def template_for_import(
    title: str,
    columns: Sequence[ImportColumn],
    choices: Mapping[str, Sequence[str]],
    *,
    day: date,
    rows: Iterable[Sequence[str]] = (),
) -> bytes:
    """The template as .xlsx. `choices` gives the allowed words of a column by its title; `rows` begin it."""
    buffer = io.BytesIO()
    with open_workbook(buffer, title, day, "") as workbook:
        sheet = workbook.add_worksheet(sheet_name(title))
        _columns(workbook, sheet, columns)
        _begin(workbook, sheet, rows)
        for at, column in enumerate(columns):
            _validate(sheet, at, column, _source(at, columns, choices))
        _choices_sheet(workbook, columns, choices)
        _explanation_sheet(workbook, columns, choices)
        set_print(sheet, title, "")
    return buffer.getvalue()


def _columns(workbook: Workbook, sheet: Worksheet, columns: Sequence[ImportColumn]) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, cell_look(workbook, column.kind))
    write_header(workbook, sheet, [column.title for column in columns])
    needed = workbook.add_format(
        {
            "bold": True,
            "align": "center",
            "valign": "vcenter",
            "border": 1,
            "text_wrap": True,
            "bg_color": "#F8CBAD",
        }
    )
    for at, column in enumerate(columns):
        if column.required:
            sheet.write_string(0, at, one_line(column.title), needed)
    sheet.freeze_panes(1, 0)


def _begin(workbook: Workbook, sheet: Worksheet, rows: Iterable[Sequence[str]]) -> None:
    """Rows that are there already: whom and what the others are to be filled in for."""
    look = cell_look(workbook, CellKind.TEXT, quoted=True)
    for number, row in enumerate(rows, start=1):
        for at, text in enumerate(row):
            if text:
                sheet.write_string(number, at, one_line(text), look)


def _source(at: int, columns: Sequence[ImportColumn], choices: Mapping[str, Sequence[str]]) -> str:
    """Where the drop-down of a column reads its words; empty when it has none."""
    words = choices.get(columns[at].title, ())
    if not words:
        return ""
    name = xl_col_to_name(at, col_abs=True)
    return f"='{CHOICES_SHEET}'!{name}$2:{name}${len(words) + 1}"


def _validate(sheet: Worksheet, at: int, column: ImportColumn, source: str) -> None:
    told = {"error_title": "填写有误", "input_title": one_line(column.title)[:32]}
    if column.explanation:
        told["input_message"] = one_line(column.explanation)[:255]
    rules: dict[CellKind, dict[str, object]] = {
        CellKind.DATE: {
            "validate": "date", "criteria": "between", "minimum": date(2000, 1, 1), "maximum": _LAST_DAY,
            "error_message": "请填写日期，例如 2026-05-31。",
        },
        CellKind.AMOUNT: {
            "validate": "decimal", "criteria": ">=", "value": 0, "error_message": "请填写不小于0的金额，单位：元。",
        },
        CellKind.COUNT: {
            "validate": "integer", "criteria": ">=", "value": 0, "error_message": "请填写不小于0的整数。",
        },
        CellKind.FIGURE: {
            "validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST,
            "error_message": "请填写数字，可以带小数。",
        },
    }  # fmt: skip
    rule = rules.get(column.kind)
    if source:
        rule = {"validate": "list", "source": source, "error_message": "请从下拉列表中选择。"}
    if rule is None and column.explanation:
        rule = {"validate": "any"}
    if rule is not None:
        sheet.data_validation(1, at, _LAST_ROW, at, {**rule, **told})


def _choices_sheet(
    workbook: Workbook, columns: Sequence[ImportColumn], choices: Mapping[str, Sequence[str]]
) -> None:
    """The words of each list in the column that has the same place as in the template."""
    sheet = workbook.add_worksheet(CHOICES_SHEET)
    lists = [list(choices.get(column.title, ())) for column in columns]
    sheet.set_column(0, len(columns), 20)
    write_header(workbook, sheet, [column.title for column in columns])
    look = cell_look(workbook, CellKind.TEXT, quoted=True)
    for row in range(max((len(words) for words in lists), default=0)):
        for at, words in enumerate(lists):
            if row < len(words):
                sheet.write_string(row + 1, at, one_line(words[row]), look)


def _explanation_sheet(
    workbook: Workbook, columns: Sequence[ImportColumn], choices: Mapping[str, Sequence[str]]
) -> None:
    kinds = {
        CellKind.DATE: "日期", CellKind.TIME: "日期和时间", CellKind.AMOUNT: "金额（元）",
        CellKind.COUNT: "整数", CellKind.FIGURE: "数字", CellKind.PERCENT: "百分比", CellKind.TEXT: "文字",
    }  # fmt: skip
    sheet = workbook.add_worksheet(EXPLANATION_SHEET)
    headings = ("列名", "是否必填", "填写内容", "说明", "示例")
    for at, width in enumerate((18, 10, 16, 60, 24)):
        sheet.set_column(at, at, width)
    write_header(workbook, sheet, headings)
    look = cell_look(workbook, CellKind.TEXT, quoted=True)
    for row, column in enumerate(columns, start=1):
        kind = "从下拉列表选择" if choices.get(column.title) else kinds[column.kind]
        needed = "必填" if column.required else "选填"
        cells = (column.title, needed, kind, column.explanation, column.example)
        for at, text in enumerate(cells):
            sheet.write_string(row, at, one_line(text), look)
