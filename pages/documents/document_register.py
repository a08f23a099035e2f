"""发文登记: which documents were issued to whom, under which number?"""

from domain.permissions import Action
from services.campaigns import list_campaigns
from services.documents import KINDS
from services.documents_register import DocumentRow, RegisterQuery, search_documents
from ui.documents import state_of
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import day_cell, moment_cell

COLUMNS = (
    Column("title", "标题", wrap=True, link=True, width="28%"),
    Column("kind", "文书", sort=True),
    Column("number", "发文字号", sort=True, wrap=True),
    Column("unit", "发往", sort=True, wrap=True),
    Column("dated", "成文日期", sort=True),
    Column("issued_at", "制发时间", sort=True),
    Column("issued_by", "制发人"),
    Column("state", "状态"),
)


def line(row: DocumentRow) -> dict[str, Cell]:
    """A row of the register."""
    return {
        "id": row.id,
        "title": row.title,
        "kind": row.kind_name,
        "number": row.number,
        "unit": row.unit,
        "dated": day_cell(row.dated),
        "issued_at": moment_cell(row.issued_at),
        "issued_by": row.issued_by,
        "state": state_of(row),
    }


actor = guard(Action.DOCUMENT_READ)
page_head("发文登记", where=["文书"])
view = Listing("documents", default_sort="-issued_at")
with view.filters():
    words = view.text("q", "字号或标题")
    kind = view.choice("kind", "文书", {code: one.name for code, one in KINDS.items()})
    campaigns = {str(row.id): row.name for row in list_campaigns(actor)}
    campaign = view.choice("campaign", "专项行动", campaigns, width=220)
    since = view.day("from", "成文日期从")
    until = view.day("to", "到")
    unnumbered = view.tick("unnumbered", "只看未编文号")
    withdrawn = view.tick("void", "包括作废的")
found = search_documents(
    actor,
    RegisterQuery(int(campaign or 0), kind, words, since, until, unnumbered, withdrawn, view.sort, view.page),
    size=view.size,
)
view.count(found.total)
view.table(
    [line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="document",
    caption="发文登记",
    nothing=("还没有符合条件的文书", "与您有关的文书制发后会登记在这里。"),
)
