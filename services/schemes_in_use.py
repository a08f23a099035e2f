"""Reads the schemes that are in use when the server starts, so that the first page of the day need not."""

from sqlmodel import select

from models import engine
from models.campaign import Campaign
from services.libraries import scheme_of
from services.regimes import regimes_in_use


def read() -> int:
    """Those of regimes and of running campaigns; how many there are of both."""
    with engine.reading() as session:
        regimes = regimes_in_use(session=session)
        campaigns = session.exec(select(Campaign).where(Campaign.state == "running")).all()
        for campaign in campaigns:
            scheme_of(campaign, session=session)
        return len(regimes) + len(campaigns)
