"""Everything about one provider on one timeline: contracts, data, verdicts, decisions, bans, findings."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col

from domain.permissions import Action, Role, ruling
from models.audit import AuditEntry
from models.ban import Ban
from models.decision import Decision, Verdict
from models.finding import Finding
from models.measurement import Fact, Measurement
from models.provider import Contract, Provider
from services.actor import Actor
from services.audit import TimelineEntry
from services.decision_access import visible_decisions
from services.findings_access import visible_findings
from services.provider_access import find_provider
from services.provider_list import Figure, figure_select, figures_of
from services.use_case import INJECTED, query

KINDS = {
    "contract": "合同", "measurement": "测评", "fact": "查实事项", "provider": "登记与判定", "decision": "处置",
    "ban": "禁入", "finding": "问题",
}  # fmt: skip
_HIDDEN_FROM_PARTY = (Action.DECISION_PROPOSE.value, "decision.open", "decision.follow", "decision.drop")


@dataclass(frozen=True, slots=True)
class Story:
    """A provider's entries, the latest first, and how many there are."""

    total: int
    entries: list[TimelineEntry]


@query(Action.PROVIDER_READ)
def provider_timeline(
    actor: Actor,
    provider_id: int,
    *,
    kinds: tuple[str, ...] = (),
    limit: int = 40,
    session: Session = INJECTED,
) -> Story:
    """What happened to a provider, as far as the actor may know. Two statements."""
    find_provider(actor, provider_id, Action.PROVIDER_READ, session=session)
    parts = [_of(kind, ids) for kind, ids in _sources(actor, provider_id) if not kinds or kind in kinds]
    if not parts:
        return Story(0, [])
    condition = and_(col(AuditEntry.compartment) == "", or_(*parts))
    if actor.role is Role.PROVIDER:
        condition = and_(condition, col(AuditEntry.action).not_in(_HIDDEN_FROM_PARTY))
    total = session.execute(
        sql.select(sql.func.count()).select_from(AuditEntry).where(condition)
    ).scalar_one()
    found = session.execute(
        sql.select(AuditEntry).where(condition).order_by(col(AuditEntry.id).desc()).limit(limit)
    ).scalars()
    return Story(total, [_entry(row) for row in found])


def _of(kind: str, ids: Any) -> ColumnElement[bool]:
    chosen = (
        col(AuditEntry.object_id).in_(ids) if not isinstance(ids, int) else col(AuditEntry.object_id) == ids
    )
    return and_(col(AuditEntry.object_type) == kind, chosen)


def _sources(actor: Actor, provider_id: int) -> list[tuple[str, Any]]:
    """Kinds of objects of the provider that the actor may read, each with a sub-select of its ids."""
    found: list[tuple[str, Any]] = []
    for kind, action, model in _MODELS:
        if ruling(actor.role, action).allowed:
            found.append((kind, sql.select(model.id).where(model.provider_id == provider_id)))
    if ruling(actor.role, Action.VERDICT_READ).allowed:
        found.append(("provider", provider_id))
    if ruling(actor.role, Action.DECISION_READ).allowed:
        decisions = (
            sql.select(col(Decision.id))
            .join(Provider, col(Provider.id) == col(Decision.provider_id))
            .where(col(Provider.id) == provider_id, visible_decisions(actor, with_verdicts=False))
        )
        found.append(("decision", decisions))
    if ruling(actor.role, Action.FINDING_READ).allowed:
        findings = sql.select(col(Finding.id)).where(
            col(Finding.provider_id) == provider_id,
            visible_findings(actor),
            col(Finding.transferred).is_(False),
        )
        found.append(("finding", findings))
    return found


_MODELS: tuple[tuple[str, Action, Any], ...] = (
    ("contract", Action.CONTRACT_READ, Contract),
    ("measurement", Action.VERDICT_READ, Measurement),
    ("fact", Action.VERDICT_READ, Fact),
    ("ban", Action.BAN_READ, Ban),
)


def _entry(row: AuditEntry) -> TimelineEntry:
    return TimelineEntry(
        row.at, row.actor_name, row.actor_role, row.actor_unit, row.action, row.summary, row.reason,
        row.before, row.after,
    )  # fmt: skip


@query(Action.VERDICT_READ)
def provider_figures(actor: Actor, provider_id: int, *, session: Session = INJECTED) -> list[Figure]:
    """All figures of a provider by name and period, each with the lines it was held against. One statement."""
    find_provider(actor, provider_id, Action.VERDICT_READ, session=session)
    found = session.execute(
        figure_select()
        .where(
            col(Verdict.provider_id) == provider_id, col(Verdict.superseded).is_(False),
            col(Verdict.kind) == "rule",
        )
        .order_by(col(Verdict.period), col(Verdict.rule))
    ).all()  # fmt: skip
    return figures_of(found, session=session)
