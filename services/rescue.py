"""The way back in for administrators who lost their password: on the server's terminal, and never in silence.

Whoever may run programs on the data folder takes the place of an `Actor` here.
"""

from sqlmodel import Session, col, select

from domain.errors import Invalid, NotFound
from domain.permissions import Action, Role
from models import engine
from models.account import Account
from services import passwords, sessions
from services.accounts import NewAccount
from services.audit import record

REASON = "在服务器终端重置"


def reset_admin(username: str = "") -> NewAccount:
    """A temporary password for the named administrator, or for the only one; unlocks and logs out everywhere.

    Raises `NotFound` where there is no such active administrator, `Invalid` where a name is needed.
    """
    secret = passwords.temporary_password()
    hashed = passwords.hash_password(secret)
    with engine.transaction() as session:
        row = _the_one(username.strip().lower(), session)
        row.password_hash = hashed
        row.must_change, row.failures, row.locked_until = True, 0, None
        row.version += 1
        session.add(row)
        sessions.end_all(row.key, session=session)
        told = f"重置账号“{row.username}”的密码"
        record(None, Action.ACCOUNT_EDIT, "account", row.key, told, reason=REASON, session=session)
    return NewAccount(row.key, row.username, secret)


def _the_one(username: str, session: Session) -> Account:
    admins = session.exec(
        select(Account)
        .where(Account.role == Role.ADMIN.value, col(Account.active))
        .order_by(col(Account.id))
        .with_for_update()
    ).all()
    wanted = [row for row in admins if username in ("", row.username.lower())]
    if not wanted:
        raise NotFound("没有这个在用的系统管理员账号。其他身份的密码由系统管理员在“账号”里重置。")
    if len(wanted) > 1:
        names = "、".join(row.username for row in wanted)
        raise Invalid({"username": f"有几个系统管理员，请写明重置哪一个：{names}。"})
    return wanted[0]
