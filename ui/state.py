"""Values that the program gives to widgets."""

import streamlit as st


def assign(key: str, value: object) -> None:
    """Set the widget `key` from the program, only when that changes it.

    An assignment goes back to the browser and replaces what somebody has chosen or typed there since.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
