"""我的账号: the own password, and where one is logged in."""

import streamlit as st

from domain.passwords import SHORTEST
from domain.permissions import ROLE_NAMES, Action
from services.accounts import change_password
from services.sessions import end_own_session, log_out_everywhere, own_sessions
from ui.forms import Form
from ui.guard import guard, told
from ui.page import facts, flash, page_head, section
from ui.session import current_session_id
from ui.wording import moment_text

actor = guard(Action.ACCOUNT_SELF)
this_one = current_session_id()
page_head("我的账号")
facts({"姓名": actor.name, "身份": ROLE_NAMES[actor.role], "单位": actor.unit_name})

left, right = st.columns(2, gap="large")

with left:
    section("修改密码", "修改后，其他地方的登录会全部退出")
    with Form("own-password") as form:
        old = form.password("old", "现在的密码", autocomplete="current-password")
        new = form.password("new", f"新密码（至少 {SHORTEST} 个字符）", autocomplete="new-password")
        repeated = form.password("repeated", "再输一次新密码", autocomplete="new-password")
        if form.submit("修改密码"):
            with form.told():
                change_password(actor, old, new, repeated, keep_session=this_one)
                form.done("密码已修改。")
                st.rerun()

with right:
    section("正在登录的地方", "不是您本人的，请立即退出并修改密码")
    for one in own_sessions(actor):
        place, act = st.columns([4, 1], vertical_alignment="center")
        mine = "（就是这里）" if one.id == this_one else ""
        seen = f"登录于 {moment_text(one.created_at)}，最近使用 {moment_text(one.seen_at)}"
        place.markdown(f"{one.client}{mine}  \n:gray[{seen}]")
        if not mine and act.button("退出", key=f"end-{one.id}"):
            with told():
                end_own_session(actor, one.id)
                flash("已退出那个登录。")
                st.rerun()
    if st.button("退出全部登录", help="包括这里；之后需要重新登录", key="everywhere"):
        log_out_everywhere(actor)
        st.rerun()
