"""How a unit stands with one turn that a campaign planned, told as regimes tell it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from domain.filing import FilingState
from domain.library.models.base import clock_of
from domain.library.models.campaign import Deliverable as Entry
from domain.library.models.scheme import Scheme
from domain.library.named_units import about_who
from domain.library.own_dates import own_dates, what_to_register
from domain.thresholds.came import Came
from domain.thresholds.owed import same_for_all
from domain.thresholds.truth import PENDING
from models.campaign import Campaign, Deliverable
from services import clock
from services.libraries import scheme_of

_EARLY = "在专项行动开始核对以前到期，不核对"


def kept_since(campaign: Campaign) -> date:
    """Since when a campaign keeps account of what its units hand in: as the office says, else since it was made."""
    return campaign.filings_since or clock.local(campaign.created_at).date()


def entry_of(campaign: Campaign, duty: Deliverable, *, session: Session) -> Entry | None:
    """What the scheme says of a duty; None for one that it does not ask for any more."""
    scheme = scheme_of(campaign, session=session)
    return next((one for one in scheme.deliverables if one.id == duty.duty), None)


def beyond(scheme: Scheme, entry: Entry | None) -> str:
    """What a report hangs on that is recorded under a regime only: dates of units, exceptions; "" where on nothing."""
    if entry is None:
        return ""
    asked = []
    if dates := own_dates(scheme, entry):
        named = "、".join(what_to_register(scheme, one) for one in dates)
        asked.append(f"截止日随各单位自己的日期（登记{named}），没有登记就排不出哪天截止")
    if _hangs_on_records(entry):
        asked.append("方案规定了除外情形，要看各单位的登记，没有登记就不把没有报的算作逾期")
    return "；".join(asked)


def _hangs_on_records(entry: Entry) -> bool:
    return entry.unless is not None and not same_for_all(entry.unless) and not about_who(entry.unless)


def came_of(
    report: Any, entry: Entry | None, *, title: str, due: date | None, words: str, since: date | None = None
) -> Came:
    """`report` has the columns of a filed report, or is None where nothing was handed in.

    What was due before `since` is not asked for. Where an exception hangs on what happened to the unit, what did not
    come is not called overdue.
    """
    hour = clock_of(entry.by_hour) if entry is not None and entry.by_hour else ""
    doubtful = entry is not None and _hangs_on_records(entry)
    found = Came(
        title, clock.today(), due=due, why="" if due else words or "截止日期未定", hour=hour,
        doubt=PENDING if doubtful else None,
    )  # fmt: skip
    if report is None or report.state is None:
        early = due is not None and since is not None and due < since
        return replace(found, waived=_EARLY) if early else found
    at = report.first_submitted_at
    return replace(
        found,
        day=report.first_day,
        clock=f"{clock.local(at):%H:%M}" if at is not None else "",
        waived=f"免予报送：{report.return_reason}" if report.state == FilingState.WAIVED else "",
        returned=report.state == FilingState.RETURNED,
    )
