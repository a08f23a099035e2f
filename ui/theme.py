"""The look of the whole application, on top of the theme in `.streamlit/config.toml`."""

from functools import cache
from pathlib import Path

import streamlit as st

SHEET = Path(__file__).resolve().parent / "assets" / "theme.css"


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text(encoding='utf-8')}</style>"


def apply() -> None:
    """Send the style sheet; once a run, by the shell."""
    st.html(_sheet())
