"""自查审核: which reports wait for my review?"""

from domain.permissions import Action
from services.kind_names import kind_names
from services.self_summary import Filter, SummaryRow, summarize
from ui.campaigns import chosen_campaign
from ui.guard import guard
from ui.links import page_link
from ui.listing import Listing
from ui.page import page_head
from ui.self_badges import late_badge, report_badge
from ui.table import Cell, Column
from ui.wording import moment_cell, yuan_cell

COLUMNS = (
    Column("unit", "单位", width="24%"),
    Column("kind", "类别"),
    Column("township", "上级单位"),
    Column("state", "状态"),
    Column("late", "时限"),
    Column("submitted", "首次报送"),
    Column("problems", "自查问题", align="right"),
    Column("amount", "涉及金额（元）", align="right"),
    Column("returned", "退回次数", align="right"),
)


def line(row: SummaryRow) -> dict[str, Cell]:
    """A report that waits."""
    late = late_badge(row.state, found.due, late=row.late)
    return {
        "id": row.report_id,
        "unit": row.unit,
        "kind": kinds[row.kind],
        "township": row.township or None,
        "state": report_badge(row.state),
        "late": late[0] if late else None,
        "submitted": moment_cell(row.first_submitted_at),
        "problems": row.problems,
        "amount": yuan_cell(row.amount_fen),
        "returned": row.returned_count,
    }


actor = guard(Action.SELF_REVIEW)
page_head("自查审核", where=["自查"])
campaign = chosen_campaign(actor)
kinds = kind_names(actor, campaign.id)
view = Listing("self-reviews", default_sort="submitted")
with view.filters():
    words = view.text("q", "单位名称")
wanted = Filter("to_review", words=words, sort="submitted", page=view.page, but=actor.unit_id)
found = summarize(actor, campaign.id, wanted)
view.count(found.total, f"其中逾期报送 {found.late} 个")
view.table(
    [line(row) for row in found.rows],
    COLUMNS,
    total=found.total,
    opens="self_report",
    caption="待审核的自查报告",
    nothing=("没有待审核的自查报告", "下级报送后会出现在这里。"),
)
page_link("查看全部报送情况", "self_summary", campaign=campaign.id)
