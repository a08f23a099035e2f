"""Ways around a ban, each by two people or by a leader: its early end, and an override for one act."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.decisions import require_another
from domain.errors import Invalid, NotFound, WrongState
from domain.permissions import Action
from models.account import Account
from models.ban import Ban, BanOverride, BanRelease
from models.decision import Decision
from models.provider import Contract, Provider
from services import clock
from services.actor import Actor
from services.audit import record
from services.bans import OBJECT
from services.enforcement import PURPOSE_NAMES, Purpose, bars_on
from services.provider_access import bump, hold, visible_providers
from services.use_case import INJECTED, command, query


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A request to end a ban early."""

    id: int
    ban_id: int
    provider: str
    state: str
    reason: str
    asked_by: str
    asked_at: datetime
    opinion: str
    version: int


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """Somebody was let through: by whom, why, for what, and whether it was used."""

    id: int
    provider_id: int
    provider: str
    decision: str
    purpose: str
    leader: str
    reason: str
    at: datetime
    used_at: datetime | None
    contract: str


@command(Action.BAN_RELEASE_ASK)
def ask_release(actor: Actor, ban_id: int, version: int, reason: str, *, session: Session = INJECTED) -> int:
    """Ask for the early end of a ban; a leader decides."""
    ban = _effective(ban_id, version, session=session)
    text = _given(reason, "提前解除的理由")
    waiting = select(BanRelease.id).where(BanRelease.ban_id == ban_id, BanRelease.state == "asked")
    if session.exec(waiting).first() is not None:
        raise WrongState("这条禁入已有提前解除的申请在审批。")
    row = BanRelease(ban_id=ban_id, reason=text, asked_by=actor.account_id, asked_at=clock.now())
    session.add(row)
    bump(ban, {}, session=session)
    record(actor, Action.BAN_RELEASE_ASK, OBJECT, ban_id, "申请提前解除禁入", reason=text, session=session)
    return row.key


@command(Action.BAN_RELEASE_DECIDE)
def decide_release(
    actor: Actor, release_id: int, version: int, granted: bool, opinion: str, *, session: Session = INJECTED
) -> None:
    """Grant or refuse the early end; a granted one holds from today. Never by the person who asked."""
    row = hold(
        BanRelease, release_id, version, "提前解除申请", session=session,
        told_at=lambda release: (OBJECT, release.ban_id),
    )  # fmt: skip
    if row.state != "asked":
        raise WrongState("这份申请已经审批过。")
    require_another(row.asked_by, actor.account_id, "提前解除的申请")
    text = _given(opinion, "审批意见", "opinion")
    state = "granted" if granted else "refused"
    bump(
        row,
        {"state": state, "opinion": text, "decided_by": actor.account_id, "decided_at": clock.now()},
        session=session,
    )
    ban = session.exec(select(Ban).where(Ban.id == row.ban_id).with_for_update()).one()
    if granted:
        bump(ban, {"released_on": clock.today(), "release_reason": row.reason}, session=session)
    word = "批准提前解除禁入" if granted else "不同意提前解除禁入"
    record(
        actor, Action.BAN_RELEASE_DECIDE, OBJECT, ban.key, word, reason=text,
        after={"released_on": ban.released_on}, session=session,
    )  # fmt: skip


@command(Action.BAN_OVERRIDE)
def override_ban(
    actor: Actor, provider_id: int, purpose: str, reason: str, *, session: Session = INJECTED
) -> list[int]:
    """Let a barred provider through once, for one purpose; every ban in its way gets its own entry."""
    if purpose not in set(Purpose):
        raise Invalid({"purpose": "请选择特批的事项"})
    text = _given(reason, "特批的理由")
    provider = session.get(Provider, provider_id)
    if provider is None:
        raise NotFound("没有这家服务单位。")
    bars = bars_on(provider, clock.today(), session=session, purpose=Purpose(purpose))
    if not bars:
        raise WrongState(f"“{provider.name}”目前没有限制这一事项的禁入或暂停，不需要特批。")
    rows = [
        BanOverride(
            ban_id=bar.ban_id, provider_id=provider_id, purpose=purpose, account_id=actor.account_id,
            reason=text, at=clock.now(),
        )
        for bar in bars
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    for row in rows:
        record(
            actor, Action.BAN_OVERRIDE, OBJECT, row.ban_id,
            f"特批“{provider.name}”{PURPOSE_NAMES[Purpose(purpose)]}", reason=text,
            after={"override_id": row.key, "provider_id": provider_id}, session=session,
        )  # fmt: skip
    return [row.key for row in rows]


@query(Action.BAN_READ)
def list_overrides(actor: Actor, *, limit: int = 50, session: Session = INJECTED) -> list[OverrideRow]:
    """Who was let through in spite of a ban, the latest first; for the dashboard. One statement."""
    columns = (BanOverride, col(Provider.name), col(Decision.number), col(Account.name), col(Contract.number))
    found = session.execute(
        sql.select(*columns)
        .join(Provider, col(Provider.id) == col(BanOverride.provider_id))
        .join(Ban, col(Ban.id) == col(BanOverride.ban_id))
        .join(Decision, col(Decision.id) == col(Ban.decision_id))
        .join(Account, col(Account.id) == col(BanOverride.account_id))
        .outerjoin(Contract, col(Contract.id) == col(BanOverride.contract_id))
        .where(visible_providers(actor, Action.BAN_READ))
        .order_by(col(BanOverride.id).desc())
        .limit(limit)
    ).all()
    return [
        OverrideRow(
            row.key, row.provider_id, name, number, PURPOSE_NAMES[Purpose(row.purpose)], leader, row.reason,
            row.at, row.used_at, contract or "",
        )
        for row, name, number, leader, contract in found
    ]  # fmt: skip


@query(Action.BAN_READ)
def list_releases(
    actor: Actor, *, ban_id: int | None = None, waiting: bool = False, session: Session = INJECTED
) -> list[ReleaseRow]:
    """Requests to end a ban early, the latest first."""
    found = (
        select(BanRelease, Provider.name, Account.name)
        .join(Ban, col(Ban.id) == col(BanRelease.ban_id))
        .join(Provider, col(Provider.id) == col(Ban.provider_id))
        .join(Account, col(Account.id) == col(BanRelease.asked_by))
        .where(visible_providers(actor, Action.BAN_READ))
    )
    if ban_id is not None:
        found = found.where(BanRelease.ban_id == ban_id)
    if waiting:
        found = found.where(BanRelease.state == "asked")
    return [
        ReleaseRow(
            row.key, row.ban_id, name, row.state, row.reason, asker, row.asked_at, row.opinion, row.version
        )
        for row, name, asker in session.exec(found.order_by(col(BanRelease.id).desc())).all()
    ]


def _effective(ban_id: int, version: int, *, session: Session) -> Ban:
    ban = hold(Ban, ban_id, version, "禁入", session=session)
    today = clock.today()
    over = ban.end is not None and ban.end < today
    if over or ban.released_on is not None or ban.revoked_on is not None:
        raise WrongState("这条禁入已经期满、解除或者撤销，不需要提前解除。")
    return ban


def _given(text: str, what: str, field: str = "reason") -> str:
    if not text.strip():
        raise Invalid({field: f"请填写{what}"})
    return text.strip()[:2000]
