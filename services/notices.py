"""通知: messages to the actor's unit, read or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action
from models.account import Account
from models.campaign import Campaign
from models.document import Notice
from services import clock
from services.actor import Actor
from services.audit import record
from services.use_case import INJECTED, command, query

SIZE = 50


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A message; `link` is the address of the page it is about, "" when there is none."""

    id: int
    text: str
    link: str
    campaign: str
    sender: str
    at: datetime
    read: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page of messages, newest first. total: of the filtered ones; unread: of all."""

    rows: tuple[NoticeRow, ...]
    total: int
    unread: int


@query(Action.NOTICE_READ)
def list_notices(
    actor: Actor,
    *,
    unread_only: bool = False,
    words: str = "",
    page: int = 1,
    size: int = SIZE,
    session: Session = INJECTED,
) -> NoticePage:
    """Messages to the actor's unit. Two statements."""
    conditions = [col(Notice.unit_id) == actor.unit_id]
    if unread_only:
        conditions.append(col(Notice.read_at).is_(None))
    if words:
        conditions.append(col(Notice.text).contains(words, autoescape=True))
    wanted = sql.func.count().filter(*conditions)
    unread = sql.func.count().filter(col(Notice.read_at).is_(None))
    counts = session.execute(sql.select(wanted, unread).where(col(Notice.unit_id) == actor.unit_id)).one()
    found: Any = (
        sql.select(Notice, col(Campaign.name).label("campaign"), col(Account.name).label("sender"))
        .outerjoin(Campaign, col(Campaign.id) == col(Notice.campaign_id))
        .outerjoin(Account, col(Account.id) == col(Notice.sent_by))
        .where(*conditions)
        .order_by(col(Notice.id).desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    rows = tuple(_row(notice, campaign, sender) for notice, campaign, sender in session.execute(found))
    return NoticePage(rows, counts[0], counts[1])


def _row(notice: Notice, campaign: str | None, sender: str | None) -> NoticeRow:
    return NoticeRow(
        notice.key,
        notice.text,
        notice.link,
        campaign or "",
        sender or "系统",
        notice.at,
        notice.read_at is not None,
    )


@command(Action.NOTICE_READ)
def mark_read(actor: Actor, notice_ids: Sequence[int], *, session: Session = INJECTED) -> int:
    """Note that the unit has read these messages; the number that were new. `NotFound` for others' messages."""
    wanted = sorted(set(notice_ids))
    mine = select(Notice).where(col(Notice.id).in_(wanted), col(Notice.unit_id) == actor.unit_id)
    rows = session.exec(mine.with_for_update()).all()
    if len(rows) < len(wanted):
        raise NotFound("找不到这条通知，或者它不是发给您单位的。")
    fresh = [row for row in rows if row.read_at is None]
    for row in fresh:
        row.read_at = clock.now()
        session.add(row)
    if fresh:
        keys = [row.key for row in fresh]
        record(
            actor, Action.NOTICE_READ, "notice", keys[0], f"阅读通知{len(keys)}条", session=session,
            after={"notices": keys},
        )  # fmt: skip
    return len(fresh)
