"""The sheet that findings are imported from: its columns, its template, and reading it cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.errors import Invalid
from domain.findings import KIND_NAMES, SOURCE_NAMES
from reports.excel import CellKind
from reports.import_template import ImportColumn, template_for_import
from services.workbook_rows import first_sheet

MOST_ROWS = 5_000
_HEAD_ROWS = 5  # titles above the header are passed over
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")

# field of the form → column of the sheet; titles are those of the exported ledger where both have them
COLUMNS: Mapping[str, ImportColumn] = {
    "unit_id": ImportColumn("被检查单位", required=True, explanation="单位全称，须在本专项行动范围内", width=20),
    "category": ImportColumn("问题类别", required=True, explanation="方案规定的问题类别", width=20),
    "item": ImportColumn("检查要点", explanation="检查要点编号，可以不填", example="R2-1"),
    "source": ImportColumn("问题来源", required=True, explanation="问题从哪里发现"),
    "found_on": ImportColumn("发现日期", CellKind.DATE, required=True, explanation="不晚于今天", example="2026-05-31"),
    "found_by": ImportColumn("发现单位（人）", explanation="谁发现的"),
    "title": ImportColumn("问题摘要", explanation="一句话，不填时取描述的第一句", width=24),
    "description": ImportColumn(
        "具体问题描述", required=True, explanation="写明时间、对象、金额和依据条款，最多8000字", width=48
    ),
    "basis": ImportColumn("依据条款", explanation="违反的条款"),
    "amount_fen": ImportColumn("涉及金额（元）", CellKind.AMOUNT, explanation="单位：元，最多两位小数"),
    "people": ImportColumn("涉及人数", CellKind.COUNT, explanation="整数", width=10),
    "kind": ImportColumn("整改类型", explanation="不填的按检查要点的整改类型，没有的为限期整改"),
    "nature": ImportColumn("问题性质", explanation="方案规定的性质或者严重程度，可以先不填"),
    "provider_id": ImportColumn("服务单位", explanation="涉及的服务单位全称", width=20),
    "remark": ImportColumn("备注", width=24),
}  # fmt: skip
FIELDS = {column.title: name for name, column in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was typed: its number in the sheet, and field → cell."""

    number: int
    cells: Mapping[str, Any]


def template(
    units: Sequence[str],
    categories: Sequence[str],
    providers: Sequence[str],
    natures: Sequence[str] = (),
    *,
    day: date,
) -> bytes:
    """An empty sheet with drop-down lists of what may be chosen."""
    choices = {
        "被检查单位": units,
        "问题类别": categories,
        "问题来源": list(SOURCE_NAMES.values()),
        "整改类型": list(KIND_NAMES.values()),
        "服务单位": providers,
    } | ({"问题性质": natures} if natures else {})
    return template_for_import("问题导入", list(COLUMNS.values()), choices, day=day)


def read_sheet(content: bytes) -> list[SheetRow]:
    """Rows of the first sheet below its header, blank ones left out; `Invalid` when it cannot be read at all."""
    return _below_header(first_sheet(content, most_rows=MOST_ROWS + _HEAD_ROWS + 2, most_columns=60))


def _below_header(table: Sequence[tuple[Any, ...]]) -> list[SheetRow]:
    for at, titles in enumerate(table[:_HEAD_ROWS]):
        places = _places(titles)
        if {"unit_id", "description"} <= places.keys():
            rows = [SheetRow(number, _picked(row, places)) for number, row in _after(table, at)]
            return _checked(
                [row for row in rows if any(value not in (None, "") for value in row.cells.values())]
            )
    raise Invalid({"file": "找不到表头。表格前五行内要有“被检查单位”“具体问题描述”等列名，请使用导入模板。"})


def _after(table: Sequence[tuple[Any, ...]], header: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    return ((number, row) for number, row in enumerate(table, start=1) if number > header + 1)


def _places(titles: Sequence[Any]) -> dict[str, int]:
    """Field → column number; a title may stand once."""
    places: dict[str, int] = {}
    for at, title in enumerate(titles):
        name = FIELDS.get("".join(str(title or "").split()).rstrip("*"))
        if name is not None and places.setdefault(name, at) != at:
            raise Invalid({"file": f"列“{title}”出现了两次，请只保留一列。"})
    return places


def _picked(row: tuple[Any, ...], places: Mapping[str, int]) -> dict[str, Any]:
    return {name: _plain(row[at]) for name, at in places.items() if at < len(row)}


def _plain(cell: Any) -> Any:
    """A cell without the traces of Excel: no blanks around, dates as dates, whole numbers as such."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else repr(cell)
    return cell.strip() if isinstance(cell, str) else cell


def _checked(rows: list[SheetRow]) -> list[SheetRow]:
    if not rows:
        raise Invalid({"file": "表里没有数据行。"})
    if len(rows) > MOST_ROWS:
        raise Invalid({"file": f"一次最多导入 {MOST_ROWS} 行，请分批导入。"})
    return rows


def as_day(cell: Any) -> Any:
    """A date out of the ways in which people write it; what is none stays as it is."""
    if isinstance(cell, int):
        cell = str(cell)
    if not isinstance(cell, str):
        return cell
    for form in _DATES:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return cell
