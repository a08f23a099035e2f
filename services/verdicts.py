"""Verdicts: computed for every party of a regime, stored when they change, never silently withdrawn."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session, col

from domain.library.crossing import compares_subjects
from domain.permissions import Action
from domain.thresholds.verdicts import Outcome
from models.provider import Provider, ProviderRegime
from services import clock
from services.actor import Actor
from services.audit import Change, record_all
from services.closed_periods import hold_periods
from services.judging import judge_providers, judge_subjects, providers_of
from services.named_parties import know_recorded
from services.overtaken import ALL_AGAIN, TIME_PASSED
from services.regimes import regime_of
from services.subject_verdicts import refresh_all_subjects
from services.use_case import INJECTED, command
from services.verdict_store import GONE, VerdictChange, settings_of

__all__ = [
    "GONE", "VerdictChange", "compute_verdicts", "refresh_all", "refresh_providers", "settings_of",
]  # fmt: skip


@command(Action.VERDICT_COMPUTE)
def compute_verdicts(actor: Actor, regime_id: int, *, session: Session = INJECTED) -> list[VerdictChange]:
    """Judge every active provider, unit and person of a regime anew; what changed."""
    hold_periods(
        regime_id, closing=True, session=session
    )  # before the providers: its own row changes at the end
    regime = regime_of(regime_id, session=session)
    ids = providers_of(regime_id, session=session)
    know_recorded(actor, regime, session=session)
    why = ALL_AGAIN
    changes = judge_providers(regime, ids, why, session=session) + judge_subjects(
        regime, why, session=session
    )
    regime.row.computed_at = clock.now()
    session.add(regime.row)
    triggered = sum(1 for change in changes if change.now == Outcome.TRIGGERED.value)
    change = Change(
        "provider_regime", regime_id,
        f"计算“{regime.row.name}”判定：{len(ids)}家单位，{len(changes)}项有变化，其中新触发{triggered}项",
        {}, {"providers": len(ids), "changes": len(changes)},
    )  # fmt: skip
    record_all(actor, Action.VERDICT_COMPUTE, [change], session=session)
    return changes


def refresh_providers(provider_ids: Collection[int], why: str, *, session: Session) -> list[VerdictChange]:
    """Judge some providers anew after their figures changed; part of the use case that changed them.

    Everybody else of the regime too, where its scheme compares them (ranks, means of the district).
    """
    session.flush()
    found = select(col(Provider.id), col(Provider.regime_id)).where(
        col(Provider.id).in_(provider_ids), col(Provider.active), col(Provider.regime_id).is_not(None)
    )
    by_regime: dict[int, list[int]] = defaultdict(list)
    for provider_id, regime_id in session.execute(found):
        by_regime[regime_id].append(provider_id)
    changes: list[VerdictChange] = []
    for regime_id, ids in by_regime.items():
        regime = regime_of(regime_id, session=session)
        if regime.row.ended_on is None:
            changes += judge_providers(regime, ids, why, session=session)
            if compares_subjects(regime.scheme):
                changes += judge_subjects(regime, why, session=session)
    return changes


def refresh_all(*, session: Session) -> list[VerdictChange]:
    """Judge the parties of all regimes anew: each morning, because periods close by themselves."""
    found = (
        select(col(Provider.id))
        .join(ProviderRegime, col(ProviderRegime.id) == col(Provider.regime_id))
        .where(col(Provider.active), col(ProviderRegime.ended_on).is_(None))
    )
    changes = refresh_providers(list(session.execute(found).scalars()), TIME_PASSED, session=session)
    return changes + refresh_all_subjects(session=session)
