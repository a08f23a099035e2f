"""销号公示: what stands posted, and until when?"""

from domain.permissions import Action
from domain.workflow import State
from services import clock
from services.findings_queues import Waiting, publicity_list
from ui.badges import state_badge
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import day_cell

COLUMNS = (
    Column("number", "编号"),
    Column("title", "问题", wrap=True, width="34%"),
    Column("unit", "整改单位", wrap=True),
    Column("state", "状态"),
    Column("from", "公示开始"),
    Column("to", "公示截止"),
    Column("left", "公示情况"),
)


def line(row: Waiting) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "unit": row.unit,
        "state": state_badge(row.state),
        "from": day_cell(row.publicity_from),
        "to": day_cell(row.publicity_to),
        "left": words(row),
    }


def words(row: Waiting) -> str:
    """Whether the posting still runs."""
    if row.publicity_to is None:
        return ""
    if row.objection:
        return "有异议，核实中"
    if clock.today() <= row.publicity_to:
        return "公示中"
    return "公示期满，可办理下一步" if row.state is State.PUBLISHED else "已结束"


actor = guard(Action.FINDING_READ)
page_head("销号公示", where=["问题整改"])
campaign = chosen_campaign(actor)
view = Listing("finding_publicity")
found = publicity_list(actor, campaign.id, page=view.page, size=view.size)
view.count(found.total, f"公示中 {found.running} 条")
view.table(
    [line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="finding",
    caption="销号公示",
    nothing=("这里列出公示中和公示过的问题", "验收通过后进入公示的问题会出现在这里。"),
)
