"""When a closed finding is to be looked back at: the scheme's term, counted from the day it was struck off."""

from datetime import date

from sqlmodel import Session

from domain.library.calendar_dates import counted, find, period_of
from domain.library.models.dates import CountedTerm, UntilTerm
from domain.library.schedule import almanac_for
from models.campaign import Campaign
from services.calendars import work_calendar
from services.libraries import scheme_of

EVENT = "销号"


def look_back_due(
    campaign: Campaign, category: str, nature: str, closed_on: date, *, session: Session
) -> date | None:
    """The day, or None where the scheme gives no term, only words, or a length that was left open."""
    scheme = scheme_of(campaign, session=session)
    term = scheme.close_out.looks_back_after(category, nature) if scheme.close_out else None
    if term is None:
        return None
    almanac = almanac_for(scheme, campaign.year, work_calendar(session=session), None)
    match term:
        case CountedTerm() if period_of(term, almanac) is not None:
            return counted(term, almanac, closed_on, EVENT).due
        case UntilTerm():
            return find(term.by, almanac, "end").day
    return None
