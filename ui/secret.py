"""A temporary password, shown once to the administrator who has just made it."""

import streamlit as st


def show_secret() -> bool:
    """Show what `st.session_state["secret"]` holds, and forget it; whether there was anything."""
    kept = st.session_state.pop("secret", None)
    if not kept:
        return False
    username, password = kept
    with st.container(border=True):
        st.markdown(f"账号 **{username}** 的临时密码（只显示这一次，离开本页后无法再看）：")
        st.code(password, language=None)
        st.caption("请当面或电话告诉本人。本人首次登录时必须改成自己的密码。")
    return True
