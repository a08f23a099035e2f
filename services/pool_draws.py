"""The draw of a provider for work out of a vendor pool: by lot, on the record, never one that is barred from it.

The draws of `services.draws` pick places to inspect; there a ban keeps nobody out, for whoever is barred is
inspected all the same while it hands its work over.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field
from sqlmodel import Session, col, select

from domain.draws import Candidate, Measure, Rule, draw_places, require_seed
from domain.errors import NotFound, WrongState
from domain.forms import Form, Text
from domain.permissions import Action
from domain.thresholds.verdicts import Outcome
from models.account import Account
from models.provider import Provider
from models.settlement import PoolDraw, PoolMember, VendorPool
from services import clock
from services.actor import Actor
from services.audit import record
from services.enforcement import Purpose, barred_ids, reach_of
from services.entry_rules import entries_of
from services.use_case import INJECTED, command, query

OBJECT = "vendor_pool"
_ONE_LOT = 0  # all members are drawn from together


class PoolDrawForm(Form):
    """What the work is, how many are drawn, the seed that the witnesses saw ("" takes a random one)."""

    title: Annotated[Text, Field(min_length=1, max_length=200)]
    count: Annotated[int, Field(ge=1, le=100)]
    seed: Annotated[Text, Field(max_length=64)] = ""
    witnesses: Annotated[Text, Field(min_length=1, max_length=300)]


@dataclass(frozen=True, slots=True)
class PoolDrawRow:
    """A draw as the pool's page shows it; `holds`: computed again from the record it gives the same result."""

    id: int
    title: str
    at: datetime
    drawn_by: str
    seed: str
    witnesses: str
    candidates: int
    drawn: Sequence[str]
    excluded: Sequence[tuple[str, str]]
    holds: bool


@command(Action.POOL_EDIT)
def draw_from_pool(
    actor: Actor, pool_id: int, values: Mapping[str, Any], *, session: Session = INJECTED
) -> int:
    """Draw members of a pool for a piece of work; those barred from it are left out, each with the reason."""
    form = PoolDrawForm.read(values)
    pool = session.get(VendorPool, pool_id)
    if pool is None:
        raise NotFound("没有这个供应商库。")
    seed = form.seed or secrets.token_hex(8)
    require_seed(seed)
    inside = _members(pool_id, session=session)
    barred = _left_out(pool, inside, session=session)
    free = [one for one in inside if one not in barred]
    if not free:
        raise WrongState(
            "库内没有可以抽取的单位：在库单位都在禁入、暂停期内或者不符合准入条件，或者库内没有单位。"
        )
    row = PoolDraw(
        pool_id=pool_id, title=form.title, seed=seed, candidates=free,
        excluded=[{"provider_id": one, "reason": barred[one]} for one in inside if one in barred],
        drawn=_lots(free, form.count, seed), witnesses=form.witnesses, drawn_by=actor.account_id,
        at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(
        actor, Action.POOL_EDIT, OBJECT, pool_id,
        f"从“{pool.name}”{len(free)}家中抽取{len(row.drawn)}家承接“{form.title}”，种子 {seed}",
        after=row.model_dump(exclude={"id", "at"}), session=session,
    )  # fmt: skip
    return row.key


def _left_out(pool: VendorPool, inside: Sequence[int], *, session: Session) -> dict[int, str]:
    """Members under a ban or suspension, and those that no longer meet an entry rule, each with the reason."""
    barred = barred_ids(clock.today(), session=session, purpose=Purpose.DRAW, reach=reach_of(pool))
    for provider in session.exec(select(Provider).where(col(Provider.id).in_(inside))).all():
        failed = [
            one for one in entries_of(provider, session=session) if one.outcome is Outcome.NOT_TRIGGERED
        ]
        if failed:
            barred.setdefault(provider.key, f"不符合准入条件：{failed[0].sentence}")
    return barred


def _members(pool_id: int, *, session: Session) -> list[int]:
    found = select(PoolMember.provider_id).where(
        PoolMember.pool_id == pool_id, col(PoolMember.removed_on).is_(None)
    )
    return list(session.exec(found.order_by(col(PoolMember.provider_id))).all())


def _lots(free: Sequence[int], count: int, seed: str) -> list[int]:
    rule = Rule(Measure.COUNT, Decimal(count))
    return draw_places([Candidate(one, _ONE_LOT) for one in free], rule, seed)


@query(Action.POOL_READ)
def list_pool_draws(actor: Actor, pool_id: int, *, session: Session = INJECTED) -> list[PoolDrawRow]:
    """Draws out of a pool, the latest first; a provider learns who was drawn. Two statements."""
    found = session.exec(
        select(PoolDraw, Account.name)
        .join(Account, col(Account.id) == col(PoolDraw.drawn_by))
        .where(PoolDraw.pool_id == pool_id)
        .order_by(col(PoolDraw.id).desc())
    ).all()
    ids = {one for row, _ in found for one in (*row.drawn, *(_excluded(each)[0] for each in row.excluded))}
    known = session.exec(select(Provider.id, Provider.name).where(col(Provider.id).in_(ids))) if ids else ()
    names = {key or 0: name for key, name in known}
    return [_row(row, who, names) for row, who in found]


def _row(row: PoolDraw, who: str, names: Mapping[int, str]) -> PoolDrawRow:
    again = _lots(row.candidates, len(row.drawn), row.seed)
    return PoolDrawRow(
        row.key, row.title, row.at, who, row.seed, row.witnesses, len(row.candidates),
        [names.get(one, "") for one in row.drawn],
        [(names.get(key, ""), reason) for key, reason in map(_excluded, row.excluded)], again == row.drawn,
    )  # fmt: skip


def _excluded(one: Mapping[str, object]) -> tuple[int, str]:
    return int(str(one["provider_id"])), str(one["reason"])
