"""The comparison as an Excel sheet: the filtered rows, all of them."""

from dataclasses import replace

from sqlmodel import Session

from domain.check_words import spoken
from domain.findings import ANSWER_NAMES
from domain.permissions import Action
from domain.visits import MATCH_NAMES
from reports.excel import CellKind, ExcelColumn, table_to_excel
from services import clock
from services.actor import Actor
from services.comparison import CompareFilter, compare
from services.use_case import INJECTED, query
from services.visit_lists import campaign_word

MOST = 100_000  # rows
_COLUMNS = (
    ExcelColumn("单位", width=22),
    ExcelColumn("核查日期", CellKind.DATE, 12),
    ExcelColumn("问题类别", width=18),
    ExcelColumn("要点", width=8),
    ExcelColumn("检查内容", width=40),
    ExcelColumn("自查结论", width=10),
    ExcelColumn("自查说明", width=36),
    ExcelColumn("核查结论", width=10),
    ExcelColumn("核查情况", width=36),
    ExcelColumn("对照结果", width=16),
)


@query(Action.VISIT_READ)
def export_comparison(
    actor: Actor, campaign_id: int, wanted: CompareFilter, *, session: Session = INJECTED
) -> bytes:
    """What `services.comparison.compare` finds, as .xlsx."""
    found = compare(actor, campaign_id, wanted, size=MOST, session=session)
    word = campaign_word(actor, campaign_id, session=session)
    rows = (
        (
            pair.unit,
            pair.visited_on,
            pair.category,
            pair.item,
            pair.question,
            ANSWER_NAMES[pair.own] if pair.own else "",
            pair.own_text,
            ANSWER_NAMES[pair.found],
            pair.found_text,
            spoken(MATCH_NAMES[pair.match], word),
        )
        for pair in found.rows
    )
    columns = [replace(one, title=spoken(one.title, word)) for one in _COLUMNS]
    return table_to_excel(f"自查{word}对照", columns, rows, day=clock.today(), author=actor.unit_name)
