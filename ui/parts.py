"""Parts of a long page: one is open, its name stays in the address (?part=), only it is read and drawn."""

from collections.abc import Mapping

import streamlit as st

from ui.state import assign, held, typed

PARAM = "part"


def open_part(key: str, parts: Mapping[str, str]) -> str:
    """Draw the row of parts (name → title); the name of the open one, the first when none is named."""
    first = next(iter(parts))
    given = st.query_params.get(PARAM, first)
    name = f"{key}:part"
    assign(name, given if given in parts else first)
    chosen = st.segmented_control(
        "内容", list(parts), default=held(name), format_func=parts.__getitem__, key=name, label_visibility="collapsed",
        on_change=_write, args=(name, first),
    )  # fmt: skip
    return chosen or first


def _write(name: str, first: str) -> None:
    chosen = typed(name)
    if chosen in {None, first}:
        st.query_params.pop(PARAM, None)
    else:
        st.query_params[PARAM] = chosen
