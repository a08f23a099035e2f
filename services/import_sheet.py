"""An Excel sheet of figures: its template, and reading it cell by cell; formulas are refused at their row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.errors import Invalid
from reports.excel import CellKind
from reports.import_template import ImportColumn, template_for_import
from services.workbook_rows import first_sheet

MOST_ROWS = 5_000
_HEAD_ROWS = 5  # titles above the header are passed over


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it was typed: its number in the sheet, and name of the column → cell."""

    number: int
    cells: Mapping[str, Any]

    def text(self, name: str) -> str:
        """A cell as words; "" when it is empty."""
        value = self.cells.get(name)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True)
class RowError:
    """A mistake: row of the sheet, title of the column, what is wrong."""

    row: int
    column: str
    message: str

    @property
    def told(self) -> str:
        """The mistake in one line."""
        return f"第{self.row}行{f'“{self.column}”' if self.column else ''}：{self.message}"


@dataclass(frozen=True, slots=True)
class ImportSheet:
    """A kind of sheet: its title, its columns by name, how many rows it takes and what to do with more."""

    title: str
    columns: Mapping[str, ImportColumn]
    most: int = MOST_ROWS
    split: str = "请分批导入"

    def template(
        self, choices: Mapping[str, Sequence[str]], *, day: date, rows: Iterable[Mapping[str, str]] = ()
    ) -> bytes:
        """An empty sheet, or one with `rows` begun; `choices` are the words of a column, by the column's name."""
        by_title = {self.columns[name].title: list(words) for name, words in choices.items()}
        begun = ([row.get(name, "") for name in self.columns] for row in rows)
        return template_for_import(self.title, list(self.columns.values()), by_title, day=day, rows=begun)

    def read(self, content: bytes) -> list[SheetRow]:
        """Rows below the header, blank ones left out; `Invalid` when the sheet is not of this kind."""
        return self.rows_of(_table(content, self.most))

    def heads(self, table: Sequence[tuple[Any, ...]]) -> bool:
        """Whether one of the first rows has all the columns that the sheet needs."""
        return any(self._needed(self._places(titles)) for titles in table[:_HEAD_ROWS])

    def rows_of(self, table: Sequence[tuple[Any, ...]]) -> list[SheetRow]:
        """The same of a table that is read already."""
        rows = [row for row in self._rows(table) if any(row.text(name) for name in row.cells)]
        if not rows:
            raise Invalid({"file": "表里没有数据行。"})
        if len(rows) > self.most:
            raise Invalid({"file": f"一次最多导入 {self.most} 行，{self.split}。"})
        return rows

    def errors(self, row: SheetRow) -> list[RowError]:
        """Cells that are formulas, and required ones that are empty."""
        found: list[RowError] = []
        for name, column in self.columns.items():
            text = row.text(name)
            if text.startswith("="):
                found.append(RowError(row.number, column.title, "这一格是公式，请改成数值或文字"))
            elif column.required and not text:
                found.append(RowError(row.number, column.title, "必填，不能为空"))
        return found

    def told(self, row: SheetRow, wrong: Mapping[str, str]) -> list[RowError]:
        """The mistakes of a form, each at its column."""
        return [
            RowError(row.number, self.columns[name].title if name in self.columns else "", sentence)
            for name, sentence in wrong.items()
        ]

    def _rows(self, table: Sequence[tuple[Any, ...]]) -> Iterator[SheetRow]:
        for at, titles in enumerate(table[:_HEAD_ROWS]):
            places = self._places(titles)
            if self._needed(places):
                for number, row in enumerate(table[at + 1 :], start=at + 2):
                    cells = {name: row[place] for name, place in places.items() if place < len(row)}
                    yield SheetRow(number, {name: self._plain(name, cell) for name, cell in cells.items()})
                return
        needed = "、".join(f"“{column.title}”" for column in self.columns.values() if column.required)
        raise Invalid({"file": f"找不到表头。表格前五行内要有{needed}等列名，请使用导入模板。"})

    def _plain(self, name: str, cell: Any) -> Any:
        if isinstance(cell, datetime) and self.columns[name].kind is CellKind.TIME:
            return cell.strftime("%Y-%m-%d %H:%M")
        return plain(cell)

    def _needed(self, places: Mapping[str, int]) -> bool:
        return all(name in places for name, column in self.columns.items() if column.required)

    def _places(self, titles: Sequence[Any]) -> dict[str, int]:
        known = {_squeezed(column.title): name for name, column in self.columns.items()}
        places: dict[str, int] = {}
        for at, title in enumerate(titles):
            name = known.get(_squeezed(title))
            if name is not None and places.setdefault(name, at) != at:
                raise Invalid({"file": f"列“{title}”出现了两次，请只保留一列。"})
        return places


def read_first(sheets: Sequence[ImportSheet], content: bytes) -> tuple[ImportSheet, list[SheetRow]]:
    """The first of several kinds of sheet whose header is there, with its rows; mistakes are told for the last."""
    table = _table(content)
    sheet = next((one for one in sheets[:-1] if one.heads(table)), sheets[-1])
    return sheet, sheet.rows_of(table)


def _table(content: bytes, most: int = MOST_ROWS) -> list[tuple[Any, ...]]:
    return first_sheet(content, most_rows=most + _HEAD_ROWS + 2, most_columns=60, results=False)


def _squeezed(title: Any) -> str:
    return "".join(str(title or "").split()).rstrip("*")


def plain(cell: Any) -> Any:
    """A cell without the traces of Excel: no blanks around, dates as dates, whole numbers as such."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else repr(cell)
    return cell.strip() if isinstance(cell, str) else cell
