"""Judging one side of a regime anew, from everything that its scheme looks at."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from domain.library.crossing import compares_subjects
from models.provider import Provider
from services.everybody import everybody
from services.regimes import Regime
from services.sides import Side
from services.subject_facts import active_subjects, gather_subjects
from services.turns import take_turn
from services.verdict_facts import Gathered, gather
from services.verdict_store import Party, VerdictChange, store_verdicts


def providers_of(regime_id: int, *, session: Session) -> list[int]:
    """The active providers of a regime."""
    found = select(col(Provider.id)).where(col(Provider.regime_id) == regime_id, col(Provider.active))
    return list(session.execute(found.order_by(col(Provider.id))).scalars())


def facts_of(regime: Regime, side: Side, ids: Sequence[int], *, session: Session) -> Gathered:
    """What one side is judged from: what is recorded of it, and of everybody where the scheme compares them."""
    if compares_subjects(regime.scheme):
        return everybody(regime, side, session=session)
    if side is Side.PROVIDER:
        return gather(regime, ids, session=session)
    return gather_subjects(regime, active_subjects(regime.row.key, session=session), session=session)


def judge_providers(
    regime: Regime, provider_ids: Sequence[int], why: str, *, session: Session
) -> list[VerdictChange]:
    """Some providers, or all of the regime where one depends on the others."""
    if not provider_ids:
        return []
    ids = provider_ids
    if compares_subjects(regime.scheme):
        ids = providers_of(regime.row.key, session=session)
    take_turn(session=session)
    _lock(ids, session=session)
    facts = facts_of(regime, Side.PROVIDER, ids, session=session)
    return store_verdicts(Party(Side.PROVIDER, ids), regime, facts, why, session=session)


def judge_subjects(regime: Regime, why: str, *, session: Session) -> list[VerdictChange]:
    """All units and persons of a regime that still runs."""
    take_turn(session=session)
    rows = active_subjects(regime.row.key, lock=True, session=session)
    if not rows or regime.row.ended_on is not None:
        return []
    party = Party(Side.SUBJECT, [row.key for row in rows], {row.key: row.unit_id for row in rows})
    facts = facts_of(regime, Side.SUBJECT, list(party.ids), session=session)
    return store_verdicts(party, regime, facts, why, session=session)


def _lock(provider_ids: Collection[int], *, session: Session) -> None:
    """Two people with figures of one provider wait for each other, always in the same order."""
    found = select(col(Provider.id)).where(col(Provider.id).in_(provider_ids)).order_by(col(Provider.id))
    session.execute(found.with_for_update()).all()
