"""A temporary password, shown once to the administrator who has just made it."""

import streamlit as st

from ui.state import leave, read_note

_NOTE = "new-account"


def keep_secret(username: str, password: str) -> None:
    """To be shown on the next page."""
    leave(_NOTE, (username, password))


def show_secret() -> bool:
    """Show what `keep_secret` was given, once; whether there was anything."""
    found = read_note(_NOTE)
    if not found:
        return False
    username, password = found
    with st.container(border=True):
        st.markdown(f"账号 **{username}** 的临时密码（只显示这一次，离开本页后无法再看）：")
        st.code(password, language=None)
        st.caption("请当面或电话告诉本人。本人首次登录时必须改成自己的密码。")
    return True
