"""How many things wait for a person, by the names that `ui.navigation.Entry.waits` uses."""

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from services import clock
from services.actor import Actor
from services.todo import count_waiting

FRESH = timedelta(seconds=10)  # reruns follow each other quickly; the menu need not be counted at each
_KEPT = "waiting"


def counts(actor: Actor, page: str) -> Mapping[str, int]:
    """Counts for the menu; asked anew when another page was opened or some seconds have passed."""
    at, where, known = st.session_state.get(_KEPT, (None, "", {}))
    now = clock.now()
    if at is None or where != page or now - at > FRESH:
        known = dict(count_waiting(actor))
        st.session_state[_KEPT] = (now, page, known)
    return dict(known)
