"""Accounts: create, change, disable, reset; and what a person does with the own one.

A temporary password is generated, returned once and never stored in the clear; whoever gets it must
change it at the first log-in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func
from sqlmodel import Session, col, select

from domain.account_rules import AccountForm, account_problems, role_problem
from domain.errors import Invalid, NotFound
from domain.passwords import check_password
from domain.permissions import ROLE_NAMES, Action, Role
from domain.units import UnitKind
from models.account import Account
from models.unit import Unit
from services import clock, passwords, sessions
from services.actor import Actor
from services.audit import Change, changed, record, record_all
from services.conflicts import stale
from services.use_case import INJECTED, command


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A created account; `temporary_password` is shown once and then forgotten."""

    id: int
    username: str
    temporary_password: str = field(repr=False)


@command(Action.ACCOUNT_EDIT)
def create_account(actor: Actor, form: AccountForm, *, session: Session = INJECTED) -> NewAccount:
    """One account with a temporary password."""
    return create_accounts(actor, [form], session=session)[0]


@command(Action.ACCOUNT_EDIT)
def create_accounts(
    actor: Actor, forms: Sequence[AccountForm], *, shared_password: str = "", session: Session = INJECTED
) -> list[NewAccount]:
    """Several accounts at once, all or none.

    shared_password: one password for all of them that need not be changed, hashed once; only for the
    demonstration district. Without it each gets its own temporary one.
    """
    rows = [_checked(form, session=session) for form in forms]
    shared = passwords.hash_password(shared_password) if shared_password else ""
    secrets = [shared_password or passwords.temporary_password() for _ in rows]
    for row, secret in zip(rows, secrets, strict=True):
        row.password_hash = shared or passwords.hash_password(secret)
        row.must_change = not shared
    session.add_all(rows)
    session.flush()
    changes = [
        Change("account", row.key, f"新建账号“{row.username}”（{row.name}）", {}, _plain(row)) for row in rows
    ]
    record_all(actor, Action.ACCOUNT_EDIT, changes, session=session)
    return [NewAccount(row.key, row.username, secret) for row, secret in zip(rows, secrets, strict=True)]


def _checked(form: AccountForm, *, session: Session) -> Account:
    clean = form.trimmed()
    problems = account_problems(clean)
    if "username" not in problems and _username_taken(clean.username, session=session):
        problems["username"] = f"账号“{clean.username}”已有人使用，请换一个。"
    unit = session.get(Unit, clean.unit_id)
    if problem := role_problem(clean.role, UnitKind(unit.kind) if unit and unit.active else None):
        problems["unit_id"] = problem
    if problems:
        raise Invalid(problems)
    return Account(
        username=clean.username,
        name=clean.name,
        role=clean.role.value,
        unit_id=clean.unit_id,
        password_hash="",
        created_at=clock.now(),
    )


def _username_taken(username: str, *, session: Session) -> bool:
    return (
        session.exec(select(Account.id).where(func.lower(Account.username) == username.lower())).first()
        is not None
    )


def _plain(row: Account) -> dict[str, object]:
    return {
        "username": row.username,
        "name": row.name,
        "role": row.role,
        "unit_id": row.unit_id,
        "active": row.active,
    }


@command(Action.ACCOUNT_EDIT)
def edit_account(
    actor: Actor, account_id: int, form: AccountForm, version: int, *, session: Session = INJECTED
) -> None:
    """Change name, role or unit; the user name stays. A new role or unit logs the person out everywhere."""
    row = _to_change(account_id, version, session=session)
    clean = form.trimmed()
    problems = account_problems(clean)
    unit = session.get(Unit, clean.unit_id)
    if problem := role_problem(clean.role, UnitKind(unit.kind) if unit and unit.active else None):
        problems["unit_id"] = problem
    if problems:
        raise Invalid(problems)
    _keep_an_admin(row, stays=clean.role is Role.ADMIN and row.active, session=session)
    old = _plain(row)
    row.name, row.role, row.unit_id = clean.name, clean.role.value, clean.unit_id
    before, after = changed(old, _plain(row))
    if not after:
        return
    row.version += 1
    if {"role", "unit_id"} & set(after):
        sessions.end_all(account_id, session=session)
    record(
        actor,
        Action.ACCOUNT_EDIT,
        "account",
        account_id,
        f"修改账号“{row.username}”",
        before=before,
        after=after,
        session=session,
    )


