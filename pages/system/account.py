"""账号详情: one account, what can be done with it, what was done."""

import streamlit as st

from domain.account_rules import UNIT_KINDS_OF, AccountForm
from domain.permissions import ROLE_NAMES, Action, Role
from services.account_lists import AccountView, read_account
from services.accounts import edit_account, reset_password, set_account_active
from services.audit_search import account_timeline
from services.units import unit_choices
from ui.badges import Badge
from ui.forms import Form, confirmed
from ui.guard import guard, required
from ui.links import id_param, page_url
from ui.page import facts, page_head, section
from ui.secret import keep_secret, show_secret
from ui.timeline import show_timeline
from ui.wording import moment_text

ROLES = {role.value: name for role, name in ROLE_NAMES.items()}


def edit(account: AccountView) -> None:
    """Name, role, unit."""
    form = Form(
        f"account-{account.id}",
        version=account.version,
        initial={
            "name": account.name,
            "role": account.role.value,
            "unit_id": str(account.unit_id),
        },
    )
    name = form.text("name", "姓名", required=True, max_chars=40)
    role = form.choice("role", "身份", ROLES, required=True)
    units = unit_choices(actor, kinds=UNIT_KINDS_OF[Role(role)]) if role else {}
    unit = form.choice("unit_id", "单位", units, required=True)
    if form.submit("保存修改", help="改了身份或单位，本人要重新登录") and form.filled(
        role="请选择身份。", unit_id="请选择单位。"
    ):
        with form.told():
            new = AccountForm(account.username, name, Role(role), int(unit))
            edit_account(actor, account.id, new, form.version)
            form.done("已保存。")
            st.rerun()


def reset(account: AccountView) -> None:
    """A new temporary password."""
    with confirmed(f"reset-{account.id}", "重置密码", version=account.version) as form:
        st.caption("生成一个临时密码，本人现有的登录全部退出，锁定解除。")
        reason = form.reason("重置理由", placeholder="例如：本人忘记密码，已核对身份")
        if form.submit("重置密码", danger=True):
            with form.told():
                made = reset_password(actor, account.id, form.version, reason=reason)
                form.done("密码已重置。")
                keep_secret(made.username, made.temporary_password)
                st.rerun()


def switch(account: AccountView) -> None:
    """Disable or enable."""
    word = "停用" if account.active else "启用"
    with confirmed(f"switch-{account.id}", f"{word}账号", version=account.version) as form:
        reason = form.reason(f"{word}理由")
        if form.submit(f"{word}账号", danger=True):
            with form.told():
                set_account_active(actor, account.id, form.version, active=not account.active, reason=reason)
                form.done(f"账号已{word}。")
                st.rerun()


actor = guard(Action.ACCOUNT_READ)
with required():
    account = read_account(actor, id_param())
state = Badge("在用", "●", "good") if account.active else Badge("停用", "×", "ended")
page_head(
    f"{account.name}（{account.username}）", where=["系统", ("账号", page_url("accounts"))], badges=[state]
)
show_secret()
facts(
    {
        "身份": ROLE_NAMES[account.role],
        "单位": account.unit_name,
        "最近登录": moment_text(account.last_login_at),
        "建立时间": moment_text(account.created_at),
        "首次改密": "还没有" if account.must_change else "已完成",
    }
)
left, right = st.columns(2, gap="large")
with left:
    section("修改")
    edit(account)
    reset(account)
    switch(account)
with right:
    section("变更记录")
    show_timeline(account_timeline(actor, account.id))
