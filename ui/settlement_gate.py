"""What stands in the way of a settlement, each with the page on which it is dealt with."""

from services.settlements import SettlementRow
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column

KINDS = {"finding": "逾期的整改", "decision": "未办结的处置", "ban": "禁入"}


def show_gate(row: SettlementRow) -> None:
    """What stands in the way, or stood in it."""
    found = [(one.object_type, one.object_id, one.text) for one in row.obstacles]
    found = found or [
        (str(one["object_type"]), int(str(one["object_id"])), str(one["text"])) for one in row.gate
    ]
    if not found:
        return
    section("结算前须办结" if row.state == "draft" else "批准时尚未办结", f"共 {len(found)} 项")
    for kind, title in KINDS.items():
        many: list[dict[str, Cell]] = [{"id": key, "text": text} for one, key, text in found if one == kind]
        if many:
            simple_table(
                many, (Column("text", title, wrap=True),), key=f"gate-{kind}", opens=kind, caption=title
            )
