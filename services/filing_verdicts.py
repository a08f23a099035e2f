"""Judging a unit anew when the report of a campaign comes in, is given back or need not come."""

from sqlmodel import Session, select

from models.campaign import Campaign
from models.provider import Provider
from models.subject import Subject
from services.filed_reports import asked_filings
from services.libraries import library_of
from services.regimes import regimes_in_use
from services.subject_verdicts import refresh_subjects
from services.verdicts import refresh_providers


def judge_reporter(campaign: Campaign, unit_id: int, why: str, *, session: Session) -> None:
    """Under the regimes of its scheme that ask about reports; part of the use case that changed how one stands."""
    session.flush()
    scheme = library_of(campaign, session=session).id
    for regime in regimes_in_use(session=session):
        if regime.library.id != scheme or not asked_filings(regime):
            continue
        providers = select(Provider.id).where(
            Provider.unit_id == unit_id, Provider.regime_id == regime.row.key
        )
        refresh_providers([key for key in session.exec(providers).all() if key], why, session=session)
        judged = select(Subject.id).where(Subject.unit_id == unit_id, Subject.regime_id == regime.row.key)
        if session.exec(judged).first() is not None:
            refresh_subjects(regime.row.key, why, session=session)
