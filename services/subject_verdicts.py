"""Verdicts on units and persons: judged together, because those above count those below."""

from sqlmodel import Session, col, select

from domain.library.crossing import compares_subjects
from domain.permissions import Action, Scope, ruling
from models.subject import Subject
from services.actor import Actor
from services.judging import judge_providers, judge_subjects, providers_of
from services.overtaken import TIME_PASSED
from services.regimes import regime_of
from services.verdict_store import VerdictChange
from services.visibility import within


def refresh_subjects(
    regime_id: int, why: str, *, reader: Actor | None = None, session: Session
) -> list[VerdictChange]:
    """Judge all units and persons of a regime anew; part of the use case that changed their figures.

    Providers too, where the scheme compares them with what is recorded of units (a guide price of the district).
    reader: only changes that somebody may read are told; all of them happen.
    """
    session.flush()
    regime = regime_of(regime_id, session=session)
    changes = judge_subjects(regime, why, session=session)
    others = (
        judge_providers(regime, providers_of(regime_id, session=session), why, session=session)
        if compares_subjects(regime.scheme)
        else []
    )
    if reader is None or ruling(reader.role, Action.TARGET_READ).scope is Scope.ALL:
        return changes + others
    seen = _in_sight(reader, regime_id, session=session)
    return [one for one in changes if one.party_id in seen]


def _in_sight(reader: Actor, regime_id: int, *, session: Session) -> set[int | None]:
    if not ruling(reader.role, Action.TARGET_READ).allowed:
        return set()
    mine = within(reader, Action.TARGET_READ, col(Subject.unit_id))
    return set(session.exec(select(Subject.id).where(Subject.regime_id == regime_id, mine)).all())


def refresh_all_subjects(*, session: Session) -> list[VerdictChange]:
    """Judge the units and persons of all regimes anew: each morning, because periods close by themselves."""
    found = select(Subject.regime_id).where(col(Subject.active)).distinct()
    changes: list[VerdictChange] = []
    for regime_id in session.exec(found.order_by(col(Subject.regime_id))).all():
        regime = regime_of(regime_id, session=session)
        changes += judge_subjects(regime, TIME_PASSED, session=session)
    return changes
