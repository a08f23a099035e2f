"""Accounts as the administrator reads them: one, or a filtered, sorted page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.permissions import Action, Role
from models.account import Account
from models.unit import Unit
from services.actor import Actor
from services.use_case import INJECTED, query


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the administrator sees it."""

    id: int
    username: str
    name: str
    role: Role
    unit_id: int
    unit_name: str
    active: bool
    must_change: bool
    locked_until: datetime | None
    last_login_at: datetime | None
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of accounts and how many there are in all."""

    rows: list[AccountView]
    total: int


_SORTS = {
    "username": Account.username,
    "name": Account.name,
    "role": Account.role,
    "unit_name": Unit.name,
    "last_login_at": Account.last_login_at,
    "created_at": Account.created_at,
}


def _view(row: Account, unit_name: str) -> AccountView:
    return AccountView(
        row.key,
        row.username,
        row.name,
        Role(row.role),
        row.unit_id,
        unit_name,
        row.active,
        row.must_change,
        row.locked_until,
        row.last_login_at,
        row.created_at,
        row.version,
    )


@query(Action.ACCOUNT_READ)
def search_accounts(
    actor: Actor,
    *,
    words: str = "",
    role: str = "",
    active: bool | None = None,
    unit_id: int | None = None,
    sort: str = "username",
    page: int = 1,
    size: int = 50,
    session: Session = INJECTED,
) -> AccountPage:
    """A page of accounts; two statements. `sort` is one of the columns shown, "-" in front for descending."""
    found = select(Account, Unit.name).where(Account.unit_id == Unit.id)
    if words:
        found = found.where(
            or_(
                *(
                    col(column).contains(words, autoescape=True)
                    for column in (Account.username, Account.name, Unit.name)
                )
            )
        )
    if role:
        found = found.where(Account.role == role)
    if active is not None:
        found = found.where(Account.active == active)
    if unit_id is not None:
        found = found.where(Account.unit_id == unit_id)
    total = session.exec(select(func.count()).select_from(found.subquery())).one()
    column = col(_SORTS.get(sort.removeprefix("-"), Account.username))
    order = column.desc() if sort.startswith("-") else column.asc()
    rows = session.exec(
        found.order_by(order.nulls_last(), col(Account.id)).offset((page - 1) * size).limit(size)
    ).all()
    return AccountPage([_view(row, unit_name) for row, unit_name in rows], total)


@query(Action.ACCOUNT_READ)
def read_account(actor: Actor, account_id: int, *, session: Session = INJECTED) -> AccountView:
    """One account."""
    found = select(Account, Unit.name).where(Account.unit_id == Unit.id, Account.id == account_id)
    row = session.exec(found).first()
    if row is None:
        raise NotFound("没有这个账号。")
    return _view(*row)
