"""How many things wait for a person, by the names that `ui.navigation.Entry.waits` uses."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import streamlit as st

from domain.check_words import USUAL, spoken
from domain.permissions import Action, ruling
from services import clock
from services.actor import Actor
from services.todo import count_waiting
from services.todo_kinds import Section
from services.visit_lists import menu_word
from ui.navigation import Entry

FRESH = timedelta(seconds=10)  # reruns follow each other quickly; the menu need not be counted at each
_KEPT, _WORD = "waiting", "menu-word"


def counts(actor: Actor, page: str) -> Mapping[str, int]:
    """Counts for the menu; asked anew when another page was opened or some seconds have passed."""
    at, where, known = st.session_state.get(_KEPT, (None, "", {}))
    now = clock.now()
    if at is None or where != page or now - at > FRESH:
        known = dict(count_waiting(actor))
        st.session_state[_KEPT] = (now, page, known)
        st.session_state[_WORD] = _word(actor)
    return dict(known)


def _word(actor: Actor) -> str:
    return menu_word(actor) if ruling(actor.role, Action.VISIT_READ).allowed else USUAL


def said(title: str) -> str:
    """A title of the menu, in the word that the running campaigns use; call it after `counts`."""
    return spoken(title, st.session_state.get(_WORD, USUAL))


def of_section(entries: Iterable[Entry], counts: Mapping[str, int]) -> int:
    """What waits in a section of the menu; the list of all tasks holds those of the pages beside it already."""
    sections = {entry.waits for entry in entries}
    if Section.TODO in sections:
        sections &= {Section.TODO, Section.NOTICES}
    return sum(counts.get(section, 0) for section in sections)


def known(section: str) -> int:
    """The number that the menu of this page shows in a section, without counting again."""
    _, _, found = st.session_state.get(_KEPT, (None, "", {}))
    return int(found.get(section, 0))