@command(Action.ACCOUNT_EDIT)
def reset_password(
    actor: Actor, account_id: int, version: int, *, reason: str, session: Session = INJECTED
) -> NewAccount:
    """A new temporary password; ends all sessions and unlocks."""
    _require_reason(reason)
    row = _to_change(account_id, version, session=session)
    secret = passwords.temporary_password()
    row.password_hash = passwords.hash_password(secret)
    row.must_change, row.failures, row.locked_until = True, 0, None
    row.version += 1
    sessions.end_all(account_id, session=session)
    record(
        actor,
        Action.ACCOUNT_EDIT,
        "account",
        account_id,
        f"重置账号“{row.username}”的密码",
        reason=reason.strip(),
        session=session,
    )
    return NewAccount(row.key, row.username, secret)


@command(Action.ACCOUNT_EDIT)
def set_account_active(
    actor: Actor, account_id: int, version: int, *, active: bool, reason: str, session: Session = INJECTED
) -> None:
    """Disable or enable an account; disabling logs out at once."""
    _require_reason(reason)
    row = _to_change(account_id, version, session=session)
    if account_id == actor.account_id and not active:
        raise Invalid({"": "不能停用自己的账号，请由另一位系统管理员办理。"})
    _keep_an_admin(row, stays=active, session=session)
    row.active = active
    row.version += 1
    if not active:
        sessions.end_all(account_id, session=session)
    record(
        actor,
        Action.ACCOUNT_EDIT,
        "account",
        account_id,
        f"{'启用' if active else '停用'}账号“{row.username}”",
        before={"active": not active},
        after={"active": active},
        reason=reason.strip(),
        session=session,
    )


@command(Action.ACCOUNT_SELF)
def change_password(
    actor: Actor,
    old: str,
    new: str,
    repeated: str,
    *,
    keep_session: int | None = None,
    session: Session = INJECTED,
) -> None:
    """The own password; ends all other sessions."""
    row = session.get(Account, actor.account_id)
    if row is None or not passwords.matches(row.password_hash, old):
        raise Invalid({"old": "原密码不对。"})
    if new != repeated:
        raise Invalid({"repeated": "两次输入的新密码不一样。"})
    if new == old:
        raise Invalid({"new": "新密码不能和原密码相同。"})
    normal = check_password(new, username=row.username, name=row.name, field="new")
    row.password_hash = passwords.hash_password(normal)
    row.must_change = False
    row.version += 1
    sessions.end_all(row.key, keep=keep_session, session=session)
    record(actor, Action.ACCOUNT_SELF, "account", row.key, "修改自己的密码", session=session)


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid({"reason": "请写明原因。"})


def _to_change(account_id: int, version: int, *, session: Session) -> Account:
    row = session.exec(select(Account).where(Account.id == account_id).with_for_update()).first()
    if row is None:
        raise NotFound("没有这个账号。")
    if row.version != version:
        raise stale(f"账号“{row.username}”", "account", row.key, session=session)
    return row


def _keep_an_admin(row: Account, *, stays: bool, session: Session) -> None:
    """There must be an active administrator left."""
    if stays or row.role != Role.ADMIN.value:
        return
    others = select(func.count()).where(
        Account.role == Role.ADMIN.value, col(Account.active), Account.id != row.id
    )
    if not session.exec(others).one():
        raise Invalid({"role": f"这是最后一个在用的{ROLE_NAMES[Role.ADMIN]}账号，不能停用或改作他用。"})
