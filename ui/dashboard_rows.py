"""Rows of the dashboard: how far each campaign is, with the address behind every number."""

from domain.phases import due_sentence
from services import clock
from services.dashboard import CampaignCard, Dashboard
from ui.board import address, findings_url, told_rate
from ui.campaigns import summary_url
from ui.figure_table import Figure, count

REPORTED, RATE, OVERDUE = "自查报送", "整改率（按项）", "逾期未整改"
STAGE_HEADS = ("专项行动", "当前阶段", "阶段期限", "自查报送", "逾期报送", "未报")
PROVIDER_HEADS = ("触线服务单位", "禁入特批")


def first_rows(board: Dashboard, label: str) -> str:
    """The rows behind a figure, of the campaign that has most of them; the table below opens the others."""
    if label == REPORTED:
        card = max(board.cards, key=lambda one: one.coverage.missing)
        return summary_url(card.id, standing="missing" if card.coverage.missing else "")
    if label == RATE:
        card = max(board.cards, key=lambda one: one.progress.due)
        return findings_url(card.id, "due")
    card = max(board.cards, key=lambda one: one.progress.overdue)
    return findings_url(card.id, "overdue")


def stage_row(card: CampaignCard) -> list[Figure | str]:
    """How far a campaign is: phase, reports, providers over a line."""
    phase = Figure(card.phase or "没有进行中的阶段", address("phases", campaign=card.id))
    due = Figure(due_sentence(card.phase_end, clock.today()) if card.phase else "—")
    reports = told_rate(card.coverage.received, card.coverage.expected)
    return [
        card.name,
        phase,
        due,
        Figure(reports, summary_url(card.id)),
        count(card.coverage.late, summary_url(card.id, standing="late"), bad=True),
        count(card.coverage.missing, summary_url(card.id, standing="missing")),
        *providers(card),
    ]


def providers(card: CampaignCard) -> list[Figure]:
    """Providers over a line, and bans that somebody let pass; not for those who may not read verdicts."""
    if card.over_line is None or card.overrides is None:
        return []
    over = count(card.over_line, address("provider_comparison", campaign=card.id), bad=True)
    return [over, count(card.overrides, address("bans"), bad=True)]
