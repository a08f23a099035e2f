"""Who is logged in: a row a browser, found by the hash of a random token that only the cookie holds.

These functions take no `Actor`: they are how one comes about. A session ends by log-out, by an hour
without use, after half a day, or when its account is disabled.
"""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from domain.errors import Full, NotFound
from domain.permissions import Action, Role
from models import engine
from models.account import Account, LoginSession
from models.unit import Unit
from services import clock
from services.actor import Actor
from services.audit import record
from services.use_case import INJECTED, command, query

COOKIE = "xiaohao_session"
IDLE = timedelta(hours=1)
ABSOLUTE = timedelta(hours=12)
TOUCH = timedelta(minutes=1)  # `seen_at` is written at most once a minute


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A valid session: the actor, and whether the password must be changed before anything else."""

    actor: Actor
    session_id: int
    must_change: bool


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of the caller's own sessions, for the page 我的账号."""

    id: int
    client: str
    created_at: datetime
    seen_at: datetime


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(account_id: int, client: str = "", *, session: Session) -> str:
    """Store a new session and return the token for the cookie; part of logging in."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    row = LoginSession(
        token_hash=digest(token),
        account_id=account_id,
        created_at=now,
        seen_at=now,
        expires_at=now + ABSOLUTE,
        client=client[:120],
    )
    session.add(row)
    return token


def find(token: str) -> SignedIn | None:
    """The session behind a token, or None when there is none, it has ended or its account is disabled."""
    if not token:
        return None
    with engine.reading() as session:
        found = session.exec(
            select(LoginSession, Account, Unit.name)
            .where(LoginSession.token_hash == digest(token))
            .where(LoginSession.account_id == Account.id, Account.unit_id == Unit.id)
        ).first()
    if found is None:
        return None
    row, account, unit_name = found
    if not account.active or not _is_open(row, clock.now()):
        return None
    _touch(row)
    actor = Actor(account.key, account.name, Role(account.role), account.unit_id, unit_name)
    return SignedIn(actor, row.key, account.must_change)


def _is_open(row: LoginSession, now: datetime) -> bool:
    return row.ended_at is None and now < row.expires_at and now - row.seen_at < IDLE


def _touch(row: LoginSession) -> None:
    now = clock.now()
    if now - row.seen_at < TOUCH:
        return
    with suppress(Full), engine.transaction() as session:  # without room people can still read
        session.execute(update(LoginSession).where(col(LoginSession.id) == row.key).values(seen_at=now))


def end_all(account_id: int, *, session: Session, keep: int | None = None) -> int:
    """End every open session of an account (but `keep`); how many there were. Part of other commands."""
    ended = session.execute(
        update(LoginSession)
        .where(col(LoginSession.account_id) == account_id, col(LoginSession.ended_at).is_(None))
        .where(col(LoginSession.id) != (keep or 0))
        .values(ended_at=clock.now())
        .returning(col(LoginSession.id))
    )
    return len(ended.all())


def log_out(token: str) -> None:
    """End the session behind a token; does nothing when it has ended already."""
    signed_in = find(token)
    if signed_in is None:
        return
    actor = signed_in.actor
    with engine.transaction() as session:
        ended = update(LoginSession).where(col(LoginSession.id) == signed_in.session_id)
        session.execute(ended.values(ended_at=clock.now()))
        record(actor, "account.log_out", "account", actor.account_id, "退出登录", session=session)


@query(Action.ACCOUNT_SELF)
def own_sessions(actor: Actor, *, session: Session = INJECTED) -> list[OwnSession]:
    """The caller's open sessions, newest first."""
    now = clock.now()
    rows = session.exec(
        select(LoginSession)
        .where(LoginSession.account_id == actor.account_id, col(LoginSession.ended_at).is_(None))
        .where(LoginSession.expires_at > now, LoginSession.seen_at > now - IDLE)
        .order_by(col(LoginSession.id).desc())
    ).all()
    return [OwnSession(row.key, row.client, row.created_at, row.seen_at) for row in rows]


@command(Action.ACCOUNT_SELF)
def end_own_session(actor: Actor, session_id: int, *, session: Session = INJECTED) -> None:
    """Log one of the caller's own browsers out."""
    row = session.get(LoginSession, session_id)
    if row is None or row.account_id != actor.account_id:
        raise NotFound("没有找到这个登录，可能已经退出。")
    row.ended_at = clock.now()
    record(actor, Action.ACCOUNT_SELF, "account", actor.account_id, "退出一个登录", session=session)


@command(Action.ACCOUNT_SELF)
def log_out_everywhere(actor: Actor, *, session: Session = INJECTED) -> int:
    """End every session of the caller, also this one; how many there were."""
    count = end_all(actor.account_id, session=session)
    record(
        actor,
        Action.ACCOUNT_SELF,
        "account",
        actor.account_id,
        f"退出全部登录（{count} 个）",
        session=session,
    )
    return count
