"""审计: who did what and when, and is the log whole?"""

import streamlit as st

from domain.permissions import ROLE_NAMES, Action, Role
from reports.excel import CellKind, ExcelColumn, table_to_excel
from services import clock
from services.actor import Actor
from services.audit import verify_chain
from services.audit_search import OBJECT_NAMES, AuditQuery, AuditRow, export_entries, find_entries
from ui.changes import changes_text
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import moment_cell

COLUMNS = (
    Column("at", "时间", width="9.5em"),
    Column("who", "何人"),
    Column("unit", "单位"),
    Column("object", "对象"),
    Column("summary", "做了什么", wrap=True),
    Column("change", "前后变化", wrap=True),
    Column("reason", "理由", wrap=True),
)
SHEET = (
    ExcelColumn("时间", CellKind.TIME, 17),
    ExcelColumn("何人", width=12),
    ExcelColumn("身份", width=14),
    ExcelColumn("单位", width=22),
    ExcelColumn("对象", width=12),
    ExcelColumn("编号", CellKind.COUNT, 8),
    ExcelColumn("做了什么", width=46),
    ExcelColumn("前后变化", width=50),
    ExcelColumn("理由", width=30),
)


def cells(row: AuditRow) -> dict[str, Cell]:
    """A row of the list."""
    entry = row.entry
    return {
        "id": row.id,
        "at": moment_cell(entry.at),
        "who": entry.who,
        "unit": entry.unit,
        "object": f"{OBJECT_NAMES.get(row.object_type, row.object_type)} {row.object_id or ''}".strip(),
        "summary": entry.summary,
        "change": changes_text(entry.before, entry.after, row.object_type),
        "reason": entry.reason,
    }


def workbook(actor: Actor, wanted: AuditQuery) -> bytes:
    """All entries found, as an Excel file."""
    rows = (
        (
            clock.local(row.entry.at),
            row.entry.who,
            ROLE_NAMES[Role(row.entry.role)] if row.entry.role else "",
            row.entry.unit,
            OBJECT_NAMES.get(row.object_type, row.object_type),
            row.object_id,
            row.entry.summary,
            changes_text(row.entry.before, row.entry.after, row.object_type),
            row.entry.reason,
        )
        for row in export_entries(actor, wanted)
    )
    return table_to_excel("审计记录", SHEET, rows, day=clock.today(), author=actor.unit_name)


actor = guard(Action.AUDIT_READ)
with page_head("审计记录", where=["系统"]):
    check = st.button("校验完整性", key="verify", help="重新计算每条记录的校验值，看有没有被改动或删除")
if check:
    with st.spinner("正在逐条校验……"):
        broken = verify_chain(actor)
    if broken is None:
        st.success("全部记录完整，没有被改动或删除。")
    else:
        st.error(
            f"第 {broken} 条记录与前后对不上，可能有人绕过系统改动了数据库。请保留现场，联系纪检监察组。"
        )


view = Listing("audit")
with view.filters():
    words = view.text("q", "内容或理由")
    who = view.text("who", "何人", width=120)
    kind = view.choice("object", "对象", OBJECT_NAMES)
    since, until = view.day("since", "从"), view.day("until", "到")
wanted = AuditQuery(words, who, kind, since, until)
found = find_entries(actor, wanted, page=view.page, size=view.size)
view.count(found.total)
view.table([cells(row) for row in found.rows], COLUMNS, total=found.total, caption="审计记录")
view.export("导出 Excel", lambda: workbook(actor, wanted), "审计记录.xlsx")
