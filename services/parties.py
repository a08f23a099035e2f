"""The party of a verdict or decision, a provider or a unit or person, wherever it makes no difference which."""

from collections.abc import Sequence

from sqlmodel import Session

from models.decision import Verdict
from models.provider import Provider
from models.subject import Subject
from services.regimes import Regime, regime_of
from services.subject_verdicts import refresh_subjects
from services.verdict_store import VerdictChange
from services.verdicts import refresh_providers


def party_of(verdict: Verdict, *, session: Session) -> Provider | Subject | None:
    """Whom a verdict is about."""
    if verdict.provider_id is not None:
        return session.get(Provider, verdict.provider_id)
    return session.get(Subject, verdict.subject_id) if verdict.subject_id is not None else None


def regime_of_party(party: Provider | Subject, *, session: Session) -> Regime:
    """The regime that judges it."""
    return regime_of(party.regime_id, session=session)


def refresh_party(party: Provider | Subject, why: str, *, session: Session) -> list[VerdictChange]:
    """Judge it anew after something about it changed."""
    if isinstance(party, Provider):
        return refresh_providers([party.key], why, session=session)
    return refresh_subjects(party.regime_id, why, session=session)


def refresh_parties(
    parties: Sequence[Provider | Subject], why: str, *, session: Session
) -> list[VerdictChange]:
    """Several of one regime and one side."""
    providers = [one.key for one in parties if isinstance(one, Provider)]
    if providers:
        return refresh_providers(providers, why, session=session)
    return refresh_party(parties[0], why, session=session) if parties else []
