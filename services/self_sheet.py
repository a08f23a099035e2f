"""自查汇总 as an Excel sheet: every row of the filter, with all columns."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session

from domain.permissions import Action
from domain.self_inspection import REPORT_STATE_NAMES, WITH_UNIT
from models.campaign import Campaign
from reports.excel import CellKind, CellValue, ExcelColumn, table_to_excel
from services import clock
from services.actor import Actor
from services.kind_names import kind_names
from services.self_summary import Filter, SummaryRow, summarize
from services.use_case import INJECTED, query

MOST = 20_000  # rows; a district has a few hundred units
COLUMNS = (
    ExcelColumn("单位", width=24),
    ExcelColumn("类别"),
    ExcelColumn("上级单位", width=18),
    ExcelColumn("状态"),
    ExcelColumn("首次报送时间", CellKind.TIME, 18),
    ExcelColumn("是否逾期"),
    ExcelColumn("自查问题数", CellKind.COUNT),
    ExcelColumn("涉及金额（元）", CellKind.AMOUNT, 16),
    ExcelColumn("退回次数", CellKind.COUNT),
    ExcelColumn("例外理由", width=40),
)


@query(Action.SELF_READ)
def summary_workbook(actor: Actor, campaign_id: int, wanted: Filter, *, session: Session = INJECTED) -> bytes:
    """The rows of the filter in sight of the actor, as .xlsx."""
    found = summarize(actor, campaign_id, replace(wanted, page=1, size=MOST), session=session)
    campaign = session.get(Campaign, campaign_id)
    title = f"{campaign.name if campaign else ''}自查报送情况"
    kinds = kind_names(actor, campaign_id, session=session)
    rows = [_cells(row, kinds) for row in found.rows]
    return table_to_excel(title, COLUMNS, rows, day=clock.today(), author=actor.unit_name)


def _cells(row: SummaryRow, kinds: Mapping[str, str]) -> list[CellValue]:
    at = clock.local(row.first_submitted_at) if row.first_submitted_at else None
    excused = row.excused if row.state in WITH_UNIT else ""
    return [
        row.unit,
        kinds[row.kind],
        row.township,
        "例外" if excused else REPORT_STATE_NAMES[row.state],
        at,
        "是" if row.late else "",
        row.problems,
        Decimal(row.amount_fen) / 100,
        row.returned_count,
        excused,
    ]
