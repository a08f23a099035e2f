"""The draft behind a form: read once from the database, saved at every change, dropped when it was sent."""

from datetime import date

import streamlit as st

from domain.errors import Told
from services import drafts
from services.actor import Actor


class Draft:
    """What one person has typed into one form; without an author nothing is kept."""

    def __init__(self, form: str, author: Actor | None) -> None:
        self.form = form
        self.author = author
        self.slot = f"{form}:draft"
        if author and self.slot not in st.session_state:
            st.session_state[self.slot] = drafts.read_draft(author, form)

    @property
    def values(self) -> dict[str, object]:
        """Field → what was typed."""
        return dict(st.session_state.get(self.slot, {}))

    @property
    def trouble(self) -> str:
        """Why the last change could not be kept; "" when it was."""
        return str(st.session_state.get(f"{self.form}:trouble", ""))

    def save(self, name: str, widget_key: str) -> None:
        """A field has changed. Runs as a callback, before the page does."""
        if self.author is None or widget_key not in st.session_state:
            return  # a change that arrives after the form was sent has nothing to be kept for
        value = st.session_state[widget_key]
        kept = self.values | {name: value.isoformat() if isinstance(value, date) else value}
        st.session_state[self.slot] = kept
        st.session_state[f"{self.form}:trouble"] = ""
        try:
            drafts.save_draft(self.author, self.form, kept)
        except Told as message:
            st.session_state[f"{self.form}:trouble"] = str(message)

    def drop(self) -> None:
        """The form was sent."""
        if self.author:
            drafts.drop_draft(self.author, self.form)
