"""Judging anew whoever handed a report in, took it back, had it returned or was let off."""

from sqlmodel import Session, select

from models.provider import Provider
from services.filed_reports import asked_filings
from services.filing_access import HeldFiling
from services.filing_verdicts import judge_reporter
from services.regimes import PROVIDER, Regime
from services.subject_verdicts import refresh_subjects
from services.verdicts import refresh_providers


def judge_filed(held: HeldFiling, why: str, *, session: Session) -> None:
    """Under the regime, or under those of the campaign's scheme; part of the use case that changed how one stands."""
    session.flush()
    if held.campaign is not None:
        judge_reporter(held.campaign, held.unit.key, why, session=session)
    elif held.regime is not None and held.place.code in asked_filings(held.regime):
        _judge(held.regime, held, why, session=session)


def _judge(regime: Regime, held: HeldFiling, why: str, *, session: Session) -> None:
    if held.unit.kind != PROVIDER:
        refresh_subjects(regime.row.key, why, session=session)
        return
    found = select(Provider.id).where(Provider.unit_id == held.unit.key, Provider.regime_id == regime.row.key)
    refresh_providers([key for key in session.exec(found).all() if key], why, session=session)
