"""新建账号: a person, a role, a unit; the temporary password is shown once."""

import streamlit as st

from domain.account_rules import UNIT_KINDS_OF, AccountForm
from domain.permissions import ROLE_NAMES, Action, Role
from services.accounts import create_account
from services.units import unit_choices
from ui.forms import Form
from ui.guard import guard
from ui.links import page_link, page_url
from ui.page import page_head
from ui.secret import keep_secret, show_secret

ROLES = {role.value: name for role, name in ROLE_NAMES.items()}

actor = guard(Action.ACCOUNT_EDIT)
page_head("新建账号", where=["系统", ("账号", page_url("accounts"))])
if show_secret():
    page_link("返回账号列表", "accounts")
    st.divider()

with Form("account-new", narrow=True) as form:
    role = form.choice("role", "身份", ROLES, required=True)
    units = unit_choices(actor, kinds=UNIT_KINDS_OF[Role(role)]) if role else {}
    unit = form.choice(
        "unit_id",
        "单位",
        units,
        required=True,
        help="先选身份，再选这个身份可以在的单位；部门的经办人要自查、整改、审核下属单位的，身份选“基层单位”",
    )
    name = form.text("name", "姓名", required=True, max_chars=40)
    username = form.text("username", "账号", required=True, max_chars=40, help="登录用，字母、数字或 _ . @ -")
    if form.submit("建立账号") and form.filled(role="请选择身份。", unit_id="请选择单位。"):
        with form.told():
            made = create_account(actor, AccountForm(username, name, Role(role), int(unit)))
            form.done(f"账号“{made.username}”已建立。")
            keep_secret(made.username, made.temporary_password)
            st.rerun()
