"""Logging in: one answer for every failure, in the same time, and a wait that grows with each wrong try."""

from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, select

from domain.errors import Refused
from domain.permissions import Role
from models import engine
from models.account import Account
from models.unit import Unit
from services import clock, passwords
from services.actor import Actor
from services.audit import record
from services.sessions import open_session

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
WRONG = (
    "账号或密码不对，或者账号已停用、暂时锁定。连续输错后要等一会儿才能再试，每错一次等得更久；"
    "忘记密码请找系统管理员重置。"
)


def wait_after(failures: int) -> timedelta:
    """How long an account is locked after so many wrong passwords in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings: int = min(failures - FREE_TRIES, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def log_in(username: str, password: str, client: str = "") -> str:
    """The token for the cookie, or `Refused` with a sentence that does not tell which part was wrong."""
    with engine.reading() as session:
        known = _by_username(username, session=session)
    if known is None:
        passwords.spend_time(password)
        raise Refused(WRONG)
    right = passwords.matches(known.password_hash, password)
    renewed = (
        passwords.hash_password(password) if right and passwords.needs_rehash(known.password_hash) else ""
    )
    with engine.transaction() as session:
        token = _settle(known.key, right, renewed, client, session=session)
    if token is None:
        raise Refused(WRONG)
    return token


def _by_username(username: str, *, session: Session) -> Account | None:
    name = username.strip().lower()
    return session.exec(select(Account).where(func.lower(Account.username) == name)).first()


def _settle(account_id: int, right: bool, renewed: str, client: str, *, session: Session) -> str | None:
    """Count the try against the row as it is now; the token when it was a good one.

    Tries while the account is locked or disabled leave no entry: a stranger could fill the log with them.
    """
    now = clock.now()
    found = select(Account).where(Account.id == account_id).with_for_update()
    row = session.exec(found).one()
    if not row.active or _is_locked(row, now):
        return None
    if not right:
        _count_failure(row, now, session=session)
        return None
    row.failures, row.locked_until, row.last_login_at = 0, None, now
    row.password_hash = renewed or row.password_hash
    unit = session.get_one(Unit, row.unit_id)
    actor = Actor(row.key, row.name, Role(row.role), row.unit_id, unit.name)
    record(actor, "account.log_in", "account", row.key, "登录", session=session)
    return open_session(row.key, client, session=session)


def _is_locked(row: Account, now: datetime) -> bool:
    return row.locked_until is not None and now < row.locked_until


def _count_failure(row: Account, now: datetime, *, session: Session) -> None:
    row.failures += 1
    wait = wait_after(row.failures)
    row.locked_until = now + wait if wait else None
    locked = f"，锁定 {int(wait.total_seconds() // 60)} 分钟" if wait else ""
    record(
        None,
        "account.log_in_failed",
        "account",
        row.key,
        f"密码错误（连续第 {row.failures} 次）{locked}",
        session=session,
    )
