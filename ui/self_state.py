"""Widgets of the self-inspection form that save each change at once and follow what the database says.

A widget takes the stored value whenever its version is new to this tab, so a colleague's change shows up.
What somebody typed and could not save is kept and shown, so that it can be copied.
"""

from collections.abc import Callable

import streamlit as st

from domain.errors import Told
from ui.plain import plain
from ui.state import assign

TROUBLE = "self-trouble"


def follow(key: str, value: object, version: object) -> str:
    """Let the widget `key` show the stored value when it is newer than what this tab has seen."""
    if st.session_state.get(f"{key}@") != version or key not in st.session_state:
        assign(key, value)
        st.session_state[f"{key}@"] = version
    return key


def seen(key: str) -> object:
    """The version that the widget was drawn with."""
    return st.session_state.get(f"{key}@")


def attempt(save: Callable[[], object], key: str, *, typed: str = "") -> None:
    """Run a save from a callback; a message waits for the page, with the words that were not saved."""
    st.session_state.pop(TROUBLE, None)
    try:
        save()
    except Told as message:
        st.session_state[TROUBLE] = (str(message), typed)
        st.session_state.pop(f"{key}@", None)


def show_trouble() -> None:
    """The message of the last change, until the next one."""
    trouble = st.session_state.get(TROUBLE)
    if trouble:
        sentence, typed = trouble
        st.warning(plain(sentence) + (" 您刚才写的内容在下面，可以复制。" if typed else ""))
        if typed:
            st.code(typed, language=None, wrap_lines=True)
