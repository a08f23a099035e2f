"""账号: who can log in, as what, for which unit?"""

import streamlit as st

from domain.permissions import ROLE_NAMES, Action
from services import clock
from services.account_lists import AccountView, search_accounts
from ui.badges import Badge
from ui.guard import guard
from ui.links import open_page
from ui.listing import Listing
from ui.page import page_head
from ui.table import Cell, Column
from ui.wording import moment_cell

COLUMNS = (
    Column("username", "账号", sort=True),
    Column("name", "姓名", sort=True),
    Column("role", "身份", sort=True),
    Column("unit_name", "单位", sort=True),
    Column("state", "状态"),
    Column("last_login_at", "最近登录", sort=True),
    Column("created_at", "建立时间", sort=True),
)
ROLES = {role.value: name for role, name in ROLE_NAMES.items()}


def state_of(account: AccountView) -> Badge:
    """One word on whether this person can log in."""
    if not account.active:
        return Badge("停用", "×", "ended")
    if account.locked_until and account.locked_until > clock.now():
        return Badge("暂时锁定", "■", "late")
    if account.must_change:
        return Badge("待首次改密", "▲", "soon")
    return Badge("正常", "●", "good")


def line(account: AccountView) -> dict[str, Cell]:
    """A row of the list."""
    return {
        "id": account.id,
        "username": account.username,
        "name": account.name,
        "role": ROLE_NAMES[account.role],
        "unit_name": account.unit_name,
        "state": state_of(account),
        "last_login_at": moment_cell(account.last_login_at),
        "created_at": moment_cell(account.created_at),
    }


actor = guard(Action.ACCOUNT_READ)
with page_head("账号", where=["系统"]):
    if st.button("新建账号", type="primary", key="new"):
        open_page("account_new")

view = Listing("accounts", default_sort="username")
with view.filters():
    words = view.text("q", "账号、姓名或单位")
    role = view.choice("role", "身份", ROLES)
    state = view.choice("state", "状态", {"1": "在用", "0": "停用"})
found = search_accounts(
    actor,
    words=words,
    role=role,
    active=None if not state else state == "1",
    sort=view.sort,
    page=view.page,
    size=view.size,
)
view.count(found.total)
view.table(
    [line(account) for account in found.rows], COLUMNS, total=found.total, opens="account", caption="账号"
)
