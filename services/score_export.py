"""考核评分 as an Excel sheet: one row a party, one column an item."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from sqlmodel import Session

from domain.errors import Invalid
from domain.library.decimals import short
from domain.permissions import Action
from reports.excel import CellKind, CellValue, ExcelColumn, table_to_excel
from services import clock
from services.actor import Actor
from services.score_sheets import ScoreRow, list_scores, sheets_of_regime
from services.use_case import INJECTED, query


@query(Action.SCORE_READ)
def export_scores(
    actor: Actor, regime_id: int, sheet: str, period: str, *, session: Session = INJECTED
) -> bytes:
    """Everybody in the actor's scope, as `services.score_sheets.list_scores` gives them."""
    kind = sheets_of_regime(actor, regime_id, session=session).get(sheet)
    if kind is None:
        raise Invalid({"sheet": "请选择评分表"})
    rows = list_scores(actor, regime_id, sheet, period, session=session)
    columns = [
        ExcelColumn("名次", CellKind.COUNT, 8),
        ExcelColumn(kind.who, width=24),
        *(ExcelColumn(item.name, CellKind.FIGURE, 12) for item in kind.items),
        ExcelColumn("总分", CellKind.FIGURE, 10),
        ExcelColumn("等次", width=10),
        ExcelColumn("说明", width=40),
    ]
    title = f"{kind.name}{kind.periods.get(period, period)}"
    return table_to_excel(
        title,
        columns,
        (_line(row, len(kind.items)) for row in rows),
        day=clock.today(),
        author=actor.unit_name,
    )


def _line(row: ScoreRow, columns: int) -> Sequence[CellValue]:
    score = row.score
    points = [_figure(one.points) for one in score.items] or [None] * columns
    return [row.rank, row.shown, *points, _figure(score.total), score.grade, missing_words(row)]


def _figure(points: Fraction | None) -> Decimal | None:
    return None if points is None else Decimal(short(points))


def missing_words(row: ScoreRow) -> str:
    """What is missing, and what else settles the result."""
    told = [f"待评：{'、'.join(row.waiting)}"] if row.waiting else []
    told += [f"待核：{'、'.join(row.lacking)}"] if row.lacking else []
    told += [f"否决或限制：{row.score.vetoed_by}"] if row.score.vetoed_by else []
    told += [row.score.in_doubt] if row.score.in_doubt else []
    return "；".join(told)
