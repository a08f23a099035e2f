"""Values that the program gives to widgets.

Streamlit sends what was assigned once, with the run that assigned it, and drops that message when a next run
begins before it left: somebody who types at once into the first field would find the fields below it empty. So a
widget also names what stands in it as its default (`held`, `position`), which a browser takes when it knows
no better.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st


def assign(key: str, value: object) -> None:
    """Set the widget `key` from the program, only when that changes it.

    An assignment goes back to the browser and replaces what somebody has chosen or typed there since; blanks at
    the ends, which services cut off, are not worth that.
    """
    if key not in st.session_state or not _same(st.session_state[key], value):
        st.session_state[key] = value


def held(key: str) -> Any:
    """What stands in the widget `key` before it is drawn: its `value`, or the `default` of one with several."""
    return st.session_state[key]


def position(key: str, options: Sequence[object]) -> int | None:
    """The `index` of what stands in the widget `key`; None while nothing is chosen."""
    chosen = st.session_state[key]
    return options.index(chosen) if chosen in options else None


def _same(shown: object, value: object) -> bool:
    if isinstance(shown, str) and isinstance(value, str):
        return shown.strip() == value.strip()
    return shown == value
