"""What is asked of units and persons, and their figures, as rows of tables."""

from services.targets import FigureRow, TargetRow
from ui.badges import Badge
from ui.provider_words import NATURES, outcome_badge, value_text
from ui.table import Cell
from ui.wording import day_cell


def target_line(row: TargetRow) -> dict[str, Cell]:
    """A verdict on a unit or person as a row."""
    return {
        "id": row.id, "subject": row.subject, "kind": row.kind, "rule": row.rule,
        "title": f"{row.rule} {row.title}（{row.clause}）", "arithmetic": row.arithmetic,
        "due": day_cell(row.due), "period": row.period or row.day, "nature": NATURES[row.nature],
        "outcome": outcome_badge(row.outcome, row.track, row.standing, row.acts),
    }  # fmt: skip


def figure_line(row: FigureRow) -> dict[str, Cell]:
    """A figure as a row."""
    state = Badge("已更正", "×", "ended") if row.superseded else Badge("有效", "✓", "good")
    return {
        "id": row.id, "period": row.period or "常设", "metric": row.spec.name if row.spec else row.metric,
        "value": value_text(row, row.spec), "unit": row.unit, "source": row.source, "state": state,
    }  # fmt: skip
