"""The rectification ledger on landscape paper: the columns that fit a page of 225 mm."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reports.figures import NOTHING, amount, short_date
from reports.issuing import Issue, begin
from reports.ledger import LedgerRow
from reports.paragraphs import Align
from reports.signatures import official_date
from reports.tables import Column, Table
from reports.type_area import LEDGER_SIZE

_Cell = TypeVar("_Cell")

_COLUMNS = (
    Column("序号", 9, Align.CENTRE),
    Column("问题编号", 22),
    Column("来源", 11, Align.CENTRE),
    Column("被检查单位", 18),
    Column("问题类别", 15),
    Column("具体问题", 36),
    Column("涉及金额（元）", 17, Align.RIGHT),
    Column("整改类型", 11, Align.CENTRE),
    Column("整改措施", 22),
    Column("牵头单位／责任人", 15),
    Column("整改时限", 25, Align.CENTRE),
    Column("完成情况", 12, Align.CENTRE),
    Column("预警", 12, Align.CENTRE),
)
_NATURE_WIDTH = 14
_GIVES_ROOM = {"被检查单位": 16, "具体问题": 29, "整改措施": 18, "牵头单位／责任人": 14}
"""Columns that are narrower where the nature needs one."""
_NATURE_AFTER = 5  # columns, the category being the last of them


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as of a day. `issue.day` is the date stamped into the file."""

    issue: Issue
    title: str
    as_of: date
    rows: tuple[LedgerRow, ...]
    filters: str = ""
    """The filter in words, so that the reader knows what the list leaves out."""
    nature: str = ""
    """What the scheme calls its classification of problems; "" where it has none, and then there is no column."""


def render(data: Ledger) -> bytes:
    """The ledger as .docx: header row on each page, rows unbroken."""
    document = begin(data.title, data.issue, landscape=True)
    counted = f"截至{official_date(data.as_of)}，共{len(data.rows)}条。"
    document.body(f"{counted}{f'筛选条件：{data.filters}。' if data.filters.strip() else ''}")
    columns: tuple[Column, ...] = _COLUMNS
    cells = _cells(data.rows)
    if data.nature:
        columns = _with_nature(data.nature)
        cells = (_beside(line, row.nature) for line, row in zip(cells, data.rows, strict=True))
    document.table(Table(columns, cells, LEDGER_SIZE))
    return document.to_bytes()


def _with_nature(name: str) -> tuple[Column, ...]:
    """The columns with the nature beside the category, on the same width of paper."""
    narrower = tuple(replace(one, share=_GIVES_ROOM.get(one.title, one.share)) for one in _COLUMNS)
    return _beside(narrower, Column(name, _NATURE_WIDTH, Align.CENTRE))


def _beside(cells: tuple[_Cell, ...], one: _Cell) -> tuple[_Cell, ...]:
    return (*cells[:_NATURE_AFTER], one, *cells[_NATURE_AFTER:])


def _cells(rows: Iterable[LedgerRow]) -> Iterable[tuple[str, ...]]:
    for at, row in enumerate(rows, start=1):
        people = "\n".join(name for name in (row.lead_unit, row.responsible) if name)
        yield (
            str(at), row.number, row.source, row.unit, row.category, row.description,
            "" if row.amount is None else amount(row.amount), row.kind, row.measures, people,
            short_date(row.deadline) or NOTHING, row.state, row.warning,
        )  # fmt: skip
