"""Who sits in front of this browser, asked of the database on every rerun."""

from contextvars import ContextVar

import streamlit as st

from services import sessions
from services.actor import Actor
from services.sessions import SignedIn

_found: ContextVar[SignedIn | None] = ContextVar("signed_in_of_this_run", default=None)


def look_up() -> SignedIn | None:
    """Ask the database and keep the answer for the rest of this run; the shell calls it first."""
    signed_in = sessions.find(st.context.cookies.get(sessions.COOKIE, ""))
    _found.set(signed_in)
    return signed_in


def current_actor() -> Actor | None:
    """The actor of this run; looks the session up when the shell has not."""
    signed_in = _found.get() or look_up()
    return signed_in.actor if signed_in else None


def current_session_id() -> int | None:
    """The number of this browser's own session, which a change of the password leaves alone."""
    signed_in = _found.get() or look_up()
    return signed_in.session_id if signed_in else None
