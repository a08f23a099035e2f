"""Documents as an office makes them: an ordered problem, a form filled in, a notice issued."""

from datetime import date
from typing import Any

from domain.calendar import WorkCalendar
from domain.deadlines import Period, Unit, due
from domain.workflow import State
from services.documents import draft_document, issue_document, preview_document
from tests import campaign_rows as rows
from tests.world import People

TERM = due(date(2026, 5, 20), Period(30, Unit.CALENDAR_DAY), WorkCalendar(), event="送达")


def ordered(people: People, campaign: int, **values: Any) -> int:
    given: dict[str, Any] = {
        "state": State.ASSIGNED, "due": TERM.due, "deadline": TERM.to_json(), "requirement": "逐单核对并退款",
        "found_by": "严查", "basis": "实施方案第十三条",
    }  # fmt: skip
    return rows.finding(campaign, people.unit("康乐服务中心"), **{**given, **values})


def filled(people: People, code: str, ids: list[int], **values: str) -> dict[str, str]:
    """The defaults of a form with what a person adds."""
    return {**draft_document(people.office, code, ids).defaults, **values}


def text(people: People, code: str, ids: list[int], **values: str) -> str:
    return "\n".join(
        block.text
        for block in preview_document(people.office, code, ids, filled(people, code, ids, **values)).blocks
    )


def notice(people: People, *ids: int, **values: str) -> int:
    return issue_document(
        people.office,
        "rectification_notice",
        ids,
        filled(people, "rectification_notice", list(ids), **values),
    )
