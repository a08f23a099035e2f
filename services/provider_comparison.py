"""服务单位对比: providers of a campaign side by side: findings, latest measurements, verdicts, bans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col

from domain.permissions import Action, ruling
from domain.rectification import Progress, total
from domain.thresholds.verdicts import Outcome
from models.ban import Ban
from models.campaign import CampaignUnit
from models.decision import Verdict
from models.finding import Finding
from models.provider import Provider
from services import clock
from services.actor import Actor
from services.cases import TO_DECIDE
from services.dashboard_figures import by_value, fraction, grouped, progress_of
from services.findings_access import visible_findings
from services.use_case import INJECTED, query
from services.visibility import within

_JUDGE = Outcome.NEEDS_JUDGEMENT.value
SORTS = ("name", "found", "due", "overdue", "rate", "over_line")


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider. over_line: verdicts that stand against it; barred_until: None when it is not barred.

    `unit_id` is the unit the provider's own accounts belong to; over_line is None for who may not read verdicts.
    """

    id: int
    unit_id: int
    name: str
    progress: Progress
    over_line: int | None
    judged: int | None
    barred: bool
    barred_until: date | None


@query(Action.PROVIDER_READ)
def compare_providers(
    actor: Actor, campaign_id: int, *, sort: str = "-over_line", session: Session = INJECTED
) -> tuple[ProviderRow, ...]:
    """Providers in the campaign's scope. At most four statements."""
    rows = _in_scope(actor, campaign_id, session)
    progress = _progress(actor, campaign_id, session)
    verdicts = _verdicts(session) if ruling(actor.role, Action.VERDICT_READ).allowed else None
    bans = _bans(session)
    found = [
        ProviderRow(
            row.id, row.unit_id, row.name, progress.get(row.id, Progress()),
            _of(verdicts, row.id, False), _of(verdicts, row.id, True),
            row.id in bans, bans.get(row.id),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(_sorted(found, sort))


def _in_scope(actor: Actor, campaign_id: int, session: Session) -> list[Any]:
    found = (
        sql.select(col(Provider.id), col(Provider.unit_id), col(Provider.name))
        .join(CampaignUnit, col(CampaignUnit.unit_id) == col(Provider.unit_id))
        .where(
            col(CampaignUnit.campaign_id) == campaign_id,
            within(actor, Action.PROVIDER_READ, Provider.unit_id),
        )
        .order_by(col(Provider.id))
    )
    return list(session.execute(found))


def _progress(actor: Actor, campaign_id: int, session: Session) -> dict[int, Progress]:
    """Findings about the provider, wherever they were found."""
    if not ruling(actor.role, Action.FINDING_READ).allowed:
        return {}
    provider = col(Finding.provider_id)
    found = grouped([provider]).where(
        col(Finding.campaign_id) == campaign_id, provider.is_not(None), visible_findings(actor)
    )
    parts: dict[int, list[Progress]] = {}
    for row in session.execute(found):
        parts.setdefault(row.provider_id, []).append(progress_of(row))
    return {key: total(listed) for key, listed in parts.items()}


def _verdicts(session: Session) -> dict[tuple[int, bool], int]:
    judged = sql.case((col(Verdict.outcome) == _JUDGE, 1), else_=0)
    found = (
        sql.select(col(Verdict.provider_id), judged.label("judged"), sql.func.count())
        .where(
            ~col(Verdict.superseded),
            sql.or_(col(Verdict.track).in_(TO_DECIDE), col(Verdict.outcome) == _JUDGE),
        )
        .group_by(col(Verdict.provider_id), judged)
    )
    return {(row[0], bool(row[1])): row[2] for row in session.execute(found)}


def _of(verdicts: Mapping[tuple[int, bool], int] | None, provider_id: int, judged: bool) -> int | None:
    return None if verdicts is None else verdicts.get((provider_id, judged), 0)


def _bans(session: Session) -> dict[int, date | None]:
    """Bans in force today by provider; None has no end."""
    today = clock.today()
    found = sql.select(col(Ban.provider_id), col(Ban.end)).where(
        col(Ban.start) <= today,
        sql.or_(col(Ban.end).is_(None), col(Ban.end) >= today),
        col(Ban.released_on).is_(None),
        col(Ban.revoked_on).is_(None),
    )
    return {row[0]: row[1] for row in session.execute(found.order_by(sql.nulls_last(col(Ban.end))))}


def _sorted(rows: list[ProviderRow], sort: str) -> list[ProviderRow]:
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in SORTS:
        name, descending = "over_line", True
    return by_value(rows, lambda row: _value(row, name), descending=descending)


def _value(row: ProviderRow, name: str) -> Decimal | None:
    match name:
        case "name":
            return Decimal(row.id)
        case "rate":
            return fraction(row.progress.done, row.progress.due)
        case "over_line":
            return None if row.over_line is None else Decimal(row.over_line)
    return Decimal(getattr(row.progress, name))
