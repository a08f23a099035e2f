"""Vendor pools: entry by conditions (never while barred), evaluation, removal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sql
from pydantic import Field
from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from models.provider import Provider
from models.settlement import PoolMember, VendorPool
from services import clock
from services.actor import Actor
from services.audit import record
from services.enforcement import Purpose, barred_ids, reach_of, require_not_barred
from services.entry_rules import require_admitted
from services.places import place_names, reach_words
from services.provider_access import bump, find_provider, hold, visible_providers
from services.use_case import INJECTED, command, query

OBJECT = "vendor_pool"


class PoolForm(Form):
    """A pool with its entry conditions in words, and the document they stand in."""

    name: Annotated[Text, Field(min_length=1, max_length=100)]
    basis: Annotated[Text, Field(min_length=1, max_length=300)]
    conditions: tuple[Text, ...]
    area: tuple[int, ...] = ()
    service: Annotated[Text, Field(max_length=100)] = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A provider in a pool."""

    id: int
    provider_id: int
    provider: str
    entered_on: date
    evaluations: Sequence[Mapping[str, object]]
    removed_on: date | None
    removal_reason: str
    barred: str
    version: int


@dataclass(frozen=True, slots=True)
class PoolView:
    """A pool with its members, those that left it last."""

    id: int
    name: str
    basis: str
    reach: str
    conditions: Sequence[str]
    members: Sequence[MemberRow]
    version: int


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A pool as the list shows it; reach: where and for which service, empty for everything."""

    id: int
    name: str
    basis: str
    reach: str
    members: int


@command(Action.POOL_EDIT)
def create_pool(actor: Actor, values: Mapping[str, Any], *, session: Session = INJECTED) -> int:
    """A new pool."""
    form = PoolForm.read(values)
    conditions = [one for one in form.conditions if one]
    if not conditions:
        raise Invalid({"conditions": "请至少写一条入库条件"})
    if session.exec(select(VendorPool.id).where(VendorPool.name == form.name)).first() is not None:
        raise Invalid({"name": f"供应商库“{form.name}”已经存在"})
    row = VendorPool(
        name=form.name, basis=form.basis, conditions=conditions, area=list(form.area), service=form.service,
        created_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.POOL_EDIT, OBJECT, row.key, f"建立供应商库“{row.name}”",
        after={"conditions": conditions, "basis": row.basis, "area": row.area, "service": row.service}, session=session,
    )  # fmt: skip
    return row.key


@command(Action.POOL_EDIT)
def enter_pool(
    actor: Actor, pool_id: int, provider_id: int, met: Mapping[str, bool], *, session: Session = INJECTED
) -> int:
    """Put a provider into a pool: every condition met, and not barred."""
    pool = session.get(VendorPool, pool_id)
    if pool is None:
        raise NotFound("没有这个供应商库。")
    provider = find_provider(actor, provider_id, Action.POOL_EDIT, session=session)
    missing = [one for one in pool.conditions if not met.get(one)]
    if missing:
        raise Invalid({"conditions": f"不符合入库条件：{'；'.join(missing)}"})
    there = select(PoolMember.id).where(
        PoolMember.pool_id == pool_id, PoolMember.provider_id == provider_id,
        col(PoolMember.removed_on).is_(None),
    )  # fmt: skip
    if session.exec(there).first() is not None:
        raise WrongState(f"“{provider.name}”已经在库内。")
    require_not_barred(provider, clock.today(), Purpose.POOL, reach=reach_of(pool), session=session)
    require_admitted(provider, Purpose.POOL, session=session)
    row = PoolMember(
        pool_id=pool_id, provider_id=provider_id, entered_on=clock.today(), conditions_met=dict(met),
        entered_by=actor.account_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.POOL_EDIT, "provider", provider_id, f"“{provider.name}”进入供应商库“{pool.name}”",
        after={"pool": pool.name}, session=session,
    )  # fmt: skip
    return row.key


@command(Action.POOL_EDIT)
def evaluate_member(
    actor: Actor, member_id: int, version: int, result: str, opinion: str, *, session: Session = INJECTED
) -> None:
    """Record an evaluation of a member."""
    row = _member(member_id, version, session=session)
    if not result.strip() or not opinion.strip():
        raise Invalid({"result" if not result.strip() else "opinion": "请填写评价结果和依据"})
    entry: dict[str, object] = {
        "on": clock.today().isoformat(), "result": result.strip()[:40], "opinion": opinion.strip()[:1000],
        "by": actor.name,
    }  # fmt: skip
    bump(row, {"evaluations": [*row.evaluations, entry]}, session=session)
    record(
        actor, Action.POOL_EDIT, "provider", row.provider_id, f"供应商评价：{entry['result']}",
        after=entry, session=session,
    )  # fmt: skip


@command(Action.POOL_EDIT)
def remove_member(
    actor: Actor, member_id: int, version: int, reason: str, *, session: Session = INJECTED
) -> None:
    """Take a provider out of a pool, with a reason; the row stays."""
    row = _member(member_id, version, session=session)
    if not reason.strip():
        raise Invalid({"opinion": "请写明出库的原因"})
    values = {"removed_on": clock.today(), "removal_reason": reason.strip()[:2000]}
    bump(row, values, session=session)
    record(
        actor, Action.POOL_EDIT, "provider", row.provider_id, "移出供应商库", reason=reason.strip(),
        session=session,
    )  # fmt: skip


def _member(member_id: int, version: int, *, session: Session) -> PoolMember:
    row = hold(
        PoolMember, member_id, version, "供应商库", session=session,
        told_at=lambda member: ("provider", member.provider_id),
    )  # fmt: skip
    if row.removed_on is not None:
        raise WrongState("这家单位已经出库。")
    return row


@query(Action.POOL_READ)
def list_pools(actor: Actor, *, session: Session = INJECTED) -> list[PoolRow]:
    """All pools with how many providers are in each. Two statements at most."""
    inside = (
        sql.select(col(PoolMember.pool_id), func.count().label("members"))
        .where(col(PoolMember.removed_on).is_(None))
        .group_by(col(PoolMember.pool_id))
        .subquery()
    )
    found = session.execute(
        sql.select(VendorPool, inside.c.members)
        .outerjoin(inside, inside.c.pool_id == VendorPool.id)
        .order_by(col(VendorPool.name))
    ).all()
    names = place_names([row for row, _ in found], session=session)
    return [
        PoolRow(row.key, row.name, row.basis, reach_words(row, names), members or 0) for row, members in found
    ]


@query(Action.POOL_READ)
def read_pool(actor: Actor, pool_id: int, *, session: Session = INJECTED) -> PoolView:
    """One pool with its members; a provider sees only itself."""
    pool = session.get(VendorPool, pool_id)
    if pool is None:
        raise NotFound("没有这个供应商库。")
    barred = barred_ids(clock.today(), session=session, reach=reach_of(pool))
    found = session.execute(
        sql.select(PoolMember, col(Provider.name))
        .join(Provider, col(Provider.id) == col(PoolMember.provider_id))
        .where(col(PoolMember.pool_id) == pool_id, visible_providers(actor, Action.POOL_READ))
        .order_by(col(PoolMember.removed_on).is_not(None), col(Provider.name))
    )
    members = [
        MemberRow(
            row.key, row.provider_id, name, row.entered_on, row.evaluations, row.removed_on,
            row.removal_reason, barred.get(row.provider_id, ""), row.version,
        )
        for row, name in found
    ]  # fmt: skip
    reach = reach_words(pool, place_names([pool], session=session))
    return PoolView(pool.key, pool.name, pool.basis, reach, pool.conditions, members, pool.version)
