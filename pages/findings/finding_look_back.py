"""回头看: which closed findings has nobody looked back at, and what was found at the others?"""

from domain.permissions import Action
from services.findings_queues import Waiting, look_back_queue
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import day_cell, moment_cell

COLUMNS = (
    Column("number", "编号"),
    Column("title", "问题", wrap=True, width="30%"),
    Column("unit", "整改单位", wrap=True),
    Column("closed", "销号时间"),
    Column("due", "应开展"),
    Column("looked", "回头看日期"),
    Column("result", "结果", wrap=True),
)


def line(row: Waiting) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "unit": row.unit,
        "closed": moment_cell(row.closed_at),
        "due": day_cell(row.look_back_due),
        "looked": day_cell(row.looked_back_on),
        "result": row.look_back_result,
    }


actor = guard(Action.FINDING_LOOK_BACK)
page_head("回头看", where=["问题整改"])
campaign = chosen_campaign(actor)
view = Listing("finding_look_back")
with view.filters():
    done = view.choice("done", "回头看", {"1": "已开展"}, everything="未开展") == "1"
found = look_back_queue(actor, campaign.id, done=done, page=view.page, size=view.size)
view.count(found.total, "按回头看日期从近到远" if done else "按应开展的日期先后")
view.table(
    [line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="finding",
    caption="回头看",
    nothing=("这里列出已销号的问题", "目前没有符合条件的问题。打开一个问题即可登记回头看结果。"),
)
