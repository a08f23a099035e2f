"""Values that the program gives to widgets."""

import streamlit as st


def assign(key: str, value: object) -> None:
    """Set the widget `key` from the program, only when that changes it.

    An assignment goes back to the browser and replaces what somebody has chosen or typed there since; blanks at
    the ends, which services cut off, are not worth that.
    """
    if key not in st.session_state or not _same(st.session_state[key], value):
        st.session_state[key] = value


def _same(shown: object, value: object) -> bool:
    if isinstance(shown, str) and isinstance(value, str):
        return shown.strip() == value.strip()
    return shown == value
