"""What stood on the screen when a button was pressed: a command gets that version, not the one just read.

Forms keep their own (`ui.forms.Form.version`); this is for buttons without a form and for ticked rows.
"""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from ui.state import kept

T = TypeVar("T")


def on_screen(what: str, now: T) -> T:
    """What the last drawing of the page showed; `now` is what this drawing will show."""
    slot = f"on-screen:{what}"
    shown: T = st.session_state.get(slot, now)
    st.session_state[slot] = now
    return shown


def when_ticked(what: str, now: Mapping[int, int]) -> dict[int, int]:
    """Versions of the ticked rows as they were when each was ticked; unticking a row forgets it."""
    slot = f"when-ticked:{what}"
    known: dict[int, int] = kept().get(slot, {})
    kept()[slot] = ticked = {key: known.get(key, version) for key, version in now.items()}
    return ticked


def forget_ticked(what: str) -> None:
    """The ticked rows were dealt with: what happens next starts from what is shown then."""
    kept().pop(f"when-ticked:{what}", None)
