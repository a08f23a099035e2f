"""How a unit stands with a report: a word, a sign, days, for lists."""

from domain.thresholds.came import Standing
from services.filings import FilingRow, Turn
from ui.badges import Badge, Tone
from ui.table import Cell, Column
from ui.wording import day_cell

FILINGS = (
    Column("unit", "单位", width="26%"),
    Column("state", "状态"),
    Column("due", "截止"),
    Column("came", "报来"),
    Column("note", "说明", wrap=True),
)
SIGNS: dict[Standing, tuple[str, Tone]] = {
    Standing.OVERDUE: ("■", "late"),
    Standing.RETURNED: ("▲", "soon"),
    Standing.UNKNOWN: ("○", "plain"),
    Standing.DUE: ("○", "plain"),
    Standing.LATE: ("▲", "soon"),
    Standing.IN_TIME: ("✓", "good"),
    Standing.WAIVED: ("—", "ended"),
}
LACKING = (Standing.OVERDUE, Standing.RETURNED, Standing.DUE, Standing.UNKNOWN)


def filing_line(row: FilingRow) -> dict[str, Cell]:
    """One unit with this turn."""
    sign, tone = SIGNS[row.standing]
    came = f"{day_cell(row.came.day)} {row.came.clock}".strip() if row.came.day else ""
    return {
        "id": row.party_id, "unit": row.name, "state": Badge(row.standing.value, sign, tone),
        "due": day_cell(row.came.due), "came": came, "note": row.came.waived or row.came.delay,
    }  # fmt: skip


def turn_words(one: Turn) -> str:
    """2026年5月，2026-06-05 截止."""
    until = f"{one.due.day} 截止" if one.due.day else one.due.text
    return f"{one.label}，{until}" if one.label else until
