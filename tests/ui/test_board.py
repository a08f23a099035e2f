"""Every task and every figure leads somewhere."""

from datetime import date

import pytest

from domain.rectification import Progress
from domain.traffic_lights import Light
from services.agenda import WORDS, AgendaEntry
from services.todo import TodoItem
from services.todo_kinds import KINDS
from ui.board import agenda_url, finding_figures, findings_url, rate, task_url, told_amount, told_rate
from ui.navigation import BY_STEM

DAY = date(2026, 6, 10)


def task(kind: str, object_id: int = 7) -> TodoItem:
    return TodoItem(kind, object_id, "", "", "", "", 3, None, Light.UNSET, None, False)


def stem(address: str) -> str:
    return address.strip("/").split("?")[0]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_task_leads_to_a_page_of_the_application(kind: str) -> None:
    address = task_url(task(kind))
    assert stem(address) in BY_STEM
    assert "=7" in address or "=3" in address


def test_a_report_that_does_not_exist_yet_is_opened_by_its_campaign() -> None:
    assert task_url(task("self_submit", 0)) == "/my_report?campaign=3"
    assert task_url(task("self_submit")) == "/my_report?id=7"


@pytest.mark.parametrize("kind", list(WORDS))
def test_every_day_of_the_calendar_leads_to_a_page(kind: str) -> None:
    assert stem(agenda_url(AgendaEntry(kind, "", 7, 3, "", "", 1, DAY))) in BY_STEM


@pytest.mark.parametrize("figure", ["found", "due", "done", "overdue", "ongoing", "transferred"])
def test_every_figure_opens_the_ledger_with_its_filter(figure: str) -> None:
    address = findings_url(3, figure, unit=5)
    assert stem(address) == "findings"
    assert "unit=5" in address
    assert "light=red" in address or "state=" in address


def test_due_and_ongoing_and_transferred_make_up_what_was_found() -> None:
    parts = {
        figure: findings_url(3, figure).split("state=")[1]
        for figure in ("found", "due", "ongoing", "transferred")
    }
    states = {figure: set(part.split("%2C")) for figure, part in parts.items()}
    assert states["found"] == states["due"] | states["ongoing"] | states["transferred"]
    assert "withdrawn" not in states["found"]


def test_a_rate_of_nothing_is_a_dash_with_its_fraction() -> None:
    assert (rate(0, 0), told_rate(0, 0), told_rate(2, 3)) == ("—", "—（0/0）", "66.7%（2/3）")


def test_amounts_are_told_with_both_sides() -> None:
    assert told_amount(Progress(amount_fen=183_022_000, rectified_fen=89_350_000)) == "89.35/183.02万元"


def test_zero_opens_nothing_and_overdue_is_bad_news() -> None:
    figures = finding_figures(Progress(found=1, due=1, overdue=1), 3)
    assert [bool(figure.address) for figure in figures[:4]] == [True, True, False, True]
    assert figures[3].bad
