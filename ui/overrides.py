"""Who was let through in spite of a ban (特批): the table of such acts, and the sentence before one that waits."""

from collections.abc import Sequence

from services.actor import Actor
from services.ban_exceptions import OverrideRow, list_overrides
from services.bans import Reached
from services.enforcement import PURPOSE_NAMES, Purpose
from ui.listing import simple_table
from ui.page import section
from ui.table import Cell, Column
from ui.wording import moment_cell

OVERRIDES = (
    Column("provider", "服务单位", wrap=True),
    Column("purpose", "特批事项"),
    Column("used", "使用情况", wrap=True),
    Column("decision", "处置编号"),
    Column("leader", "批准人"),
    Column("reason", "理由", wrap=True, width="34%"),
    Column("at", "批准时间"),
)


REACHED = (Column("provider", "服务单位", wrap=True), Column("because", "原因", wrap=True, width="50%"))


def show_reached(others: Sequence[Reached]) -> None:
    """Whom a bar reaches beside the provider itself; nothing when there is nobody."""
    if not others:
        return
    section("一并受限的单位", f"共 {len(others)} 家")
    lines: list[dict[str, Cell]] = [
        {"id": one.provider_id, "provider": one.provider, "because": one.because} for one in others
    ]
    simple_table(lines, REACHED, key="reached", opens="provider", caption="一并受限的单位")


def show_overrides(rows: Sequence[OverrideRow]) -> None:
    """The table; nothing while nobody was let through."""
    if not rows:
        return
    section("特批", "领导说明理由后特批的事项，一事一批，用后失效")
    lines: list[dict[str, Cell]] = [
        {
            "id": row.id, "provider": row.provider, "decision": row.decision, "purpose": row.purpose,
            "leader": row.leader, "reason": row.reason, "at": moment_cell(row.at), "used": _used(row),
        }
        for row in rows
    ]  # fmt: skip
    simple_table(lines, OVERRIDES, key="overrides", caption="特批")


def _used(row: OverrideRow) -> str:
    if row.contract:
        return f"已用于{row.contract}"
    return "已使用" if row.used_at else "未使用"


def barred_words(actor: Actor, provider_id: int, sentence: str, purpose: Purpose) -> str:
    """What stands in the way, and whether a leader has let this act through already."""
    act = PURPOSE_NAMES[purpose]
    waiting = [
        row
        for row in list_overrides(actor)
        if row.provider_id == provider_id and row.purpose == act and row.used_at is None
    ]
    if waiting:
        return f"{sentence}。{waiting[0].leader}已特批{act}一次，可以办理，用后失效。"
    return f"{sentence}。在其范围内不能{act}；确有特殊情况，由领导在禁入名单中特批。"
