"""Addresses of other pages. A parameter of None or "" is left out."""

from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from ui.navigation import BY_STEM, page_of
from ui.state import kept

Param = str | int | None
LEAVING = "leaving"  # in `ui.state.kept`: the form that was sent in this run, to be told where that leads


def _given(params: dict[str, Param]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items() if value not in (None, "")}


def page_url(stem: str, **params: Param) -> str:
    """Address of a page, for links in tables and text: page_url("finding", id=3) → "/finding?id=3"."""
    query = urlencode(_given(params))
    return f"/{BY_STEM[stem].stem}" + (f"?{query}" if query else "")


def open_page(stem: str, **params: Param) -> NoReturn:
    """Go to another page in this browser tab; ends the run."""
    if sent := kept().pop(LEAVING, None):
        sent.going = stem, params
    st.switch_page(page_of(stem), query_params=_given(params))


def page_link(label: str, stem: str, **params: Param) -> None:
    """A link that opens the page in this tab without loading the application anew."""
    st.page_link(page_of(stem), label=label, query_params=_given(params))


def id_param(name: str = "id") -> int:
    """A number from the address of this page; 0 when it is missing or no number."""
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
