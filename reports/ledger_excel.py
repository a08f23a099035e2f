"""The rectification ledger as .xlsx with all columns that offices keep (问题整改台账)."""

from collections.abc import Callable, Iterable
from datetime import date

from reports.excel import CellKind, CellValue, ExcelColumn, table_to_excel
from reports.ledger import LedgerRow

_LONG, _SHORT = 36, 11

LEDGER_COLUMNS: tuple[tuple[ExcelColumn, Callable[[LedgerRow], CellValue]], ...] = (
    (ExcelColumn("问题编号", width=18), lambda row: row.number),
    (ExcelColumn("问题来源", width=_SHORT), lambda row: row.source),
    (ExcelColumn("发现日期", CellKind.DATE, _SHORT), lambda row: row.found_on),
    (ExcelColumn("发现单位（人）"), lambda row: row.found_by),
    (ExcelColumn("被检查单位", width=20), lambda row: row.unit),
    (ExcelColumn("问题类别", width=18), lambda row: row.category),
    (ExcelColumn("问题性质", width=_SHORT), lambda row: row.nature),
    (ExcelColumn("具体问题描述", width=_LONG), lambda row: row.description),
    (ExcelColumn("涉及金额（元）", CellKind.AMOUNT), lambda row: row.amount),
    (ExcelColumn("涉及人数", CellKind.COUNT, 9), lambda row: row.people),
    (ExcelColumn("整改类型", width=_SHORT), lambda row: row.kind),
    (ExcelColumn("整改目标", width=24), lambda row: row.goal),
    (ExcelColumn("整改措施", width=_LONG), lambda row: row.measures),
    (ExcelColumn("牵头单位", width=18), lambda row: row.lead_unit),
    (ExcelColumn("配合单位", width=18), lambda row: row.assisting_units),
    (ExcelColumn("责任领导", width=_SHORT), lambda row: row.leader),
    (ExcelColumn("责任人", width=_SHORT), lambda row: row.responsible),
    (ExcelColumn("整改时限", CellKind.DATE, _SHORT), lambda row: row.deadline),
    (ExcelColumn("进展情况", width=_LONG), lambda row: row.progress),
    (ExcelColumn("最近更新日", CellKind.DATE, _SHORT), lambda row: row.progress_on),
    (ExcelColumn("完成情况", width=_SHORT), lambda row: row.state),
    (ExcelColumn("佐证材料编号", width=18), lambda row: row.evidence),
    (ExcelColumn("追回资金（元）", CellKind.AMOUNT), lambda row: row.recovered),
    (ExcelColumn("建章立制成果", width=20), lambda row: row.systems),
    (ExcelColumn("问责情况", width=18), lambda row: row.accountability),
    (ExcelColumn("销号申请日", CellKind.DATE, _SHORT), lambda row: row.closing_requested_on),
    (ExcelColumn("审核人", width=_SHORT), lambda row: row.reviewer),
    (ExcelColumn("审核日", CellKind.DATE, _SHORT), lambda row: row.reviewed_on),
    (ExcelColumn("验收人"), lambda row: row.verifier),
    (ExcelColumn("验收日", CellKind.DATE, _SHORT), lambda row: row.verified_on),
    (ExcelColumn("销号日", CellKind.DATE, _SHORT), lambda row: row.closed_on),
    (ExcelColumn("公示开始", CellKind.DATE, _SHORT), lambda row: row.public_from),
    (ExcelColumn("公示结束", CellKind.DATE, _SHORT), lambda row: row.public_until),
    (ExcelColumn("是否回头看", width=_SHORT), lambda row: row.looked_back),
    (ExcelColumn("回头看日期", CellKind.DATE, _SHORT), lambda row: row.looked_back_on),
    (ExcelColumn("回头看结果", width=18), lambda row: row.look_back_result),
    (ExcelColumn("预警状态", width=_SHORT), lambda row: row.warning),
    (ExcelColumn("备注", width=24), lambda row: row.remark),
)
"""Each column beside the way to read it from a row, so that the two cannot drift apart."""


def ledger_to_excel(
    title: str, rows: Iterable[LedgerRow], *, day: date, author: str = "", note: str = ""
) -> bytes:
    """The ledger with a running number in front of the columns of each row."""
    columns = [ExcelColumn("序号", CellKind.COUNT, 6), *(column for column, _ in LEDGER_COLUMNS)]
    readers = [reader for _, reader in LEDGER_COLUMNS]
    cells = ([at, *(reader(row) for reader in readers)] for at, row in enumerate(rows, start=1))
    return table_to_excel(title, columns, cells, day=day, author=author, note=note)
