"""Verdicts on units and persons: judged together, because those above count those below."""

from sqlmodel import Session, col, select

from domain.library.crossing import compares_subjects
from models.subject import Subject
from services.judging import judge_providers, judge_subjects, providers_of
from services.overtaken import TIME_PASSED
from services.regimes import regime_of
from services.verdict_store import VerdictChange


def refresh_subjects(regime_id: int, why: str, *, session: Session) -> list[VerdictChange]:
    """Judge all units and persons of a regime anew; part of the use case that changed their figures.

    Providers too, where the scheme compares them with what is recorded of units (a guide price of the district).
    """
    session.flush()
    regime = regime_of(regime_id, session=session)
    changes = judge_subjects(regime, why, session=session)
    if compares_subjects(regime.scheme):
        changes += judge_providers(regime, providers_of(regime_id, session=session), why, session=session)
    return changes


def refresh_all_subjects(*, session: Session) -> list[VerdictChange]:
    """Judge the units and persons of all regimes anew: each morning, because periods close by themselves."""
    found = select(Subject.regime_id).where(col(Subject.active)).distinct()
    changes: list[VerdictChange] = []
    for regime_id in session.exec(found.order_by(col(Subject.regime_id))).all():
        regime = regime_of(regime_id, session=session)
        changes += judge_subjects(regime, TIME_PASSED, session=session)
    return changes
